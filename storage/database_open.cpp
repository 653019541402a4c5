// Opening: every trap of SQLCipher as Debian builds it is closed here, and each setting is read back
// (README.md).
#include <fmt/format.h>
#include <sqlite3.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>

#include "storage/connection.hpp"
#include "storage/database.hpp"
#include "storage/file_system.hpp"
#include "storage/system_error.hpp"
#include "storage/wal_check.hpp"

namespace yitang::storage {
namespace {

constexpr std::size_t kPageSize = 4096;
constexpr std::string_view kPlainMagic{"SQLite format 3\0", 16};

using Head = std::array<std::uint8_t, 16>;

// The file as it lies on the disk before SQLite touches it.
struct FileState {
  std::uint64_t size = 0;
  Head head{};
};

tl::unexpected<Error> refuse(ErrorCode code, std::string message, const std::filesystem::path& path) {
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

Result<FileState> examine(const OpenOptions& options) {
  const std::filesystem::path& path = options.path;
  Disk& disk = *options.disk;
  FileState state;
  state.size = size_or_zero(path, disk);
  const bool has_wal = size_or_zero(path.string() + "-wal", disk) > 0;
  if (state.size == 0 && has_wal) {
    // SQLite would delete the WAL with its commits.
    return refuse(ErrorCode::Corrupt, "the database is empty or gone, but its write-ahead log is not", path);
  }
  auto log = detail::refuse_damaged_wal(path.string() + "-wal", disk);
  if (!log) return tl::unexpected(std::move(log.error()));
  auto present = is_present(path, disk);
  if (!present) return tl::unexpected(std::move(present.error()));
  if (!*present) {
    auto created = create_empty(path, disk);
    if (!created) return tl::unexpected(std::move(created.error()));
  } else if (state.size == 0 && options.mode == OpenMode::MustExist) {
    return refuse(ErrorCode::NotADatabase, "the database file is empty", path);
  } else if (state.size > 0) {
    auto file = disk.open(path, OpenAs::Reader);
    if (!file) return tl::unexpected(system_error(file.error(), "open", path));
    auto got = (*file)->read(0, state.head);
    if (!got) return tl::unexpected(system_error(got.error(), "read", path));
  }
  return state;
}

// "file:...?psow=0": without power-safe overwrite SQLite assumes that a torn write may ruin the whole sector.
std::string uri_of(const std::filesystem::path& path) {
  std::string uri = "file:";
  for (const char c : std::filesystem::absolute(path).string()) {
    if (c == '%' || c == '?' || c == '#') {
      uri += fmt::format("%{:02x}", static_cast<unsigned char>(c));
    } else {
      uri += c;
    }
  }
  return uri + "?psow=0";
}

// x'<64 digits><32 digits>': raw key and salt. The salt is given because SQLCipher otherwise reads it from
// page 1 before the WAL is recovered, and a ruined page 1 would make everything unreadable.
SecretBytes key_text(const DatabaseKey& key) {
  static constexpr char kDigits[] = "0123456789abcdef";
  SecretBytes text(2 + 2 * (key.key.size() + key.salt.size()) + 1);
  std::span<std::uint8_t> out = text.span();
  std::size_t at = 0;
  out[at++] = 'x';
  out[at++] = '\'';
  for (const ByteView part : {key.key, key.salt}) {
    for (const std::uint8_t byte : part) {
      out[at++] = static_cast<std::uint8_t>(kDigits[byte >> 4]);
      out[at++] = static_cast<std::uint8_t>(kDigits[byte & 15]);
    }
  }
  out[at++] = '\'';
  return text;
}

Result<void> apply_key(detail::Connection& connection, const DatabaseKey& key) {
  const SecretBytes text = key_text(key);
  const int result =
      sqlite3_key_v2(connection.handle(), "main", text.view().data(), static_cast<int>(text.size()));
  if (result != SQLITE_OK) return tl::unexpected(connection.error(result, "give the key"));
  return {};
}

Result<void> check_cipher(detail::Connection& connection) {
  auto version = connection.texts("PRAGMA cipher_version").and_then(detail::accept_cipher);
  if (!version) return tl::unexpected(std::move(version.error()));
  connection.cipher_version = std::move(*version);
  return {};
}

struct Setting {
  const char* set;
  const char* read;
  const char* expected;
};

// Before the first access to the file.
constexpr Setting kFirstSettings[] = {
    {"PRAGMA cipher_page_size=4096", "PRAGMA cipher_page_size", "4096"},
    // Debian's build would spill sorts, DISTINCT and index creation to plaintext files.
    {"PRAGMA temp_store=MEMORY", "PRAGMA temp_store", "2"},
    // Before the WAL is touched, so that its index lives in memory and no second connection can enter.
    {"PRAGMA locking_mode=EXCLUSIVE", "PRAGMA locking_mode", "exclusive"},
    {"PRAGMA foreign_keys=ON", "PRAGMA foreign_keys", "1"},
    {"PRAGMA trusted_schema=OFF", "PRAGMA trusted_schema", "0"},
    {"PRAGMA cell_size_check=ON", "PRAGMA cell_size_check", "1"},
};

constexpr Setting kLaterSettings[] = {
    {"PRAGMA journal_mode=WAL", "PRAGMA journal_mode", "wal"},
    {"PRAGMA synchronous=EXTRA", "PRAGMA synchronous", "3"},
    {"PRAGMA wal_autocheckpoint=0", "PRAGMA wal_autocheckpoint", "0"},
    {"PRAGMA secure_delete=ON", "PRAGMA secure_delete", "1"},
    // Inner pages of every index of a million rows; used only as far as the store is large.
    {"PRAGMA cache_size=-16384", "PRAGMA cache_size", "-16384"},
};

Result<void> apply(detail::Connection& connection, std::span<const Setting> settings) {
  for (const Setting& setting : settings) {
    auto set = connection.exec(setting.set);
    if (!set) return set;
    auto value = connection.texts(setting.read);
    if (!value) return tl::unexpected(std::move(value.error()));
    if (value->empty() || value->front() != setting.expected) {
      return refuse(ErrorCode::Io, fmt::format("setting is not accepted: {}", setting.set),
                    connection.path());
    }
  }
  return {};
}

Result<void> check_handle(detail::Connection& connection) {
  sqlite3* handle = connection.handle();
  if (sqlite3_db_readonly(handle, "main") != 0) {
    return refuse(ErrorCode::ReadOnly, "the database file cannot be written", connection.path());
  }
  int power_safe = -1;
  const int result = sqlite3_file_control(handle, "main", SQLITE_FCNTL_POWERSAFE_OVERWRITE, &power_safe);
  if (result != SQLITE_OK || power_safe != 0) {
    return refuse(ErrorCode::Io, "psow=0 is not accepted", connection.path());
  }
  int defensive = 0;
  sqlite3_db_config(handle, SQLITE_DBCONFIG_DEFENSIVE, 1, &defensive);
  if (defensive != 1) return refuse(ErrorCode::Io, "defensive mode is not accepted", connection.path());
  sqlite3_db_config(handle, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 0, nullptr);
  return {};
}

// How many pages of the file fail authentication under this key.
std::size_t failing_pages(detail::Connection& connection) {
  auto problems = connection.texts("PRAGMA cipher_integrity_check");
  return problems ? problems->size() : SIZE_MAX;
}

// SQLite says "not a database" to all of these; the person who must act needs to know which one it is.
Error explain(Error error, detail::Connection& fresh, const FileState& file, const DatabaseKey& key) {
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

Result<detail::Ground> take_ground(const OpenOptions& options) {
  detail::Ground ground{options.disk, nullptr, nullptr};
  auto lock = detail::acquire_lock(options.path, *options.disk);
  if (!lock) return tl::unexpected(std::move(lock.error()));
  ground.lock = std::move(*lock);
  if (options.disk != &system_disk()) {
    ground.vfs = detail::DiskVfs::register_over(*options.disk);
    if (!ground.vfs) return refuse(ErrorCode::Io, "SQLite does not take the disk", options.path);
  }
  return ground;
}

Result<std::unique_ptr<detail::Connection>> open_keyed(const OpenOptions& options, detail::Ground ground) {
  sqlite3* handle = nullptr;
  const int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_URI | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE |
                    SQLITE_OPEN_PRIVATECACHE;
  const int opened = sqlite3_open_v2(uri_of(options.path).c_str(), &handle, flags,
                                     ground.vfs ? ground.vfs->name() : nullptr);
  if (handle == nullptr) return refuse(ErrorCode::Io, "out of memory", options.path);
  auto connection = std::make_unique<detail::Connection>(handle, options.path, std::move(ground));
  if (opened != SQLITE_OK) return tl::unexpected(connection->error(opened, "open"));
  // Closing checkpoints by default; a connection that has not proved its key must not write.
  sqlite3_db_config(handle, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, nullptr);
  auto ready = connection->exec("PRAGMA cipher_log_level=NONE")
                   .and_then([&] { return apply_key(*connection, options.key); })
                   .and_then([&] { return check_cipher(*connection); })
                   .and_then([&] { return apply(*connection, kFirstSettings); });
  if (!ready) return tl::unexpected(std::move(ready.error()));
  return connection;
}

}  // namespace

Result<Database> Database::open(const OpenOptions& options) {
  if (options.key.key.size() != 32 || options.key.salt.size() != 16) {
    return refuse(ErrorCode::Misuse, "the key must have 32 bytes and the salt 16", options.path);
  }
  if (options.mode == OpenMode::MustExist) {
    auto present = is_present(options.path, *options.disk);
    if (!present) return tl::unexpected(std::move(present.error()));
    if (!*present) return refuse(ErrorCode::NotFound, "there is no database", options.path);
  }
  auto ground = take_ground(options);
  if (!ground) return tl::unexpected(std::move(ground.error()));
  auto file = examine(options);
  if (!file) return tl::unexpected(std::move(file.error()));
  auto connection = open_keyed(options, std::move(*ground));
  if (!connection) return tl::unexpected(std::move(connection.error()));

  auto first_read = (*connection)->texts("SELECT count(*) FROM sqlite_schema");
  if (!first_read) {
    Error error = std::move(first_read.error());
    if (error.code != ErrorCode::NotADatabase) return tl::unexpected(std::move(error));
    // A connection that has failed on page 1 keeps its error, so the question which pages hold needs a new
    // one.
    detail::Ground kept = (*connection)->close_and_release();
    auto fresh = open_keyed(options, std::move(kept));
    if (!fresh) return tl::unexpected(std::move(fresh.error()));
    return tl::unexpected(explain(std::move(error), **fresh, *file, options.key));
  }
  (*connection)->key_proved = true;
  auto ready = apply(**connection, kLaterSettings).and_then([&] { return check_handle(**connection); });
  if (!ready) return tl::unexpected(std::move(ready.error()));
  return Database(std::move(*connection));
}

Result<void> Database::change_key(const DatabaseKey& key) {
  connection_->assert_owner();
  if (key.key.size() != 32 || key.salt.size() != 16) {
    return tl::unexpected(connection_->misuse("the key must have 32 bytes and the salt 16"));
  }
  if (in_transaction()) return tl::unexpected(connection_->misuse("a change of key inside a transaction"));
  const SecretBytes text = key_text(key);
  const int result =
      sqlite3_rekey_v2(connection_->handle(), "main", text.view().data(), static_cast<int>(text.size()));
  if (result != SQLITE_OK) return tl::unexpected(connection_->error(result, "change the key"));
  return {};
}

}  // namespace yitang::storage
