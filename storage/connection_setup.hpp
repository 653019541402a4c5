#pragma once

#include <cstddef>
#include <memory>

#include "storage/bytes.hpp"
#include "storage/connection.hpp"
#include "storage/database.hpp"

// For use inside storage/ only: a connection with the settings of this store. Every trap of SQLCipher as
// Debian builds it is closed here, and each setting is read back (README.md).
namespace yitang::storage::detail {

inline constexpr std::size_t kPageSize = 4096;

// x'<64 digits><32 digits>': raw key and salt. The salt is given because SQLCipher otherwise reads it from
// page 1 before the WAL is recovered, and a ruined page 1 would make everything unreadable.
SecretBytes key_text(const DatabaseKey& key);

// Knows the key and has read nothing yet; closing it writes nothing.
Result<std::unique_ptr<Connection>> open_keyed(const OpenOptions& options, Ground ground);

// The rest, once the first page could be read with the key.
Result<void> complete_settings(Connection& connection);

}  // namespace yitang::storage::detail
