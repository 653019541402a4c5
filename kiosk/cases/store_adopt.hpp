// Rows of cases made anew from their bodies: for a damaged store that is put together again.
#pragma once

#include <map>
#include <optional>
#include <string>

#include "kiosk/base/error.hpp"
#include "storage/database.hpp"
#include "storage/key_file.hpp"
#include "storage/sealed_files.hpp"

namespace yitang::cases {

/// By uid.
using RecordKeys = std::map<std::string, storage::SealedKey>;

/// The text of a body; nothing when there is no key for it or the body is not whole.
std::optional<std::string> unseal_saved(const RecordKeys& record_keys, const std::string& uid,
                                        const storage::Bytes& body);

/// A body says all that its lost row said, once its key is found: it is sealed under its uid. Within the
/// caller's transaction.
Result<void> adopt_bodies(storage::Database& database, const storage::StoreKeys& keys,
                          const RecordKeys& record_keys);

}  // namespace yitang::cases
