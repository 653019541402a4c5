// Idle-time work on the database: checkpoint, integrity, backup.
#include <fmt/format.h>
#include <sqlite3.h>

#include <algorithm>
#include <cerrno>

#include "storage/connection.hpp"
#include "storage/database.hpp"
#include "storage/file_system.hpp"

namespace yitang::storage {
namespace {

// Collects the rows of a checking pragma. A check that cannot go on because of damage is a finding, not a
// failure.
Result<void> collect_problems(detail::Connection& connection, std::string_view pragma, std::string_view good,
                              std::vector<std::string>& problems) {
  auto rows = connection.texts(pragma);
  if (!rows) {
    const bool damage =
        rows.error().code == ErrorCode::Corrupt || rows.error().code == ErrorCode::NotADatabase;
    if (!damage) return tl::unexpected(std::move(rows.error()));
    problems.push_back(std::move(rows.error().message));
    return {};
  }
  for (std::string& row : *rows) {
    if (row != good) problems.push_back(std::move(row));
  }
  return {};
}

// SQLite's own descriptor: closing another one of the same file would drop its locks.
Result<sqlite3_file*> own_file(const detail::Connection& connection) {
  sqlite3_file* file = nullptr;
  const int result = sqlite3_file_control(connection.handle(), "main", SQLITE_FCNTL_FILE_POINTER, &file);
  if (result != SQLITE_OK || file == nullptr || file->pMethods == nullptr) {
    return tl::unexpected(connection.error(result, "reach the database file"));
  }
  return file;
}

}  // namespace

Result<void> Database::checkpoint(CheckpointMode mode) {
  connection_->assert_owner();
  if (auto ready = ready_to_write(); !ready) return ready;
  if (in_transaction()) return tl::unexpected(connection_->misuse("a checkpoint inside a transaction"));
  const int kind = mode == CheckpointMode::Truncate ? SQLITE_CHECKPOINT_TRUNCATE : SQLITE_CHECKPOINT_PASSIVE;
  int frames = -1;
  int folded = -1;
  const int result = sqlite3_wal_checkpoint_v2(connection_->handle(), "main", kind, &frames, &folded);
  // SQLite believes the log empty by then, the file still has it whole: one of them has to be begun anew.
  if (result == SQLITE_IOERR_TRUNCATE) connection_->log_suspect = true;
  if (result != SQLITE_OK) return tl::unexpected(connection_->error(result, "checkpoint"));
  // The next commit begins the log anew, over what is in the file already.
  if (mode == CheckpointMode::Truncate || frames == folded) connection_->log_bytes = 0;
  return {};
}

std::uint64_t Database::wal_size() const {
  const auto info = connection_->disk().info(path().string() + "-wal");
  return info ? info->size : 0;
}

Result<IntegrityReport> Database::integrity_check() {
  auto moved = checkpoint(CheckpointMode::Truncate);
  if (!moved && moved.error().code != ErrorCode::Corrupt) return tl::unexpected(std::move(moved.error()));
  IntegrityReport report;
  if (!moved) report.problems.push_back(std::move(moved.error().message));
  auto done =
      collect_problems(*connection_, "PRAGMA cipher_integrity_check", "", report.problems)
          .and_then(
              [&] { return collect_problems(*connection_, "PRAGMA quick_check", "ok", report.problems); })
          .and_then([&] {
            return collect_problems(
                *connection_, "SELECT 'foreign key of a row in ' || \"table\" FROM pragma_foreign_key_check",
                "", report.problems);
          });
  if (!done) return tl::unexpected(std::move(done.error()));
  return report;
}

Result<std::uint64_t> Database::begin_copy() {
  auto moved = checkpoint(CheckpointMode::Truncate);  // from here on the file alone is the database
  if (!moved) return tl::unexpected(std::move(moved.error()));
  auto file = own_file(*connection_);
  if (!file) return tl::unexpected(std::move(file.error()));
  sqlite3_int64 size = 0;
  if (const int sized = (*file)->pMethods->xFileSize(*file, &size); sized != SQLITE_OK) {
    return tl::unexpected(connection_->error(sized, "ask for the size"));
  }
  return static_cast<std::uint64_t>(size);
}

Result<void> Database::read_copy(std::uint64_t offset, std::span<std::uint8_t> out) {
  connection_->assert_owner();
  auto file = own_file(*connection_);
  if (!file) return tl::unexpected(std::move(file.error()));
  const int read = (*file)->pMethods->xRead(*file, out.data(), static_cast<int>(out.size()),
                                            static_cast<sqlite3_int64>(offset));
  if (read != SQLITE_OK) return tl::unexpected(connection_->error(read, "read for the backup"));
  return {};
}

Result<void> Database::backup_to(const std::filesystem::path& target) {
  auto size = begin_copy();
  if (!size) return tl::unexpected(std::move(size.error()));
  return write_file_durably_from(
      target, *size,
      [this](std::uint64_t offset, std::span<std::uint8_t> out) { return read_copy(offset, out); }, 0600,
      Overwrite::Refuse, connection_->disk());
}

}  // namespace yitang::storage
