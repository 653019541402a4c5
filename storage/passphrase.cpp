#include "storage/passphrase.hpp"

#include <sodium.h>

#include "storage/key_wrap.hpp"
#include "storage/system_error.hpp"

namespace yitang::storage {

static_assert(crypto_pwhash_argon2id_SALTBYTES == kPassphraseSaltSize);

bool is_acceptable(const PassphraseCost& cost) {
  constexpr std::uint32_t kMostPasses = 16;
  constexpr std::uint32_t kMostMemoryKib = 1024 * 1024;
  return cost.passes >= kLeastPassphraseCost.passes && cost.passes <= kMostPasses &&
         cost.memory_kib >= kLeastPassphraseCost.memory_kib && cost.memory_kib <= kMostMemoryKib;
}

Result<SecretBytes> key_from_passphrase(const SecretBytes& passphrase, ByteView salt,
                                        const PassphraseCost& cost) {
  if (!is_acceptable(cost) || salt.size() != kPassphraseSaltSize) {
    return tl::unexpected(Error{ErrorCode::Misuse, "cost or salt of a passphrase is out of bounds", {}, 0});
  }
  if (passphrase.empty() || passphrase.size() > kMaxPassphraseSize) {
    return tl::unexpected(Error{ErrorCode::Misuse, "a passphrase has 1 to 1024 bytes", {}, 0});
  }
  require_sodium();
  SecretBytes key(kWrapKeySize);
  const int made = crypto_pwhash_argon2id(
      key.span().data(), key.size(), reinterpret_cast<const char*>(passphrase.view().data()),
      passphrase.size(), salt.data(), cost.passes, std::size_t{cost.memory_kib} * 1024,
      crypto_pwhash_argon2id_ALG_ARGON2ID13);
  if (made != 0) {
    return tl::unexpected(Error{ErrorCode::Io, "no memory to try the passphrase", {}, 0});
  }
  return key;
}

}  // namespace yitang::storage
