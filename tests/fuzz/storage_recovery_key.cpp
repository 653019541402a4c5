// Files of a recovery key: any bytes give a key or a typed error.
#include <cstdlib>

#include "storage/recovery_key.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace yitang::storage;
  const ByteView input(data, size);
  if (const auto key = parse_recovery_public_key({reinterpret_cast<const char*>(data), size})) {
    if (parse_recovery_public_key(encode_recovery_public_key(*key)) != *key) std::abort();
  }
  // Without a passphrase: trying one costs memory and time by design.
  if (const auto pair = parse_recovery_private_key(input, {})) {
    const SecretBytes again = encode_recovery_private_key(*pair);
    if (!equal_in_constant_time(again.view(), input)) std::abort();
  }
  return 0;
}
