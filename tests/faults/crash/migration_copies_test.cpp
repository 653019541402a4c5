// The copy from before a change of the schema: it must not outlive what is erased, nor the first upkeep.
#include <gtest/gtest.h>

#include <algorithm>

#include "crash_bench.hpp"
#include "deterministic_random.hpp"
#include "old_stores.hpp"
#include "tests/unit/kiosk/cases/cases_support.hpp"

namespace yitang::faults {
namespace {

using cases::test::kFriday;

bool has_a_copy(const storage::SimulatedDisk& disk) {
  const auto files = disk.files();
  return std::any_of(files.begin(), files.end(),
                     [](const auto& file) { return file.first.find(".before-") != std::string::npos; });
}

struct MigratedStore {
  MigratedStore() {
    disks.first = std::make_unique<storage::SimulatedDisk>();
    make_old_terminal(disks.terminal(), 1, ledger);
    Findings none;
    store = open_terminal(disks, clock, *random, none);
  }

  Disks disks;
  Ledger ledger;
  ManualClock clock{kFriday};
  std::unique_ptr<Random> random = seeded_random(3);
  std::optional<cases::CaseStore> store;
};

TEST(MigrationCopies, DoNotOutliveADraftThatIsDeleted) {
  MigratedStore it;
  ASSERT_TRUE(it.store && has_a_copy(it.disks.terminal()));
  ASSERT_TRUE(*it.store->delete_draft(uid_of(1)));
  EXPECT_FALSE(has_a_copy(it.disks.terminal()));
}

TEST(MigrationCopies, DoNotOutliveADraftThatIsTooOld) {
  MigratedStore it;
  ASSERT_TRUE(it.store && it.store->note_time());
  const auto later = kFriday + cases::kDraftLifetime + 1;
  it.clock.set_wall(later);
  ASSERT_TRUE(has_a_copy(it.disks.terminal()));
  EXPECT_EQ(*it.store->expire_drafts(later), 1);
  EXPECT_FALSE(has_a_copy(it.disks.terminal()));
}

TEST(MigrationCopies, OfTheOfficeGoWithItsUpkeep) {
  Disks disks;
  Ledger ledger;
  disks.first = std::make_unique<storage::SimulatedDisk>();
  make_old_office(disks.office(), 1, ledger);
  const ManualClock clock(kFriday);
  Findings none;
  auto office = open_office(disks, clock, none);
  ASSERT_TRUE(office && has_a_copy(disks.office()));
  ASSERT_TRUE(office->upkeep());
  EXPECT_FALSE(has_a_copy(disks.office()));
}

}  // namespace
}  // namespace yitang::faults
