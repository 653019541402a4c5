#include "kiosk/rescue/store_keys.hpp"

#include <algorithm>

namespace yitang::rescue {

storage::SecretBytes pack_keys(const storage::StoreKeys& keys) {
  const auto parts = {&keys.database_key, &keys.database_salt, &keys.blind_index_key, &keys.signing_seed};
  std::size_t size = 0;
  for (const storage::SecretBytes* part : parts) size += part->size();
  storage::SecretBytes packed(size);
  auto out = packed.span().begin();
  for (const storage::SecretBytes* part : parts)
    out = std::copy(part->view().begin(), part->view().end(), out);
  return packed;
}

Result<storage::StoreKeys> unpack_keys(storage::ByteView packed) {
  using namespace storage;
  if (packed.size() != kDatabaseKeySize + kDatabaseSaltSize + kBlindIndexKeySize + kSigningSeedSize)
    return fail(ErrorKind::BadInput, "the keys in the backup have an impossible size");
  const auto next = [&packed](std::size_t size) {
    SecretBytes part = SecretBytes::copy_of(packed.first(size));
    packed = packed.subspan(size);
    return part;
  };
  StoreKeys keys;
  keys.database_key = next(kDatabaseKeySize);
  keys.database_salt = next(kDatabaseSaltSize);
  keys.blind_index_key = next(kBlindIndexKeySize);
  keys.signing_seed = next(kSigningSeedSize);
  return keys;
}

}  // namespace yitang::rescue
