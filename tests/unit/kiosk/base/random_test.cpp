#include "kiosk/base/random.hpp"

#include <gtest/gtest.h>

#include <map>

namespace yitang {
namespace {

TEST(SeededRandomTest, SameSeedSameNumbers) {
  const auto one = seeded_random(7);
  const auto two = seeded_random(7);
  const auto other = seeded_random(8);
  for (int i = 0; i < 10; ++i) EXPECT_EQ(one->number(), two->number());
  EXPECT_NE(one->number(), other->number());
  EXPECT_NE(one->number(), one->number());
}

TEST(RandomText, KeepsToItsAlphabetEvenly) {
  const auto random = seeded_random(1);
  const std::string text = random->text(30'000, "abc");
  ASSERT_EQ(text.size(), 30'000U);
  std::map<char, int> counts;
  for (const char c : text) ++counts[c];
  ASSERT_EQ(counts.size(), 3U);
  for (const auto& [letter, count] : counts) {
    EXPECT_GT(count, 9'500) << letter;
    EXPECT_LT(count, 10'500) << letter;
  }
  EXPECT_EQ(random->text(0, "abc"), "");
  EXPECT_EQ(random->text(3, "x"), "xxx");
}

TEST(SystemRandomTest, Fills) {
  const auto random = system_random();
  EXPECT_NE(random->number(), random->number());
}

}  // namespace
}  // namespace yitang
