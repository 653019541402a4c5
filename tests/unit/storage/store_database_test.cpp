#include "storage/store_database.hpp"

#include "key_file_support.hpp"
#include "storage/file_system.hpp"

namespace yitang::storage {
namespace {

using testing::code_of;
using testing::contents;
using testing::host_in;
using testing::must;
using testing::overwrite;
using testing::TemporaryDirectory;

constexpr int kRows = 300;

struct StoreDatabaseTest : ::testing::Test {
  TemporaryDirectory directory;
  SeededRandom random{5};
  std::filesystem::path key_path = directory / "keys";
  std::filesystem::path path = directory / "store.db";
  HostBinding host = host_in(directory);

  void SetUp() override {
    KeyFile keys = must(KeyFile::create(key_path, host, random));
    Database database = must(open_database(keys, path, OpenMode::CreateIfMissing, random));
    must(database.exec("CREATE TABLE t (id INTEGER PRIMARY KEY, v TEXT)"));
    Transaction transaction = must(database.begin());
    for (int i = 0; i < kRows; ++i) must(database.run("INSERT INTO t (v) VALUES (?)", std::string(500, 'a')));
    must(transaction.commit());
    must(database.checkpoint(CheckpointMode::Truncate));
    must(database.run("INSERT INTO t (v) VALUES ('in the log')"));
  }

  void expect_whole(Database& database) {
    EXPECT_EQ(must(database.query_one<std::int64_t>("SELECT count(*) FROM t")), kRows + 1);
    EXPECT_TRUE(must(database.integrity_check()).ok());
  }
  KeyFile open_keys() { return must(KeyFile::open(key_path, host)); }
  // What a power cut at this moment would leave, as a store of its own.
  void photograph(const std::string& name) {
    std::filesystem::create_directory(directory / name);
    for (const char* file : {"keys", "store.db", "store.db-wal"}) {
      if (std::filesystem::exists(directory / file)) {
        std::filesystem::copy_file(directory / file, directory / (name + "/" + file));
      }
    }
  }
  // Opens such a photograph twice: the first opening settles the key.
  void expect_opens(const std::string& name) {
    for (int again = 0; again < 2; ++again) {
      KeyFile keys = must(KeyFile::open(directory / (name + "/keys"), host));
      if (again == 1) {
        EXPECT_TRUE(keys.next_database_key().empty()) << name;
      }
      Database database =
          must(open_database(keys, directory / (name + "/store.db"), OpenMode::MustExist, random));
      expect_whole(database);
      EXPECT_TRUE(keys.next_database_key().empty()) << name;
    }
  }
};

TEST_F(StoreDatabaseTest, AfterTheChangeOnlyTheNewKeyOpens) {
  const KeyFile before = open_keys();
  {
    KeyFile keys = open_keys();
    must(change_database_key(keys, path, random));
  }
  KeyFile keys = open_keys();
  EXPECT_FALSE(testing::same(keys.keys().database_key, before.keys().database_key));
  EXPECT_TRUE(testing::same(keys.keys().database_salt, before.keys().database_salt));
  EXPECT_TRUE(testing::same(keys.keys().blind_index_key, before.keys().blind_index_key));
  EXPECT_TRUE(testing::same(keys.keys().signing_seed, before.keys().signing_seed));
  Database database = must(open_database(keys, path, OpenMode::MustExist, random));
  expect_whole(database);
}

TEST_F(StoreDatabaseTest, NoCopyUnderTheOldKeyIsLeft) {
  const auto copy = directory / "store.db.before-1";
  std::filesystem::copy_file(path, copy);
  KeyFile keys = open_keys();
  must(change_database_key(keys, path, random));
  EXPECT_FALSE(std::filesystem::exists(copy));
}

TEST_F(StoreDatabaseTest, NoCopyUnderTheOldKeyIsLeftAfterAnInterruptedChange) {
  const auto copy = directory / "store.db.before-1";
  std::filesystem::copy_file(path, copy);
  KeyFile keys = open_keys();
  {
    Database database = must(open_database(keys, path, OpenMode::MustExist, random));
    must(keys.prepare_database_key(random));
    must(database.change_key({keys.next_database_key(), keys.keys().database_salt.view()}));
  }
  must(open_database(keys, path, OpenMode::MustExist, random));
  EXPECT_FALSE(std::filesystem::exists(copy));
}

TEST_F(StoreDatabaseTest, TheOldKeyIsOfNoUse) {
  const KeyFile before = open_keys();
  {
    KeyFile keys = open_keys();
    must(change_database_key(keys, path, random));
  }
  const auto old = Database::open(
      {path, {before.keys().database_key.view(), before.keys().database_salt.view()}, OpenMode::MustExist});
  EXPECT_EQ(code_of(old), ErrorCode::WrongKey);
}

// Every step at which the power may go, and on each side of the commit.
TEST_F(StoreDatabaseTest, EveryMomentOfTheChangeOpensAgain) {
  KeyFile keys = open_keys();
  {
    Database database = must(open_database(keys, path, OpenMode::MustExist, random));
    photograph("before");
    must(keys.prepare_database_key(random));
    photograph("prepared");
    must(database.change_key({keys.next_database_key(), keys.keys().database_salt.view()}));
    photograph("committed");
    must(database.checkpoint(CheckpointMode::Truncate));
    photograph("folded");
    must(keys.settle_database_key(KeyFile::DatabaseKey::Next, random));
    photograph("settled");
    expect_whole(database);
  }
  for (const char* moment : {"before", "prepared", "committed", "folded", "settled"}) expect_opens(moment);
}

// A commit that is cut in the log: whatever its length, one of the two keys opens everything.
TEST_F(StoreDatabaseTest, ACutLogOpensWithTheOldKeyAndAWholeOneWithTheNew) {
  KeyFile keys = open_keys();
  Database database = must(open_database(keys, path, OpenMode::MustExist, random));
  must(keys.prepare_database_key(random));
  must(database.change_key({keys.next_database_key(), keys.keys().database_salt.view()}));
  const std::string log = contents(path.string() + "-wal");
  ASSERT_GT(log.size(), 40U * 4096U);
  int number = 0;
  for (const std::size_t kept : {log.size(), log.size() - 1, log.size() - 4096, log.size() / 2}) {
    const std::string name = "cut" + std::to_string(number++);
    photograph(name);
    overwrite(directory / (name + "/store.db-wal"), log.substr(0, kept));
    expect_opens(name);
  }
}

TEST_F(StoreDatabaseTest, NeitherKeyIsReportedAsWhatItIs) {
  KeyFile keys = open_keys();
  must(keys.prepare_database_key(random));
  std::filesystem::remove(path.string() + "-wal");
  const std::string whole = contents(path);
  overwrite(path, std::string(whole.size(), 'x'));
  EXPECT_EQ(code_of(open_database(keys, path, OpenMode::MustExist, random)), ErrorCode::WrongKey);
  EXPECT_FALSE(keys.next_database_key().empty());
  std::filesystem::remove(path);
  EXPECT_EQ(code_of(open_database(keys, path, OpenMode::MustExist, random)), ErrorCode::NotFound);
}

TEST_F(StoreDatabaseTest, ChangingIsRefusedWhileSomebodyHasIt) {
  KeyFile keys = open_keys();
  const Database database = must(open_database(keys, path, OpenMode::MustExist, random));
  KeyFile other = open_keys();
  EXPECT_EQ(code_of(change_database_key(other, path, random)), ErrorCode::Locked);
  EXPECT_TRUE(open_keys().next_database_key().empty());
}

}  // namespace
}  // namespace yitang::storage
