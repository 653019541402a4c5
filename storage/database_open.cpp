// Opening, opening again, and the change of the key.
#include <sqlite3.h>

#include <cstdlib>
#include <utility>

#include "storage/connection.hpp"
#include "storage/connection_setup.hpp"
#include "storage/database.hpp"
#include "storage/database_file.hpp"
#include "storage/file_system.hpp"

namespace yitang::storage {
namespace {

using detail::kPageSize;

tl::unexpected<Error> refuse(ErrorCode code, std::string message, const std::filesystem::path& path) {
  return tl::unexpected(Error{code, std::move(message), path.string(), 0});
}

Result<void> check_schema(detail::Connection& connection, int newest) {
  if (newest == 0) return {};
  auto version = connection.texts("PRAGMA user_version");
  if (!version) return tl::unexpected(std::move(version.error()));
  const int found = version->empty() ? 0 : std::atoi(version->front().c_str());
  if (found <= newest) return {};
  return tl::unexpected(schema_too_new(found, newest, connection.path().string()));
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

// After every commit, with the number of frames that the log has by then.
int note_commit(void* connection, sqlite3*, const char*, int frames) {
  constexpr std::uint64_t kHeader = 32;
  constexpr std::uint64_t kFrame = 24 + kPageSize;
  auto& of = *static_cast<detail::Connection*>(connection);
  of.log_bytes = kHeader + kFrame * static_cast<std::uint64_t>(frames);
  of.log_overlong = false;  // what lay there does not follow upon this commit
  return SQLITE_OK;
}

// Everything but the lock, which is in `ground`.
Result<std::unique_ptr<detail::Connection>> connect(const OpenOptions& options, detail::Ground ground) {
  auto file = detail::examine(options);
  if (!file) return tl::unexpected(std::move(file.error()));
  auto connection = detail::open_keyed(options, std::move(ground));
  if (!connection) return connection;
  auto first_read = (*connection)->texts("SELECT count(*) FROM sqlite_schema");
  if (!first_read) {
    Error error = std::move(first_read.error());
    if (error.code != ErrorCode::NotADatabase) return tl::unexpected(std::move(error));
    // A connection that has failed on page 1 keeps its error, so the question which pages hold needs a new
    // one.
    detail::Ground kept = (*connection)->close_and_lend();
    auto fresh = detail::open_keyed(options, std::move(kept));
    if (!fresh) return fresh;
    return tl::unexpected(detail::explain(std::move(error), **fresh, *file, options.key));
  }
  (*connection)->key_proved = true;
  if (auto known = check_schema(**connection, options.newest_schema); !known) {
    detail::Ground kept = (*connection)->close_and_lend();
    // Reading made an empty log where there was none.
    if (!file->has_log) static_cast<void>(options.disk->remove(options.path.string() + "-wal"));
    return tl::unexpected(std::move(known.error()));
  }
  auto ready = detail::complete_settings(**connection);
  if (!ready) return tl::unexpected(std::move(ready.error()));
  (*connection)->log_suspect = file->log_size > 0;
  (*connection)->log_bytes = file->log_good;
  (*connection)->log_overlong = false;  // nothing was written yet
  sqlite3_wal_hook((*connection)->handle(), note_commit, connection->get());
  return connection;
}

// The options with keys of their own, for opening again.
struct KeptOptions {
  explicit KeptOptions(const OpenOptions& from)
      : key(SecretBytes::copy_of(from.key.key)), salt(SecretBytes::copy_of(from.key.salt)), options(from) {
    options.key = {key.view(), salt.view()};
    options.mode = OpenMode::MustExist;
  }
  SecretBytes key;
  SecretBytes salt;
  OpenOptions options;
};

std::function<Result<std::unique_ptr<detail::Connection>>(detail::Ground)> reopener(
    const OpenOptions& options) {
  return [kept = std::make_shared<KeptOptions>(options)](
             detail::Ground again) -> Result<std::unique_ptr<detail::Connection>> {
    return connect(kept->options, std::move(again));
  };
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
  auto connection = connect(options, std::move(*ground));
  if (!connection) return tl::unexpected(std::move(connection.error()));
  (*connection)->reopen = reopener(options);
  return Database(std::move(*connection));
}

Result<void> Database::change_key(const DatabaseKey& key) {
  connection_->assert_owner();
  if (key.key.size() != 32 || key.salt.size() != 16) {
    return tl::unexpected(connection_->misuse("the key must have 32 bytes and the salt 16"));
  }
  if (auto ready = ready_to_write(); !ready) return ready;
  if (in_transaction() || connection_->leased() > 0) {
    return tl::unexpected(connection_->misuse("a change of key inside a transaction or a query"));
  }
  if (auto noted = note_page_limit(); !noted) return noted;
  const SecretBytes text = detail::key_text(key);
  const int result =
      sqlite3_rekey_v2(connection_->handle(), "main", text.view().data(), static_cast<int>(text.size()));
  if (result != SQLITE_OK) return keep_old_key(connection_->error(result, "change the key"));
  // SQLCipher says so whatever became of the transaction. It is done when the file opens with the new key,
  // from a log whose every byte we have synced ourselves.
  const std::uint64_t before = std::exchange(connection_->log_bytes, wal_size());
  const auto with_old_key =
      std::exchange(connection_->reopen, reopener({path(), key, OpenMode::MustExist, &connection_->disk()}));
  auto proved = begin_anew();
  if (proved) return {};
  connection_->log_bytes = before;
  connection_->reopen = with_old_key;
  const bool not_committed = detail::may_be_other_key(proved.error().code);
  return keep_old_key(
      not_committed ? Error{ErrorCode::Io, "the change of the key was not committed", path().string(), 0}
                    : std::move(proved.error()));
}

// Whichever key the connection has now is not to be used. If opening with the old one fails as well, the next
// use tries again.
tl::unexpected<Error> Database::keep_old_key(Error why) {
  connection_->log_suspect = true;
  static_cast<void>(connection_->close_and_lend());
  static_cast<void>(begin_anew());
  return tl::unexpected(std::move(why));
}

}  // namespace yitang::storage
