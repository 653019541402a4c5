// A clock that jumps loses nothing, doubles nothing and erases nothing early.
#include <gtest/gtest.h>

#include <set>

#include "cases_support.hpp"
#include "kiosk/cases/retention.hpp"

namespace yitang::cases {
namespace {

using test::kFriday;
using test::StoreBench;

constexpr std::int64_t kDayLong = 86'400'000;

struct StoreTime : StoreBench, testing::Test {
  std::optional<CaseStore> store{open()};

  std::string submit(bool trusted = true) {
    auto envelope = test::pension_envelope(*random);
    envelope.clock_trusted = trusted;
    auto done = store->submit(envelope);
    EXPECT_TRUE(done) << describe(done.error());
    return done ? done->uid : "";
  }
  void deliver_all() {
    while (true) {
      auto entry = store->outbox().claim_next(clock.now() + 365 * kDayLong);
      if (!entry || !*entry) return;
      ASSERT_TRUE(store->outbox().mark_delivered((*entry)->id, "receipt"));
    }
  }
  int erased() {
    EXPECT_TRUE(store->note_time());
    auto done = erase_due(*store, test::sample(), clock);
    EXPECT_TRUE(done && done->failed == 0);
    return done ? done->erased : -1;
  }
  void distrust() { clock.set_judgement(ClockJudgement::Jumped); }
  void trust() { clock.set_judgement(ClockJudgement::Synchronised); }
  int days() { return retention_days(test::sample().item("ss.pension-claim")); }
};

TEST_F(StoreTime, ReceiptNumbersStayUniqueWhateverTheDayDoes) {
  std::set<std::string> numbers;
  for (const std::int64_t day : {0, 1, 0, -1, 0, 1, -20000, -20000, 0, 10000}) {
    clock.set_wall(kFriday + day * kDayLong);
    const auto number = store->find_by_uid(submit())->value().receipt_no;
    EXPECT_TRUE(numbers.insert(number).second) << number;
    if (day == 0) {
      store.reset();
      store.emplace(open());
    }
  }
  EXPECT_EQ(numbers.size(), 10U);
}

TEST_F(StoreTime, CasesAreListedInTheOrderTheyCameIn) {
  std::vector<std::string> uids;
  for (const std::int64_t day : {0, 5, -300, 2}) {
    clock.set_wall(kFriday + day * kDayLong);
    uids.insert(uids.begin(), submit());
  }
  const auto rows = store->list(10);
  ASSERT_EQ(rows->size(), 4U);
  for (std::size_t i = 0; i < uids.size(); ++i) EXPECT_EQ((*rows)[i].uid, uids[i]);
}

TEST_F(StoreTime, TheNewestDraftIsTheOneSavedLast) {
  auto first = test::pension_draft(*random);
  auto second = test::pension_draft(*random);
  first.materials.clear();
  second.materials.clear();
  ASSERT_TRUE(store->save_draft(first));
  clock.set_wall(kFriday - 3600'000);  // set back between the two
  ASSERT_TRUE(store->save_draft(second));
  EXPECT_EQ((**store->find_draft(first.applicant->number)).uid, second.uid);
  ASSERT_TRUE(store->save_draft(first));
  EXPECT_EQ((**store->find_draft(first.applicant->number)).uid, first.uid);
}

TEST_F(StoreTime, RetentionIsOverAfterTheItemsDays) {
  const auto uid = submit();
  deliver_all();
  clock.advance(days() * kDayLong - 1);
  EXPECT_EQ(erased(), 0);
  clock.advance(1);
  EXPECT_EQ(erased(), 1);
  EXPECT_EQ(store->case_content(uid).error().kind, ErrorKind::NotFound);
  EXPECT_EQ(erased(), 0);
}

TEST_F(StoreTime, UndeliveredCasesAreNeverErased) {
  submit();
  clock.advance(3650 * kDayLong);
  EXPECT_EQ(erased(), 0);
}

TEST_F(StoreTime, OnlyTheDueOnesAmongManyAreErased) {
  for (int i = 0; i < 5; ++i) submit();
  clock.advance(2 * kDayLong);
  for (int i = 0; i < 5; ++i) submit();
  deliver_all();
  clock.advance((days() - 2) * kDayLong);
  EXPECT_EQ(erased(), 5);
  clock.advance(2 * kDayLong);
  EXPECT_EQ(erased(), 5);
}

TEST_F(StoreTime, AForwardJumpErasesNothing) {
  submit();
  deliver_all();
  clock.set_wall(kFriday + 3650 * kDayLong);
  distrust();
  EXPECT_EQ(erased(), 0);
  clock.set_wall(kFriday);
  trust();
  EXPECT_EQ(erased(), 0);
  clock.advance(days() * kDayLong);
  EXPECT_EQ(erased(), 1);
}

TEST_F(StoreTime, ACaseFromAnUntrustedClockBeginsToAgeWhenTheClockIsRight) {
  clock.set_wall(1000);  // 1970
  distrust();
  const auto uid = submit(false);
  EXPECT_EQ((**store->find_by_uid(uid)).kept_from, 0);
  deliver_all();
  EXPECT_EQ(erased(), 0);
  clock.set_wall(kFriday);
  trust();
  EXPECT_EQ(erased(), 0);
  EXPECT_EQ((**store->find_by_uid(uid)).kept_from, kFriday);
  clock.advance(days() * kDayLong);
  EXPECT_EQ(erased(), 1);
}

TEST_F(StoreTime, ATimeThatWasBelievedAndRanAheadDoesNotKeepForYears) {
  clock.set_wall(kFriday + 3650 * kDayLong);
  submit();
  deliver_all();
  clock.set_wall(kFriday);
  EXPECT_EQ(erased(), 0);
  clock.advance(days() * kDayLong);
  EXPECT_EQ(erased(), 1);
}

TEST_F(StoreTime, ADraftOutlivesEveryJump) {
  auto draft = test::pension_draft(*random);
  draft.materials.clear();
  ASSERT_TRUE(store->save_draft(draft));
  const auto here = [&] { return store->draft(draft.uid)->has_value(); };
  distrust();
  for (const std::int64_t day : {400, -400}) {
    clock.set_wall(kFriday + day * kDayLong);
    EXPECT_TRUE(here());
    EXPECT_EQ(store->expire_drafts(clock.now()), 0);
  }
  ASSERT_TRUE(store->save_draft(draft));  // gone on with, in 2025
  clock.set_wall(kFriday);
  trust();
  EXPECT_TRUE(here());
  ASSERT_TRUE(store->note_time());
  EXPECT_EQ(store->expire_drafts(clock.now()), 0);
  clock.advance(kDraftLifetime - 1);
  EXPECT_TRUE(here());
  clock.advance(1);
  EXPECT_FALSE(here());
  EXPECT_EQ(store->expire_drafts(clock.now()), 1);
}

TEST_F(StoreTime, TheNewestTrustedTimeOutlivesARestart) {
  EXPECT_FALSE(store->newest_time()->has_value());
  ASSERT_TRUE(store->note_time());
  EXPECT_EQ(*store->newest_time(), kFriday);
  clock.set_wall(kFriday + 9999 * kDayLong);
  distrust();
  ASSERT_TRUE(store->note_time());
  store.reset();
  store.emplace(open());
  EXPECT_EQ(*store->newest_time(), kFriday);
  clock.set_wall(kFriday - kDayLong);
  ASSERT_TRUE(store->confirm_time());
  EXPECT_EQ(*store->newest_time(), kFriday - kDayLong);
}

TEST(UntrustedClock, APromiseIsLeftToTheOffice) {
  const auto random = seeded_random(3);
  const auto& claim = test::item("ss.pension-claim");
  const auto draft = test::pension_draft(*random);
  const auto trusted = make_envelope(claim, draft, test::sample().calendar(), kFriday, true);
  const auto untrusted = make_envelope(claim, draft, test::sample().calendar(), kFriday, false);
  EXPECT_TRUE(trusted.promised);
  EXPECT_FALSE(untrusted.promised);
  EXPECT_FALSE(untrusted.clock_trusted);
}

}  // namespace
}  // namespace yitang::cases
