#pragma once

#include <array>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <tuple>
#include <type_traits>
#include <utility>
#include <vector>

#include "storage/bytes.hpp"
#include "storage/disk.hpp"
#include "storage/error.hpp"
#include "storage/statement.hpp"
#include "storage/value.hpp"

// The encrypted database: SQLCipher 4 with the settings that lost nothing in crash tests (storage/README.md).
namespace yitang::storage {

// Borrowed from KeyFile::keys(); used during open() only.
struct DatabaseKey {
  ByteView key;   // 32 bytes
  ByteView salt;  // 16 bytes
};

enum class OpenMode {
  MustExist,       // NotFound when the file is missing
  CreateIfMissing  // the directory must exist
};

struct OpenOptions {
  std::filesystem::path path;
  DatabaseKey key;
  OpenMode mode = OpenMode::MustExist;
  Disk* disk = &system_disk();  // must outlive the database
  // The newest schema that this program knows, see migration.hpp. SchemaTooNew above it, before anything is
  // written and without folding the log into the file. 0: not looked at.
  int newest_schema = 0;
};

enum class CheckpointMode {
  Passive,  // copies what it can; old frames stay in the WAL file
  Truncate  // copies all and empties the WAL: also what makes erased rows unreadable on disk
};

struct IntegrityReport {
  std::vector<std::string> problems;  // English, for the technician's log; names pages, never content
  bool ok() const { return problems.empty(); }
};

class Transaction;

// What a copy may keep of a damaged write-ahead log: its first bytes with their header set right, up to the
// end of the last transaction before the damage.
struct GoodLog {
  std::array<std::uint8_t, 32> header{};
  std::uint64_t bytes = 0;
};
Result<GoodLog> examine_log_of(const std::filesystem::path& database, Disk& disk = system_disk());

// One connection that has the file for itself. A second opener, in this or another process, gets Locked.
//
// Owned by one thread: the one that opened it, or the last that called move_to_this_thread(). Asserted in
// debug builds. May be moved while statements and transactions exist.
//
// After an error every read goes on, and every write is tried anew: when a sync failed, the next write first
// puts a durable copy of the log in the place of the one that the system's cache may no longer write. What a
// failed write left in the log is cut off at once, or before the next write. The lock is held until the
// Database is gone.
//
// SQL text is trusted and literal; values always go through parameters. Statements are cached by their text,
// so build no SQL from values. Errors never contain bound values.
class Database {
 public:
  // NotFound, Locked, WrongKey, NotADatabase, Corrupt, SchemaTooNew, CipherMissing, ReadOnly, DiskFull, Io.
  static Result<Database> open(const OpenOptions& options);

  Database(Database&&) noexcept;
  Database& operator=(Database&&) noexcept;
  ~Database();

  // Any number of statements without parameters, for schema work.
  Result<void> exec(std::string_view script);

  // One statement; returns the number of rows inserted, updated or deleted.
  template <class... Args>
  Result<std::int64_t> run(std::string_view sql, const Args&... args) {
    return run_values(sql, std::array<Value, sizeof...(Args)>{Value(args)...});
  }

  // `callback(const Row&)` for each row; it may return void, or Result<void> to stop with an error. It may
  // use this database, also with the same SQL.
  template <class Callback, class... Args>
  Result<void> query(std::string_view sql, Callback&& callback, const Args&... args);

  // The first row as one value (query_one<std::int64_t>) or as a tuple (query_one<std::string, Bytes>); empty
  // when there is no row. Misuse when the statement has another number of columns.
  template <class First, class... Rest, class... Args>
  auto query_one(std::string_view sql, const Args&... args)
      -> Result<std::optional<std::conditional_t<sizeof...(Rest) == 0, First, std::tuple<First, Rest...>>>>;

  // All rows, each made by `make(const Row&)`.
  template <class Make, class... Args>
  auto collect(std::string_view sql, Make&& make, const Args&... args)
      -> Result<std::vector<std::decay_t<std::invoke_result_t<Make&, const Row&>>>>;

  Result<Statement> prepare(std::string_view sql);

  std::int64_t last_insert_id() const;

  // BEGIN IMMEDIATE. Misuse when a transaction is open already.
  Result<Transaction> begin();
  bool in_transaction() const;

  // Moves committed changes from the WAL into the file. There are no automatic checkpoints: call while idle
  // (also after erasing). Misuse inside a transaction. A failure loses nothing: the WAL keeps the commits.
  Result<void> checkpoint(CheckpointMode mode);

  // The last commit that failed may be found done by the next start all the same (its sync failed, or what it
  // had written could not be cut off): leave files that it refers to where they are, the next start's sweep
  // takes what belongs to nobody. False once something was written since.
  bool failed_commit_may_return() const;

  // Bytes in the WAL file, to decide whether a checkpoint is due.
  std::uint64_t wal_size() const;

  // Authentication of every page, then the structure (quick_check) and foreign keys. Reads the whole file:
  // seconds for large ones. Starts with a truncating checkpoint.
  Result<IntegrityReport> integrity_check();

  // A complete encrypted copy under the same key, made durable; AlreadyExists when there is one. For the step
  // before a migration and for service.
  Result<void> backup_to(const std::filesystem::path& path);

  // Encrypts every page under another key (the same salt), in one transaction: after a crash the whole
  // database has one key or the other. The log grows by the size of the database; checkpoint(Truncate) after
  // it leaves nothing under the old key. Use change_database_key() of store_database.hpp, which keeps both
  // keys until then.
  Result<void> change_key(const DatabaseKey& key);

  // The same copy for a caller that writes it elsewhere: begin_copy() folds the log into the file and gives
  // its size; read_copy() then reads pieces. Nothing may be changed or checkpointed until the last piece is
  // read.
  Result<std::uint64_t> begin_copy();
  Result<void> read_copy(std::uint64_t offset, std::span<std::uint8_t> out);

  const std::filesystem::path& path() const;
  Disk& disk() const;
  // For example "4.6.1 community".
  const std::string& cipher_version() const;

  void move_to_this_thread();

 private:
  friend class Transaction;
  explicit Database(std::unique_ptr<detail::Connection> connection);
  Result<std::int64_t> run_values(std::string_view sql, std::span<const Value> values);
  Result<Statement> start(std::string_view sql, std::span<const Value> values);
  Result<void> ready_to_write();
  Result<void> renew_log();
  Result<void> note_page_limit();
  Result<void> begin_anew();
  tl::unexpected<Error> keep_old_key(Error why);
  static Error wrong_column_count(std::string_view sql);

  std::unique_ptr<detail::Connection> connection_;
};

// Rolls back when destroyed without a successful commit(). Must not outlive the Database.
class Transaction {
 public:
  Transaction(Transaction&& other) noexcept;
  Transaction& operator=(Transaction&&) = delete;
  Transaction(const Transaction&) = delete;
  Transaction& operator=(const Transaction&) = delete;
  ~Transaction();

  // When it returns without an error the changes are on the medium. When it fails they are rolled back.
  // Misuse when the transaction is over already, for example after an error that SQLite answers by rolling
  // back (DiskFull, Io).
  Result<void> commit();
  void rollback();

 private:
  friend class Database;
  explicit Transaction(detail::Connection& connection) : connection_(&connection) {}

  detail::Connection* connection_;  // null: over
};

template <class Callback, class... Args>
Result<void> Database::query(std::string_view sql, Callback&& callback, const Args&... args) {
  const std::array<Value, sizeof...(Args)> values{Value(args)...};
  auto statement = start(sql, values);
  if (!statement) return tl::unexpected(std::move(statement.error()));
  for (;;) {
    auto more = statement->step();
    if (!more) return tl::unexpected(std::move(more.error()));
    if (!*more) return {};
    const Row row = statement->row();
    if constexpr (std::is_void_v<std::invoke_result_t<Callback&, const Row&>>) {
      callback(row);
    } else {
      Result<void> verdict = callback(row);
      if (!verdict) return verdict;
    }
    if (row.mismatch() >= 0) return tl::unexpected(statement->wrong_type(row));
  }
}

template <class First, class... Rest, class... Args>
auto Database::query_one(std::string_view sql, const Args&... args)
    -> Result<std::optional<std::conditional_t<sizeof...(Rest) == 0, First, std::tuple<First, Rest...>>>> {
  using One = std::conditional_t<sizeof...(Rest) == 0, First, std::tuple<First, Rest...>>;
  const std::array<Value, sizeof...(Args)> values{Value(args)...};
  auto statement = start(sql, values);
  if (!statement) return tl::unexpected(std::move(statement.error()));
  auto found = statement->step();
  if (!found) return tl::unexpected(std::move(found.error()));
  if (!*found) return std::optional<One>();
  const Row row = statement->row();
  if (row.columns() != static_cast<int>(1 + sizeof...(Rest))) return tl::unexpected(wrong_column_count(sql));
  std::optional<One> one;
  if constexpr (sizeof...(Rest) == 0) {
    one.emplace(row.get<First>(0));
  } else {
    [&]<std::size_t... I>(std::index_sequence<I...>) {
      one.emplace(row.get<First>(0), row.get<Rest>(static_cast<int>(I) + 1)...);
    }
    (std::index_sequence_for<Rest...>());
  }
  if (row.mismatch() >= 0) return tl::unexpected(statement->wrong_type(row));
  return one;
}

template <class Make, class... Args>
auto Database::collect(std::string_view sql, Make&& make, const Args&... args)
    -> Result<std::vector<std::decay_t<std::invoke_result_t<Make&, const Row&>>>> {
  std::vector<std::decay_t<std::invoke_result_t<Make&, const Row&>>> all;
  auto done = query(
      sql, [&](const Row& row) { all.push_back(make(row)); }, args...);
  if (!done) return tl::unexpected(std::move(done.error()));
  return all;
}

}  // namespace yitang::storage
