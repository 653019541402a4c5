#include "kiosk/base/date.hpp"

#include <gtest/gtest.h>

#include "kiosk/base/clock.hpp"

namespace yitang {
namespace {

TEST(Date, DaysBackAndForth) {
  EXPECT_EQ((Date{1970, 1, 1}.to_days()), 0);
  EXPECT_EQ((Date{2000, 3, 1}.to_days()), 11017);
  EXPECT_EQ((Date{1969, 12, 31}.to_days()), -1);
  for (std::int64_t days = -800'000; days <= 800'000; days += 373) {
    const Date date = Date::from_days(days);
    EXPECT_EQ(date.to_days(), days);
    EXPECT_EQ(is_valid(date), date.year >= 1);
  }
}

TEST(Date, TheDayChangesAtMidnightInChina) {
  EXPECT_EQ(Date::of(0), (Date{1970, 1, 1}));
  EXPECT_EQ(clock_text(0), "08:00");
  const UnixMillis midnight = start_of({2026, 11, 23});
  EXPECT_EQ(Date::of(midnight), (Date{2026, 11, 23}));
  EXPECT_EQ(Date::of(midnight - 1), (Date{2026, 11, 22}));
  EXPECT_EQ(clock_text(midnight - 1), "23:59");
  EXPECT_EQ(date_time_text(midnight + 9 * 3'600'000 + 41 * 60'000), "2026-11-23 09:41");
  EXPECT_EQ(Date::of(-86'400'000), (Date{1969, 12, 31}));
}

TEST(Date, ParsesStrictly) {
  EXPECT_EQ(Date::parse("2026-11-23"), (Date{2026, 11, 23}));
  EXPECT_EQ(Date::parse("20261123"), (Date{2026, 11, 23}));
  EXPECT_EQ(Date::parse("2024-02-29"), (Date{2024, 2, 29}));
  for (const char* bad : {"", "2026", "2026-13-01", "2026-02-29", "2026/01/01", "2026-1-1", "0000-01-01",
                          "20260000", "2026-11-2x", " 2026-11-2", "+0261123", "2026-11-233"})
    EXPECT_FALSE(Date::parse(bad)) << bad;
}

TEST(Date, LeapDays) {
  EXPECT_TRUE(is_valid({2000, 2, 29}));
  EXPECT_FALSE(is_valid({1900, 2, 29}));
  EXPECT_FALSE(is_valid({2026, 0, 1}));
  EXPECT_FALSE(is_valid({2026, 4, 31}));
  EXPECT_FALSE(is_valid({10000, 1, 1}));
  EXPECT_EQ((Date{2024, 2, 29}.plus_years(1)), (Date{2025, 2, 28}));
  EXPECT_EQ((Date{2024, 2, 29}.plus_years(4)), (Date{2028, 2, 29}));
  EXPECT_EQ((Date{2026, 12, 31}.plus_days(1)), (Date{2027, 1, 1}));
}

TEST(Date, AgeCountsWholeYears) {
  const Date birth{1966, 11, 23};
  EXPECT_EQ(birth.years_until({2026, 11, 22}), 59);
  EXPECT_EQ(birth.years_until({2026, 11, 23}), 60);
  EXPECT_EQ(birth.years_until({1960, 1, 1}), 0);
  const Date leap{2008, 2, 29};
  EXPECT_EQ(leap.years_until({2026, 2, 28}), 17);
  EXPECT_EQ(leap.years_until({2026, 3, 1}), 18);
}

TEST(Date, Weekdays) {
  EXPECT_EQ((Date{1970, 1, 1}.weekday()), 4);
  EXPECT_EQ((Date{2026, 11, 22}.weekday()), 0);
  EXPECT_EQ((Date{1969, 12, 31}.weekday()), 3);
  EXPECT_EQ((Date{1900, 1, 1}.weekday()), 1);
}

TEST(Date, Writing) {
  EXPECT_EQ((Date{2026, 1, 2}.iso()), "2026-01-02");
  EXPECT_EQ((Date{2026, 1, 2}.compact()), "20260102");
}

TEST(ManualClockTest, MovesOnlyWhenTold) {
  ManualClock clock(start_of({2026, 11, 23}));
  EXPECT_EQ(clock.today(), (Date{2026, 11, 23}));
  clock.advance(86'400'000);
  EXPECT_EQ(clock.today(), (Date{2026, 11, 24}));
  EXPECT_EQ(clock.steady(), 86'400'000);
  clock.set_wall(0);  // a dead battery does not touch time-outs
  EXPECT_EQ(clock.now(), 0);
  EXPECT_EQ(clock.steady(), 86'400'000);
}

TEST(SystemClockTest, SteadyNeverGoesBack) {
  const SystemClock clock;
  const SteadyMillis before = clock.steady();
  EXPECT_GE(clock.steady(), before);
  EXPECT_GT(clock.now(), start_of({2024, 1, 1}));
}

}  // namespace
}  // namespace yitang
