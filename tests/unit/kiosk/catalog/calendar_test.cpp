#include "kiosk/catalog/calendar.hpp"

#include <gtest/gtest.h>

#include "tests/unit/kiosk/catalog/sample_support.hpp"

namespace yitang::catalog {
namespace {

const HolidayCalendar& calendar() { return sample().calendar(); }

TEST(Calendar, SpringFestivalOf2026) {
  EXPECT_TRUE(calendar().is_workday({2026, 2, 14}));  // a Saturday that makes up
  for (int day = 15; day <= 23; ++day) EXPECT_FALSE(calendar().is_workday({2026, 2, day})) << day;
  EXPECT_TRUE(calendar().is_workday({2026, 2, 24}));
  EXPECT_TRUE(calendar().is_workday({2026, 2, 28}));
}

TEST(Calendar, NationalDayOf2026) {
  EXPECT_TRUE(calendar().is_workday({2026, 9, 20}));  // a Sunday that makes up
  EXPECT_TRUE(calendar().is_workday({2026, 9, 30}));
  for (int day = 1; day <= 7; ++day) EXPECT_FALSE(calendar().is_workday({2026, 10, day})) << day;
  EXPECT_TRUE(calendar().is_workday({2026, 10, 8}));
  EXPECT_TRUE(calendar().is_workday({2026, 10, 10}));
  EXPECT_FALSE(calendar().is_workday({2026, 10, 11}));
}

TEST(Calendar, CountsFromTheDayAfterAcceptance) {
  EXPECT_EQ(calendar().add_workdays({2026, 11, 23}, 0), (Date{2026, 11, 23}));
  EXPECT_EQ(calendar().add_workdays({2026, 11, 23}, 1), (Date{2026, 11, 24}));
  EXPECT_EQ(calendar().add_workdays({2026, 11, 23}, 5), (Date{2026, 11, 30}));  // over a weekend
  EXPECT_EQ(calendar().add_workdays({2026, 11, 22}, 1), (Date{2026, 11, 23}));  // accepted on a Sunday
  EXPECT_EQ(calendar().add_workdays({2026, 9, 30}, 1), (Date{2026, 10, 8}));
  EXPECT_EQ(calendar().add_workdays({2026, 9, 30}, 3), (Date{2026, 10, 10}));
  EXPECT_EQ(calendar().add_workdays({2026, 2, 13}, 2), (Date{2026, 2, 24}));
  EXPECT_EQ(calendar().add_workdays({2026, 11, 23}, -4), (Date{2026, 11, 23}));
}

TEST(Calendar, NewYearIntoAYearNotYetArranged) {
  EXPECT_FALSE(calendar().provisional(2025));
  EXPECT_FALSE(calendar().provisional(2026));
  EXPECT_TRUE(calendar().provisional(2027));
  EXPECT_TRUE(calendar().provisional(2035));
  EXPECT_EQ(calendar().add_workdays({2026, 12, 31}, 1), (Date{2027, 1, 4}));
  EXPECT_FALSE(calendar().is_workday({2027, 2, 8}));  // third day of the lunar year
  EXPECT_FALSE(calendar().is_workday({2030, 10, 1}));
  EXPECT_TRUE(calendar().is_workday({2030, 10, 4}));
}

TEST(Calendar, BetweenIsTheInverseOfAdd) {
  for (const int count : {0, 1, 5, 20, 60}) {
    const Date from{2026, 9, 10};
    EXPECT_EQ(calendar().workdays_between(from, calendar().add_workdays(from, count)), count);
  }
  EXPECT_EQ(calendar().workdays_between({2026, 10, 8}, {2026, 9, 30}), -1);
  EXPECT_EQ(calendar().workdays_between({2026, 10, 8}, {2026, 10, 8}), 0);
}

// 248 working days: 365 minus weekends and holidays plus the weekends worked.
TEST(Calendar, WorkingDaysOfAWholeYear) {
  EXPECT_EQ(calendar().workdays_between({2024, 12, 31}, {2025, 12, 31}), 248);
  EXPECT_EQ(calendar().workdays_between({2025, 12, 31}, {2026, 12, 31}), 248);
}

std::string error_of(const std::string& json) {
  const auto parsed = HolidayCalendar::parse(json);
  return parsed ? "no error" : describe(parsed.error());
}

std::string with_year(const std::string& key, const std::string& year) {
  return R"({"schema":"yitang.calendar/1","years":{")" + key + "\":" + year + "}}";
}

TEST(Calendar, ErrorsNameThePlace) {
  EXPECT_EQ(error_of("{}"), "calendar.json schema: is missing");
  EXPECT_EQ(error_of("nonsense"), "calendar.json: not JSON at byte 2");
  EXPECT_EQ(error_of(with_year("next", "{}")), "calendar.json years.next: is no year");
  EXPECT_EQ(error_of(with_year("2026", "{}")), "calendar.json years.2026.provisional: is missing");
  EXPECT_EQ(
      error_of(with_year("2026", R"({"provisional":false,"holidays":[{"from":"2026-02-30","to":"2026-03-01"}],
                                     "workdays":[]})")),
      "calendar.json years.2026.holidays[0].from: is no date such as 2026-10-01");
  EXPECT_EQ(
      error_of(with_year("2026", R"({"provisional":false,"holidays":[{"from":"2026-01-01","to":"2026-12-01"}],
                                     "workdays":[]})")),
      "calendar.json years.2026.holidays[0]: must be 1 to 31 days");
  EXPECT_EQ(error_of(with_year("2026", R"({"provisional":false,"holidays":[],"workdays":["2025-01-01"]})")),
            "calendar.json years.2026.workdays[0]: is not in its year");
  EXPECT_EQ(error_of(with_year("2026", R"({"provisional":false,"holidays":[{"from":"2026-10-01",
                                           "to":"2026-10-01"}],"workdays":["2026-10-01"]})")),
            "calendar.json years.2026.workdays[0]: is a holiday as well");
}

}  // namespace
}  // namespace yitang::catalog
