#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdio>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include "tests/unit/ui/radical_reach_support.hpp"
#include "ui/input/grapheme.hpp"
#include "ui/input/keyboard.hpp"
#include "ui/input/radical_picker.hpp"
#include "ui/input/radical_table.hpp"

namespace yitang::ui {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::Not;
using testing::reach_of_all_keys;
using testing::utf8_of;

// The table of general standard Chinese characters (8105) is in unicode-data as kTGH.
TEST(Radicals, ReachTheWholeNationalTableAndRarerNames) {
  const auto& reach = reach_of_all_keys();
  const std::unique_ptr<FILE, int (*)(FILE*)> pipe(
      ::popen("bzcat /usr/share/unicode/Unihan_OtherMappings.txt.bz2", "r"), ::pclose);
  ASSERT_NE(pipe, nullptr);
  int total = 0;
  int reached = 0;
  int on_two_pages = 0;
  char line[512];
  while (std::fgets(line, sizeof line, pipe.get()) != nullptr) {
    unsigned code = 0;
    char field[64] = "";
    if (std::sscanf(line, "U+%x\t%63s", &code, field) != 2 || std::string(field) != "kTGH") continue;
    ++total;
    const auto found = reach.find(utf8_of(code));
    if (found == reach.end()) {
      ADD_FAILURE() << utf8_of(code);
      continue;
    }
    ++reached;
    on_two_pages += found->second < 48 ? 1 : 0;  // 24 in elder density
  }
  EXPECT_EQ(total, 8105);
  EXPECT_EQ(reached, 8105);
  std::printf("national table by radical and strokes: %d, %d of them on two pages\n", reached, on_two_pages);
  EXPECT_GT(on_two_pages, 7600);
  for (const char* rare : {"𠮷", "𬭛", "㛃", "䶮", "𫟼", "𬇕"}) EXPECT_TRUE(reach.contains(rare)) << rare;
  EXPECT_GT(reach.size(), 80000U) << "extensions A to F as well";
}

TEST(Radicals, TheShapeInsideACharacterIsWhatPeopleLookFor) {
  const auto shapes = [](const std::vector<Radical>& radicals) {
    std::vector<std::string> texts;
    for (const auto& radical : radicals) texts.push_back(utf8_of(radical.shape));
    return texts;
  };
  const auto usual = shapes(usual_radicals(29));
  EXPECT_EQ(usual.size(), 29U);
  for (const char* shape : {"氵", "木", "王", "艹", "日", "女", "亻", "钅", "忄"}) {
    EXPECT_THAT(usual, Contains(shape));
  }
  EXPECT_THAT(usual, Not(Contains("水"))) << "one shape for each radical";
  EXPECT_THAT(shapes(radicals_with_strokes(3, 3)), Contains("氵"));
  EXPECT_THAT(shapes(radicals_with_strokes(4, 4)), Contains("水"));
  EXPECT_THAT(shapes(radicals_with_strokes(17, 99)), ElementsAre("龜", "龠"));
}

TEST(Radicals, BothSidesOfAnEarAreFoundUnderOneShape) {
  std::set<std::string> found;
  for (const auto& character : characters_with_radical(U'阝')) found.insert(utf8_of(character.code));
  EXPECT_TRUE(found.contains("陈"));
  EXPECT_TRUE(found.contains("郑"));
  EXPECT_THAT(characters_with_radical(U'a'), IsEmpty());
}

class Picker : public ::testing::Test {
 protected:
  RadicalPicker picker_;
};

TEST_F(Picker, CharactersOfNamesComeFirst) {
  ASSERT_TRUE(picker_.pick_radical(U'王'));
  ASSERT_TRUE(picker_.pick_strokes(4));
  const auto candidates = picker_.candidates();
  ASSERT_GT(candidates.size(), 12U);
  EXPECT_THAT(std::vector(candidates.begin(), candidates.begin() + 6), Contains("玥"));
}

TEST_F(Picker, OneStrokeMoreOrLessIsForgiven) {
  ASSERT_TRUE(picker_.pick_radical(U'日'));
  ASSERT_TRUE(picker_.pick_strokes(4));
  const auto exact = picker_.candidates();
  const auto at = [](const std::vector<std::string>& list, const char* text) {
    return std::find(list.begin(), list.end(), text) - list.begin();
  };
  EXPECT_LT(at(exact, "旻"), 24);
  ASSERT_TRUE(picker_.pick_strokes(5));
  const auto miscounted = picker_.candidates();
  EXPECT_LT(at(miscounted, "旻"), static_cast<std::ptrdiff_t>(miscounted.size()));
  EXPECT_GT(at(miscounted, "旻"), at(miscounted, "昭")) << "exact ones come first";
}

TEST_F(Picker, GoesBackStepByStep) {
  EXPECT_FALSE(picker_.back());
  EXPECT_FALSE(picker_.pick_strokes(4)) << "no radical yet";
  EXPECT_FALSE(picker_.pick_radical(U'z'));
  EXPECT_THAT(picker_.candidates(), IsEmpty());
  ASSERT_TRUE(picker_.pick_radical(U'木'));
  EXPECT_FALSE(picker_.pick_strokes(99));
  const auto all = picker_.candidates().size();
  ASSERT_TRUE(picker_.pick_strokes(5));
  EXPECT_LT(picker_.candidates().size(), all);
  EXPECT_TRUE(picker_.back());
  EXPECT_EQ(picker_.candidates().size(), all);
  EXPECT_TRUE(picker_.back());
  EXPECT_EQ(picker_.radical(), std::nullopt);
  picker_.show_group(99);
  EXPECT_EQ(picker_.group(), RadicalPicker::groups - 1);
}

TEST(RadicalKeys, LeadToTheCharacter) {
  TextBuffer buffer;
  KeyboardModel model(buffer, {.mode = KeyboardMode::Pinyin}, nullptr, nullptr);
  EXPECT_EQ(model.press("key.mode.radical"), KeyResult::ModeChanged);
  EXPECT_EQ(model.mode(), KeyboardMode::Radical);
  EXPECT_EQ(model.press("key.radicals.6"), KeyResult::ModeChanged);
  EXPECT_EQ(model.press("key.radical.羽"), KeyResult::ModeChanged);
  EXPECT_THAT(model.candidates(), Contains("翔")) << "the usual ones need no counting";
  EXPECT_EQ(model.press("key.strokes.4"), KeyResult::ModeChanged);
  model.set_candidates_on_page(24);
  const auto candidates = model.candidates();
  const auto wanted = std::find(candidates.begin(), candidates.end(), "翀");
  ASSERT_NE(wanted, candidates.end());
  EXPECT_EQ(model.choose(static_cast<std::size_t>(wanted - candidates.begin())), KeyResult::Changed);
  EXPECT_EQ(buffer.text(), "翀");
  EXPECT_THAT(model.candidates(), IsEmpty());
  EXPECT_NE(model.press("key.radicals.0"), KeyResult::Ignored) << "ready for the next character";
}

TEST(RadicalKeys, BackspaceTakesBackWhatWasPickedBeforeText) {
  TextBuffer buffer;
  buffer.set_text("王");
  KeyboardModel model(buffer, {.mode = KeyboardMode::Radical}, nullptr, nullptr);
  model.press("key.radical.氵");
  model.press("key.strokes.8");
  EXPECT_EQ(model.press("key.backspace"), KeyResult::ModeChanged);
  EXPECT_EQ(model.press("key.backspace"), KeyResult::ModeChanged);
  EXPECT_THAT(model.candidates(), IsEmpty());
  EXPECT_EQ(buffer.text(), "王");
  EXPECT_EQ(model.press("key.backspace"), KeyResult::Changed);
  EXPECT_TRUE(buffer.empty());
  model.press("key.radical.氵");
  EXPECT_EQ(model.press("key.radicals.back"), KeyResult::ModeChanged);
  model.press("key.radical.氵");
  EXPECT_EQ(model.press("key.mode.latin"), KeyResult::ModeChanged);
  EXPECT_THAT(model.candidates(), IsEmpty());
  EXPECT_EQ(model.press("key.done"), KeyResult::Done);
}

TEST(RadicalKeys, AFullFieldKeepsWhatWasPicked) {
  TextBuffer buffer(1);
  buffer.set_text("王");
  KeyboardModel model(buffer, {.mode = KeyboardMode::Radical}, nullptr, nullptr);
  model.press("key.radical.氵");
  EXPECT_EQ(model.choose(0), KeyResult::Refused);
  EXPECT_EQ(model.radicals().radical(), U'氵');
}

}  // namespace
}  // namespace yitang::ui
