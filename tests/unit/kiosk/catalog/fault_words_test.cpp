#include "kiosk/catalog/fault_words.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <functional>
#include <nlohmann/json.hpp>
#include <set>
#include <sstream>

#include "tests/unit/kiosk/catalog/sample_support.hpp"

namespace yitang::catalog {
namespace {

using nlohmann::json;

FaultWords product_words() {
  const auto folder = std::filesystem::path(YITANG_SOURCE_DIR) / "kiosk/catalog/strings";
  auto words = FaultWords::from_json(read_text(folder / "en.json"), read_text(folder / "zh.json"));
  EXPECT_TRUE(words);
  return std::move(*words);
}

TEST(FaultWords, SayTheSentenceWithWhatStoodInIt) {
  const FaultWords words = product_words();
  EXPECT_EQ(words.chinese("must be between 0 and 1000"), "应在 0 到 1000 之间");
  EXPECT_EQ(words.chinese("must be a list"), "应为列表");
  EXPECT_EQ(words.chinese("must be a whole number"), "应为整数");
  EXPECT_EQ(words.chinese("unknown case type 'x''"), "没有这种办件类型：“x'”");
  EXPECT_EQ(words.chinese("'承若件' is none of 即办件、承诺件"), "“承若件”不对，只能是：即办件、承诺件");
  EXPECT_EQ(words.chinese("pattern: counts in {} run backwards"), "格式规则(pattern)：{} 里的次数前大后小");
  EXPECT_EQ(words.chinese("is no JSON object such as {\"name\": 1}"),
            "不是 JSON 对象，应像 {\"name\": 1} 这样写");
}

TEST(FaultWords, LeaveWhatTheyDoNotKnow) {
  const FaultWords words = product_words();
  EXPECT_EQ(words.chinese("something else"), "something else");
  EXPECT_FALSE(words.knows("something else"));
  EXPECT_FALSE(words.knows("must be between 0"));
  EXPECT_FALSE(words.knows("must be something else"));
  EXPECT_EQ(words.chinese(""), "");
}

TEST(FaultWords, NeedBothLanguages) {
  EXPECT_FALSE(FaultWords::from_json("[]", "{}"));
  EXPECT_FALSE(FaultWords::from_json("{", "{}"));
  EXPECT_FALSE(FaultWords::from_json(R"({"a":"x"})", "{}"));
  EXPECT_FALSE(FaultWords::from_json(R"({"a":"x"})", R"({"b":"y"})"));
  EXPECT_FALSE(FaultWords::from_json(R"({"a":1})", R"({"a":"y"})"));
  EXPECT_TRUE(FaultWords::from_json(R"({"a":"x"})", R"({"a":"y"})"));
}

// The sample with its values spoilt: what parsers and links say of it.
using Spoil = std::function<void(json&)>;

const std::vector<Spoil>& spoils() {
  static const std::vector<Spoil> all{
      [](json& value) { value = nullptr; },
      [](json& value) { value = ""; },
      [](json& value) { value = "no-such-thing"; },
      [](json& value) { value = -1; },
      [](json& value) { value = 123456789; },
      [](json& value) { value = 0.5; },
      [](json& value) { value = json::array(); },
      [](json& value) {
        value = json::array({"x", "x"});
      },
      [](json& value) { value = json::object(); },
      [](json& value) { value = std::string(9000, 'x'); },
      [](json& value) { value = "a\nb"; },
      [](json& value) { value = value.is_string() ? json("dict:none") : json("2026-01-01"); },
  };
  return all;
}

// `choose` names the way to spoil the value with this number; none: it stays.
using Choose = std::function<const Spoil*(std::size_t)>;

std::string spoilt(const std::string& name, const std::string& text, const Choose& choose) {
  std::istringstream lines(name.ends_with(".jsonl") ? text : json::parse(text).dump());
  std::string result;
  std::size_t number = 0;
  for (std::string line; std::getline(lines, line);) {
    json document = json::parse(line);
    const json leaves = document.flatten();
    for (const auto& [pointer, leaf] : leaves.items()) {
      if (const Spoil* spoil = choose(number++)) (*spoil)(document[json::json_pointer(pointer)]);
    }
    result += document.dump() + "\n";
  }
  return result;
}

class SpoiltCatalogue : public testing::Test {
 protected:
  SpoiltCatalogue() {
    for (const auto& entry : std::filesystem::directory_iterator(sample_directory())) {
      if (entry.is_regular_file()) files_[entry.path().filename().string()] = read_text(entry.path());
    }
  }
  void check(const std::string& name, const Choose& choose) {
    Files files = files_;
    files[name] = spoilt(name, files_[name], choose);
    Faults faults;
    Catalog::check(files, {}, faults);
    for (const Error& error : faults.all())
      (words_.knows(error.reason) ? known_ : unknown_).insert(words_.chinese(error.reason));
  }

  Files files_;
  FaultWords words_ = product_words();
  std::set<std::string> unknown_, known_;
};

// Every fifth value in one of the ways, each time another one in another way.
TEST_F(SpoiltCatalogue, IsToldInChinese) {
  for (const auto& [name, text] : files_) {
    if (name == "regions.json") continue;  // three thousand times the same three members
    for (const std::size_t turn : {0U, 4U, 7U, 11U, 13U})
      check(name, [turn](std::size_t number) {
        return number % 5 == turn % 5 ? &spoils()[(number / 5 + turn) % spoils().size()] : nullptr;
      });
  }
  EXPECT_THAT(unknown_, testing::IsEmpty());
  EXPECT_GT(known_.size(), 60U);
}

// A few names that lead nowhere: each file is well, the whole is not.
TEST_F(SpoiltCatalogue, IsToldInChineseWhereNamesLeadNowhere) {
  for (const char* name : {"items.jsonl", "bundles.jsonl", "agreements.jsonl", "admission.json", "lists.json",
                           "options.json", "queues.json", "bank_cards.json", "life_events.json"}) {
    for (const std::size_t first : {3U, 5U, 11U})
      check(name, [first](std::size_t number) { return number % 37 == first ? &spoils()[2] : nullptr; });
  }
  EXPECT_THAT(unknown_, testing::IsEmpty());
  EXPECT_GT(known_.size(), 10U);
}

}  // namespace
}  // namespace yitang::catalog
