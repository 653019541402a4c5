#include "storage/database.hpp"

#include <set>
#include <tuple>

#include "storage_support.hpp"

namespace yitang::storage {
namespace {

using testing::code_of;
using testing::must;
using testing::open_database;
using testing::TemporaryDirectory;

enum class Colour { Red = 1, Green = 2 };

struct DatabaseTest : ::testing::Test {
  TemporaryDirectory directory;
  Database db = must(open_database(directory / "store.db"));

  void SetUp() override {
    must(db.exec(
        "CREATE TABLE thing(id INTEGER PRIMARY KEY, name TEXT UNIQUE, amount REAL, body BLOB) STRICT;"
        "CREATE TABLE part(id INTEGER PRIMARY KEY, thing_id INTEGER NOT NULL REFERENCES thing(id)) STRICT;"));
  }
  std::int64_t count() { return **db.query_one<std::int64_t>("SELECT count(*) FROM thing"); }
};

TEST_F(DatabaseTest, EveryTypeComesBackAsItWent) {
  const Bytes body{0, 1, 255};
  must(db.run("INSERT INTO thing VALUES(?,?,?,?)", 7, std::string("a\0b", 3), 2.5, body));
  const auto row =
      *must(db.query_one<int, std::string, double, Bytes>("SELECT id, name, amount, body FROM thing"));
  EXPECT_EQ(row, std::make_tuple(7, std::string("a\0b", 3), 2.5, body));
  EXPECT_EQ(db.last_insert_id(), 7);
}

TEST_F(DatabaseTest, AbsentAndEmptyAreDifferent) {
  must(db.run("INSERT INTO thing VALUES(?,?,?,?)", 1, "", nullptr, Bytes()));
  must(db.run("INSERT INTO thing VALUES(?,?,?,?)", 2, std::optional<std::string>(),
              std::optional<double>(1.5), std::nullopt));
  using Wide = std::tuple<std::optional<std::string>, std::optional<double>, std::optional<Bytes>>;
  const auto rows = must(db.collect("SELECT name, amount, body FROM thing ORDER BY id", [](const Row& row) {
    return Wide(row.get<std::optional<std::string>>(0), row.get<std::optional<double>>(1),
                row.get<std::optional<Bytes>>(2));
  }));
  ASSERT_EQ(rows.size(), 2U);
  EXPECT_EQ(rows[0], Wide("", std::nullopt, Bytes()));
  EXPECT_EQ(rows[1], Wide(std::nullopt, 1.5, std::nullopt));
}

TEST_F(DatabaseTest, EnumsBooleansAndArraysBind) {
  const std::array<std::uint8_t, 4> four{1, 2, 3, 4};
  must(db.run("INSERT INTO thing VALUES(?,?,?,?)", Colour::Green, "x", 3, four));
  using Four = std::array<std::uint8_t, 4>;
  const auto row =
      *must(db.query_one<Colour, double, Four, bool>("SELECT id, amount, body, id > 1 FROM thing"));
  EXPECT_EQ(row, std::make_tuple(Colour::Green, 3.0, four, true));
}

TEST_F(DatabaseTest, RareCharactersSurvive) {
  const std::string name =
      "\xF0\xA0\xAE\xB7\xEE\x80\x80\xF0\xB0\xBB\x9E";  // extension B, private use, extension G
  must(db.run("INSERT INTO thing(name) VALUES(?)", name));
  EXPECT_EQ(*must(db.query_one<std::string>("SELECT name FROM thing")), name);
}

TEST_F(DatabaseTest, ReadingAsAnotherTypeIsAnError) {
  must(db.run("INSERT INTO thing VALUES(1, 'n', NULL, ?)", Bytes(3, 1)));
  EXPECT_EQ(code_of(db.query_one<std::string>("SELECT id FROM thing")), ErrorCode::Misuse);
  EXPECT_EQ(code_of(db.query_one<std::int64_t>("SELECT name FROM thing")), ErrorCode::Misuse);
  EXPECT_EQ(code_of(db.query_one<double>("SELECT amount FROM thing")), ErrorCode::Misuse);
  EXPECT_EQ(code_of(db.query_one<std::int8_t>("SELECT 128")), ErrorCode::Misuse);
  using Four = std::array<std::uint8_t, 4>;
  EXPECT_EQ(code_of(db.query_one<Four>("SELECT body FROM thing")), ErrorCode::Misuse);
  EXPECT_EQ(code_of(db.query_one<int>("SELECT id, name FROM thing")), ErrorCode::Misuse);
  EXPECT_EQ(code_of(db.query("SELECT id FROM thing", [](const Row& row) { row.text(5); })),
            ErrorCode::Misuse);
}

TEST_F(DatabaseTest, NoRowIsNotAnError) {
  EXPECT_FALSE(must(db.query_one<int>("SELECT id FROM thing")).has_value());
}

TEST_F(DatabaseTest, RunCountsItsOwnChanges) {
  EXPECT_EQ(must(db.run("INSERT INTO thing(name) VALUES('a'),('b')")), 2);
  EXPECT_EQ(must(db.run("UPDATE thing SET amount=1 WHERE name=?", "a")), 1);
  EXPECT_EQ(must(db.run("UPDATE thing SET amount=1 WHERE name=?", "zzz")), 0);
  EXPECT_EQ(must(db.run("CREATE TABLE other(x INTEGER)")), 0);
  EXPECT_EQ(must(db.run("DELETE FROM thing RETURNING id")), 2);
}

TEST_F(DatabaseTest, WrongSqlAndWrongCountsAreMisuse) {
  EXPECT_EQ(code_of(db.run("INSERT INTO nothing VALUES(1)")), ErrorCode::Misuse);
  EXPECT_EQ(code_of(db.run("INSERT INTO thing(name) VALUES(?)")), ErrorCode::Misuse);
  EXPECT_EQ(code_of(db.run("INSERT INTO thing(name) VALUES(?)", 1, 2)), ErrorCode::Misuse);
  EXPECT_EQ(code_of(db.run("DELETE FROM thing; DELETE FROM thing")), ErrorCode::Misuse);
  EXPECT_EQ(code_of(db.run("")), ErrorCode::Misuse);
  EXPECT_TRUE(db.run("DELETE FROM thing; \n"));
}

TEST_F(DatabaseTest, ConstraintsAreTypedAndSayNoValue) {
  must(db.run("INSERT INTO thing(name) VALUES(?)", "secret-name"));
  const auto twice = db.run("INSERT INTO thing(name) VALUES(?)", "secret-name");
  EXPECT_EQ(code_of(twice), ErrorCode::Constraint);
  EXPECT_EQ(describe(twice.error()).find("secret-name"), std::string::npos);
  EXPECT_EQ(code_of(db.run("INSERT INTO part(thing_id) VALUES(99)")), ErrorCode::Constraint);
  EXPECT_EQ(code_of(db.run("INSERT INTO thing(amount) VALUES(?)", "not a number")), ErrorCode::Constraint);
}

TEST_F(DatabaseTest, ACallbackMayUseTheSameStatement) {
  must(db.run("INSERT INTO thing(id) VALUES(1),(2),(3)"));
  int visits = 0;
  must(db.query("SELECT id FROM thing",
                [&](const Row&) { must(db.query("SELECT id FROM thing", [&](const Row&) { ++visits; })); }));
  EXPECT_EQ(visits, 9);
}

TEST_F(DatabaseTest, ACallbackMayStop) {
  must(db.run("INSERT INTO thing(id) VALUES(1),(2),(3)"));
  int visits = 0;
  const auto stopped = db.query("SELECT id FROM thing", [&](const Row&) -> Result<void> {
    ++visits;
    return tl::unexpected(Error{ErrorCode::NotFound, "enough", {}, 0});
  });
  EXPECT_EQ(code_of(stopped), ErrorCode::NotFound);
  EXPECT_EQ(visits, 1);
}

TEST_F(DatabaseTest, APreparedStatementRunsManyTimes) {
  {
    Statement insert = must(db.prepare("INSERT INTO thing(id) VALUES(?)"));
    for (int i = 1; i <= 5; ++i) {
      must(insert.bind(1, i));
      EXPECT_FALSE(must(insert.step()));
      insert.reset();
    }
    EXPECT_EQ(code_of(insert.bind(2, 1)), ErrorCode::Misuse);
  }
  EXPECT_EQ(count(), 5);
}

TEST_F(DatabaseTest, OnlyCommitKeeps) {
  {
    Transaction transaction = must(db.begin());
    must(db.run("INSERT INTO thing(id) VALUES(1)"));
  }
  EXPECT_EQ(count(), 0);
  Transaction transaction = must(db.begin());
  must(db.run("INSERT INTO thing(id) VALUES(2)"));
  must(transaction.commit());
  EXPECT_EQ(count(), 1);
  EXPECT_EQ(code_of(transaction.commit()), ErrorCode::Misuse);
}

TEST_F(DatabaseTest, TransactionsDoNotNest) {
  Transaction transaction = must(db.begin());
  EXPECT_TRUE(db.in_transaction());
  EXPECT_EQ(code_of(db.begin()), ErrorCode::Misuse);
  EXPECT_EQ(code_of(db.checkpoint(CheckpointMode::Passive)), ErrorCode::Misuse);
  transaction.rollback();
  EXPECT_FALSE(db.in_transaction());
  EXPECT_TRUE(db.begin());
}

TEST_F(DatabaseTest, MovesWithItsTransactionOpen) {
  Transaction transaction = must(db.begin());
  Database moved = std::move(db);
  must(moved.run("INSERT INTO thing(id) VALUES(1)"));
  must(transaction.commit());
  EXPECT_EQ(**moved.query_one<int>("SELECT count(*) FROM thing"), 1);
}

TEST_F(DatabaseTest, ADiskThatIsFullRollsBackAndLetsNothingSlipThrough) {
  must(db.run("INSERT INTO thing(id) VALUES(1)"));
  must(db.exec("PRAGMA max_page_count=12"));
  {
    Transaction transaction = must(db.begin());
    must(db.run("INSERT INTO thing(id) VALUES(2)"));
    EXPECT_EQ(code_of(db.run("INSERT INTO thing(id, body) VALUES(3, ?)", Bytes(200000, 1))),
              ErrorCode::DiskFull);
    if (!db.in_transaction()) {
      EXPECT_EQ(code_of(db.run("INSERT INTO thing(id) VALUES(4)")), ErrorCode::Misuse);
      EXPECT_EQ(code_of(transaction.commit()), ErrorCode::Misuse);
    }
  }
  EXPECT_EQ(count(), 1);
  must(db.run("INSERT INTO thing(id) VALUES(5)"));
  EXPECT_EQ(count(), 2);
}

TEST_F(DatabaseTest, CommitsSurviveReopening) {
  must(db.run("INSERT INTO thing(id, name) VALUES(1, 'n')"));
  EXPECT_GT(db.wal_size(), 0U);
  { const Database closing = std::move(db); }
  Database again = must(open_database(directory / "store.db", testing::TestKey(), OpenMode::MustExist));
  EXPECT_EQ(*must(again.query_one<std::string>("SELECT name FROM thing")), "n");
}

TEST_F(DatabaseTest, TruncatingCheckpointEmptiesTheLog) {
  must(db.run("INSERT INTO thing(id, body) VALUES(1, ?)", Bytes(50000, 1)));
  const auto before = db.wal_size();
  must(db.checkpoint(CheckpointMode::Passive));
  EXPECT_EQ(db.wal_size(), before);
  must(db.checkpoint(CheckpointMode::Truncate));
  EXPECT_EQ(db.wal_size(), 0U);
  EXPECT_EQ(count(), 1);
}

TEST_F(DatabaseTest, TheLogDoesNotMoveByItself) {
  for (int i = 0; i < 60; ++i) must(db.run("INSERT INTO thing(body) VALUES(?)", Bytes(100000, 1)));
  EXPECT_GT(db.wal_size(), 5U << 20);  // SQLite's own limit would be 1000 pages
}

TEST_F(DatabaseTest, ABackupOpensUnderTheSameKeyAndIsNeverOverwritten) {
  must(db.run("INSERT INTO thing(id, name, body) VALUES(1, 'n', ?)", Bytes(3000000, 1)));
  must(db.backup_to(directory / "copy.db"));
  EXPECT_EQ(code_of(db.backup_to(directory / "copy.db")), ErrorCode::AlreadyExists);
  must(db.run("INSERT INTO thing(id) VALUES(2)"));  // still locked, still working
  EXPECT_EQ(code_of(open_database(directory / "store.db")), ErrorCode::Locked);
  Database copy = must(open_database(directory / "copy.db", testing::TestKey(), OpenMode::MustExist));
  EXPECT_TRUE(must(copy.integrity_check()).ok());
  EXPECT_EQ(*must(copy.query_one<std::int64_t>("SELECT length(body) FROM thing")), 3000000);
}

TEST_F(DatabaseTest, IntegrityFindsBrokenForeignKeys) {
  EXPECT_TRUE(must(db.integrity_check()).ok());
  must(db.exec("PRAGMA foreign_keys=OFF; INSERT INTO part(thing_id) VALUES(99); PRAGMA foreign_keys=ON;"));
  const IntegrityReport report = must(db.integrity_check());
  ASSERT_EQ(report.problems.size(), 1U);
  EXPECT_NE(report.problems[0].find("part"), std::string::npos);
}

}  // namespace
}  // namespace yitang::storage
