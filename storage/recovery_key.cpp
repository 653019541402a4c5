#include "storage/recovery_key.hpp"

#include <sodium.h>

#include <algorithm>

#include "storage/system_error.hpp"

namespace yitang::storage {

static_assert(crypto_box_PUBLICKEYBYTES == kRecoveryKeySize);
static_assert(crypto_box_SECRETKEYBYTES == kRecoveryKeySize);
static_assert(crypto_box_SEALBYTES == kRecoverySealOverhead);

RecoveryKeyPair make_recovery_key(RandomSource& random) {
  require_sodium();
  RecoveryKeyPair pair{{}, random.secret(kRecoveryKeySize)};
  crypto_scalarmult_base(pair.public_key.data(), pair.private_key.view().data());
  return pair;
}

std::string fingerprint_of(const RecoveryPublicKey& key) {
  require_sodium();
  std::array<std::uint8_t, 16> digest{};
  crypto_generichash(digest.data(), digest.size(), key.data(), key.size(), nullptr, 0);
  const std::string hex = to_hex(ByteView(digest).first(8));
  return hex.substr(0, 4) + '-' + hex.substr(4, 4) + '-' + hex.substr(8, 4) + '-' + hex.substr(12, 4);
}

Result<Bytes> seal_to_recovery_key(ByteView message, const RecoveryPublicKey& key) {
  require_sodium();
  Bytes sealed(message.size() + kRecoverySealOverhead);
  if (crypto_box_seal(sealed.data(), message.data(), message.size(), key.data()) != 0) {
    return tl::unexpected(Error{ErrorCode::BadKeyFile, "not a usable recovery key", {}, 0});
  }
  return sealed;
}

Result<SecretBytes> open_with_recovery_key(ByteView sealed, const RecoveryKeyPair& pair) {
  require_sodium();
  const auto wrong = [] {
    return tl::unexpected(Error{ErrorCode::WrongKey, "sealed to another recovery key, or changed", {}, 0});
  };
  if (sealed.size() < kRecoverySealOverhead || pair.private_key.size() != kRecoveryKeySize) return wrong();
  SecretBytes message(sealed.size() - kRecoverySealOverhead);
  if (crypto_box_seal_open(message.span().data(), sealed.data(), sealed.size(), pair.public_key.data(),
                           pair.private_key.view().data()) != 0) {
    return wrong();
  }
  return message;
}

}  // namespace yitang::storage
