#include "devices/clock.hpp"

#include <gtest/gtest.h>

namespace yitang::devices {
namespace {

TEST(ManualClock, SleepingMovesTime) {
  ManualClock clock;
  const TimePoint start = clock.now();
  clock.sleep_for(milliseconds{250});
  clock.advance(milliseconds{50});
  EXPECT_EQ(clock.now() - start, milliseconds{300});
  EXPECT_EQ(clock.elapsed(), milliseconds{300});
}

TEST(ManualClock, NeverRunsBackwards) {
  ManualClock clock;
  clock.advance(milliseconds{-5});
  EXPECT_EQ(clock.elapsed(), milliseconds{0});
}

}  // namespace
}  // namespace yitang::devices
