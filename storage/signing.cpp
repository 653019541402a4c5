#include "storage/signing.hpp"

#include <sodium.h>

#include <cassert>

#include "storage/system_error.hpp"

namespace yitang::storage {
namespace {

struct KeyPair {
  PublicKey open{};
  std::array<std::uint8_t, crypto_sign_SECRETKEYBYTES> secret{};

  explicit KeyPair(ByteView seed) {
    assert(seed.size() == crypto_sign_SEEDBYTES);
    require_sodium();
    crypto_sign_seed_keypair(open.data(), secret.data(), seed.data());
  }
  KeyPair(const KeyPair&) = delete;
  KeyPair& operator=(const KeyPair&) = delete;
  ~KeyPair() { sodium_memzero(secret.data(), secret.size()); }
};

}  // namespace

PublicKey public_key_of(ByteView seed) { return KeyPair(seed).open; }

Signature sign(ByteView seed, ByteView message) {
  const KeyPair pair(seed);
  Signature signature{};
  crypto_sign_detached(signature.data(), nullptr, message.data(), message.size(), pair.secret.data());
  return signature;
}

bool verify_signature(ByteView public_key, ByteView message, ByteView signature) {
  require_sodium();
  return public_key.size() == crypto_sign_PUBLICKEYBYTES && signature.size() == crypto_sign_BYTES &&
         crypto_sign_verify_detached(signature.data(), message.data(), message.size(), public_key.data()) ==
             0;
}

}  // namespace yitang::storage
