#include "tests/bench/store/plain_sqlite.hpp"

#include <dlfcn.h>

#include <stdexcept>
#include <utility>

namespace yitang::bench {
namespace {

constexpr int kOk = 0;
constexpr int kRow = 100;
constexpr int kDone = 101;

template <class Function>
void find(void* library, Function& function, const char* name) {
  function = reinterpret_cast<Function>(::dlsym(library, name));
  require(function != nullptr, name);
}

}  // namespace

void require(bool good, std::string_view what) {
  if (!good) throw std::runtime_error(std::string(what));
}

// The library stays loaded until the program ends.
Sqlite::Sqlite() {
  void* library = ::dlopen("libsqlite3.so.0", RTLD_NOW | RTLD_LOCAL | RTLD_DEEPBIND);
  require(library != nullptr, "libsqlite3.so.0 is not installed: run scripts/setup");
  find(library, open_v2, "sqlite3_open_v2");
  find(library, exec, "sqlite3_exec");
  find(library, prepare, "sqlite3_prepare_v2");
  find(library, bind_int64, "sqlite3_bind_int64");
  find(library, bind_text, "sqlite3_bind_text");
  find(library, bind_blob, "sqlite3_bind_blob");
  find(library, step, "sqlite3_step");
  find(library, reset, "sqlite3_reset");
  find(library, finalize, "sqlite3_finalize");
  find(library, close, "sqlite3_close");
  find(library, last_insert_rowid, "sqlite3_last_insert_rowid");
  find(library, column_int64, "sqlite3_column_int64");
  find(library, column_blob, "sqlite3_column_blob");
  find(library, libversion, "sqlite3_libversion");
}

PlainStatement::PlainStatement(const Sqlite& sqlite, void* database, const char* sql)
    : sqlite_(sqlite), sql_(sql) {
  require(sqlite_.prepare(database, sql, -1, &statement_, nullptr) == kOk, sql_);
}

PlainStatement::PlainStatement(PlainStatement&& other) noexcept
    : sqlite_(other.sqlite_),
      statement_(std::exchange(other.statement_, nullptr)),
      sql_(std::move(other.sql_)) {}

PlainStatement::~PlainStatement() {
  if (statement_ != nullptr) sqlite_.finalize(statement_);
}

PlainStatement& PlainStatement::bind(int at, std::int64_t value) {
  require(sqlite_.bind_int64(statement_, at, value) == kOk, sql_);
  return *this;
}

PlainStatement& PlainStatement::bind(int at, std::string_view text) {
  require(sqlite_.bind_text(statement_, at, text.data(), static_cast<int>(text.size()), nullptr) == kOk,
          sql_);
  return *this;
}

PlainStatement& PlainStatement::bind(int at, storage::ByteView blob) {
  require(sqlite_.bind_blob(statement_, at, blob.data(), static_cast<int>(blob.size()), nullptr) == kOk,
          sql_);
  return *this;
}

void PlainStatement::run() {
  require(sqlite_.step(statement_) == kDone, sql_);
  sqlite_.reset(statement_);
}

bool PlainStatement::first() {
  const int result = sqlite_.step(statement_);
  require(result == kRow || result == kDone, sql_);
  return result == kRow;
}

PlainDatabase::PlainDatabase(const Sqlite& sqlite, const std::filesystem::path& path) : sqlite_(sqlite) {
  constexpr int kReadWriteCreateUriNoMutex = 0x2 | 0x4 | 0x40 | 0x8000;
  const std::string uri = "file:" + path.string() + "?psow=0";
  require(sqlite_.open_v2(uri.c_str(), &database_, kReadWriteCreateUriNoMutex, nullptr) == kOk, "open");
  exec(
      "PRAGMA temp_store=MEMORY; PRAGMA locking_mode=EXCLUSIVE; PRAGMA foreign_keys=ON; PRAGMA "
      "journal_mode=WAL;"
      "PRAGMA synchronous=EXTRA; PRAGMA wal_autocheckpoint=0; PRAGMA secure_delete=ON; PRAGMA "
      "cell_size_check=ON;");
}

PlainDatabase::~PlainDatabase() { sqlite_.close(database_); }

void PlainDatabase::exec(const std::string& script) {
  require(sqlite_.exec(database_, script.c_str(), nullptr, nullptr, nullptr) == kOk, script.substr(0, 200));
}

}  // namespace yitang::bench
