// A durable commit of a 25 KB case in the encrypted store against plain sqlite3 with the same schema, rows
// and settings, taken in turns in one run. sqlite3 is loaded with symbols of its own, because SQLCipher has
// the same names.
//   store_bench [--dir DIR] [--commits N] [--json]
#include <dlfcn.h>
#include <stdlib.h>
#include <time.h>

#include <algorithm>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <functional>
#include <stdexcept>
#include <string>
#include <vector>

#include "storage/audit_chain.hpp"
#include "storage/database.hpp"
#include "storage/random.hpp"

namespace {

using namespace yitang::storage;

constexpr const char* kSchema =
    "CREATE TABLE case_row(id INTEGER PRIMARY KEY, uid TEXT NOT NULL UNIQUE, item TEXT NOT NULL, state "
    "INTEGER NOT NULL,"
    " citizen BLOB, erase_after INTEGER, created INTEGER NOT NULL) STRICT;"
    "CREATE INDEX case_by_citizen ON case_row(citizen) WHERE citizen IS NOT NULL;"
    "CREATE TABLE case_body(case_id INTEGER PRIMARY KEY REFERENCES case_row(id), body BLOB NOT NULL) STRICT;"
    "CREATE TABLE outbox(id INTEGER PRIMARY KEY, case_id INTEGER NOT NULL, key TEXT NOT NULL UNIQUE, state "
    "INTEGER NOT"
    " NULL, next_at INTEGER NOT NULL) STRICT;"
    "CREATE INDEX outbox_due ON outbox(next_at, id) WHERE state=0;";
constexpr const char* kInsertCase =
    "INSERT INTO case_row(uid, item, state, citizen, erase_after, created) VALUES(?,?,?,?,?,?)";
constexpr const char* kInsertBody = "INSERT INTO case_body(case_id, body) VALUES(?,?)";
constexpr const char* kInsertOutbox = "INSERT INTO outbox(case_id, key, state, next_at) VALUES(?,?,?,?)";
constexpr const char* kLastAudit = "SELECT seq, hash FROM audit_event ORDER BY seq DESC LIMIT 1";
constexpr const char* kInsertAudit =
    "INSERT INTO audit_event(seq, unix_ms, type, disposition, fields, hash) VALUES(?,?,?,?,?,?)";

struct Case {
  std::string uid;
  Bytes citizen;
  Bytes body;
};

void require(bool good, const std::string& what) {
  if (!good) throw std::runtime_error(what);
}

template <class T>
T must(Result<T>&& result) {
  if (!result) throw std::runtime_error(describe(result.error()));
  if constexpr (!std::is_void_v<T>) return std::move(*result);
}

class Store {
 public:
  virtual ~Store() = default;
  virtual void commit(const Case& one) = 0;
  virtual void checkpoint() = 0;
};

class EncryptedStore final : public Store {
 public:
  EncryptedStore(const std::filesystem::path& path, const DatabaseKey& key)
      : db_(must(Database::open({path, key, OpenMode::CreateIfMissing}))) {
    must(db_.exec(kSchema));
    must(db_.exec(kAuditChainSchema));
  }
  void commit(const Case& one) override {
    Transaction transaction = must(db_.begin());
    must(db_.run(kInsertCase, one.uid, "ss.pension-claim", 0, one.citizen, nullptr, 1000));
    const std::int64_t id = db_.last_insert_id();
    must(db_.run(kInsertBody, id, one.body));
    must(db_.run(kInsertOutbox, id, one.uid, 0, 1000));
    must(append_audit(db_, {"case.submitted", "ok", {{"case", one.uid}}}, 1000));
    must(transaction.commit());
  }
  void checkpoint() override { must(db_.checkpoint(CheckpointMode::Truncate)); }

 private:
  Database db_;
};

// The handful of functions needed from libsqlite3, found by name.
class Sqlite {
 public:
  Sqlite() : library_(::dlopen("libsqlite3.so.0", RTLD_NOW | RTLD_LOCAL | RTLD_DEEPBIND)) {
    require(library_ != nullptr, "libsqlite3.so.0 is not installed: run scripts/setup");
    find(open_v2, "sqlite3_open_v2");
    find(exec, "sqlite3_exec");
    find(prepare, "sqlite3_prepare_v2");
    find(bind_int64, "sqlite3_bind_int64");
    find(bind_text, "sqlite3_bind_text");
    find(bind_blob, "sqlite3_bind_blob");
    find(step, "sqlite3_step");
    find(reset, "sqlite3_reset");
    find(finalize, "sqlite3_finalize");
    find(close, "sqlite3_close");
    find(last_insert_rowid, "sqlite3_last_insert_rowid");
    find(column_int64, "sqlite3_column_int64");
    find(column_blob, "sqlite3_column_blob");
    find(libversion, "sqlite3_libversion");
  }

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

 private:
  template <class Function>
  void find(Function& function, const char* name) {
    function = reinterpret_cast<Function>(::dlsym(library_, name));
    require(function != nullptr, name);
  }
  void* library_;  // stays loaded until the program ends
};

class PlainStore final : public Store {
 public:
  PlainStore(const Sqlite& sqlite, const std::filesystem::path& path, const char* psow) : sqlite_(sqlite) {
    constexpr int kReadWriteCreateUriNoMutex = 0x2 | 0x4 | 0x40 | 0x8000;
    const std::string uri = "file:" + path.string() + "?psow=" + psow;
    require(sqlite_.open_v2(uri.c_str(), &db_, kReadWriteCreateUriNoMutex, nullptr) == 0, "open");
    exec(
        "PRAGMA temp_store=MEMORY; PRAGMA locking_mode=EXCLUSIVE; PRAGMA foreign_keys=ON; PRAGMA "
        "journal_mode=WAL;"
        "PRAGMA synchronous=EXTRA; PRAGMA wal_autocheckpoint=0; PRAGMA secure_delete=ON; PRAGMA "
        "cell_size_check=ON;");
    exec(kSchema);
    exec(std::string(kAuditChainSchema).c_str());
    for (const char* sql :
         {"BEGIN IMMEDIATE", kInsertCase, kInsertBody, kInsertOutbox, kLastAudit, kInsertAudit, "COMMIT"}) {
      void* statement = nullptr;
      require(sqlite_.prepare(db_, sql, -1, &statement, nullptr) == 0, sql);
      statements_.push_back(statement);
    }
  }
  PlainStore(const PlainStore&) = delete;
  PlainStore& operator=(const PlainStore&) = delete;
  ~PlainStore() override {
    for (void* statement : statements_) sqlite_.finalize(statement);
    sqlite_.close(db_);
  }

  void commit(const Case& one) override {
    run(0);
    text(1, 1, one.uid);
    text(1, 2, "ss.pension-claim");
    number(1, 3, 0);
    blob(1, 4, one.citizen);
    number(1, 6, 1000);
    run(1);
    const std::int64_t id = sqlite_.last_insert_rowid(db_);
    number(2, 1, id);
    blob(2, 2, one.body);
    run(2);
    number(3, 1, id);
    text(3, 2, one.uid);
    number(3, 3, 0);
    number(3, 4, 1000);
    run(3);
    append(one);
    run(6);
  }
  void checkpoint() override { exec("PRAGMA wal_checkpoint(TRUNCATE)"); }

 private:
  static constexpr int kRow = 100;
  static constexpr int kDone = 101;

  void append(const Case& one) {
    AuditHead head;
    if (sqlite_.step(statements_[4]) == kRow) {
      head.seq = sqlite_.column_int64(statements_[4], 0);
      std::memcpy(head.hash.data(), sqlite_.column_blob(statements_[4], 1), head.hash.size());
    }
    sqlite_.reset(statements_[4]);
    const AuditRow row{head.seq + 1, 1000, "case.submitted", "ok", {{"case", one.uid}}, {}};
    const AuditHash hash = audit_hash(row, head.hash);
    const Bytes fields = encode_audit_fields(row.fields);
    number(5, 1, row.seq);
    number(5, 2, row.unix_ms);
    text(5, 3, row.type);
    text(5, 4, row.disposition);
    blob(5, 5, fields);
    blob(5, 6, hash);
    run(5);
  }
  void exec(const char* sql) { require(sqlite_.exec(db_, sql, nullptr, nullptr, nullptr) == 0, sql); }
  void run(int which) {
    require(sqlite_.step(statements_[which]) == kDone, "step of statement " + std::to_string(which));
    sqlite_.reset(statements_[which]);
  }
  void number(int which, int at, std::int64_t value) { sqlite_.bind_int64(statements_[which], at, value); }
  void text(int which, int at, const std::string& value) {
    sqlite_.bind_text(statements_[which], at, value.data(), static_cast<int>(value.size()), nullptr);
  }
  void blob(int which, int at, ByteView value) {
    sqlite_.bind_blob(statements_[which], at, value.data(), static_cast<int>(value.size()), nullptr);
  }

  const Sqlite& sqlite_;
  void* db_ = nullptr;
  std::vector<void*> statements_;
};

double now_ms() {
  timespec time{};
  ::clock_gettime(CLOCK_MONOTONIC, &time);
  return static_cast<double>(time.tv_sec) * 1e3 + static_cast<double>(time.tv_nsec) / 1e6;
}

double median(std::vector<double> values) {
  std::nth_element(values.begin(), values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2),
                   values.end());
  return values[values.size() / 2];
}

struct Options {
  std::filesystem::path directory = ".";
  int commits = 600;
  bool json = false;
};

Options parse(int argc, char** argv) {
  Options options;
  for (int i = 1; i < argc; ++i) {
    const std::string word = argv[i];
    if (word == "--json") {
      options.json = true;
    } else if (word == "--dir" && i + 1 < argc) {
      options.directory = argv[++i];
    } else if (word == "--commits" && i + 1 < argc) {
      options.commits = std::max(10, std::atoi(argv[++i]));
    } else {
      throw std::runtime_error("usage: store_bench [--dir DIR] [--commits N] [--json]");
    }
  }
  return options;
}

int measure(const Options& options, const std::filesystem::path& directory) {
  SeededRandom random(1);
  const Bytes key = random.bytes(32);
  const Bytes salt = random.bytes(16);
  const Sqlite sqlite;
  EncryptedStore ours(directory / "ours.db", {key, salt});
  PlainStore same(sqlite, directory / "plain.db", "0");
  PlainStore usual(sqlite, directory / "usual.db", "1");
  Store* const stores[] = {&ours, &same, &usual};
  std::vector<double> times[3];
  const int warm_up = 20;
  for (int i = 0; i < options.commits + warm_up; ++i) {
    const Case one{to_hex(random.bytes(16)), random.bytes(32), random.bytes(25 * 1024)};
    for (int turn = 0; turn < 3; ++turn) {
      const int which = (turn + i) % 3;  // nobody is always first
      const double start = now_ms();
      stores[which]->commit(one);
      if (i >= warm_up) times[which].push_back(now_ms() - start);
    }
    if (i % 100 == 99) {
      for (Store* store : stores) store->checkpoint();
    }
  }
  const double encrypted = median(times[0]);
  const double plain = median(times[1]);
  const double plain_usual = median(times[2]);
  if (options.json) {
    std::printf(
        "{\"commits\":%d,\"encrypted_ms\":%.4f,\"plain_ms\":%.4f,\"plain_psow_ms\":%.4f,\"ratio\":%.3f}\n",
        options.commits, encrypted, plain, plain_usual, encrypted / plain);
  } else {
    std::printf("durable commit of a 25 KB case, median of %d, sqlite3 %s\n", options.commits,
                sqlite.libversion());
    std::printf("  encrypted store            %8.3f ms\n", encrypted);
    std::printf("  plain sqlite3, same settings %6.3f ms   ratio %.2f (target 2.5)\n", plain,
                encrypted / plain);
    std::printf("  plain sqlite3, psow=1      %8.3f ms   ratio %.2f\n", plain_usual, encrypted / plain_usual);
  }
  return encrypted <= 2.5 * plain ? 0 : 1;
}

}  // namespace

int main(int argc, char** argv) {
  std::string directory;
  int outcome = 2;
  try {
    const Options options = parse(argc, argv);
    directory = (options.directory / "store-bench-XXXXXX").string();
    require(::mkdtemp(directory.data()) != nullptr,
            "cannot make a directory in " + options.directory.string());
    outcome = measure(options, directory);
  } catch (const std::exception& failure) {
    std::fprintf(stderr, "store_bench: %s\n", failure.what());
  }
  std::error_code ignored;
  if (!directory.empty()) std::filesystem::remove_all(directory, ignored);
  return outcome;
}
