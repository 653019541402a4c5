#pragma once

#include <array>
#include <cstdint>

#include "storage/connection.hpp"
#include "storage/database.hpp"

// For use inside storage/ only: the file of a database as it lies on the disk, before and beside SQLite.
namespace yitang::storage::detail {

struct FileState {
  std::uint64_t size = 0;
  std::array<std::uint8_t, 16> head{};
  bool has_log = false;  // also an empty one
  std::uint64_t log_size = 0;
  std::uint64_t log_good = 0;  // up to the end of its last whole commit
};

// Refuses what SQLite would make worse by opening it; makes a new file when the options say so.
Result<FileState> examine(const OpenOptions& options);

// SQLite says "not a database" to a wrong key, to damage and to a foreign file; the person who must act needs
// to know which one it is. `fresh`: a connection that has read nothing yet.
Error explain(Error error, Connection& fresh, const FileState& file, const DatabaseKey& key);

// Whether opening failed as it does when the database has another key. Half of the pages may lie in the log
// under that one, which looks like damage.
bool may_be_other_key(ErrorCode code);

// A copy whose every byte is synced, in the place of the log: power may go at any moment meanwhile. Without
// what lies beyond `committed`: a transaction that was reported as failed.
Result<void> replace_log_by_durable_copy(const std::filesystem::path& database, std::uint64_t committed,
                                         Disk& disk);

}  // namespace yitang::storage::detail
