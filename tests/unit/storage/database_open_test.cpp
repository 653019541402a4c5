// Opening, and the traps of storage/README.md one by one.
#include <fcntl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <thread>

#include "storage/connection.hpp"
#include "storage_support.hpp"

namespace yitang::storage {
namespace {

using testing::code_of;
using testing::contents;
using testing::files_containing;
using testing::must;
using testing::open_database;
using testing::overwrite;
using testing::TemporaryDirectory;
using testing::TestKey;

struct OpenTest : ::testing::Test {
  TemporaryDirectory directory;
  std::filesystem::path path = directory / "store.db";

  void make_database(int rows = 200) {
    Database db = must(open_database(path));
    must(db.exec("CREATE TABLE t(id INTEGER PRIMARY KEY, v TEXT)"));
    for (int i = 0; i < rows; ++i) must(db.run("INSERT INTO t(v) VALUES(?)", std::string(100, 'v')));
  }
};

TEST_F(OpenTest, TheFileIsPrivateAndNotReadableAsSqlite) {
  const mode_t before = ::umask(0);
  make_database();
  ::umask(before);
  const std::string file = contents(path);
  EXPECT_NE(file.substr(0, 16), std::string("SQLite format 3\0", 16));
  const TestKey key;
  EXPECT_EQ(file.substr(0, 16), std::string(key.salt.begin(), key.salt.end()));  // the salt that we gave
  EXPECT_EQ(file.find("CREATE TABLE"), std::string::npos);
  struct stat info {};
  ASSERT_EQ(::stat(path.c_str(), &info), 0);
  EXPECT_EQ(info.st_mode & 0777, 0600U);
}

TEST_F(OpenTest, TheLogIsPrivateToo) {
  const mode_t before = ::umask(0);
  Database db = must(open_database(path));
  must(db.exec("CREATE TABLE t(v TEXT)"));
  ::umask(before);
  struct stat info {};
  ASSERT_EQ(::stat((path.string() + "-wal").c_str(), &info), 0);
  EXPECT_EQ(info.st_mode & 0777, 0600U);
  EXPECT_FALSE(
      std::filesystem::exists(path.string() + "-shm"));  // exclusive: the index of the log is in memory
}

TEST_F(OpenTest, TheCipherIsThere) {
  const Database db = must(open_database(path));
  EXPECT_TRUE(db.cipher_version().starts_with("4.")) << db.cipher_version();
}

TEST_F(OpenTest, SettingsAreInForce) {
  Database db = must(open_database(path));
  const std::pair<const char*, std::int64_t> numbers[] = {
      {"PRAGMA synchronous", 3},   {"PRAGMA temp_store", 2},         {"PRAGMA foreign_keys", 1},
      {"PRAGMA secure_delete", 1}, {"PRAGMA wal_autocheckpoint", 0}, {"PRAGMA trusted_schema", 0}};
  for (const auto& [pragma, value] : numbers)
    EXPECT_EQ(*must(db.query_one<std::int64_t>(pragma)), value) << pragma;
  EXPECT_EQ(*must(db.query_one<std::string>("PRAGMA cipher_page_size")), "4096");
  EXPECT_EQ(*must(db.query_one<std::string>("PRAGMA journal_mode")), "wal");
  EXPECT_EQ(*must(db.query_one<std::string>("PRAGMA locking_mode")), "exclusive");
}

TEST_F(OpenTest, NamesWithSpecialCharactersAreOneName) {
  const auto strange = directory / "a?psow=1#%41 \xE5\xBA\x93.db";
  must(open_database(strange));
  EXPECT_TRUE(std::filesystem::exists(strange));
}

TEST_F(OpenTest, AbsentOrEmptyIsNotMadeAnew) {
  EXPECT_EQ(code_of(open_database(path, TestKey(), OpenMode::MustExist)), ErrorCode::NotFound);
  EXPECT_TRUE(std::filesystem::is_empty(directory.path()));
  overwrite(path, "");
  EXPECT_EQ(code_of(open_database(path, TestKey(), OpenMode::MustExist)), ErrorCode::NotADatabase);
  EXPECT_TRUE(open_database(path));  // a first start that was cut off may go on
  EXPECT_EQ(code_of(open_database(directory / "absent/store.db")), ErrorCode::NotFound);
}

TEST_F(OpenTest, AKeyOfAnotherSizeIsMisuse) {
  const TestKey key;
  EXPECT_EQ(
      code_of(Database::open({path, {ByteView(key.key).first(31), key.salt}, OpenMode::CreateIfMissing})),
      ErrorCode::Misuse);
  EXPECT_EQ(code_of(Database::open({path, {key.key, {}}, OpenMode::CreateIfMissing})), ErrorCode::Misuse);
}

TEST_F(OpenTest, AnotherKeyIsWrongAndChangesNothing) {
  make_database();
  const std::string before = contents(path);
  TestKey other(2);
  EXPECT_EQ(code_of(open_database(path, other)), ErrorCode::WrongKey);
  other.salt = TestKey().salt;
  EXPECT_EQ(code_of(open_database(path, other)), ErrorCode::WrongKey);
  EXPECT_EQ(contents(path), before);
  EXPECT_TRUE(open_database(path));
}

TEST_F(OpenTest, AForeignFileIsNotADatabase) {
  overwrite(path, std::string("SQLite format 3\0", 16) + std::string(8176, 'x'));
  EXPECT_EQ(code_of(open_database(path)), ErrorCode::NotADatabase);
  overwrite(path, std::string(10001, 'x'));
  EXPECT_EQ(code_of(open_database(path)), ErrorCode::NotADatabase);
  overwrite(path, "short");
  EXPECT_EQ(code_of(open_database(path)), ErrorCode::NotADatabase);
  EXPECT_EQ(contents(path), "short");
}

TEST_F(OpenTest, ARuinedFirstPageIsCorruptNotAWrongKey) {
  make_database();
  std::string file = contents(path);
  ASSERT_GE(file.size(), 3 * 4096U);
  file.replace(0, 4096, std::string(4096, '\xEE'));
  overwrite(path, file);
  EXPECT_EQ(code_of(open_database(path)), ErrorCode::Corrupt);
}

// Trap 5: SQLCipher reads its salt from page 1 before the log is recovered. The crash happened while a
// checkpoint wrote page 1; the log still has the good one.
TEST_F(OpenTest, ARuinedFirstPageIsHealedByTheLog) {
  const auto crashed = directory / "crashed.db";
  {
    Database db = must(open_database(path));
    must(db.exec("CREATE TABLE t(id INTEGER PRIMARY KEY, v TEXT)"));
    must(db.run("INSERT INTO t(v) VALUES('kept')"));
    std::filesystem::copy_file(path.string() + "-wal", crashed.string() + "-wal");
  }
  std::string file = contents(path);
  file.replace(0, 4096, std::string(4096, '\xEE'));
  overwrite(crashed, file);
  Database db = must(open_database(crashed, TestKey(), OpenMode::MustExist));
  EXPECT_EQ(*must(db.query_one<std::string>("SELECT v FROM t")), "kept");
  EXPECT_TRUE(must(db.integrity_check()).ok());
}

TEST_F(OpenTest, ALogWithoutItsDatabaseIsKept) {
  {
    Database db = must(open_database(path));
    must(db.exec("CREATE TABLE t(v TEXT)"));
    std::filesystem::copy_file(path.string() + "-wal", directory / "gone.db-wal");
  }
  EXPECT_EQ(code_of(open_database(directory / "gone.db")), ErrorCode::Corrupt);
  overwrite(directory / "gone.db", "");
  EXPECT_EQ(code_of(open_database(directory / "gone.db")), ErrorCode::Corrupt);
  EXPECT_TRUE(std::filesystem::exists(directory / "gone.db-wal"));
}

TEST_F(OpenTest, AFlippedBitInAnyPageIsFound) {
  make_database();
  const std::string good = contents(path);
  std::string bad = good;
  bad[4096 * 2 + 100] = static_cast<char>(bad[4096 * 2 + 100] ^ 1);
  overwrite(path, bad);
  Database db = must(open_database(path));
  EXPECT_EQ(code_of(db.query("SELECT v FROM t", [](const Row&) {})), ErrorCode::Corrupt);
  const IntegrityReport report = must(db.integrity_check());
  EXPECT_FALSE(report.ok());
}

// Traps 1 and 2: nothing readable in any file, also while sorting, removing duplicates and building an index.
TEST_F(OpenTest, NoPlaintextInAnyFile) {
  const std::string marker = "PLAINTEXT-MARKER-OF-A-PERSON";
  Database db = must(open_database(path));
  must(db.exec("PRAGMA cache_size=10; CREATE TABLE t(id INTEGER PRIMARY KEY, v TEXT, w BLOB)"));
  const auto look = [&] {
    EXPECT_EQ(files_containing(directory.path(), marker), std::vector<std::string>());
  };
  Transaction transaction = must(db.begin());
  for (int i = 0; i < 3000; ++i) {
    must(db.run("INSERT INTO t(v, w) VALUES(?, ?)", marker + std::to_string(i * 7919 % 3000),
                Bytes(500, 'x')));
  }
  look();
  must(transaction.commit());
  look();
  must(db.exec("CREATE INDEX by_value ON t(v)"));
  int rows = 0;
  must(db.query("SELECT DISTINCT v || w AS k FROM t ORDER BY k", [&](const Row&) {
    if (++rows == 1500) look();
  }));
  EXPECT_EQ(rows, 3000);
  must(db.checkpoint(CheckpointMode::Truncate));
  look();
}

// The same trap seen from the system: no temporary file is opened at all while sorting more than the cache
// holds.
TEST_F(OpenTest, SortingOpensNoFile) {
  Database db = must(open_database(path));
  must(db.exec("PRAGMA cache_size=10; CREATE TABLE t(v TEXT)"));
  for (int i = 0; i < 200; ++i) must(db.run("INSERT INTO t VALUES(?)", std::string(20000, 'a')));
  const auto descriptors = [] {
    return std::distance(std::filesystem::directory_iterator("/proc/self/fd"), {});
  };
  const auto before = descriptors();
  std::ptrdiff_t during = 0;
  must(db.query("SELECT DISTINCT v || rowid AS k FROM t ORDER BY k DESC",
                [&](const Row&) { during = descriptors(); }));
  EXPECT_EQ(before, during);
}

// Trap 4: a wrong key makes SQLCipher talk on standard error unless told not to.
TEST_F(OpenTest, NothingIsWrittenToStandardError) {
  make_database();
  ::testing::internal::CaptureStderr();
  EXPECT_FALSE(open_database(path, TestKey(2)));
  EXPECT_EQ(::testing::internal::GetCapturedStderr(), "");
}

TEST_F(OpenTest, ASecondOpenerIsLockedOut) {
  const Database first = must(open_database(path));
  EXPECT_EQ(code_of(open_database(path)), ErrorCode::Locked);
}

TEST_F(OpenTest, ASecondOpenerGetsItsTurn) {
  must(open_database(path));
  EXPECT_TRUE(open_database(path));
}

// After a start that found a log the first write opens the database anew. When that fails, somebody else
// could commit meanwhile, and the next attempt would put an older log in the place of his.
TEST_F(OpenTest, AFailedReopeningKeepsTheLock) {
  const auto other = directory / "other.db";
  {
    Database db = must(open_database(path));
    must(db.exec("CREATE TABLE t(v TEXT)"));
    std::filesystem::copy_file(path, other);
    std::filesystem::copy_file(path.string() + "-wal", other.string() + "-wal");
  }
  Database db = must(open_database(other));
  const auto aside = directory / "aside.db";
  std::filesystem::rename(other, aside);
  EXPECT_EQ(code_of(db.run("INSERT INTO t VALUES('lost?')")), ErrorCode::Corrupt);
  std::filesystem::rename(aside, other);
  EXPECT_EQ(code_of(open_database(other)), ErrorCode::Locked);
  must(db.run("INSERT INTO t VALUES('kept')"));
  EXPECT_EQ(code_of(open_database(other)), ErrorCode::Locked);
  EXPECT_EQ(must(db.query_one<int>("SELECT count(*) FROM t")), 1);
}

TEST_F(OpenTest, AnotherProcessLocksUsOut) {
  make_database();
  int ready[2];
  int leave[2];
  ASSERT_EQ(::pipe(ready), 0);
  ASSERT_EQ(::pipe(leave), 0);
  const pid_t child = ::fork();
  if (child == 0) {
    const auto db = open_database(path);
    char byte = db ? 'y' : 'n';
    if (::write(ready[1], &byte, 1) != 1 || ::read(leave[0], &byte, 1) != 1) ::_exit(1);
    ::_exit(0);
  }
  char answer = 0;
  ASSERT_EQ(::read(ready[0], &answer, 1), 1);
  EXPECT_EQ(answer, 'y');
  EXPECT_EQ(code_of(open_database(path)), ErrorCode::Locked);
  std::filesystem::remove(path.string() + ".lock");  // SQLite's own lock holds as well
  EXPECT_EQ(code_of(open_database(path)), ErrorCode::Locked);
  ASSERT_EQ(::write(leave[1], "x", 1), 1);
  int status = -1;
  ASSERT_EQ(::waitpid(child, &status, 0), child);
  EXPECT_EQ(status, 0);
  for (const int fd : {ready[0], ready[1], leave[0], leave[1]}) ::close(fd);
  EXPECT_TRUE(open_database(path));
}

// The size limit of a process stands for a full disk: the same write fails, with EFBIG instead of ENOSPC.
TEST_F(OpenTest, AFullDiskRollsBackAndTheOldRowsStay) {
  make_database(10);
  const pid_t child = ::fork();
  if (child == 0) {
    ::signal(SIGXFSZ, SIG_IGN);
    const rlimit small{100000, 100000};
    ::setrlimit(RLIMIT_FSIZE, &small);
    auto db = open_database(path);
    if (!db) ::_exit(1);
    auto transaction = db->begin();
    auto inserted = db->run("INSERT INTO t(v) VALUES(?)", std::string(400000, 'w'));
    const auto done = inserted ? transaction->commit() : Result<void>(tl::unexpected(inserted.error()));
    ::_exit(!done && done.error().code == ErrorCode::DiskFull ? 0 : 2);
  }
  int status = -1;
  ASSERT_EQ(::waitpid(child, &status, 0), child);
  EXPECT_EQ(status, 0);
  Database db = must(open_database(path));
  EXPECT_EQ(*must(db.query_one<int>("SELECT count(*) FROM t")), 10);
  EXPECT_TRUE(must(db.integrity_check()).ok());
}

// The process ends without closing anything; what was committed is there.
TEST_F(OpenTest, AKilledProcessLosesNothingCommitted) {
  make_database(0);
  const pid_t child = ::fork();
  if (child == 0) {
    auto db = open_database(path);
    auto transaction = db->begin();
    auto first = db->run("INSERT INTO t(v) VALUES('committed')");
    auto done = transaction->commit();
    auto open_transaction = db->begin();
    auto second = db->run("INSERT INTO t(v) VALUES(?)", std::string(100000, 'n'));
    ::kill(::getpid(), first && done && second ? SIGKILL : SIGABRT);
  }
  int status = 0;
  ASSERT_EQ(::waitpid(child, &status, 0), child);
  EXPECT_EQ(WTERMSIG(status), SIGKILL);
  Database db = must(open_database(path));
  EXPECT_EQ(must(db.collect("SELECT v FROM t", [](const Row& row) { return row.text(0); })),
            std::vector<std::string>{"committed"});
}

TEST_F(OpenTest, ErasedRowsLeaveNoTrace) {
  Database db = must(open_database(path));
  must(db.exec("CREATE TABLE t(id INTEGER PRIMARY KEY, v BLOB)"));
  must(db.run("INSERT INTO t VALUES(1, ?)", Bytes(40000, 'z')));
  must(db.checkpoint(CheckpointMode::Truncate));
  const std::string before = contents(path);
  must(db.run("DELETE FROM t"));
  must(db.checkpoint(CheckpointMode::Truncate));
  ASSERT_GT(*must(db.query_one<int>("PRAGMA freelist_count")), 5);
  EXPECT_EQ(db.wal_size(), 0U);
  // Every page that held the row was encrypted anew, so nothing of its old form is left in the file.
  const std::string after = contents(path);
  ASSERT_EQ(after.size(), before.size());
  for (std::size_t page = 2; page * 4096 < before.size(); ++page) {
    EXPECT_NE(after.substr(page * 4096, 4096), before.substr(page * 4096, 4096)) << page;
  }
}

TEST_F(OpenTest, MayGoToAnotherThread) {
  Database db = must(open_database(path));
  std::thread([&] {
    db.move_to_this_thread();
    must(db.exec("CREATE TABLE t(v TEXT)"));
  }).join();
  db.move_to_this_thread();
  EXPECT_TRUE(db.run("INSERT INTO t VALUES('x')"));
}

// Result codes of SQLite (sqlite3.h), which tests cannot all provoke on a healthy machine.
TEST(ResultCodes, AreTyped) {
  constexpr int kIoErrWrite = 10 | (3 << 8);
  EXPECT_EQ(detail::code_of(13, 0), ErrorCode::DiskFull);
  EXPECT_EQ(detail::code_of(kIoErrWrite, ENOSPC), ErrorCode::DiskFull);
  EXPECT_EQ(detail::code_of(kIoErrWrite, EDQUOT), ErrorCode::DiskFull);
  EXPECT_EQ(detail::code_of(kIoErrWrite, EIO), ErrorCode::Io);
  EXPECT_EQ(detail::code_of(14, EROFS), ErrorCode::ReadOnly);
  EXPECT_EQ(detail::code_of(8 | (1 << 8), 0), ErrorCode::ReadOnly);
  EXPECT_EQ(detail::code_of(5, 0), ErrorCode::Locked);
  EXPECT_EQ(detail::code_of(11 | (1 << 8), 0), ErrorCode::Corrupt);
  EXPECT_EQ(detail::code_of(18, 0), ErrorCode::TooLarge);
  EXPECT_EQ(detail::code_of(7, 0), ErrorCode::Io);
}

// What libsqlite3 in the place of SQLCipher answers (nothing), and an old SQLCipher.
TEST(Cipher, AnythingButVersionFourIsRefused) {
  EXPECT_EQ(code_of(detail::accept_cipher({})), ErrorCode::CipherMissing);
  EXPECT_EQ(code_of(detail::accept_cipher({""})), ErrorCode::CipherMissing);
  EXPECT_EQ(code_of(detail::accept_cipher({"3.4.1"})), ErrorCode::CipherMissing);
  EXPECT_EQ(must(detail::accept_cipher({"4.6.1 community"})), "4.6.1 community");
}

TEST(Errors, AreDescribedOnOneLine) {
  EXPECT_EQ(describe({ErrorCode::DiskFull, "write", "/x/y", 28}), "DiskFull: write [/x/y] (28)");
  EXPECT_EQ(describe({ErrorCode::Misuse, "m", "", 0}), "Misuse: m");
}

}  // namespace
}  // namespace yitang::storage
