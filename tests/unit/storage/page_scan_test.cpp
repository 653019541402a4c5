#include "storage/page_scan.hpp"

#include <gtest/gtest.h>

#include <map>

#include "storage_support.hpp"

namespace yitang::storage {
namespace {

using testing::contents;
using testing::must;
using testing::open_database;
using testing::overwrite;
using testing::TemporaryDirectory;
using testing::TestKey;

// A table with small and large rows, one without rowid, an index; closed, so that everything is in the file.
class PageScanTest : public ::testing::Test {
 protected:
  static constexpr int kRows = 300;

  PageScanTest() {
    auto database = must(open_database(path_));
    must(
        database.exec("CREATE TABLE t (id INTEGER PRIMARY KEY, name TEXT, body BLOB, number REAL);"
                      "CREATE INDEX by_name ON t(name);"
                      "CREATE TABLE k (uid TEXT PRIMARY KEY, key BLOB) WITHOUT ROWID"));
    auto transaction = must(database.begin());
    for (int i = 1; i <= kRows; ++i) {
      must(database.run("INSERT INTO t VALUES (?, ?, ?, ?)", i * 1000, "name " + std::to_string(i), body(i),
                        i / 2.0));
      must(database.run("INSERT INTO k VALUES (?, ?)", "uid " + std::to_string(i), Bytes(32, 7)));
    }
    must(transaction.commit());
    must(database.checkpoint(CheckpointMode::Truncate));
  }
  // Every tenth is longer than a page.
  static Bytes body(int i) {
    return Bytes(static_cast<std::size_t>(i % 10 == 0 ? 9000 + i : i), static_cast<std::uint8_t>(i));
  }

  struct Found {
    std::map<std::int64_t, ScannedRow> rows;
    std::map<std::string, ScannedRow> keys;
    PageScan scan;
  };
  Found scan(const TestKey& key = TestKey()) {
    Found found;
    found.scan = must(scan_pages(path_, key.view(), [&](const ScannedRow& row) {
      if (row.rowid && row.values.size() == 4) found.rows[*row.rowid] = row;
      if (!row.rowid && row.values.size() == 2 && std::holds_alternative<Bytes>(row.values[1]))
        found.keys[std::get<std::string>(row.values[0])] = row;
    }));
    return found;
  }

  TemporaryDirectory directory_;
  std::filesystem::path path_ = directory_ / "cases.db";
};

TEST_F(PageScanTest, EveryRowIsFoundWithItsValues) {
  const auto found = scan();
  EXPECT_EQ(found.scan.unreadable, 0U);
  EXPECT_EQ(found.scan.pages, std::filesystem::file_size(path_) / 4096);
  ASSERT_EQ(found.rows.size(), static_cast<std::size_t>(kRows));
  EXPECT_EQ(found.keys.size(), static_cast<std::size_t>(kRows));
  for (int i = 1; i <= kRows; ++i) {
    const auto& values = found.rows.at(i * 1000).values;
    EXPECT_TRUE(std::holds_alternative<std::monostate>(values[0]));
    EXPECT_EQ(std::get<std::string>(values[1]), "name " + std::to_string(i));
    EXPECT_EQ(std::get<Bytes>(values[2]), body(i));
    // SQLite stores a whole number as an integer also in a REAL column.
    if (i % 2 == 0) {
      EXPECT_EQ(std::get<std::int64_t>(values[3]), i / 2);
    } else {
      EXPECT_EQ(std::get<double>(values[3]), i / 2.0);
    }
  }
}

TEST_F(PageScanTest, AnyPageMayBeGoneAndTheOthersStillSpeak) {
  const std::string whole = contents(path_);
  for (std::size_t page = 0; page < whole.size() / 4096; page += 5) {
    std::string damaged = whole;
    damaged[page * 4096 + 2000] = static_cast<char>(damaged[page * 4096 + 2000] ^ 4);
    overwrite(path_, damaged);
    const auto found = scan();
    EXPECT_EQ(found.scan.unreadable, 1U);
    EXPECT_GT(found.rows.size() + found.keys.size(), 400U) << page;
    for (const auto& [id, row] : found.rows)
      EXPECT_EQ(std::get<Bytes>(row.values[2]), body(static_cast<int>(id / 1000)));
  }
}

TEST_F(PageScanTest, AnotherKeyReadsNothing) {
  const auto found = scan(TestKey(2));
  EXPECT_EQ(found.scan.unreadable, found.scan.pages);
  EXPECT_TRUE(found.rows.empty());
}

TEST_F(PageScanTest, RecordsOfAnyBytesAreTaken) {
  SeededRandom random(9);
  for (std::size_t size = 0; size < 300; ++size) {
    const Bytes bytes = random.bytes(size);
    const auto values = detail::values_of_record(bytes);
    if (values) {
      EXPECT_LE(values->size(), size);
    }
  }
  EXPECT_EQ(detail::values_of_record(Bytes{3, 1, 19, 5, 'a', 'b', 'c'}),
            (std::vector<ScannedValue>{std::int64_t{5}, std::string("abc")}));
  EXPECT_EQ(detail::values_of_record(Bytes{2, 1, 0xff}), (std::vector<ScannedValue>{std::int64_t{-1}}));
  EXPECT_FALSE(detail::values_of_record(Bytes{3, 1, 19, 5, 'a', 'b'}));
  EXPECT_FALSE(detail::values_of_record(Bytes{2, 10}));
}

}  // namespace
}  // namespace yitang::storage
