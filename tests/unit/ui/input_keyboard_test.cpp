#include "ui/input/keyboard.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>
#include <string>

namespace yitang::ui {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

// Offers upper-case forms of what was typed: all letters, then the first two, then the first.
class FakePinyin final : public PinyinEngine {
 public:
  std::vector<PinyinCandidate> candidates(std::string_view letters, PinyinHint hint, std::size_t) override {
    last_hint = hint;
    std::vector<PinyinCandidate> found;
    if (letters.starts_with('v')) return found;
    for (const std::size_t n : {letters.size(), std::size_t{2}, std::size_t{1}}) {
      if (n > letters.size() || (!found.empty() && n >= found.back().letters)) continue;
      std::string text = "字";
      for (const char c : letters.substr(0, n)) text += static_cast<char>(c - 32);
      found.push_back({text, n});
    }
    return found;
  }
  void set_phrases(const std::vector<std::string>&) override {}
  PinyinHint last_hint = PinyinHint::General;
};

class FakeHandwriting final : public HandwritingEngine {
 public:
  std::vector<std::string> recognise(const PenStrokes& strokes, std::size_t) override {
    if (strokes.empty()) return {};
    return {"笔" + std::to_string(strokes.size()), "乙", "丙"};
  }
};

class Keyboard : public ::testing::Test {
 protected:
  KeyboardModel make(KeyboardOptions options, TextBuffer& buffer) {
    return {buffer, options, &pinyin_, &handwriting_};
  }
  static void press_all(KeyboardModel& model, std::string_view keys) {
    for (const char key : keys) model.press(std::string("key.") + key);
  }
  FakePinyin pinyin_;
  FakeHandwriting handwriting_;
};

TEST_F(Keyboard, EveryModeHasDistinctIdsAndADoneKey) {
  using M = KeyboardMode;
  for (const M mode :
       {M::Digits, M::IdNumber, M::Phone, M::Decimal, M::Pinyin, M::Handwriting, M::Radical, M::Latin}) {
    TextBuffer buffer;
    auto model = make({.mode = mode}, buffer);
    for (int symbols = 0; symbols < 2; ++symbols) {
      std::set<std::string> ids;
      for (const auto& row : model.rows()) {
        for (const auto& key : row) {
          EXPECT_TRUE(ids.insert(key.id).second) << key.id;
          EXPECT_GT(key.span, 0.4F) << key.id;
          EXPECT_EQ(key.action == KeyAction::Insert, !key.text.empty()) << key.id;
        }
      }
      EXPECT_TRUE(ids.contains("key.done"));
      EXPECT_TRUE(ids.contains("key.backspace"));
      model.press("key.mode.digits");
    }
  }
}

TEST_F(Keyboard, TextRowsAreTenKeysWideAtMost) {
  for (const auto mode :
       {KeyboardMode::Pinyin, KeyboardMode::Latin, KeyboardMode::Handwriting, KeyboardMode::Radical}) {
    TextBuffer buffer;
    auto model = make({.mode = mode}, buffer);
    for (int symbols = 0; symbols < 2; ++symbols) {
      for (const auto& row : model.rows()) {
        float span = 0;
        for (const auto& key : row) span += key.span;
        EXPECT_LE(span, 10.001F);
        EXPECT_GE(span, 8.999F);
      }
      model.press("key.mode.digits");
    }
  }
}

TEST_F(Keyboard, IdNumberTakesXAtItsEndOnly) {
  TextBuffer buffer(18);
  auto model = make({.mode = KeyboardMode::IdNumber}, buffer);
  EXPECT_EQ(model.press("key.X"), KeyResult::Refused);
  press_all(model, "11010519491231002");
  EXPECT_EQ(model.press("key.X"), KeyResult::Changed);
  EXPECT_EQ(buffer.text(), "11010519491231002X");
  EXPECT_EQ(model.press("key.1"), KeyResult::Refused);
  EXPECT_EQ(model.press("key.backspace"), KeyResult::Changed);
  EXPECT_EQ(model.press("key.done"), KeyResult::Done);
}

TEST_F(Keyboard, NumberModesNormaliseFullWidth) {
  TextBuffer id(18);
  auto id_model = make({.mode = KeyboardMode::IdNumber}, id);
  EXPECT_EQ(id_model.type("１１０１０５ 19491231-002ｘ"), KeyResult::Changed);
  EXPECT_EQ(id.text(), "11010519491231002X");
  TextBuffer digits(4);
  auto digit_model = make({.mode = KeyboardMode::Digits}, digits);
  EXPECT_EQ(digit_model.type("３５０"), KeyResult::Changed);
  EXPECT_EQ(digit_model.type("a"), KeyResult::Refused);
  EXPECT_EQ(digit_model.type("12"), KeyResult::Refused) << "more than fits: nothing is taken";
  EXPECT_EQ(digits.text(), "350");
}

TEST_F(Keyboard, DecimalHasOnePointAndTwoDigitsBehindIt) {
  TextBuffer buffer;
  auto model = make({.mode = KeyboardMode::Decimal}, buffer);
  EXPECT_EQ(model.press("key.."), KeyResult::Refused) << "a digit comes first";
  press_all(model, "12.5");
  EXPECT_EQ(model.press("key.."), KeyResult::Refused);
  press_all(model, "09");
  EXPECT_EQ(buffer.text(), "12.50");
  model.press("key.clear");
  EXPECT_EQ(model.type("８８．８"), KeyResult::Changed);
  EXPECT_EQ(buffer.text(), "88.8");
  TextBuffer whole;
  auto whole_model = make({.mode = KeyboardMode::Decimal, .decimals = 0}, whole);
  EXPECT_EQ(whole_model.type("5."), KeyResult::Refused);
}

TEST_F(Keyboard, PhoneTakesHyphensAndALeadingPlus) {
  TextBuffer buffer;
  auto model = make({.mode = KeyboardMode::Phone}, buffer);
  EXPECT_EQ(model.press("key.-"), KeyResult::Refused);
  press_all(model, "0591-");
  EXPECT_EQ(model.press("key.-"), KeyResult::Refused);
  press_all(model, "12345");
  EXPECT_EQ(buffer.text(), "0591-12345");
  model.press("key.clear");
  EXPECT_EQ(model.type("+86 135"), KeyResult::Changed);
  EXPECT_EQ(buffer.text(), "+86135");
}

TEST_F(Keyboard, CaretKeysMoveBetweenDigits) {
  TextBuffer buffer;
  auto model = make({.mode = KeyboardMode::Digits}, buffer);
  press_all(model, "13");
  model.press("key.left");
  model.press("key.2");
  EXPECT_EQ(buffer.text(), "123");
  model.press("key.right");
  EXPECT_EQ(model.press("key.right"), KeyResult::Ignored);
}

TEST_F(Keyboard, PinyinComposesAndPartialChoiceKeepsTheRest) {
  TextBuffer buffer;
  auto model = make({.mode = KeyboardMode::Pinyin}, buffer);
  press_all(model, "abcd");
  EXPECT_EQ(model.composition(), "abcd");
  EXPECT_TRUE(buffer.empty());
  EXPECT_THAT(model.candidates(), ElementsAre("字ABCD", "字AB", "字A"));
  EXPECT_EQ(model.choose(1), KeyResult::Changed);
  EXPECT_EQ(buffer.text(), "字AB");
  EXPECT_EQ(model.composition(), "cd");
  EXPECT_THAT(model.candidates(), ElementsAre("字CD", "字C"));
  EXPECT_EQ(model.press("key.space"), KeyResult::Changed);
  EXPECT_EQ(buffer.text(), "字AB字CD");
  EXPECT_EQ(model.composition(), "");
  EXPECT_THAT(model.candidates(), IsEmpty());
  EXPECT_EQ(model.choose(0), KeyResult::Ignored);
}

TEST_F(Keyboard, BackspaceTakesLettersBeforeText) {
  TextBuffer buffer;
  auto model = make({.mode = KeyboardMode::Pinyin}, buffer);
  press_all(model, "ab");
  model.press("key.space");
  press_all(model, "c");
  model.press("key.backspace");
  EXPECT_EQ(model.composition(), "");
  EXPECT_EQ(buffer.text(), "字AB");
  model.press("key.backspace");
  EXPECT_EQ(buffer.text(), "字A");
}

TEST_F(Keyboard, DoneFirstFinishesTheComposition) {
  TextBuffer buffer;
  auto model = make({.mode = KeyboardMode::Pinyin}, buffer);
  press_all(model, "ab");
  EXPECT_EQ(model.press("key.done"), KeyResult::Changed);
  EXPECT_EQ(buffer.text(), "字AB");
  EXPECT_EQ(model.press("key.done"), KeyResult::Done);
}

TEST_F(Keyboard, LettersThatAreNoPinyinVanishInsteadOfStoppingTheField) {
  TextBuffer buffer;
  auto model = make({.mode = KeyboardMode::Pinyin}, buffer);
  press_all(model, "v");
  EXPECT_THAT(model.candidates(), IsEmpty());
  EXPECT_EQ(model.press("key.done"), KeyResult::Changed);
  EXPECT_EQ(model.composition(), "");
  EXPECT_TRUE(buffer.empty());
}

TEST_F(Keyboard, FullFieldRefusesAndKeepsTheComposition) {
  TextBuffer buffer(2);
  auto model = make({.mode = KeyboardMode::Pinyin}, buffer);
  press_all(model, "ab");
  EXPECT_EQ(model.choose(0), KeyResult::Refused);
  EXPECT_EQ(model.composition(), "ab");
  EXPECT_EQ(model.press("key.done"), KeyResult::Refused);
  EXPECT_EQ(model.choose(1), KeyResult::Changed);
  EXPECT_EQ(buffer.text(), "字A");
}

TEST_F(Keyboard, NamesTellTheEngineWhereTheyAre) {
  TextBuffer buffer;
  auto model = make({.mode = KeyboardMode::Pinyin, .person_name = true}, buffer);
  press_all(model, "a");
  EXPECT_EQ(pinyin_.last_hint, PinyinHint::NameStart);
  model.press("key.space");
  press_all(model, "b");
  EXPECT_EQ(pinyin_.last_hint, PinyinHint::NameRest);
}

TEST_F(Keyboard, PagesOfCandidates) {
  TextBuffer buffer;
  auto model = make({.mode = KeyboardMode::Pinyin, .candidates_on_page = 2}, buffer);
  press_all(model, "abc");
  EXPECT_EQ(model.page_count(), 2U);
  EXPECT_FALSE(model.previous_page());
  EXPECT_TRUE(model.next_page());
  EXPECT_FALSE(model.next_page());
  EXPECT_THAT(model.candidates(), ElementsAre("字A"));
  EXPECT_EQ(model.choose(1), KeyResult::Ignored);
  model.set_candidates_on_page(3);
  EXPECT_EQ(model.page(), 0U);
  EXPECT_EQ(model.choose(2), KeyResult::Changed);
  EXPECT_EQ(model.composition(), "bc");
}

TEST_F(Keyboard, ShiftHoldsForOneLetter) {
  TextBuffer buffer;
  auto model = make({.mode = KeyboardMode::Latin}, buffer);
  EXPECT_EQ(model.press("key.shift"), KeyResult::ModeChanged);
  model.press("key.a");
  model.press("key.b");
  model.press("key.@");
  model.press("key.mode.digits");
  press_all(model, "1._-");
  EXPECT_EQ(buffer.text(), "Ab@1._-");
}

TEST_F(Keyboard, SwitchingModesFinishesWhatWasBegun) {
  TextBuffer buffer;
  auto model = make({.mode = KeyboardMode::Pinyin}, buffer);
  press_all(model, "ab");
  EXPECT_EQ(model.press("key.mode.digits"), KeyResult::ModeChanged);
  EXPECT_EQ(buffer.text(), "字AB");
  EXPECT_TRUE(model.showing_symbols());
  model.press("key.6");
  model.press("key.号");
  EXPECT_EQ(model.press("key.mode.pinyin"), KeyResult::ModeChanged);
  EXPECT_FALSE(model.showing_symbols());
  EXPECT_EQ(buffer.text(), "字AB6号");
  EXPECT_EQ(model.press("key.mode.pinyin"), KeyResult::Ignored);
  EXPECT_EQ(model.press("key.nonsense"), KeyResult::Ignored);
}

TEST_F(Keyboard, HandwritingOffersAndUndoes) {
  TextBuffer buffer;
  auto model = make({.mode = KeyboardMode::Handwriting}, buffer);
  for (int i = 0; i < 2; ++i) {
    model.begin_stroke({1, 1});
    model.extend_stroke({9, 1});
    model.end_stroke();
  }
  EXPECT_THAT(model.candidates(), ElementsAre("笔2", "乙", "丙"));
  model.press("key.undo-stroke");
  EXPECT_THAT(model.candidates(), ElementsAre("笔1", "乙", "丙"));
  EXPECT_EQ(model.choose(1), KeyResult::Changed);
  EXPECT_EQ(buffer.text(), "乙");
  EXPECT_THAT(model.ink(), IsEmpty());
  EXPECT_THAT(model.candidates(), IsEmpty());
  model.extend_stroke({3, 3});
  model.end_stroke();
  EXPECT_THAT(model.ink(), IsEmpty()) << "a point without a beginning is no stroke";
  EXPECT_EQ(model.press("key.backspace"), KeyResult::Changed);
  EXPECT_TRUE(buffer.empty());
}

TEST_F(Keyboard, AMissingEngineIsNotOffered) {
  TextBuffer buffer;
  KeyboardModel none(buffer, {.mode = KeyboardMode::Handwriting}, nullptr, nullptr);
  EXPECT_EQ(none.mode(), KeyboardMode::Latin);
  EXPECT_EQ(none.press("key.mode.pinyin"), KeyResult::Ignored);
  KeyboardModel pinyin_only(buffer, {.mode = KeyboardMode::Handwriting}, &pinyin_, nullptr);
  EXPECT_EQ(pinyin_only.mode(), KeyboardMode::Pinyin);
}

TEST_F(Keyboard, HardwareTypingComposesToo) {
  TextBuffer buffer;
  auto model = make({.mode = KeyboardMode::Pinyin}, buffer);
  model.type("ab2");
  EXPECT_EQ(buffer.text(), "字A") << "two letters give two candidates; the second is the first letter";
  EXPECT_EQ(model.composition(), "b");
  model.type(" 6");
  EXPECT_EQ(buffer.text(), "字A字B6");
  model.type("王");
  EXPECT_EQ(buffer.text(), "字A字B6王");
}

}  // namespace
}  // namespace yitang::ui
