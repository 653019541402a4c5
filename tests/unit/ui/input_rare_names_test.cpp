// Two hundred characters that people have in their names and that the handwriting model (GB2312) does not
// know: each can be entered, and by which ways.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdio>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "tests/bench/handwriting/ink_writer.hpp"
#include "tests/unit/ui/radical_reach_support.hpp"
#include "ui/input/character_shapes.hpp"
#include "ui/input/grapheme.hpp"
#include "ui/input/handwriting.hpp"
#include "ui/input/pinyin_table.hpp"

namespace yitang::ui {
namespace {

using ::testing::Contains;

constexpr std::string_view rare_names =
    "镕喆堃赟旻翀昇玥祎垚珺瑢旼晧雲昉犇骉麤羴劼勍匜叆啟喦嚞囧垕埇埗堉壵夌奡奭妘姁姈姌"
    "姍姞姮姸娫婞婳媄嫄嫚嬿宬寯屾峣崚崟巘幵弢弨彧忞惇愔慜扆拏挦旉旳昺晅晞晢晫晸暎暐曌"
    "柷梽棨楒榃橦欻沄沚泂洢洣洺浬浲涢淏淯渼湉湜湲澔瀍炆炘炟炤烜焜煴燊燚燿爔玕玗玙玚玠"
    "玦玧玭玶玹珅珒珣珪珫珽琇琎琤琲瑀瑄瑨瑱瑸璈璘璟璠璥璪瓅甡畯皛皞瞾矞祐禛禤穜竑竤絜"
    "綪纮翃翙翚翛翯芃虓袆褀訚谞赪遹锜𠮷䶮㛃㵆㻏𬭛𫟼𬇕𬀩𬍡𫍯𫖳𬤊𬱖𬸚"
    "𫘝"
    "𫄧"
    "𬊤"
    "𬭶"
    "𫞩"
    "𬬱"
    "𬍛"
    "𬴊"
    "𪤗";

std::vector<char32_t> rare_characters() {
  std::vector<char32_t> all;
  for (std::size_t at = 0; at < rare_names.size();) {
    const auto decoded = decode_utf8(rare_names, at);
    all.push_back(decoded.code);
    at += decoded.bytes;
  }
  return all;
}

bool by_pinyin(char32_t code) {
  const auto readings = readings_of(code);
  if (readings.empty()) return false;
  const auto offered = characters_of(readings.front());
  return std::find(offered.begin(), offered.end(), code) != offered.end();
}

bool has_shape(char32_t code) {
  static const auto known = [] {
    std::set<char32_t> all;
    for (std::size_t i = 0; i < character_shape_count(); ++i) all.insert(character_shape(i).code);
    return all;
  }();
  return known.contains(code);
}

TEST(RareNames, EachOfTwoHundredHasThreeWays) {
  const auto characters = rare_characters();
  ASSERT_EQ(std::set<char32_t>(characters.begin(), characters.end()).size(), 200U);
  const auto& by_radical = testing::reach_of_all_keys();
  std::string no_pinyin;
  std::string no_radical;
  std::string no_shape;
  std::string far_away;  // by radical not among the first 48: two pages in elder density
  for (const char32_t code : characters) {
    const std::string text = testing::utf8_of(code);
    if (!by_pinyin(code)) no_pinyin += text;
    if (!has_shape(code)) no_shape += text;
    const auto found = by_radical.find(text);
    if (found == by_radical.end()) {
      no_radical += text;
    } else if (found->second >= 48) {
      far_away += text;
    }
  }
  EXPECT_EQ(no_pinyin, "");
  EXPECT_EQ(no_radical, "");
  EXPECT_EQ(no_shape, "");
  EXPECT_EQ(far_away, "喦拏柷洢洣洺涢淯") << "these need a third page";
}

TEST(RareNames, WhatTheModelCannotReadIsReadByItsShape) {
  auto engine = open_handwriting();
  ASSERT_TRUE(engine) << engine.error().message;
  const std::set<std::string> read{"旻", "昇", "翀", "祎", "堃", "赟", "镕", "旼", "雲"};
  std::string others;
  for (const auto& character : testing::written_characters()) {
    const auto strokes = testing::write(character.parts);
    ASSERT_FALSE(strokes.empty()) << character.text;
    if (character.in_model) continue;
    if (read.contains(character.text)) {
      EXPECT_THAT((*engine)->recognise(strokes, 10), Contains(character.text));
    } else {
      others += character.text;
    }
  }
  // Written as stiffly as this, these look more like others; pinyin and radicals have them (the test above).
  EXPECT_EQ(others, "昉玥喆𠮷垚珺瑢晧炆");
}

}  // namespace
}  // namespace yitang::ui
