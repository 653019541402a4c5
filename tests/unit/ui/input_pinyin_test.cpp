#include "ui/input/pinyin.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdio>
#include <filesystem>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <utility>

#include "ui/input/grapheme.hpp"
#include "ui/input/name_rank.hpp"
#include "ui/input/pinyin_table.hpp"
#include "ui/input/typed_letters.hpp"

namespace yitang::ui {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::Not;

constexpr std::size_t everything = 1500;  // what the keyboard asks for

class Pinyin : public ::testing::Test {
 protected:
  static void SetUpTestSuite() {
    auto opened = open_pinyin();
    ASSERT_TRUE(opened) << opened.error().message;
    engine_ = std::move(*opened);
  }
  static void TearDownTestSuite() { engine_.reset(); }
  void SetUp() override {
    ASSERT_NE(engine_, nullptr);
    engine_->set_phrases({});
  }

  static std::vector<std::string> texts(std::string_view letters, PinyinHint hint = PinyinHint::General) {
    std::vector<std::string> result;
    for (auto& candidate : engine_->candidates(letters, hint, everything)) result.push_back(candidate.text);
    return result;
  }
  static std::string first(std::string_view letters, PinyinHint hint = PinyinHint::General) {
    const auto all = texts(letters, hint);
    return all.empty() ? "" : all.front();
  }
  static std::size_t letters_of(std::string_view typed, std::string_view text) {
    for (const auto& candidate : engine_->candidates(typed, PinyinHint::General, everything)) {
      if (candidate.text == text) return candidate.letters;
    }
    return 0;
  }

  static std::unique_ptr<PinyinEngine> engine_;
};
std::unique_ptr<PinyinEngine> Pinyin::engine_;

TEST_F(Pinyin, KnowsPlacesAndPeople) {
  EXPECT_EQ(first("gulouqu"), "鼓楼区");
  EXPECT_EQ(first("cangshanqu"), "仓山区");
  EXPECT_EQ(first("linzexu"), "林则徐");
  EXPECT_EQ(first("fuzhoushi"), "福州市");
}

TEST_F(Pinyin, TakesVForUmlaut) {
  EXPECT_EQ(first("nv"), "女");
  EXPECT_THAT(texts("lv"), Contains("吕"));
  EXPECT_THAT(texts("lv"), Contains("绿"));
  EXPECT_EQ(first("lve"), "略");
  EXPECT_EQ(first("lue"), "略");
  EXPECT_EQ(first("nvxing"), "女性");
}

TEST_F(Pinyin, ACandidateTellsHowFarItReaches) {
  EXPECT_EQ(letters_of("gulouqu", "鼓楼区"), 7U);
  EXPECT_EQ(letters_of("gulouqu", "鼓楼"), 5U);
  EXPECT_EQ(letters_of("gulouqu", "古"), 2U);
  EXPECT_EQ(letters_of("xi'an", "西安"), 5U);
  EXPECT_EQ(letters_of("xi'an", "西"), 3U) << "the separator goes with the syllable before it";
  EXPECT_EQ(letters_of("xi'an", "先"), 0U) << "the separator forbids xian";
  for (const auto& candidate : engine_->candidates("fuzhoushi", PinyinHint::General, everything)) {
    EXPECT_GE(candidate.letters, 1U);
    EXPECT_LE(candidate.letters, 9U);
  }
}

TEST_F(Pinyin, NeverRepeatsACandidateAndObeysTheLimit) {
  for (const char* letters : {"shi", "zhangxiuying", "xian", "zh"}) {
    const auto all = texts(letters);
    EXPECT_EQ(std::set<std::string>(all.begin(), all.end()).size(), all.size()) << letters;
  }
  EXPECT_EQ(engine_->candidates("shi", PinyinHint::General, 7).size(), 7U);
  EXPECT_THAT(engine_->candidates("shi", PinyinHint::General, 0), IsEmpty());
}

TEST_F(Pinyin, LearnsNothing) {
  const auto before = texts("gulou");
  for (int i = 0; i < 20; ++i) {
    static_cast<void>(texts("gulouqu"));
    static_cast<void>(texts("zhangsan", PinyinHint::NameStart));
  }
  EXPECT_EQ(texts("gulou"), before);
}

TEST_F(Pinyin, RareNameCharactersAreReachable) {
  const std::pair<const char*, const char*> wanted[] = {
      {"rong", "镕"},  {"zhe", "喆"}, {"kun", "堃"}, {"yun", "赟"}, {"min", "旻"},    {"chong", "翀"},
      {"sheng", "昇"}, {"yue", "玥"}, {"yi", "祎"},  {"ji", "𠮷"},  {"yan", "龑"},    {"chan", "单"},
      {"shan", "单"},  {"qiu", "仇"}, {"ou", "区"},  {"nie", "乜"}, {"biang", "𰻞"}};
  for (const auto& [syllable, character] : wanted) {
    EXPECT_THAT(texts(syllable), Contains(character)) << syllable;
    EXPECT_THAT(texts(syllable, PinyinHint::NameRest), Contains(character)) << syllable;
  }
}

TEST_F(Pinyin, NamesBeginWithSurnames) {
  EXPECT_THAT(first("chen", PinyinHint::NameStart), "陈");
  EXPECT_THAT(first("shan", PinyinHint::NameStart), "单");
  EXPECT_THAT(first("qiu", PinyinHint::NameStart), "邱");
  EXPECT_THAT(first("zh", PinyinHint::NameStart), "张");
  EXPECT_THAT(first("ouyang", PinyinHint::NameStart), "欧阳");
  EXPECT_THAT(first("weichi", PinyinHint::NameStart), Not("欧阳"));
  EXPECT_THAT(texts("yuchi", PinyinHint::NameStart), Contains("尉迟"));
  EXPECT_THAT(texts("moqi", PinyinHint::NameStart), Contains("万俟"));
  EXPECT_EQ(first("zhangxiuying", PinyinHint::NameStart), "张秀英");
}

TEST_F(Pinyin, BehindTheSurnameComeGivenNames) {
  const auto rong = texts("rong", PinyinHint::NameRest);
  const auto place = [&](const char* text) {
    return std::find(rong.begin(), rong.end(), text) - rong.begin();
  };
  EXPECT_LT(place("镕"), 12) << "on the first two pages";
  EXPECT_LT(place("荣"), place("绒"));
}

TEST_F(Pinyin, WordsOfThePlaceComeFirst) {
  engine_->set_phrases({"官湖巷", "陈家埂村", "官湖北路", "，"});
  EXPECT_EQ(first("guanhuxiang"), "官湖巷");
  EXPECT_EQ(first("chenjiagengcun"), "陈家埂村");
  EXPECT_EQ(first("ghx"), "官湖巷");
  const auto begun = engine_->candidates("guanhub", PinyinHint::General, 3);
  EXPECT_THAT(begun, Contains(PinyinCandidate{"官湖北路", 7}));
  EXPECT_EQ(letters_of("guanhuxiangliuhao", "官湖巷"), 11U);
  EXPECT_THAT(first("guan"), Not("官湖巷")) << "one syllable is too little to know";
  engine_->set_phrases({});
  EXPECT_THAT(texts("ghx"), Not(Contains("官湖巷")));
}

TEST_F(Pinyin, OddInputIsHarmless) {
  EXPECT_THAT(texts(""), IsEmpty());
  EXPECT_THAT(texts("'''"), IsEmpty());
  EXPECT_THAT(texts("123"), IsEmpty());
  EXPECT_THAT(texts("\xFF\xFE"), IsEmpty());
  EXPECT_THAT(texts("GULOUQU").front(), "鼓楼区");
  for (const char* letters :
       {"v", "i", "u", "zzzzzzzzzzzzzzzzzzzz", "a'b'c'd''e", "qwertyuiopasdfghjklzxcvbnm"}) {
    static_cast<void>(texts(letters));
    static_cast<void>(texts(letters, PinyinHint::NameStart));
  }
  static_cast<void>(texts(std::string(5000, 'z')));
}

TEST_F(Pinyin, LeavesNoFolderBehind) {
  const auto folders = [] {
    std::set<std::string> found;
    for (const auto& entry : std::filesystem::directory_iterator(std::filesystem::temp_directory_path())) {
      const auto name = entry.path().filename().string();
      if (name.starts_with("yitang-pinyin-")) found.insert(name);
    }
    return found;
  };
  const auto before = folders();
  auto another = open_pinyin();
  ASSERT_TRUE(another);
  for (const auto& name : folders()) EXPECT_TRUE(before.contains(name)) << name;
}

TEST_F(Pinyin, MissingDictionaryIsTold) {
  const auto opened = open_pinyin({.dictionary_dir = "/nowhere"});
  ASSERT_FALSE(opened);
  EXPECT_EQ(opened.error().code, ErrorCode::InputEngine);
}

TEST(CharacterPinyin, WorksWithoutADictionary) {
  const auto engine = make_character_pinyin();
  engine->set_phrases({"鼓楼区"});
  EXPECT_EQ(engine->candidates("gulouqu", PinyinHint::General, 1),
            (std::vector<PinyinCandidate>{{"鼓楼区", 7}}));
  EXPECT_EQ(engine->candidates("wang", PinyinHint::NameStart, 1).front().text, "王");
  EXPECT_FALSE(engine->candidates("zh", PinyinHint::General, 10).empty());
}

// The table of general standard Chinese characters (8105) is in unicode-data as kTGH.
TEST_F(Pinyin, ReachesTheWholeNationalTable) {
  const std::unique_ptr<FILE, int (*)(FILE*)> pipe(
      ::popen("bzcat /usr/share/unicode/Unihan_OtherMappings.txt.bz2", "r"), ::pclose);
  ASSERT_NE(pipe, nullptr);
  std::map<std::string, std::set<std::string>> offered;  // syllable -> candidates
  int total = 0;
  char line[512];
  while (std::fgets(line, sizeof line, pipe.get()) != nullptr) {
    unsigned code = 0;
    char field[64] = "";
    if (std::sscanf(line, "U+%x\t%63s", &code, field) != 2 || std::string(field) != "kTGH") continue;
    ++total;
    const auto readings = readings_of(code);
    ASSERT_FALSE(readings.empty()) << std::hex << code;
    const std::string syllable(readings.front());
    auto& found = offered[syllable];
    if (found.empty()) {
      for (auto& text : texts(syllable)) found.insert(std::move(text));
    }
    std::string character;
    append_utf8(character, code);
    EXPECT_TRUE(found.contains(character)) << character << " by " << syllable;
  }
  EXPECT_EQ(total, 8105);
}

TEST(TypedLetters, MapsBackToWhatWasTyped) {
  const auto typed = strip_separators("xi'an");
  EXPECT_EQ(typed.bare, "xian");
  EXPECT_EQ(typed.typed_bytes(2), 3U);
  EXPECT_EQ(typed.typed_bytes(4), 5U);
  EXPECT_EQ(strip_separators("xi'").typed_bytes(2), 3U);
  EXPECT_EQ(strip_separators("").typed_bytes(1), 0U);
}

TEST(TypedLetters, FindsFirstSyllables) {
  EXPECT_THAT(first_syllable_lengths("xian"), ElementsAre(4, 3, 2));
  EXPECT_THAT(first_syllable_lengths("xi'an"), ElementsAre(2));
  EXPECT_THAT(first_syllable_lengths("gu"), ElementsAre(2));
  EXPECT_THAT(first_syllable_lengths("zh"), IsEmpty());
  EXPECT_THAT(first_syllable_lengths(""), IsEmpty());
}

TEST(NameRank, ReadsSurnamesAsSurnames) {
  EXPECT_THAT(surnames_of("zeng"), Contains("曾"));
  EXPECT_THAT(surnames_of("ceng"), Not(Contains("曾")));
  EXPECT_THAT(compound_surnames(), Contains("欧阳"));
  EXPECT_THAT(given_name_characters_of("yue"), Contains("玥"));
}

}  // namespace
}  // namespace yitang::ui
