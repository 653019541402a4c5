#include "kiosk/cases/deadlines.hpp"

#include <gtest/gtest.h>

#include "cases_support.hpp"

namespace yitang::cases {
namespace {

catalog::ServiceItem promised(int days, catalog::DayUnit unit = catalog::DayUnit::WorkingDay) {
  catalog::ServiceItem item;
  item.promise_days = days;
  item.promise_unit = unit;
  return item;
}

const catalog::HolidayCalendar& calendar() { return test::sample().calendar(); }

TEST(Deadlines, TheDayAfterAcceptanceIsTheFirst) {
  EXPECT_EQ(promised_date(promised(1), {2026, 11, 18}, calendar()).date, (Date{2026, 11, 19}));
  EXPECT_EQ(promised_date(promised(10), {2026, 11, 20}, calendar()).date, (Date{2026, 12, 4}));
}

TEST(Deadlines, OverNationalDay) {
  // Accepted on Wednesday 30 September; off until 7 October; Saturday the 10th is worked.
  EXPECT_EQ(promised_date(promised(1), {2026, 9, 30}, calendar()).date, (Date{2026, 10, 8}));
  EXPECT_EQ(promised_date(promised(3), {2026, 9, 30}, calendar()).date, (Date{2026, 10, 10}));
  EXPECT_EQ(promised_date(promised(4), {2026, 9, 30}, calendar()).date, (Date{2026, 10, 12}));
}

TEST(Deadlines, CalendarDaysAndImmediate) {
  EXPECT_EQ(promised_date(promised(10, catalog::DayUnit::CalendarDay), {2026, 9, 30}, calendar()).date,
            (Date{2026, 10, 10}));
  auto item = promised(0);
  item.case_type = catalog::CaseType::Immediate;
  const auto promise = promised_date(item, {2026, 10, 3}, calendar());
  EXPECT_TRUE(promise.immediate);
  EXPECT_EQ(promise.date, (Date{2026, 10, 3}));
}

TEST(Deadlines, AYearWithoutAnnouncedHolidaysIsProvisional) {
  EXPECT_FALSE(promised_date(promised(10), {2026, 11, 20}, calendar()).provisional);
  EXPECT_TRUE(promised_date(promised(10), {2026, 12, 28}, calendar()).provisional);
}

TEST(Deadlines, ElapsedAndLate) {
  const Date accepted{2026, 11, 20};
  const Date until{2026, 12, 4};
  EXPECT_EQ(elapsed(accepted, until, accepted, calendar()).left, 10);
  EXPECT_EQ(elapsed(accepted, until, {2026, 11, 24}, calendar()).used, 2);
  EXPECT_FALSE(elapsed(accepted, until, until, calendar()).late());
  EXPECT_EQ(elapsed(accepted, until, {2026, 12, 7}, calendar()).left, -1);
  EXPECT_TRUE(elapsed(accepted, until, {2026, 12, 7}, calendar()).late());
}

}  // namespace
}  // namespace yitang::cases
