#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "cases_support.hpp"

namespace yitang::cases {
namespace {

using test::StoreBench;

StatusUpdate update(const std::string& uid, std::int64_t revision, CaseState state) {
  StatusUpdate made;
  made.uid = uid;
  made.revision = revision;
  made.state = state;
  made.at = test::kFriday + revision * 1000;
  return made;
}

struct Submitted {
  StoreBench bench;
  CaseStore store = bench.open();
  SubmittedCase done = *store.submit(test::pension_envelope(*bench.random));
  std::string number = test::elder().number;
};

TEST(StoreStatus, UpdatesAreAppliedOnceAndInOrder) {
  Submitted it;
  auto accepted = update(it.done.uid, 1, CaseState::Accepted);
  accepted.office_case_no = "CASE-1";
  accepted.step = "review";
  EXPECT_EQ(it.store.apply_status(accepted), true);
  EXPECT_EQ(it.store.apply_status(accepted), false);
  EXPECT_EQ(it.store.apply_status(update(it.done.uid, 3, CaseState::Deciding)), true);
  EXPECT_EQ(it.store.apply_status(update(it.done.uid, 2, CaseState::Supplement)), false)
      << "older than what is known";
  const auto row = **it.store.find_by_uid(it.done.uid);
  EXPECT_EQ(row.state, CaseState::Deciding);
  EXPECT_EQ(row.office_case_no, "CASE-1");
  EXPECT_EQ(row.state_at, test::kFriday + 3000);
  EXPECT_EQ(it.store.apply_status(update(it.done.uid, 4, CaseState::Submitted)).error().kind,
            ErrorKind::Refused);
  EXPECT_EQ(it.store.apply_status(update("none", 1, CaseState::Accepted)).error().kind, ErrorKind::NotFound);
  EXPECT_EQ(it.store.notices_of(it.done.uid)->size(), 2U);
}

TEST(StoreStatus, NoticesAreForSupplementsAndDecisions) {
  Submitted it;
  ASSERT_TRUE(it.store.apply_status(update(it.done.uid, 1, CaseState::Accepted)));
  EXPECT_TRUE(it.store.unread_notices(it.number)->empty());
  auto supplement = update(it.done.uid, 2, CaseState::Supplement);
  supplement.message = "请补交银行卡反面";
  ASSERT_TRUE(it.store.apply_status(supplement));
  const auto notices = it.store.unread_notices(it.number);
  ASSERT_EQ(notices->size(), 1U);
  EXPECT_EQ(notices->front().message, "请补交银行卡反面");
  EXPECT_EQ(notices->front().receipt_no, it.done.receipt_no);
  EXPECT_TRUE(it.store.unread_notices(test::citizen_number("19900101", "012"))->empty());
  ASSERT_TRUE(it.store.mark_read(notices->front().id));
  EXPECT_TRUE(it.store.unread_notices(it.number)->empty());
  auto concluded = update(it.done.uid, 3, CaseState::Concluded);
  concluded.outcome = Outcome::Approved;
  ASSERT_TRUE(it.store.apply_status(concluded));
  EXPECT_EQ(it.store.unread_notices(it.number)->front().outcome, Outcome::Approved);
  EXPECT_FALSE(*it.store.open_case_of("ss.pension-claim", it.number));
}

TEST(StoreStatus, ErasingLeavesTheRowAndNothingPersonal) {
  Submitted it;
  EXPECT_EQ(it.store.erase_case(it.done.uid).error().kind, ErrorKind::Refused) << "not delivered yet";
  const auto entry = it.store.outbox().claim_next(it.bench.clock.now());
  ASSERT_TRUE(it.store.outbox().mark_delivered((*entry)->id, "receipt"));
  auto told = update(it.done.uid, 1, CaseState::Concluded);
  told.message = "secret";
  ASSERT_TRUE(it.store.apply_status(told));
  ASSERT_TRUE(it.store.erase_case(it.done.uid));
  EXPECT_EQ(it.store.case_content(it.done.uid).error().kind, ErrorKind::NotFound);
  EXPECT_TRUE(it.store.find_by_person(it.number)->empty());
  EXPECT_EQ((*it.store.find_by_uid(it.done.uid))->receipt_no, it.done.receipt_no);
  EXPECT_TRUE(it.store.notices_of(it.done.uid)->front().message.empty());
  const auto report = it.store.check();
  EXPECT_TRUE(report->ok()) << testing::PrintToString(report->problems);
  EXPECT_EQ(report->pages, 0);
  EXPECT_EQ(it.store.erase_case("none").error().kind, ErrorKind::NotFound);
}

TEST(StoreJournal, Ratings) {
  Submitted it;
  EXPECT_EQ(it.store.store_rating({it.done.uid, 6, {}, "", 0}).error().where, "rating.level");
  EXPECT_EQ(it.store.store_rating({it.done.uid, 5, {"a,b"}, "", 0}).error().where, "rating.tags");
  ASSERT_TRUE(it.store.store_rating({it.done.uid, 5, {"510", "512"}, "好", 0}));
  const auto rating = **it.store.rating_of(it.done.uid);
  EXPECT_EQ(rating.level, 5);
  EXPECT_THAT(rating.tags, testing::ElementsAre("510", "512"));
  EXPECT_FALSE(*it.store.rating_of("none"));
}

TEST(StoreJournal, ACopyIsWhateverMayHaveComeOutBefore) {
  Submitted it;
  const auto first = it.store.print_started(it.done.uid, PrintKind::Receipt);
  EXPECT_EQ(first->copy, 0);
  ASSERT_TRUE(it.store.print_ended(first->id, {PrintResult::Failed}));
  const auto second = it.store.print_started(it.done.uid, PrintKind::Receipt);
  EXPECT_EQ(second->copy, 0) << "the printer said that nothing came out";
  EXPECT_EQ(it.store.print_started(it.done.uid, PrintKind::Receipt)->copy, 1)
      << "the second may have come out";
  EXPECT_EQ(it.store.print_started(it.done.uid, PrintKind::Leaflet)->copy, 0);
  ASSERT_TRUE(it.store.print_ended(second->id, {PrintResult::Printed}));
  EXPECT_EQ(it.store.print_jobs_of(it.done.uid)->size(), 4U);
  EXPECT_EQ(it.store.print_ended(99, {PrintResult::Printed}).error().kind, ErrorKind::NotFound);
}

}  // namespace
}  // namespace yitang::cases
