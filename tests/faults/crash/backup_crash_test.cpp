// `backup create`: whenever the power goes, the terminal's own stores are as they were, the medium has a
// backup that verifies whole, and the next call ends well.
#include <gtest/gtest.h>

#include "rescue_scenario.hpp"

namespace yitang::faults {
namespace {

void audit_medium(storage::SimulatedDisk& disk, const Ledger& ledger, Findings& findings) {
  const auto containers = containers_on(disk);
  for (const auto& container : containers) {
    const auto found = rescue::verify_backup(container, backup_keys(), disk);
    if (!found) {
      findings.corrupt.push_back(describe(found.error()));
    } else if (!found->problems.empty() || found->stores.size() != 2) {
      findings.corrupt.push_back(container.string() + " is not whole: " +
                                 (found->problems.empty() ? "a store" : found->problems.front()));
    }
  }
  for (const std::string& told : ledger.done) {
    // A newer one may have taken its place; which was never reported when the power went right behind it.
    if (containers.empty() || containers.back().string() < told)
      findings.lost.push_back(told + " is gone and there is no newer one");
  }
}

class BackingUp final : public RescueScenario {
 public:
  void session(Disks& disks, Ledger& ledger, Findings& findings) override {
    auto& disk = disks.terminal();
    if (++ledger.starts > 1) {
      audit_while_powered(disks, findings, [&](Findings& found) {
        audit_medium(disk, ledger, found);
        audit_stores(disk, kData, terminal_options(disk).host, ledger, found);
      });
    }
    storage::SystemRandom random;
    const auto made = rescue::create_backup(backup_options(disk), clock_of(ledger), random);
    if (!made) {
      if (disks.have_power()) findings.corrupt.push_back("no backup: " + describe(made.error()));
      return;
    }
    ledger.done = {made->container.string()};
    audit_while_powered(disks, findings, [&](Findings& found) { look_for_unfinished(disk, kMedium, found); });
  }

  void at_the_end(const Ledger&, Findings&) override {}  // each session says whether a backup can be made
};

TEST(BackupCrash, Creating) {
  BackingUp scenario;
  expect_nothing_wrong(crash_everywhere("backup to a medium", scenario, sampled(1)));
}

TEST(BackupCrash, AMediumThatIgnoresSyncIsFoundOut) {
  BackingUp scenario;
  expect_found_out("backup, the medium ignores sync", scenario,
                   [](const std::string& path) { return path.starts_with(kMedium); });
}

TEST(BackupCrash, AMediumWhoseFoldersAreNotSyncedIsFoundOut) {
  BackingUp scenario;
  expect_found_out("backup, syncs of the medium's folders are ignored", scenario,
                   [](const std::string& path) {
                     return path.starts_with(kMedium) && path.find(".tmp-") == std::string::npos;
                   });
}

}  // namespace
}  // namespace yitang::faults
