// The keys of a store on their way into a backup and out of it.
#pragma once

#include <filesystem>

#include "kiosk/base/error.hpp"
#include "storage/key_file.hpp"

namespace yitang::rescue {

/// Database key, salt, blind-index key, signing seed, one after the other: 112 bytes.
storage::SecretBytes pack_keys(const storage::StoreKeys& keys);
/// BadInput for another length.
Result<storage::StoreKeys> unpack_keys(storage::ByteView packed);

}  // namespace yitang::rescue
