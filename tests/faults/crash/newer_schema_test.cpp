// A store that a newer program wrote: refused with both versions named, and not a byte is touched.
#include <gtest/gtest.h>

#include "crash_bench.hpp"
#include "old_stores.hpp"
#include "tests/unit/kiosk/cases/cases_support.hpp"

namespace yitang::faults {
namespace {

using cases::test::kFriday;

void make_newer(storage::SimulatedDisk& disk, const char* folder, const char* name, int version) {
  auto database = open_database_of(disk, folder, name);
  ASSERT_TRUE(database.exec("PRAGMA user_version=" + std::to_string(version)));
}

void expect_refusal(const Error& error, int found, int known) {
  EXPECT_EQ(error.kind, ErrorKind::StoreFailed);
  EXPECT_NE(error.reason.find("schema version " + std::to_string(found)), std::string::npos) << error.reason;
  EXPECT_NE(error.reason.find("up to " + std::to_string(known)), std::string::npos) << error.reason;
}

TEST(NewerSchema, OfTheTerminalIsRefusedAndUntouched) {
  storage::SimulatedDisk disk;
  Ledger ledger;
  const int known = newest_terminal_schema();
  make_old_terminal(disk, known, ledger);
  make_newer(disk, kTerminalFolder, "cases.db", known + 3);
  const ManualClock clock(kFriday);
  const auto random = seeded_random(1);
  const auto before = disk.files();
  auto store = cases::CaseStore::open(terminal_options(disk), clock, *random);
  ASSERT_FALSE(store);
  expect_refusal(store.error(), known + 3, known);
  EXPECT_EQ(disk.files(), before);
}

TEST(NewerSchema, IsUntouchedAlsoWithALogThatIsNotFolded) {
  storage::SimulatedDisk disk;
  Ledger ledger;
  const int known = newest_office_schema();
  make_old_office(disk, known, ledger);
  {
    auto database = open_database_of(disk, kOfficeFolder, "office.db");
    ASSERT_TRUE(database.exec("PRAGMA user_version=" + std::to_string(known + 1)));
    disk.cut_power();
  }
  disk.restart_program();
  const ManualClock clock(kFriday);
  const auto before = disk.files();
  ASSERT_GT(before.at(std::string(kOfficeFolder) + "/office.db-wal").size(), 0U);
  auto office = office::Office::open(office_options(disk), sample_catalog(), clock);
  ASSERT_FALSE(office);
  expect_refusal(office.error(), known + 1, known);
  EXPECT_EQ(disk.files(), before);
}

}  // namespace
}  // namespace yitang::faults
