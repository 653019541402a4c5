#include "kiosk/cases/space.hpp"

#include <gtest/gtest.h>

namespace yitang::cases {
namespace {

TEST(Space, IsJudgedByThresholds) {
  const SpaceThresholds thresholds{1000, 100};
  EXPECT_EQ(judge_space(1000, thresholds).level, SpaceLevel::Enough);
  EXPECT_EQ(judge_space(999, thresholds).level, SpaceLevel::Low);
  EXPECT_EQ(judge_space(100, thresholds).level, SpaceLevel::Low);
  EXPECT_EQ(judge_space(99, thresholds).level, SpaceLevel::Critical);
  EXPECT_EQ(judge_space(0).level, SpaceLevel::Critical);
  EXPECT_EQ(judge_space(std::uint64_t{1} << 40).level, SpaceLevel::Enough);
  EXPECT_EQ(judge_space(99, thresholds).free_bytes, 99U);
  EXPECT_EQ(name_of(SpaceLevel::Low), "low");
}

}  // namespace
}  // namespace yitang::cases
