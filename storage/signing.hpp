#pragma once

#include <array>

#include "storage/bytes.hpp"

// Ed25519 signatures of this device (libsodium).
namespace yitang::storage {

using PublicKey = std::array<std::uint8_t, 32>;
using Signature = std::array<std::uint8_t, 64>;

// `seed` is StoreKeys::signing_seed, 32 bytes.
PublicKey public_key_of(ByteView seed);
Signature sign(ByteView seed, ByteView message);
// False for any input that is not a signature of exactly this message under this key, whatever its length.
bool verify_signature(ByteView public_key, ByteView message, ByteView signature);

}  // namespace yitang::storage
