// The mechanism of migration: steps that create, alter and rebuild, with the copy that is made before.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include "crash_bench.hpp"
#include "storage/migration_copy.hpp"

namespace yitang::faults {
namespace {

constexpr int kRows = 60;
const storage::Bytes kKey(32, 1);
const storage::Bytes kSalt(16, 2);
const std::filesystem::path kPath = "/store.db";
const std::filesystem::path kCopy = "/store.db.before-1";

constexpr storage::Migration kSteps[] = {
    {1, "one table", "CREATE TABLE word(id INTEGER PRIMARY KEY, text TEXT NOT NULL) STRICT;"},
    {2, "a column and an index",
     "ALTER TABLE word ADD COLUMN size INTEGER NOT NULL DEFAULT 0;"
     "UPDATE word SET size = length(text);"
     "CREATE INDEX word_by_size ON word(size);"},
    {3, "rebuilt",
     "CREATE TABLE term(id INTEGER PRIMARY KEY, text TEXT NOT NULL UNIQUE, size INTEGER NOT NULL) STRICT;"
     "INSERT INTO term SELECT id, text, size FROM word;"
     "DROP TABLE word;"},
};

storage::Result<storage::Database> open_words(storage::Disk& disk, const std::filesystem::path& path) {
  return storage::Database::open({path, {kKey, kSalt}, storage::OpenMode::CreateIfMissing, &disk, 3});
}

std::string word_of(int number) { return fmt::format("{:0>300}", number); }

/// All rows are there, whatever the version.
bool holds_everything(storage::Database& database) {
  const auto version = storage::schema_version(database);
  if (!version || *version < 1) return false;
  const char* sql = *version == 3 ? "SELECT text FROM term ORDER BY id" : "SELECT text FROM word ORDER BY id";
  int number = 0;
  bool right = true;
  auto read =
      database.query(sql, [&](const storage::Row& row) { right &= row.text(0) == word_of(number++); });
  return read && right && number == kRows;
}

class Migrating final : public Scenario {
  void prepare(Disks& disks, Ledger&) override {
    auto database = open_words(disks.terminal(), kPath);
    ASSERT_TRUE(database);
    ASSERT_TRUE(storage::migrate(*database, std::span(kSteps).first(1)));
    for (int number = 0; number < kRows; ++number) {
      ASSERT_TRUE(database->run("INSERT INTO word(text) VALUES (?)", word_of(number)));
    }
  }

  void session(Disks& disks, Ledger& ledger, Findings& findings) override {
    auto& disk = disks.terminal();
    auto database = open_words(disk, kPath);
    if (!database) {
      if (disk.has_power()) findings.corrupt.push_back(storage::describe(database.error()));
      return;
    }
    audit_while_powered(disks, findings, [&](Findings& found) { audit(*database, disk, ledger, found); });
    const auto migrated = storage::migrate_with_copy(*database, kSteps);
    if (!migrated) return;
    ledger.done.insert("migrated");
    if (*migrated > 0) return;
    ledger.done.insert("settled");  // from here on the copy may be gone
    if (storage::discard_migration_copies(*database)) ledger.done.insert("discarded");
  }

  void at_the_end(const Ledger& ledger, Findings& findings) override {
    if (!ledger.done.contains("migrated")) findings.corrupt.push_back("did not migrate after all");
  }

  static void audit(storage::Database& database, storage::SimulatedDisk& disk, const Ledger& ledger,
                    Findings& findings) {
    const auto report = database.integrity_check();
    if (!report || !report->ok()) findings.corrupt.push_back("integrity");
    if (!holds_everything(database)) findings.lost.push_back("rows are gone");
    const auto version = storage::schema_version(database);
    if (ledger.done.contains("migrated") && version != 3) findings.lost.push_back("the schema went back");
    const auto files = disk.files();
    if (ledger.done.contains("discarded") && files.contains(kCopy)) findings.orphans.push_back("the copy");
    if (version == 1 || ledger.done.contains("settled")) return;
    if (!files.contains(kCopy)) {
      findings.lost.push_back("there is no copy from before the migration");
      return;
    }
    auto copy = open_words(disk, kCopy);
    if (!copy || storage::schema_version(*copy) != 1 || !holds_everything(*copy)) {
      findings.lost.push_back("the copy from before the migration is not complete");
    }
  }
};

TEST(MigrationCrash, StepsThatCreateAlterAndRebuild) {
  Migrating scenario;
  expect_nothing_wrong(crash_everywhere("migrate with a copy, schema 1 to 3", scenario));
}

TEST(MigrationCrash, ADiskThatIgnoresSyncIsFoundOut) {
  Migrating scenario;
  expect_found_out("migrate, disk ignores sync", scenario, every_path);
}

}  // namespace
}  // namespace yitang::faults
