// A picture is on the medium, content and name, before the row that refers to it is committed. Looked at
// twice: in the order of the disk's operations, and on disks that lie about one of the steps, where leaving
// it out must cost pictures. That no power cut between the steps costs one: terminal_crash_test.cpp.
#include <gtest/gtest.h>

#include <algorithm>

#include "terminal_scenario.hpp"

namespace yitang::faults {
namespace {

const std::string kPictures = std::string(kTerminalFolder) + "/sealed";
const std::string kLog = std::string(kTerminalFolder) + "/cases.db-wal";

using Operations = std::vector<std::string>;

/// Everything that the disk does while one person hands in a case with two pictures.
Operations operations_of_a_visit() {
  class OneVisit final : public TerminalScenario {
    void work(cases::CaseStore& store, Ledger& ledger) override {
      visit.clear();  // from here on
      hand_in(store, ledger, 0);
    }

   public:
    Operations visit;
  };
  OneVisit scenario;
  Disks disks;
  disks.first = std::make_unique<storage::SimulatedDisk>();
  Ledger ledger;
  Findings findings;
  disks.terminal().watch([&](const std::string& what) { scenario.visit.push_back(what); });
  static_cast<Scenario&>(scenario).session(disks, ledger, findings);
  EXPECT_FALSE(ledger.cases[uid_of(0)].receipt_no.empty());
  disks.terminal().watch({});
  return scenario.visit;
}

std::size_t position_of(const Operations& all, const std::string& begin, std::size_t from = 0) {
  const auto found = std::find_if(all.begin() + static_cast<std::ptrdiff_t>(from), all.end(),
                                  [&](const std::string& what) { return what.starts_with(begin); });
  return static_cast<std::size_t>(found - all.begin());
}

TEST(MaterialsOrder, TemporaryFileSyncRenameSyncOfTheFolderThenTheCommit) {
  const Operations all = operations_of_a_visit();
  const std::size_t first_write_of_log = position_of(all, "write " + kLog);
  ASSERT_LT(first_write_of_log, all.size());
  std::size_t pictures = 0;
  for (std::size_t at = position_of(all, "rename to " + kPictures); at < all.size();
       at = position_of(all, "rename to " + kPictures, at + 1)) {
    ++pictures;
    ASSERT_GE(at, 3U);
    ASSERT_LT(at + 1, all.size());
    const std::string temporary = kPictures + "/.tmp-";
    EXPECT_TRUE(all[at - 1].starts_with("sync " + temporary)) << all[at - 1];
    EXPECT_TRUE(all[at - 2].starts_with("write " + temporary)) << all[at - 2];
    EXPECT_EQ(all[at + 1], "sync directory " + kPictures);
    EXPECT_LT(at + 1, first_write_of_log);
  }
  EXPECT_EQ(pictures, 2U);
  EXPECT_LT(position_of(all, "sync " + kLog, first_write_of_log), all.size());
}

TEST(MaterialsOrder, WithoutTheSyncOfThePicturePicturesAreLost) {
  Submitting scenario;
  expect_found_out("submit, syncs of pictures are ignored", scenario,
                   [](const std::string& path) { return path.starts_with(kPictures + "/"); });
}

TEST(MaterialsOrder, WithoutTheSyncOfTheFolderPicturesAreLost) {
  Submitting scenario;
  expect_found_out("submit, syncs of the pictures' folder are ignored", scenario,
                   [](const std::string& path) { return path == kPictures; });
}

TEST(MaterialsOrder, WithoutTheSyncOfTheLogCasesAreLost) {
  Submitting scenario;
  expect_found_out("submit, syncs of the log are ignored", scenario,
                   [](const std::string& path) { return path == kLog; });
}

}  // namespace
}  // namespace yitang::faults
