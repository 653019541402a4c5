// `backup restore` onto another machine, and over a restore that was interrupted: the place has no store (and
// none can be begun as long as the call is not over), or all of it.
#include <gtest/gtest.h>

#include "kiosk/cases/unfinished_restore.hpp"
#include "rescue_scenario.hpp"

namespace yitang::faults {
namespace {

constexpr const char* kBegun = "the place was shut by a restore";
constexpr const char* kRestored = "the restore was reported as done";

class Restoring final : public RescueScenario {
 public:
  void prepare(Disks& disks, Ledger& ledger) override {
    RescueScenario::prepare(disks, ledger);
    auto& disk = disks.terminal();
    ledger.starts = 1;
    storage::SystemRandom random;
    auto made = rescue::create_backup(backup_options(disk), clock_of(ledger), random);
    ASSERT_TRUE(made) << describe(made.error());
    container_ = made->container;
    medium_ = files_below(disk, kMedium);
    ledger.done.clear();
  }

  void session(Disks& disks, Ledger& ledger, Findings& findings) override {
    auto& disk = disks.terminal();
    ++ledger.starts;
    bool placed = false;
    audit_while_powered(disks, findings, [&](Findings& found) { placed = look(disk, ledger, found); });
    if (!disks.have_power()) return;
    storage::SystemRandom random;
    const auto done = rescue::restore_backup(restore_options(disk, container_), clock_of(ledger), random);
    // There was all of it already, and nothing is overwritten.
    const bool refused = !done && done.error().kind == ErrorKind::Refused && placed;
    if (!disks.have_power()) return;
    if (!done && !refused) findings.corrupt.push_back("no restore: " + describe(done.error()));
    if (done && !done->placed) findings.corrupt.push_back("not placed: " + done->problems.front());
    if (!done && !refused) return;
    ledger.done = {kRestored};
    look_for_unfinished(disk, kOtherData, findings);
    if (files_below(disk, kMedium) != medium_) findings.corrupt.push_back("the medium was changed");
  }

  void at_the_end(const Ledger& ledger, Findings& findings) override {
    if (!ledger.done.contains(kRestored)) findings.corrupt.push_back("it could not be restored after all");
  }

 private:
  /// Whether all of it has taken its place.
  static bool look(storage::SimulatedDisk& disk, Ledger& ledger, Findings& findings) {
    const std::filesystem::path place = kOtherData;
    const bool shut = is_shut(disk, place, cases::kRestoring, other_host(), findings);
    const bool there = disk.info(place / "terminal") || disk.info(place / "office");
    if (shut && ledger.done.contains(kRestored)) findings.lost.push_back("what was restored is shut again");
    if (!shut && !there && !ledger.done.empty())
      findings.lost.push_back("nothing keeps a start from beginning an empty store");
    if (shut && disk.list(place / cases::kRestoring)->size() > 0) ledger.done.insert(kBegun);
    if (shut || !there) return false;
    for (const char* store : {"terminal/cases.db", "office/office.db"}) {
      if (!disk.info(place / store)) findings.lost.push_back(std::string(store) + " is not there");
    }
    audit_stores(disk, place, other_host(), ledger, findings);
    return true;
  }

  std::filesystem::path container_;
  std::map<std::string, storage::Bytes> medium_;
};

TEST(RestoreCrash, OntoAnEmptyMachine) {
  Restoring scenario;
  expect_nothing_wrong(crash_everywhere("restore onto an empty machine", scenario, sampled(3)));
}

TEST(RestoreCrash, ADiskThatIgnoresSyncIsFoundOut) {
  Restoring scenario;
  expect_found_out("restore, disk ignores sync", scenario,
                   [](const std::string& path) { return path.starts_with(kOtherData); });
}

TEST(RestoreCrash, AFolderThatIgnoresSyncIsFoundOut) {
  Restoring scenario;
  expect_found_out("restore, syncs of the data folder are ignored", scenario,
                   [](const std::string& path) { return path == kOtherData; });
}

}  // namespace
}  // namespace yitang::faults
