#include "storage/migration_copy.hpp"

#include "storage/file_system.hpp"
#include "storage_support.hpp"

namespace yitang::storage {
namespace {

using testing::code_of;
using testing::contents;
using testing::must;
using testing::open_database;
using testing::TemporaryDirectory;
using testing::TestKey;

constexpr Migration kSteps[] = {
    {1, "first", "CREATE TABLE a(id INTEGER PRIMARY KEY) STRICT; INSERT INTO a VALUES(1);"},
    {2, "second", "INSERT INTO a VALUES(2);"},
};

std::int64_t rows(Database& db) { return **db.query_one<std::int64_t>("SELECT count(*) FROM a"); }

TEST(MigrationCopy, AnEmptyStoreNeedsNone) {
  TemporaryDirectory directory;
  auto db = must(open_database(directory / "store.db"));
  EXPECT_EQ(must(migrate_with_copy(db, kSteps)), 2);
  EXPECT_EQ(must(migrate_with_copy(db, kSteps)), 0);
  EXPECT_FALSE(std::filesystem::exists(directory / "store.db.before-0"));
}

TEST(MigrationCopy, HoldsTheStoreAsItWasUntilItIsDiscarded) {
  TemporaryDirectory directory;
  auto db = must(open_database(directory / "store.db"));
  must(migrate(db, std::span(kSteps).first(1)));
  EXPECT_EQ(must(migrate_with_copy(db, kSteps)), 1);
  EXPECT_EQ(rows(db), 2);
  {
    auto copy = must(open_database(directory / "store.db.before-1"));
    EXPECT_EQ(must(schema_version(copy)), 1);
    EXPECT_EQ(rows(copy), 1);
  }
  must(discard_migration_copies(db));
  EXPECT_FALSE(std::filesystem::exists(directory / "store.db.before-1"));
  EXPECT_EQ(rows(db), 2);
}

TEST(MigrationCopy, AnOlderOneOfTheSameVersionIsReplaced) {
  TemporaryDirectory directory;
  must(write_file_durably(directory / "store.db.before-1", Bytes{1, 2, 3}));
  auto db = must(open_database(directory / "store.db"));
  must(migrate(db, std::span(kSteps).first(1)));
  must(migrate_with_copy(db, kSteps));
  auto copy = must(open_database(directory / "store.db.before-1"));
  EXPECT_EQ(rows(copy), 1);
}

TEST(NewestSchema, AboveItNothingIsOpenedAndNothingIsWritten) {
  TemporaryDirectory directory;
  const TestKey key;
  const auto path = directory / "store.db";
  {
    auto db = must(open_database(path, key));
    must(db.exec("CREATE TABLE a(id INTEGER) STRICT; PRAGMA user_version=7"));
  }
  const std::string before = contents(path);
  const auto opened = Database::open({path, key.view(), OpenMode::MustExist, &system_disk(), 6});
  EXPECT_EQ(code_of(opened), ErrorCode::SchemaTooNew);
  EXPECT_NE(opened.error().message.find("schema version 7"), std::string::npos);
  EXPECT_NE(opened.error().message.find("up to 6"), std::string::npos);
  EXPECT_EQ(contents(path), before);
  EXPECT_FALSE(std::filesystem::exists(path.string() + "-wal"));
  must(Database::open({path, key.view(), OpenMode::MustExist, &system_disk(), 7}));
}

TEST(SweepTemporaries, RemovesNothingElse) {
  TemporaryDirectory directory;
  testing::overwrite(directory / ".tmp-left", "x");
  testing::overwrite(directory / "kept", "x");
  EXPECT_EQ(must(sweep_temporaries(directory.path())), 1U);
  EXPECT_FALSE(std::filesystem::exists(directory / ".tmp-left"));
  EXPECT_TRUE(std::filesystem::exists(directory / "kept"));
}

}  // namespace
}  // namespace yitang::storage
