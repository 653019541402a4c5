#include "ui/input/pinyin_table.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

namespace yitang::ui {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;

TEST(PinyinTable, SpellsWordsForSearch) {
  EXPECT_EQ(pinyin_of("鼓楼区").front(), (PinyinReading{"gulouqu", "glq"}));
  EXPECT_EQ(pinyin_of("养老保险").front(), (PinyinReading{"yanglaobaoxian", "ylbx"}));
  EXPECT_EQ(pinyin_of("女").front().full, "nv");
}

TEST(PinyinTable, GivesEveryReadingOfPolyphones) {
  EXPECT_THAT(pinyin_of("重庆"), Contains(PinyinReading{"chongqing", "cq"}));
  EXPECT_THAT(pinyin_of("重庆"), Contains(PinyinReading{"zhongqing", "zq"}));
  EXPECT_THAT(pinyin_of("曾"), Contains(PinyinReading{"zeng", "z"}));
  EXPECT_THAT(pinyin_of("重重重重重重重重"), SizeIs(8));
  EXPECT_THAT(pinyin_of("重重重", 3), SizeIs(3));
}

TEST(PinyinTable, KeepsLettersAndDigitsAndLeavesOutTheRest) {
  EXPECT_THAT(pinyin_of("A4 纸（大）"), Contains(PinyinReading{"a4zhida", "a4zd"}));
  EXPECT_THAT(pinyin_of("Ａ４"), ElementsAre(PinyinReading{"a4", "a4"}));
  EXPECT_THAT(pinyin_of("，。！"), IsEmpty());
  EXPECT_THAT(pinyin_of(""), IsEmpty());
  EXPECT_THAT(pinyin_of("\xFF\xED\xA0\x80"), IsEmpty());
}

TEST(PinyinTable, NormalisesTypedPinyin) {
  EXPECT_EQ(normalise_pinyin("Nü Er"), "nver");
  EXPECT_EQ(normalise_pinyin("lu:xing"), "lvxing");
  EXPECT_EQ(normalise_pinyin("qinlue"), "qinlve");
  EXPECT_EQ(normalise_pinyin("xi'an"), "xian");
}

TEST(PinyinTable, KnowsSyllables) {
  EXPECT_TRUE(is_syllable("zhuang"));
  EXPECT_TRUE(is_syllable("lv"));
  EXPECT_FALSE(is_syllable("zhua ng"));
  EXPECT_FALSE(is_syllable(""));
  EXPECT_TRUE(is_syllable_prefix("zh"));
  EXPECT_FALSE(is_syllable_prefix("v"));
  EXPECT_THAT(characters_of("none"), IsEmpty());
  EXPECT_THAT(readings_of(U'a'), IsEmpty());
  EXPECT_THAT(readings_of(0x10FFFF), IsEmpty());
}

TEST(PinyinTable, PutsEverydayCharactersFirst) {
  const auto shi = characters_of("shi");
  ASSERT_GT(shi.size(), 100U);
  const auto place = [&](char32_t c) { return std::find(shi.begin(), shi.end(), c) - shi.begin(); };
  EXPECT_LT(place(U'是'), 5);
  EXPECT_LT(place(U'市'), place(U'奭'));
}

}  // namespace
}  // namespace yitang::ui
