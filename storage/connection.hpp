#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <thread>
#include <unordered_map>
#include <utility>
#include <vector>

#include "storage/bytes.hpp"
#include "storage/disk.hpp"
#include "storage/disk_vfs.hpp"
#include "storage/error.hpp"

struct sqlite3;
struct sqlite3_stmt;

// For use inside storage/ only: the connection behind Database, Statement and Transaction.
namespace yitang::storage::detail {

// The typed code for an extended SQLite result code and the errno that went with it.
ErrorCode code_of(int extended_result, int error_number);

// The version of SQLCipher from what `PRAGMA cipher_version` answered; CipherMissing unless it is 4.x. A
// library without the codec answers nothing, accepts the key and writes plaintext; version 3 has a weaker
// format.
Result<std::string> accept_cipher(const std::vector<std::string>& answer);

// The lock on "<database>.lock". SQLite's own POSIX locks would be lost as soon as anything in this process
// closes another descriptor of the database file, and do not keep out a second connection of the same process
// during opening.
Result<std::unique_ptr<DiskLock>> acquire_lock(const std::filesystem::path& database, Disk& disk);

// Where a connection's bytes go, and what keeps others away from them.
struct Ground {
  Disk* disk = nullptr;
  std::shared_ptr<DiskVfs> vfs;  // only over a disk that is not the system's
  std::shared_ptr<DiskLock> lock;
};

class Connection {
 public:
  // A prepared statement and the cache shelf it belongs to (null: not cached).
  struct Lease {
    sqlite3_stmt* statement = nullptr;
    std::vector<sqlite3_stmt*>* shelf = nullptr;
  };

  Connection(sqlite3* handle, std::filesystem::path path, Ground ground);
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;
  ~Connection();

  // Misuse when the text is not exactly one statement.
  Result<Lease> take(std::string_view sql);
  void give_back(const Lease& lease);

  Result<void> exec(std::string_view script);
  // The first column of every row as text, for pragmas.
  Result<std::vector<std::string>> texts(std::string_view sql);

  // Error for a result code just returned by a call on this connection.
  Error error(int result, std::string_view doing) const;
  Error misuse(std::string_view message) const;

  bool in_transaction() const;
  void assert_owner() const;
  // For another connection to the same file, once this one is closed. Afterwards handle() is null. The ground
  // is kept here as well: when opening again fails nobody else gets the lock, so the log may be touched
  // later.
  Ground close_and_lend();
  // Opens the file again after close_and_lend(), on that ground.
  std::function<Result<std::unique_ptr<Connection>>(Ground)> reopen;

  // Statements that are out.
  int leased() const { return leased_; }
  Disk& disk() const { return *ground_.disk; }
  void adopt() { owner_ = std::this_thread::get_id(); }

  sqlite3* handle() const { return handle_; }
  const std::filesystem::path& path() const { return path_; }

  // A Transaction object lives. When SQLite has rolled back meanwhile (disk full, I/O error), further
  // statements would commit one by one: they are refused until the object is gone.
  bool transaction_alive = false;
  // The log may have parts that are in the system's cache only and that no later sync would write: a sync of
  // it failed, or the program ended before it was folded. Nothing is added to it, nor is it folded, before
  // Database has put a durable copy in its place.
  mutable bool log_suspect = false;
  // Something was written behind `log_bytes` that was reported as failed, and perhaps it is a whole commit;
  // no sync has failed. Cut off before anything else is written.
  mutable bool log_overlong = false;
  // Cuts it off, for which no room is needed. Not inside a transaction.
  Result<void> cut_log();
  // How far the log holds what was committed; what lies beyond was reported as failed and must not come back.
  std::uint64_t log_bytes = 0;
  std::string page_limit = "4294967294";  // PRAGMA max_page_count, kept over reopening; this is SQLite's own
  // The first page was read: from here on a failure of the codec is damage, not a wrong key.
  bool key_proved = false;
  std::string cipher_version;

 private:
  struct TextHash {
    using is_transparent = void;
    std::size_t operator()(std::string_view text) const { return std::hash<std::string_view>{}(text); }
  };

  Result<sqlite3_stmt*> compile(std::string_view sql);
  bool log_may_be_overlong(int extended_result) const;
  void close();

  sqlite3* handle_;
  std::filesystem::path path_;
  Ground ground_;  // released after the handle is closed
  std::unordered_map<std::string, std::vector<sqlite3_stmt*>, TextHash, std::equal_to<>> shelves_;
  int leased_ = 0;
  std::thread::id owner_ = std::this_thread::get_id();
};

// The SQL text for a log line: shortened, on one line. SQL here is literal text of the program, never data.
std::string brief_sql(std::string_view sql);

}  // namespace yitang::storage::detail
