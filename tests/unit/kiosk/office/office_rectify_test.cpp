// Ratings at the office: once for each case, and what a bad one sets going.
#include <gtest/gtest.h>

#include "kiosk/cases/office_receipt.hpp"
#include "kiosk/cases/rating.hpp"
#include "kiosk/cases/receipt_number.hpp"
#include "kiosk/office/office.hpp"
#include "tests/unit/kiosk/cases/cases_support.hpp"

namespace yitang::office {
namespace {

constexpr std::int64_t kOneDay = 86'400'000;

class OfficeRectify : public testing::Test {
 protected:
  void SetUp() override {
    auto loaded = catalog::Catalog::load(std::string(YITANG_SOURCE_DIR) + "/kiosk/catalog/sample");
    ASSERT_TRUE(loaded) << describe(loaded.error());
    catalog_ = *loaded;
    open();
    case_ = taken_case();
  }
  void open() {
    office_.reset();
    auto office =
        Office::open({bench_.directory.path() / "office", bench_.options().host}, catalog_, bench_.clock);
    ASSERT_TRUE(office) << describe(office.error());
    office_.emplace(std::move(*office));
  }
  cases::Envelope taken_case() {
    auto e = cases::test::pension_envelope(*bench_.random);
    e.receipt_no = cases::format_receipt_number({"YT01", Date{2026, 11, 20}, ++serial_});
    e.qr_token = cases::new_qr_token(*bench_.random);
    e.terminal = "YT01";
    e.submitted_at = bench_.clock.now();
    EXPECT_TRUE(office_->intake(envelope_to_json(e, cases::EnvelopePages::WithContent)));
    return e;
  }
  cases::RatingEnvelope rating(int level, const std::string& comment = {}) {
    return {bench_.random->text(32, "0123456789abcdef"),
            case_.idempotency_key,
            "YT01",
            level,
            {level < 3 ? "207" : "510"},
            comment,
            bench_.clock.now()};
  }
  Result<std::string> take(const cases::RatingEnvelope& r) { return office_->intake(rating_to_json(r)); }
  std::vector<RectifyTask> tasks(bool open_only = true) { return *office_->rectify_tasks({}, open_only, 10); }
  void days_pass(int days) {
    bench_.clock.advance(days * kOneDay);
    ASSERT_TRUE(office_->upkeep());
  }

  cases::test::StoreBench bench_;
  catalog::CatalogPtr catalog_;
  std::optional<Office> office_;
  cases::Envelope case_;
  int serial_ = 0;
};

TEST_F(OfficeRectify, ARatingIsTakenInOnceAndAcknowledged) {
  const auto good = rating(5, "很好");
  const auto receipt = take(good);
  ASSERT_TRUE(receipt) << describe(receipt.error());
  EXPECT_EQ(*take(good), *receipt);
  open();
  EXPECT_EQ(*take(good), *receipt);
  const auto verified = cases::verified_receipt(*receipt, office_->public_key());
  ASSERT_TRUE(verified);
  EXPECT_EQ(verified->idempotency_key, good.idempotency_key);
  EXPECT_EQ(verified->case_no, office_->find(case_.idempotency_key)->case_no);
  EXPECT_TRUE(tasks(false).empty()) << "a good one opens nothing";
  auto changed = good;
  changed.comment.clear();
  EXPECT_EQ(*take(changed), *receipt) << "the terminal has erased the words meanwhile";
  changed.level = 1;
  EXPECT_EQ(take(changed).error().kind, ErrorKind::Refused);
}

TEST_F(OfficeRectify, OneRatingForEachCaseAndOnlyOfItsOwnTerminal) {
  ASSERT_TRUE(take(rating(4)));
  EXPECT_EQ(take(rating(4)).error().kind, ErrorKind::Refused) << "another key, the same case";
  case_ = taken_case();
  auto foreign = rating(1);
  foreign.terminal = "YT02";
  EXPECT_EQ(take(foreign).error().kind, ErrorKind::Refused);
  foreign = rating(1);
  foreign.case_uid = std::string(32, '0');
  EXPECT_EQ(take(foreign).error().kind, ErrorKind::Refused);
  EXPECT_TRUE(tasks().empty());
}

TEST_F(OfficeRectify, ABadOneOpensATaskWithFifteenWorkingDays) {
  ASSERT_TRUE(take(rating(2, "等了一上午")));
  const auto open_tasks = tasks();
  ASSERT_EQ(open_tasks.size(), 1U);
  const RectifyTask& task = open_tasks.front();
  EXPECT_EQ(task.number, "ZG202611200001");
  EXPECT_EQ(task.receipt_no, case_.receipt_no);
  EXPECT_EQ(task.department, office_->find(case_.receipt_no)->department);
  EXPECT_EQ(task.level, 2);
  EXPECT_EQ(task.comment, "等了一上午");
  EXPECT_EQ(task.opened_on, (Date{2026, 11, 20}));
  EXPECT_EQ(task.due, (Date{2026, 12, 11}));
  EXPECT_EQ(task.days_left, 15);
  days_pass(30);
  EXPECT_LT(*tasks().front().days_left, 0);
  EXPECT_TRUE(office_->rectify_tasks("no such body", true, 10)->empty());
}

TEST_F(OfficeRectify, ClosingSaysWhatWasDoneAndOnlyOnce) {
  ASSERT_TRUE(take(rating(1)));
  EXPECT_EQ(office_->close_rectify_task("ZG202611200001", {FollowUp::Reached, " "}, "desk").error().kind,
            ErrorKind::BadInput);
  EXPECT_EQ(office_->close_rectify_task("ZG1", {FollowUp::Reached, "done"}, "desk").error().kind,
            ErrorKind::NotFound);
  const auto closed =
      office_->close_rectify_task(case_.receipt_no, {FollowUp::Unreachable, "two clerks now"}, "desk");
  ASSERT_TRUE(closed) << describe(closed.error());
  EXPECT_EQ(closed->closed_on, (Date{2026, 11, 20}));
  EXPECT_EQ(closed->follow_up, FollowUp::Unreachable);
  EXPECT_TRUE(tasks().empty());
  ASSERT_EQ(tasks(false).size(), 1U);
  EXPECT_EQ(tasks(false).front().result, "two clerks now");
  EXPECT_EQ(office_->close_rectify_task(case_.receipt_no, {FollowUp::Reached, "again"}, "desk").error().kind,
            ErrorKind::Refused);
  EXPECT_EQ(office_->verify_audit()->problem, "");
}

TEST_F(OfficeRectify, WithoutATrustedClockTheDaysBeginLater) {
  bench_.clock.set_judgement(ClockJudgement::Jumped);
  ASSERT_TRUE(take(rating(1)));
  EXPECT_FALSE(tasks().front().due);
  EXPECT_EQ(office_->close_rectify_task(case_.receipt_no, {FollowUp::Reached, "done"}, "desk").error().kind,
            ErrorKind::Refused);
  bench_.clock.set_judgement(ClockJudgement::Plausible);
  days_pass(3);  // a Monday
  EXPECT_EQ(tasks().front().opened_on, (Date{2026, 11, 23}));
  EXPECT_EQ(tasks().front().due, (Date{2026, 12, 14}));
}

TEST_F(OfficeRectify, ATaskThatWasClosedWithoutDaysGetsNoneLater) {
  bench_.clock.set_judgement(ClockJudgement::Jumped);
  ASSERT_TRUE(take(rating(1)));
  bench_.clock.set_judgement(ClockJudgement::Plausible);
  ASSERT_TRUE(office_->close_rectify_task(case_.receipt_no, {FollowUp::Reached, "done"}, "desk"));
  days_pass(3);
  ASSERT_EQ(tasks(false).size(), 1U);
  EXPECT_FALSE(tasks(false).front().opened_on);
  EXPECT_FALSE(tasks(false).front().due);
}

TEST_F(OfficeRectify, DaysLeftAreSaidByATrustedClockOnly) {
  ASSERT_TRUE(take(rating(1)));
  EXPECT_EQ(tasks().front().days_left, 15);
  bench_.clock.set_judgement(ClockJudgement::BeforeRelease);
  bench_.clock.set_wall(0);
  EXPECT_FALSE(tasks().front().days_left);
  EXPECT_EQ(tasks().front().due, (Date{2026, 12, 11}));
}

TEST_F(OfficeRectify, WordsFromAnUntrustedClockBeginToAgeWhenItIsTrusted) {
  const UnixMillis right = bench_.clock.now();
  bench_.clock.set_judgement(ClockJudgement::BeforeRelease);
  bench_.clock.set_wall(1000);
  ASSERT_TRUE(take(rating(2, "等了一上午")));
  bench_.clock.set_judgement(ClockJudgement::Plausible);
  bench_.clock.set_wall(right);
  ASSERT_TRUE(office_->close_rectify_task(case_.receipt_no, {FollowUp::Reached, "done"}, "desk"));
  days_pass(0);
  EXPECT_EQ(tasks(false).front().comment, "等了一上午");
  days_pass(29);
  EXPECT_EQ(tasks(false).front().comment, "等了一上午");
  days_pass(3);
  EXPECT_EQ(tasks(false).front().comment, "");
}

TEST_F(OfficeRectify, WordsGoAfterThirtyDaysButNotFromAnOpenTask) {
  ASSERT_TRUE(take(rating(1, "等了一上午")));
  days_pass(40);
  EXPECT_EQ(tasks().front().comment, "等了一上午");
  ASSERT_TRUE(office_->close_rectify_task(case_.receipt_no, {FollowUp::Reached, "done"}, "desk"));
  days_pass(29);
  EXPECT_EQ(tasks(false).front().comment, "等了一上午");
  days_pass(3);
  EXPECT_EQ(tasks(false).front().comment, "");
  EXPECT_EQ(tasks(false).front().result, "done");
}

}  // namespace
}  // namespace yitang::office
