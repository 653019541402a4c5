#include "storage/migration.hpp"

#include "storage_support.hpp"

namespace yitang::storage {
namespace {

using testing::code_of;
using testing::contents;
using testing::must;
using testing::open_database;
using testing::TemporaryDirectory;

constexpr Migration kSteps[] = {
    {1, "first", "CREATE TABLE a(id INTEGER PRIMARY KEY) STRICT; INSERT INTO a VALUES(1);"},
    {2, "second", "CREATE TABLE b(id INTEGER PRIMARY KEY, a_id INTEGER REFERENCES a(id)) STRICT;"},
    {5, "third", "INSERT INTO b VALUES(1, 1);"},
};

struct MigrationTest : ::testing::Test {
  TemporaryDirectory directory;
  Database db = must(open_database(directory / "store.db"));
  std::int64_t tables() {
    return **db.query_one<std::int64_t>("SELECT count(*) FROM sqlite_schema WHERE type='table'");
  }
};

TEST_F(MigrationTest, AppliesWhatIsMissing) {
  EXPECT_EQ(must(migrate(db, std::span(kSteps).first(1))), 1);
  EXPECT_EQ(must(schema_version(db)), 1);
  EXPECT_EQ(must(migrate(db, kSteps)), 2);
  EXPECT_EQ(must(schema_version(db)), 5);
  EXPECT_EQ(must(migrate(db, kSteps)), 0);
  EXPECT_EQ(*must(db.query_one<int>("SELECT count(*) FROM b")), 1);
}

TEST_F(MigrationTest, ANewerSchemaIsRefusedAndUntouched) {
  must(migrate(db, kSteps));
  must(db.checkpoint(CheckpointMode::Truncate));
  const std::string before = contents(directory / "store.db");
  EXPECT_EQ(code_of(migrate(db, std::span(kSteps).first(2))), ErrorCode::SchemaTooNew);
  EXPECT_EQ(code_of(migrate(db, {})), ErrorCode::SchemaTooNew);
  EXPECT_EQ(db.wal_size(), 0U);
  EXPECT_EQ(contents(directory / "store.db"), before);
}

TEST_F(MigrationTest, AFailingStepLeavesThePreviousSchema) {
  const Migration steps[] = {kSteps[0],
                             {2, "breaks", "CREATE TABLE c(x INTEGER); INSERT INTO c VALUES(1); NONSENSE;"}};
  const auto done = migrate(db, steps);
  EXPECT_EQ(code_of(done), ErrorCode::Misuse);
  EXPECT_NE(done.error().message.find("breaks"), std::string::npos);
  EXPECT_EQ(must(schema_version(db)), 1);
  EXPECT_EQ(tables(), 1);
  EXPECT_EQ(must(migrate(db, kSteps)), 2);  // the corrected step applies
}

TEST_F(MigrationTest, AStepMayRebuildATableButNotBreakAKey) {
  must(migrate(db, kSteps));
  const Migration rebuild{
      6, "rebuild",
      "CREATE TABLE a2(id INTEGER PRIMARY KEY, note TEXT) STRICT; INSERT INTO a2(id) SELECT id FROM a;"
      "DROP TABLE a; ALTER TABLE a2 RENAME TO a;"};
  const Migration good[] = {kSteps[0], kSteps[1], kSteps[2], rebuild};
  EXPECT_EQ(must(migrate(db, good)), 1);
  const Migration bad[] = {kSteps[0], kSteps[1], kSteps[2], rebuild, {7, "orphans", "DELETE FROM a;"}};
  EXPECT_EQ(code_of(migrate(db, bad)), ErrorCode::Constraint);
  EXPECT_EQ(*must(db.query_one<int>("SELECT count(*) FROM a")), 1);
  EXPECT_EQ(*must(db.query_one<int>("PRAGMA foreign_keys")), 1);
}

TEST_F(MigrationTest, AStepMustNotEndItsTransaction) {
  const Migration steps[] = {{1, "commits", "CREATE TABLE c(x INTEGER); COMMIT;"}};
  EXPECT_EQ(code_of(migrate(db, steps)), ErrorCode::Misuse);
  EXPECT_EQ(must(schema_version(db)), 0);
}

TEST_F(MigrationTest, StepsMustAscend) {
  const Migration twice[] = {kSteps[0], kSteps[0]};
  EXPECT_EQ(code_of(migrate(db, twice)), ErrorCode::Misuse);
  const Migration zero[] = {{0, "zero", ""}};
  EXPECT_EQ(code_of(migrate(db, zero)), ErrorCode::Misuse);
  EXPECT_EQ(tables(), 0);
}

}  // namespace
}  // namespace yitang::storage
