#include "storage/connection_setup.hpp"

#include <fmt/format.h>
#include <sqlite3.h>

#include <span>

namespace yitang::storage::detail {
namespace {

tl::unexpected<Error> refuse_setting(ErrorCode code, std::string message, const std::filesystem::path& path) {
  return tl::unexpected(Error{code, std::move(message), path.string(), 0});
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

Result<void> apply_key(Connection& connection, const DatabaseKey& key) {
  const SecretBytes text = key_text(key);
  const int result =
      sqlite3_key_v2(connection.handle(), "main", text.view().data(), static_cast<int>(text.size()));
  if (result != SQLITE_OK) return tl::unexpected(connection.error(result, "give the key"));
  return {};
}

Result<void> check_cipher(Connection& connection) {
  auto version = connection.texts("PRAGMA cipher_version").and_then(accept_cipher);
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

Result<void> apply(Connection& connection, std::span<const Setting> settings) {
  for (const Setting& setting : settings) {
    auto set = connection.exec(setting.set);
    if (!set) return set;
    auto value = connection.texts(setting.read);
    if (!value) return tl::unexpected(std::move(value.error()));
    if (value->empty() || value->front() != setting.expected) {
      return refuse_setting(ErrorCode::Io, fmt::format("setting is not accepted: {}", setting.set),
                            connection.path());
    }
  }
  return {};
}

Result<void> check_handle(Connection& connection) {
  sqlite3* handle = connection.handle();
  if (sqlite3_db_readonly(handle, "main") != 0) {
    return refuse_setting(ErrorCode::ReadOnly, "the database file cannot be written", connection.path());
  }
  int power_safe = -1;
  const int result = sqlite3_file_control(handle, "main", SQLITE_FCNTL_POWERSAFE_OVERWRITE, &power_safe);
  if (result != SQLITE_OK || power_safe != 0) {
    return refuse_setting(ErrorCode::Io, "psow=0 is not accepted", connection.path());
  }
  int defensive = 0;
  sqlite3_db_config(handle, SQLITE_DBCONFIG_DEFENSIVE, 1, &defensive);
  if (defensive != 1)
    return refuse_setting(ErrorCode::Io, "defensive mode is not accepted", connection.path());
  sqlite3_db_config(handle, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 0, nullptr);
  return {};
}

// SQLite keeps small blocks and lots of pages for its own use and never gives them back to the C library,
// where the program overwrites them. Refused once SQLite is at work, which is after the first database of the
// process.
void forbid_own_pools() {
  [[maybe_unused]] static const int refused =
      sqlite3_config(SQLITE_CONFIG_PAGECACHE, nullptr, 0, 0) | sqlite3_config(SQLITE_CONFIG_LOOKASIDE, 0, 0);
}

}  // namespace

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

Result<std::unique_ptr<Connection>> open_keyed(const OpenOptions& options, Ground ground) {
  forbid_own_pools();
  sqlite3* handle = nullptr;
  const int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_URI | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE |
                    SQLITE_OPEN_PRIVATECACHE;
  const int opened = sqlite3_open_v2(uri_of(options.path).c_str(), &handle, flags,
                                     ground.vfs ? ground.vfs->name() : nullptr);
  if (handle == nullptr) return refuse_setting(ErrorCode::Io, "out of memory", options.path);
  auto connection = std::make_unique<Connection>(handle, options.path, std::move(ground));
  if (opened != SQLITE_OK) return tl::unexpected(connection->error(opened, "open"));
  sqlite3_db_config(handle, SQLITE_DBCONFIG_LOOKASIDE, nullptr, 0, 0);
  // Closing checkpoints by default; a connection that has not proved its key must not write.
  sqlite3_db_config(handle, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, nullptr);
  auto ready = connection->exec("PRAGMA cipher_log_level=NONE")
                   .and_then([&] { return apply_key(*connection, options.key); })
                   .and_then([&] { return check_cipher(*connection); })
                   .and_then([&] { return apply(*connection, kFirstSettings); });
  if (!ready) return tl::unexpected(std::move(ready.error()));
  return connection;
}

Result<void> complete_settings(Connection& connection) {
  return apply(connection, kLaterSettings).and_then([&] { return check_handle(connection); });
}

}  // namespace yitang::storage::detail
