// Whether the wall clock may be believed.
#include "kiosk/base/clock_judge.hpp"

#include <gtest/gtest.h>

#include <cstdlib>

#include "kiosk/base/judged_clock.hpp"

namespace yitang {
namespace {

constexpr std::int64_t kMinute = 60'000;
constexpr std::int64_t kDay = 86'400'000;
const UnixMillis kNoon = start_of(Date{2026, 11, 20}) + 12 * 60 * kMinute;
const UnixMillis kFloor = start_of(kReleaseDay);

struct Bench {
  ClockJudge judge{kFloor};
  UnixMillis wall = kNoon;
  SteadyMillis steady = 1000;
  bool synchronised = false;
  ClockJudgement look() { return judge.observe({wall, steady, synchronised}); }
  ClockJudgement after(std::int64_t millis) {
    wall += millis;
    steady += millis;
    return look();
  }
};

TEST(ClockJudge, TimeThatGoesOnIsPlausible) {
  Bench b;
  EXPECT_EQ(b.look(), ClockJudgement::Plausible);
  EXPECT_EQ(b.after(kMinute), ClockJudgement::Plausible);
  EXPECT_EQ(b.after(40 * kDay), ClockJudgement::Plausible);  // the program ran all the time
}

TEST(ClockJudge, ADeadBatteryIsFound) {
  for (const UnixMillis wall :
       {UnixMillis{0}, start_of(Date{2000, 1, 1}), start_of(Date{2024, 3, 1}), kFloor - 1}) {
    Bench b;
    b.wall = wall;
    EXPECT_EQ(b.look(), ClockJudgement::BeforeRelease);
    b.synchronised = true;  // no time source is right about this
    EXPECT_EQ(b.look(), ClockJudgement::BeforeRelease);
  }
}

TEST(ClockJudge, TheBuildDayAfterLaterDaysWereSeenIsAStepBack) {
  Bench b;
  b.judge.remember(kNoon);
  b.wall = kFloor + kDay;
  EXPECT_EQ(b.look(), ClockJudgement::WentBack);
  EXPECT_EQ(b.after(kMinute), ClockJudgement::WentBack);
}

TEST(ClockJudge, TheCatalogueRaisesTheFloor) {
  Bench b;
  b.judge.raise_floor(kNoon + kDay);
  b.judge.raise_floor(kFloor);  // never lowers it
  EXPECT_EQ(b.look(), ClockJudgement::BeforeRelease);
}

TEST(ClockJudge, AStartGoesOnFromTheNewestKnownTime) {
  for (const auto& [away, judgement] : {std::pair{-kClockTolerance, ClockJudgement::Plausible},
                                        {-kClockTolerance - 1, ClockJudgement::WentBack},
                                        {std::int64_t{0}, ClockJudgement::Plausible},
                                        {3 * kDay, ClockJudgement::Plausible},
                                        {kLongestRest, ClockJudgement::Plausible},
                                        {kLongestRest + 1, ClockJudgement::LongPause},
                                        {3650 * kDay, ClockJudgement::LongPause}}) {
    Bench b;
    b.judge.remember(kNoon);
    b.wall = kNoon + away;
    EXPECT_EQ(b.look(), judgement) << away;
  }
}

TEST(ClockJudge, JumpsWhileItRunsAreFoundAndStay) {
  for (const std::int64_t jump : {-kDay, -kClockTolerance - 1, kClockTolerance + 1, 365 * kDay}) {
    Bench b;
    b.look();
    b.wall += jump;
    EXPECT_EQ(b.look(), jump < 0 ? ClockJudgement::WentBack : ClockJudgement::Jumped) << jump;
    EXPECT_FALSE(is_trusted(b.after(kMinute)));
    b.wall -= jump;  // set right by hand: nobody knows whether it is, until it is said
    EXPECT_FALSE(is_trusted(b.look()));
  }
}

TEST(ClockJudge, ManySmallStepsAddUp) {
  Bench b;
  b.look();
  int trusted = 0;
  for (int i = 0; i < 10; ++i) {
    b.wall += kClockTolerance / 4;
    trusted += is_trusted(b.after(kMinute)) ? 1 : 0;
  }
  EXPECT_EQ(trusted, 4);
}

TEST(ClockJudge, SynchronisingMakesItRightAlsoBackwards) {
  Bench b;
  b.look();
  b.wall += 400 * kDay;
  EXPECT_EQ(b.look(), ClockJudgement::Jumped);
  b.synchronised = true;
  b.wall -= 400 * kDay;
  EXPECT_EQ(b.look(), ClockJudgement::Synchronised);
  b.synchronised = false;  // the network is gone; the clock goes on from there
  EXPECT_TRUE(is_trusted(b.after(kMinute)));
  b.wall += kDay;
  EXPECT_EQ(b.look(), ClockJudgement::Jumped);
}

TEST(ClockJudge, UntrustedTimeIsNeverRemembered) {
  Bench b;
  b.judge.remember(kNoon);
  b.look();
  b.wall += 5000 * kDay;
  b.look();
  b.synchronised = true;
  b.wall = kNoon + kMinute;
  EXPECT_EQ(b.look(), ClockJudgement::Synchronised);
}

TEST(JudgedClock, LooksWheneverItIsAsked) {
  ManualClock manual(kNoon);
  bool synchronised = false;
  JudgedClock clock(manual, [&] { return synchronised; });
  EXPECT_TRUE(clock.trusted());
  manual.advance(kDay);
  EXPECT_TRUE(clock.trusted());
  manual.set_wall(kNoon - kDay);
  EXPECT_EQ(clock.judgement(), ClockJudgement::WentBack);
  EXPECT_EQ(clock.now(), kNoon - kDay);
  synchronised = true;
  EXPECT_TRUE(clock.trusted());
  synchronised = false;
  clock.remember(kNoon + 100 * kDay);
  EXPECT_EQ(clock.judgement(), ClockJudgement::WentBack);
}

TEST(JudgedClock, TheKernelAnswers) { EXPECT_EQ(kernel_clock_synchronised(), kernel_clock_synchronised()); }

TEST(ChinaTime, DoesNotDependOnTheMachinesTimeZone) {
  const UnixMillis late = start_of(Date{2026, 11, 20}) + 23 * 60 * kMinute;
  for (const char* zone : {"UTC", "Asia/Shanghai", "America/New_York", "Pacific/Kiritimati"}) {
    ASSERT_EQ(setenv("TZ", zone, 1), 0);
    tzset();
    EXPECT_EQ(Date::of(late), (Date{2026, 11, 20})) << zone;
    EXPECT_EQ(Date::of(late + 60 * kMinute), (Date{2026, 11, 21})) << zone;
    EXPECT_EQ(clock_text(late), "23:00") << zone;
  }
  unsetenv("TZ");
  tzset();
}

}  // namespace
}  // namespace yitang
