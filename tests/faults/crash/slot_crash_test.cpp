// The power goes at every single operation while a case is handed in with the last place of a slot:
// afterwards both are there, or neither is and the place is still to be had.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <set>

#include "storage/simulated_disk.hpp"
#include "tests/unit/kiosk/cases/cases_support.hpp"

namespace yitang::faults {
namespace {

constexpr int kSlotSeeds = 3;  // what is left of unsynced writes differs by seed

struct Counter {
  cases::test::StoreBench bench;
  cases::Envelope envelope = cases::test::pension_envelope(*bench.random);
  cases::SlotWish wish{"mediation", {Date{2026, 11, 24}, 540, 600}, 1, 14};
  storage::SimulatedDisk before;

  Result<cases::CaseStore> open(storage::SimulatedDisk& disk) {
    cases::StoreOptions options{
        "/data/terminal", {"/etc/host.key", bench.options().host.hardware_id}, "YT01"};
    options.disk = &disk;
    return cases::CaseStore::open(options, bench.clock, *bench.random);
  }
};

// False when the power outlasted the work.
bool cut_at(Counter& counter, std::uint64_t at, std::uint64_t seed, std::set<bool>& seen) {
  const auto disk = counter.before.copy();
  bool done = false;
  {
    auto store = counter.open(*disk);
    EXPECT_TRUE(store);
    disk->cut_power_at(disk->operations() + at);
    done = store->submit(counter.envelope, counter.wish).has_value();
    if (disk->has_power()) return false;
  }
  const std::string where = fmt::format("operation {}, seed {}: {}", at, seed, disk->interrupted());
  disk->restore_power(seed);
  auto store = counter.open(*disk);
  EXPECT_TRUE(store) << where;
  if (!store) return true;
  const bool there = store->counts()->cases == 1;
  seen.insert(there);
  EXPECT_TRUE(!done || there) << where;
  EXPECT_EQ(store->places_taken("mediation")->size(), there ? 1U : 0U) << where;
  EXPECT_EQ(store->counts()->waiting, there ? 1 : 0) << where;
  EXPECT_TRUE(store->check()->ok()) << where;
  EXPECT_TRUE(store->submit(counter.envelope, counter.wish)) << where;
  EXPECT_EQ(store->places_taken("mediation")->front().count, 1) << where;
  auto other = counter.envelope;
  other.idempotency_key = std::string(32, 'f');
  other.applicant.number = cases::test::citizen_number("19600101", "333");
  EXPECT_EQ(store->submit(other, counter.wish).error().kind, ErrorKind::Taken) << where;
  return true;
}

TEST(SlotCrash, APlaceIsThereWithItsCaseOrNotAtAll) {
  Counter counter;
  ASSERT_TRUE(counter.open(counter.before));
  std::set<bool> seen;
  for (int seed = 1; seed <= kSlotSeeds; ++seed) {
    for (std::uint64_t at = 1; cut_at(counter, at, static_cast<std::uint64_t>(seed), seen); ++at) {
      ASSERT_LT(at, 5000U);
    }
  }
  EXPECT_EQ(seen.size(), 2U) << "the power went before the commit, and after it";
}

}  // namespace
}  // namespace yitang::faults
