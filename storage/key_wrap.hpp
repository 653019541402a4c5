#pragma once

#include <optional>

#include "storage/bytes.hpp"
#include "storage/random.hpp"

// For use inside storage/ only: small secrets under another key, XChaCha20-Poly1305 with a random nonce.
namespace yitang::storage {

inline constexpr std::size_t kWrapOverhead = 24 + 16;  // nonce before, tag behind
inline constexpr std::size_t kWrapKeySize = 32;

// Nonce, then ciphertext with its tag. `context` is authenticated and not stored.
Bytes wrap_secret(ByteView secret, const SecretBytes& key, ByteView context, RandomSource& random);

// Nothing when key, context or any byte differs.
std::optional<SecretBytes> unwrap_secret(ByteView wrapped, const SecretBytes& key, ByteView context);

// BLAKE2b-256 of `parts` one after the other, keyed by `key` (32 bytes).
SecretBytes derive_key(ByteView key, std::initializer_list<ByteView> parts);

}  // namespace yitang::storage
