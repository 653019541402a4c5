// Days of the steps, pauses while a case waits for the person, and the date that moves with them.
#include "kiosk/cases/timeline.hpp"

#include <gtest/gtest.h>

#include "cases_support.hpp"

namespace yitang::cases {
namespace {

Notice notice(CaseState state, const char* step, Date day) {
  Notice made;
  made.state = state;
  made.step = step;
  made.at = start_of(day) + 10 * 3600 * 1000;
  return made;
}

struct TimelineTest : testing::Test {
  const catalog::ServiceItem& item = test::item("ss.pension-claim");
  const catalog::HolidayCalendar& calendar = test::sample().calendar();
  CaseRow row;
  std::vector<Notice> notices;

  void SetUp() override {
    row.submitted_at = start_of(Date{2026, 11, 20}) + 9 * 3600 * 1000;  // a Friday
    row.state = CaseState::Accepted;
    row.step = "review";
    row.promised = Date{2026, 12, 4};
    notices = {notice(CaseState::Submitted, "accept", Date{2026, 11, 20}),
               notice(CaseState::Accepted, "review", Date{2026, 11, 23})};
  }
  Timeline on(Date today) const { return timeline_of(item, row, notices, today, calendar); }
};

TEST_F(TimelineTest, PassedStepsHaveTheirDays) {
  const auto timeline = on(Date{2026, 11, 25});
  ASSERT_EQ(timeline.passed_on.size(), item.flow.size());
  ASSERT_GE(timeline.now, 2U);
  EXPECT_EQ(timeline.passed_on[0], (Date{2026, 11, 20}));
  EXPECT_EQ(timeline.passed_on[1], (Date{2026, 11, 23}));
  for (std::size_t i = timeline.now; i < timeline.passed_on.size(); ++i) EXPECT_FALSE(timeline.passed_on[i]);
  EXPECT_FALSE(timeline.waits_for_person);
  ASSERT_TRUE(timeline.days);
  EXPECT_EQ(timeline.days->used, 2) << "since acceptance, not since handing in";
  EXPECT_EQ(timeline.days->left, 7);
}

TEST_F(TimelineTest, TheClockStandsWhileItWaitsForThePerson) {
  row.state = CaseState::Supplement;
  row.step = "accept";
  notices.push_back(notice(CaseState::Supplement, "accept", Date{2026, 11, 24}));
  row.state_at = notices.back().at;
  const auto timeline = on(Date{2026, 11, 26});
  EXPECT_TRUE(timeline.waits_for_person);
  EXPECT_EQ(timeline.stopped, (Date{2026, 11, 24}));
  EXPECT_EQ(timeline.promised, (Date{2026, 12, 8})) << "two working days later";
  ASSERT_TRUE(timeline.days);
  EXPECT_EQ(timeline.days->used, 1);
  EXPECT_EQ(timeline.days->left, 8);
  EXPECT_FALSE(timeline.passed_on[1]) << "back at acceptance";
}

TEST_F(TimelineTest, WhatWasNeverAcceptedBeginsOnTheDayOnWhichEverythingIsThere) {
  notices = {notice(CaseState::Submitted, "accept", Date{2026, 11, 20}),
             notice(CaseState::Supplement, "accept", Date{2026, 11, 24})};
  row.state = CaseState::Supplement;
  row.step = "accept";
  row.state_at = notices.back().at;
  const Date today{2026, 11, 26};
  EXPECT_EQ(on(today).promised, promised_date(item, today, calendar).date);
}

TEST_F(TimelineTest, DaysOfWaitingAreNeverUsed) {
  notices.push_back(notice(CaseState::Supplement, "accept", Date{2026, 11, 24}));
  notices.push_back(notice(CaseState::Accepted, "review", Date{2026, 11, 27}));
  row.promised = Date{2026, 12, 9};
  const auto timeline = on(Date{2026, 11, 30});
  ASSERT_TRUE(timeline.days);
  EXPECT_EQ(timeline.days->used, 2);
  EXPECT_EQ(timeline.passed_on[1], (Date{2026, 11, 27}));
}

TEST_F(TimelineTest, AnEndedCaseHasAllItsDaysAndNoneLeft) {
  notices.push_back(notice(CaseState::Deciding, "decide", Date{2026, 11, 25}));
  notices.push_back(notice(CaseState::Concluded, "issue", Date{2026, 11, 26}));
  notices.back().outcome = Outcome::Approved;
  row.state = CaseState::Concluded;
  row.outcome = Outcome::Approved;
  row.step = "issue";
  const auto timeline = on(Date{2026, 12, 30});
  EXPECT_EQ(timeline.now, item.flow.size());
  for (const auto& day : timeline.passed_on) EXPECT_TRUE(day);
  EXPECT_FALSE(timeline.days);
}

TEST_F(TimelineTest, NoticesOfOlderVersionsNameNoStep) {
  for (Notice& each : notices) each.step.clear();
  EXPECT_EQ(on(Date{2026, 11, 25}).passed_on[1], (Date{2026, 11, 23}));
  notices.clear();
  EXPECT_EQ(on(Date{2026, 11, 25}).passed_on[0], (Date{2026, 11, 20}));
}

TEST_F(TimelineTest, AnItemWithoutStepsIsNoReasonToFail) {
  EXPECT_TRUE(timeline_of({}, row, notices, Date{2026, 11, 25}, calendar).passed_on.empty());
}

TEST(MovedPromise, MovesByWorkingDaysOrByDaysOfTheCalendar) {
  const auto& calendar = test::sample().calendar();
  auto item = test::item("ss.pension-claim");
  item.promise_unit = catalog::DayUnit::WorkingDay;
  const Date promised{2026, 12, 4};
  EXPECT_EQ(moved_promise(item, promised, Date{2026, 11, 20}, Date{2026, 11, 20}, calendar), promised);
  EXPECT_EQ(moved_promise(item, promised, Date{2026, 11, 20}, Date{2026, 11, 22}, calendar), promised)
      << "a weekend";
  EXPECT_EQ(moved_promise(item, promised, Date{2026, 11, 20}, Date{2026, 11, 24}, calendar),
            (Date{2026, 12, 8}));
  EXPECT_EQ(moved_promise(item, promised, Date{2026, 11, 24}, Date{2026, 11, 20}, calendar), promised)
      << "a clock set back takes nothing away";
  item.promise_unit = catalog::DayUnit::CalendarDay;
  EXPECT_EQ(moved_promise(item, promised, Date{2026, 11, 20}, Date{2026, 11, 22}, calendar),
            (Date{2026, 12, 6}));
}

}  // namespace
}  // namespace yitang::cases
