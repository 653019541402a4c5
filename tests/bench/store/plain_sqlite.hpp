// sqlite3 as anybody would use it: the peer that the encrypted store is measured against. Loaded with symbols
// of its own, because SQLCipher has the same names.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "storage/bytes.hpp"

namespace yitang::bench {

/// Throws std::runtime_error naming `what`.
void require(bool good, std::string_view what);

/// The handful of functions needed from libsqlite3, found by name.
struct Sqlite {
  Sqlite();

  int (*open_v2)(const char*, void**, int, const char*) = nullptr;
  int (*exec)(void*, const char*, void*, void*, void*) = nullptr;
  int (*prepare)(void*, const char*, int, void**, const char**) = nullptr;
  int (*bind_int64)(void*, int, std::int64_t) = nullptr;
  int (*bind_text)(void*, int, const char*, int, void*) = nullptr;
  int (*bind_blob)(void*, int, const void*, int, void*) = nullptr;
  int (*step)(void*) = nullptr;
  int (*reset)(void*) = nullptr;
  int (*finalize)(void*) = nullptr;
  int (*close)(void*) = nullptr;
  std::int64_t (*last_insert_rowid)(void*) = nullptr;
  std::int64_t (*column_int64)(void*, int) = nullptr;
  const void* (*column_blob)(void*, int) = nullptr;
  const char* (*libversion)() = nullptr;
};

/// A prepared statement that is bound anew for each run.
class PlainStatement {
 public:
  PlainStatement(const Sqlite& sqlite, void* database, const char* sql);
  PlainStatement(PlainStatement&& other) noexcept;
  PlainStatement(const PlainStatement&) = delete;
  ~PlainStatement();

  PlainStatement& bind(int at, std::int64_t value);
  /// The bytes are borrowed until run() or first() returned.
  PlainStatement& bind(int at, std::string_view text);
  PlainStatement& bind(int at, storage::ByteView blob);
  void run();
  /// True if there is a row; read it, then call done().
  bool first();
  std::int64_t number(int column) const { return sqlite_.column_int64(statement_, column); }
  const void* blob(int column) const { return sqlite_.column_blob(statement_, column); }
  void done() { sqlite_.reset(statement_); }

 private:
  const Sqlite& sqlite_;
  void* statement_ = nullptr;
  std::string sql_;
};

/// One connection with the store's settings (write-ahead log, every commit flushed), but no encryption.
class PlainDatabase {
 public:
  PlainDatabase(const Sqlite& sqlite, const std::filesystem::path& path);
  PlainDatabase(const PlainDatabase&) = delete;
  ~PlainDatabase();

  void exec(const std::string& script);
  PlainStatement prepare(const char* sql) { return {sqlite_, database_, sql}; }
  std::int64_t last_insert_id() const { return sqlite_.last_insert_rowid(database_); }

 private:
  const Sqlite& sqlite_;
  void* database_ = nullptr;
};

}  // namespace yitang::bench
