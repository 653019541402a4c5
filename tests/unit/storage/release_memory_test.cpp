#include "storage/release_memory.hpp"

#include "storage_support.hpp"

namespace yitang::storage {
namespace {

using testing::must;
using testing::open_database;
using testing::TemporaryDirectory;

struct ReleaseMemoryTest : ::testing::Test {
  TemporaryDirectory directory;
  Database db = must(open_database(directory / "store.db"));
  void SetUp() override { must(db.exec("CREATE TABLE thing(id INTEGER PRIMARY KEY, name TEXT) STRICT")); }
  std::int64_t count() { return *must(db.query_one<std::int64_t>("SELECT count(*) FROM thing")); }
};

TEST_F(ReleaseMemoryTest, EverythingIsStillThereAndNothingIsWritten) {
  for (int i = 0; i < 500; ++i) must(db.run("INSERT INTO thing VALUES(?, ?)", i, std::string(300, 'n')));
  const std::uint64_t log = db.wal_size();
  must(release_memory(db));
  EXPECT_EQ(db.wal_size(), log);
  EXPECT_EQ(count(), 500);
  EXPECT_EQ(*must(db.query_one<std::int64_t>("SELECT count(*) FROM sqlite_schema")), 1);
  must(db.run("INSERT INTO thing VALUES(?, ?)", 1000, "after"));
  must(release_memory(db));
  must(release_memory(db));
  EXPECT_EQ(count(), 501);
  must(db.checkpoint(CheckpointMode::Truncate));
  EXPECT_TRUE(must(db.integrity_check()).ok());
}

TEST_F(ReleaseMemoryTest, IsRefusedInsideATransactionWhichGoesOn) {
  auto transaction = must(db.begin());
  must(db.run("INSERT INTO thing VALUES(?, ?)", 1, "a"));
  const auto refused = release_memory(db);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, ErrorCode::Misuse);
  must(transaction.commit());
  EXPECT_EQ(count(), 1);
}

}  // namespace
}  // namespace yitang::storage
