// The power goes at every single operation while the cases of a bundle are handed in: afterwards all of them
// are there, or none and the draft still is; handing in again gives every one its number, once.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <memory>
#include <set>

#include "storage/simulated_disk.hpp"
#include "tests/unit/kiosk/cases/bundle_support.hpp"

namespace yitang::faults {
namespace {

constexpr int kSeeds = 3;  // what is left of unsynced writes differs by seed

struct Desk {
  cases::test::StoreBench bench;
  cases::MergedItem merged = cases::test::merged("one_matter.settle_in");
  cases::Draft draft;
  storage::SimulatedDisk before;  ///< with the draft saved, nothing handed in

  Result<cases::CaseStore> open(storage::SimulatedDisk& disk) {
    cases::StoreOptions options{
        "/data/terminal", {"/etc/host.key", bench.options().host.hardware_id}, "YT01"};
    options.disk = &disk;
    return cases::CaseStore::open(options, bench.clock, *bench.random);
  }
  void prepare() {
    auto store = open(before);
    ASSERT_TRUE(store) << describe(store.error());
    draft = cases::test::bundle_draft(merged, *bench.random, bench.clock.now());
    for (auto& material : draft.materials) {
      for (auto& page : material.pages) page = *store->seal_page(page);
    }
    cases::sign_bundle(merged, draft, cases::test::handwriting(), bench.clock.now());
    ASSERT_TRUE(store->save_draft(draft));
  }
  std::vector<cases::Envelope> envelopes() {
    return cases::make_envelopes(merged, draft, cases::test::sample().calendar(), bench.clock.now(), true);
  }
};

enum class Found { Nothing, Everything, Mixed };

Found look(cases::CaseStore& store, std::size_t wanted) {
  const auto counts = store.counts();
  EXPECT_TRUE(counts);
  const auto cases = static_cast<std::size_t>(counts->cases);
  if (cases == 0 && counts->drafts == 1) return Found::Nothing;
  return cases == wanted && counts->drafts == 0 ? Found::Everything : Found::Mixed;
}

// False when the power outlasted the work.
bool cut_once(Desk& desk, std::uint64_t at, std::uint64_t seed, std::set<Found>& seen) {
  const auto disk = desk.before.copy();
  const std::size_t wanted = desk.merged.members.size();
  bool done = false;
  {
    auto store = desk.open(*disk);
    EXPECT_TRUE(store);
    disk->cut_power_at(disk->operations() + at);
    done = store->submit_all(desk.envelopes()).has_value();
    if (disk->has_power()) return false;
  }
  const std::string where = fmt::format("operation {}, seed {}: {}", at, seed, disk->interrupted());
  disk->restore_power(seed);
  auto store = desk.open(*disk);
  EXPECT_TRUE(store) << where;
  if (!store) return true;
  const Found found = look(*store, wanted);
  seen.insert(found);
  EXPECT_NE(found, Found::Mixed) << where;
  EXPECT_TRUE(!done || found == Found::Everything) << where;
  EXPECT_TRUE(store->check()->ok()) << where;
  const auto again = store->submit_all(desk.envelopes());
  EXPECT_TRUE(again) << where;
  if (!again) return true;
  EXPECT_EQ(again->cases.size(), wanted) << where;
  EXPECT_EQ(look(*store, wanted), Found::Everything) << where;
  EXPECT_EQ(store->cases_of_bundle(again->qr_token)->size(), wanted) << where;
  EXPECT_TRUE(store->check()->ok()) << where;
  return true;
}

TEST(BundleCrash, AllCasesOrNone) {
  Desk desk;
  desk.prepare();
  std::set<Found> seen;
  std::uint64_t points = 0;
  while (cut_once(desk, points, 1, seen)) {
    for (int seed = 2; seed <= kSeeds; ++seed) cut_once(desk, points, static_cast<std::uint64_t>(seed), seen);
    ++points;
    ASSERT_LT(points, 2000U);
  }
  EXPECT_GT(points, 5U);
  EXPECT_TRUE(seen.contains(Found::Nothing));
  EXPECT_TRUE(seen.contains(Found::Everything));
  RecordProperty("cut_points", static_cast<int>(points));
}

}  // namespace
}  // namespace yitang::faults
