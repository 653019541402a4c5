#include "storage/connection.hpp"

#include <fmt/format.h>
#include <sqlite3.h>

#include <algorithm>
#include <cassert>
#include <cerrno>
#include <utility>

#include "storage/system_error.hpp"

namespace yitang::storage::detail {
namespace {

// SQL texts are literals of the program, so a store has a few hundred at most; beyond that nothing more is
// cached.
constexpr std::size_t kMaxShelves = 512;

bool is_blank(std::string_view tail) {
  return std::all_of(tail.begin(), tail.end(),
                     [](char c) { return c == ' ' || c == '\n' || c == '\t' || c == '\r' || c == ';'; });
}

}  // namespace

ErrorCode code_of(int extended_result, int error_number) {
  switch (extended_result & 0xff) {
    case SQLITE_FULL: return ErrorCode::DiskFull;
    case SQLITE_READONLY:
    case SQLITE_PERM:
    case SQLITE_AUTH: return ErrorCode::ReadOnly;
    case SQLITE_IOERR:
    case SQLITE_CANTOPEN:
      if (means_disk_full(error_number)) return ErrorCode::DiskFull;
      return error_number == EROFS ? ErrorCode::ReadOnly : ErrorCode::Io;
    case SQLITE_BUSY:
    case SQLITE_LOCKED: return ErrorCode::Locked;
    case SQLITE_CORRUPT: return ErrorCode::Corrupt;
    case SQLITE_NOTADB: return ErrorCode::NotADatabase;
    case SQLITE_CONSTRAINT: return ErrorCode::Constraint;
    case SQLITE_TOOBIG: return ErrorCode::TooLarge;
    case SQLITE_ERROR:
    case SQLITE_MISUSE:
    case SQLITE_RANGE:
    case SQLITE_MISMATCH:
    case SQLITE_SCHEMA: return ErrorCode::Misuse;
    default: return ErrorCode::Io;
  }
}

std::string brief_sql(std::string_view sql) {
  constexpr std::size_t kLongest = 120;
  std::string text(sql.substr(0, kLongest));
  std::replace(text.begin(), text.end(), '\n', ' ');
  return text;
}

Result<std::string> accept_cipher(const std::vector<std::string>& answer) {
  if (!answer.empty() && answer.front().starts_with("4.")) return answer.front();
  const std::string found = answer.empty() ? "none" : answer.front();
  return tl::unexpected(Error{ErrorCode::CipherMissing, "SQLCipher 4 is needed, found: " + found, {}, 0});
}

Result<std::unique_ptr<DiskLock>> acquire_lock(const std::filesystem::path& database, Disk& disk) {
  const std::filesystem::path path = database.string() + ".lock";
  auto lock = disk.lock(path);
  if (lock) return std::move(*lock);
  if (lock.error() != EWOULDBLOCK) return tl::unexpected(system_error(lock.error(), "lock", path));
  return tl::unexpected(
      Error{ErrorCode::Locked, "the database is in use by another opener", database.string(), EWOULDBLOCK});
}

Connection::Connection(sqlite3* handle, std::filesystem::path path, Ground ground)
    : handle_(handle), path_(std::move(path)), ground_(std::move(ground)) {}

Connection::~Connection() { close(); }

void Connection::close() {
  if (handle_ == nullptr) return;
  for (auto& [sql, idle] : shelves_) {
    for (sqlite3_stmt* statement : idle) sqlite3_finalize(statement);
  }
  shelves_.clear();
  // A suspect log is left as it is for the next start.
  if (log_suspect) sqlite3_db_config(handle_, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, nullptr);
  const int closed = sqlite3_close(handle_);
  assert(closed == SQLITE_OK && "a Statement outlived its Database");
  if (closed != SQLITE_OK) sqlite3_close_v2(handle_);
  handle_ = nullptr;
}

Ground Connection::close_and_lend() {
  close();
  return ground_;
}

void Connection::assert_owner() const {
  assert(owner_ == std::this_thread::get_id() && "a Database belongs to one thread");
}

bool Connection::in_transaction() const { return handle_ != nullptr && sqlite3_get_autocommit(handle_) == 0; }

Error Connection::error(int result, std::string_view doing) const {
  const int extended = result == SQLITE_OK ? sqlite3_extended_errcode(handle_) : result;
  const std::string_view reason = sqlite3_errmsg(handle_);
  ErrorCode code = code_of(extended, sqlite3_system_errno(handle_));
  if (extended == SQLITE_IOERR_FSYNC || extended == SQLITE_IOERR_DIR_FSYNC) log_suspect = true;
  if (log_may_be_overlong(extended)) log_overlong = true;
  // A page that fails authentication makes SQLCipher answer with "not a database" or a bare SQLITE_ERROR;
  // mistakes in SQL always come with words of their own.
  const bool bare = extended == SQLITE_ERROR && reason == sqlite3_errstr(SQLITE_ERROR);
  if (key_proved && (bare || code == ErrorCode::NotADatabase)) code = ErrorCode::Corrupt;
  return {code, fmt::format("{}: {}", doing, reason), path_.string(), extended};
}

// The last frame of a commit is on its way to the log before the padding that follows it: when that fails,
// the commit failed, and a start would find it done.
bool Connection::log_may_be_overlong(int extended_result) const {
  switch (extended_result & 0xff) {
    case SQLITE_IOERR:
    case SQLITE_FULL:
    case SQLITE_READONLY:
    case SQLITE_CANTOPEN:
    case SQLITE_NOMEM: break;
    default: return false;
  }
  const auto info = disk().info(path_.string() + "-wal");
  return info ? info->size > log_bytes : info.error() != ENOENT;
}

Result<void> Connection::cut_log() {
  assert(!in_transaction());
  // SQLite's own descriptor: what the system has to say about this file's writes is said there.
  sqlite3_file* file = nullptr;
  int result = sqlite3_file_control(handle_, "main", SQLITE_FCNTL_JOURNAL_POINTER, &file);
  if (result == SQLITE_OK && file != nullptr && file->pMethods != nullptr) {
    result = file->pMethods->xTruncate(file, static_cast<sqlite3_int64>(log_bytes));
    if (result == SQLITE_OK) result = file->pMethods->xSync(file, SQLITE_SYNC_NORMAL);
  }
  if (result == SQLITE_OK) {
    log_overlong = false;
    return {};
  }
  Error failure = error(result, "cut the log");
  failure.code = code_of(result, 0);
  failure.message = fmt::format("cut the log: {}", sqlite3_errstr(result));
  return tl::unexpected(std::move(failure));
}

Error Connection::misuse(std::string_view message) const {
  return {ErrorCode::Misuse, std::string(message), path_.string(), 0};
}

Result<sqlite3_stmt*> Connection::compile(std::string_view sql) {
  sqlite3_stmt* statement = nullptr;
  const char* tail = nullptr;
  const int result = sqlite3_prepare_v3(handle_, sql.data(), static_cast<int>(sql.size()),
                                        SQLITE_PREPARE_PERSISTENT, &statement, &tail);
  if (result != SQLITE_OK) return tl::unexpected(error(result, brief_sql(sql)));
  const bool single = statement != nullptr && is_blank({tail, sql.data() + sql.size()});
  if (!single) {
    sqlite3_finalize(statement);
    return tl::unexpected(misuse("not exactly one statement: " + brief_sql(sql)));
  }
  return statement;
}

Result<Connection::Lease> Connection::take(std::string_view sql) {
  assert_owner();
  auto shelf = shelves_.find(sql);
  if (shelf != shelves_.end() && !shelf->second.empty()) {
    sqlite3_stmt* statement = shelf->second.back();
    shelf->second.pop_back();
    ++leased_;
    return Lease{statement, &shelf->second};
  }
  auto statement = compile(sql);
  if (!statement) return tl::unexpected(std::move(statement.error()));
  if (shelf == shelves_.end() && shelves_.size() < kMaxShelves)
    shelf = shelves_.try_emplace(std::string(sql)).first;
  ++leased_;
  return Lease{*statement, shelf == shelves_.end() ? nullptr : &shelf->second};
}

void Connection::give_back(const Lease& lease) {
  --leased_;
  if (lease.shelf == nullptr) {
    sqlite3_finalize(lease.statement);
    return;
  }
  // The result repeats the last step's error, which its caller has seen.
  sqlite3_reset(lease.statement);
  sqlite3_clear_bindings(lease.statement);  // the borrowed values are about to go
  lease.shelf->push_back(lease.statement);
}

Result<void> Connection::exec(std::string_view script) {
  assert_owner();
  const int result = sqlite3_exec(handle_, std::string(script).c_str(), nullptr, nullptr, nullptr);
  if (result != SQLITE_OK) return tl::unexpected(error(result, brief_sql(script)));
  return {};
}

Result<std::vector<std::string>> Connection::texts(std::string_view sql) {
  assert_owner();
  auto statement = compile(sql);
  if (!statement) return tl::unexpected(std::move(statement.error()));
  std::vector<std::string> rows;
  int result = sqlite3_step(*statement);
  for (; result == SQLITE_ROW; result = sqlite3_step(*statement)) {
    const auto* text = reinterpret_cast<const char*>(sqlite3_column_text(*statement, 0));
    rows.emplace_back(text == nullptr ? "" : text);
  }
  Error failure;
  if (result != SQLITE_DONE) failure = error(result, brief_sql(sql));
  sqlite3_finalize(*statement);
  if (result != SQLITE_DONE) return tl::unexpected(std::move(failure));
  return rows;
}

}  // namespace yitang::storage::detail
