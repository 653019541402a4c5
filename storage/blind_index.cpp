#include "storage/blind_index.hpp"

#include <sodium.h>

#include <cassert>

#include "storage/system_error.hpp"

namespace yitang::storage {

BlindIndex blind_index(ByteView key, std::string_view purpose, std::string_view value) {
  assert(key.size() == 32);
  require_sodium();
  crypto_generichash_state state;
  BlindIndex digest{};
  crypto_generichash_init(&state, key.data(), key.size(), digest.size());
  // The purpose is preceded by its length, so that no purpose and value can be divided in two ways.
  const auto length = static_cast<std::uint8_t>(purpose.size());
  assert(purpose.size() <= 255);
  crypto_generichash_update(&state, &length, 1);
  crypto_generichash_update(&state, bytes_of(purpose).data(), purpose.size());
  crypto_generichash_update(&state, bytes_of(value).data(), value.size());
  crypto_generichash_final(&state, digest.data(), digest.size());
  sodium_memzero(&state, sizeof state);
  return digest;
}

}  // namespace yitang::storage
