#include "storage/key_wrap.hpp"

#include <sodium.h>

#include <algorithm>

#include "storage/system_error.hpp"

namespace yitang::storage {
namespace {

constexpr std::size_t kWrapNonceSize = crypto_aead_xchacha20poly1305_ietf_NPUBBYTES;
constexpr std::size_t kWrapTagSize = crypto_aead_xchacha20poly1305_ietf_ABYTES;
static_assert(kWrapNonceSize + kWrapTagSize == kWrapOverhead);
static_assert(crypto_aead_xchacha20poly1305_ietf_KEYBYTES == kWrapKeySize);

}  // namespace

Bytes wrap_secret(ByteView secret, const SecretBytes& key, ByteView context, RandomSource& random) {
  require_sodium();
  Bytes wrapped = random.bytes(kWrapNonceSize);
  wrapped.resize(secret.size() + kWrapOverhead);
  crypto_aead_xchacha20poly1305_ietf_encrypt(wrapped.data() + kWrapNonceSize, nullptr, secret.data(),
                                             secret.size(), context.data(), context.size(), nullptr,
                                             wrapped.data(), key.view().data());
  return wrapped;
}

std::optional<SecretBytes> unwrap_secret(ByteView wrapped, const SecretBytes& key, ByteView context) {
  if (wrapped.size() < kWrapOverhead || key.size() != kWrapKeySize) return std::nullopt;
  require_sodium();
  SecretBytes secret(wrapped.size() - kWrapOverhead);
  const int opened = crypto_aead_xchacha20poly1305_ietf_decrypt(
      secret.span().data(), nullptr, nullptr, wrapped.data() + kWrapNonceSize,
      wrapped.size() - kWrapNonceSize, context.data(), context.size(), wrapped.data(), key.view().data());
  if (opened != 0) return std::nullopt;
  return secret;
}

SecretBytes derive_key(ByteView key, std::initializer_list<ByteView> parts) {
  require_sodium();
  SecretBytes derived(kWrapKeySize);
  crypto_generichash_state state;
  crypto_generichash_init(&state, key.data(), key.size(), derived.size());
  for (const ByteView part : parts) crypto_generichash_update(&state, part.data(), part.size());
  crypto_generichash_final(&state, derived.span().data(), derived.size());
  sodium_memzero(&state, sizeof state);
  return derived;
}

}  // namespace yitang::storage
