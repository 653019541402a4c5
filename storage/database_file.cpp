#include "storage/database_file.hpp"

#include <algorithm>
#include <cerrno>
#include <string_view>

#include "storage/connection_setup.hpp"
#include "storage/file_system.hpp"
#include "storage/system_error.hpp"
#include "storage/wal_check.hpp"

namespace yitang::storage::detail {
namespace {

constexpr std::string_view kPlainMagic{"SQLite format 3\0", 16};

tl::unexpected<Error> refuse_file(ErrorCode code, std::string message, const std::filesystem::path& path) {
  return tl::unexpected(Error{code, std::move(message), path.string(), 0});
}

std::uint64_t size_or_zero(const std::filesystem::path& path, Disk& disk) {
  const auto info = disk.info(path);
  return info ? info->size : 0;
}

// A new file of its own first, so that it is private whatever the umask is; SQLite gives its WAL the same
// mode.
Result<void> create_empty(const std::filesystem::path& path, Disk& disk) {
  const auto file = disk.open(path, OpenAs::NewFile, 0600);
  if (!file) return tl::unexpected(system_error(file.error(), "create the database", path));
  return sync_directory(path.has_parent_path() ? path.parent_path() : std::filesystem::path("."), disk);
}

// How many pages of the file fail authentication under this key.
std::size_t failing_pages(Connection& connection) {
  auto problems = connection.texts("PRAGMA cipher_integrity_check");
  return problems ? problems->size() : SIZE_MAX;
}

}  // namespace

Result<FileState> examine(const OpenOptions& options) {
  const std::filesystem::path& path = options.path;
  Disk& disk = *options.disk;
  FileState state;
  state.size = size_or_zero(path, disk);
  const auto log = disk.info(path.string() + "-wal");
  state.has_log = log.has_value();
  state.log_size = log ? log->size : 0;
  if (state.size == 0 && state.log_size > 0) {
    // SQLite would delete the WAL with its commits.
    return refuse_file(ErrorCode::Corrupt, "the database is empty or gone, but its write-ahead log is not",
                       path);
  }
  auto log_good = refuse_damaged_wal(path.string() + "-wal", disk);
  if (!log_good) return tl::unexpected(std::move(log_good.error()));
  state.log_good = *log_good;
  auto present = is_present(path, disk);
  if (!present) return tl::unexpected(std::move(present.error()));
  if (!*present) {
    auto created = create_empty(path, disk);
    if (!created) return tl::unexpected(std::move(created.error()));
  } else if (state.size == 0 && options.mode == OpenMode::MustExist) {
    return refuse_file(ErrorCode::NotADatabase, "the database file is empty", path);
  } else if (state.size > 0) {
    auto file = disk.open(path, OpenAs::Reader);
    if (!file) return tl::unexpected(system_error(file.error(), "open", path));
    auto got = (*file)->read(0, state.head);
    if (!got) return tl::unexpected(system_error(got.error(), "read", path));
  }
  return state;
}

Error explain(Error error, Connection& fresh, const FileState& file, const DatabaseKey& key) {
  const auto is = [&](ErrorCode code, const char* message) {
    error.code = code;
    error.message = message;
    return error;
  };
  if (std::equal(file.head.begin(), file.head.end(), kPlainMagic.begin())) {
    return is(ErrorCode::NotADatabase, "a plaintext SQLite database, not an encrypted one");
  }
  if (file.size < kPageSize) return is(ErrorCode::NotADatabase, "too short for an encrypted database");
  const std::size_t pages = (file.size + kPageSize - 1) / kPageSize;
  if (failing_pages(fresh) < pages)
    return is(ErrorCode::Corrupt, "the first page fails authentication, others hold");
  const bool our_salt = std::equal(file.head.begin(), file.head.end(), key.salt.begin());
  if (file.size % kPageSize != 0 && !our_salt) {
    return is(ErrorCode::NotADatabase, "not an encrypted database");
  }
  return is(ErrorCode::WrongKey, "no page can be authenticated with this key");
}

bool may_be_other_key(ErrorCode code) {
  return code == ErrorCode::WrongKey || code == ErrorCode::Corrupt || code == ErrorCode::NotADatabase;
}

Result<void> replace_log_by_durable_copy(const std::filesystem::path& database, std::uint64_t committed,
                                         Disk& disk) {
  const std::filesystem::path path = database.string() + "-wal";
  auto file = disk.open(path, OpenAs::Reader);
  if (!file) {
    if (file.error() == ENOENT) return {};
    return tl::unexpected(system_error(file.error(), "open", path));
  }
  auto info = (*file)->info();
  if (!info) return tl::unexpected(system_error(info.error(), "examine", path));
  return write_file_durably_from(
      path, std::min(info->size, committed),
      [&](std::uint64_t offset, std::span<std::uint8_t> out) -> Result<void> {
        auto got = (*file)->read(offset, out);
        if (!got) return tl::unexpected(system_error(got.error(), "read", path));
        if (*got != out.size()) return refuse_file(ErrorCode::Io, "the log became shorter", path);
        return {};
      },
      0600, Overwrite::Allow, disk);
}

}  // namespace yitang::storage::detail
