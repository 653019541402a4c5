#include "ui/strings.hpp"

#include <gtest/gtest.h>

namespace yitang::ui {
namespace {

TEST(Strings, TranslatesAndFillsIn) {
  auto strings =
      Strings::from_json(R"({"step":"第 {n} 步，共 {all} 步"})", R"({"step":"Step {n} of {all}"})");
  ASSERT_TRUE(strings) << strings.error().message;
  EXPECT_EQ(strings->tr("step", {{"n", "2"}, {"all", "6"}}), "第 2 步，共 6 步");
  strings->set_language(Language::English);
  EXPECT_EQ(strings->tr("step", {{"n", "{all}"}, {"all", "6"}}),
            "Step {all} of 6");  // values are not filled again
  EXPECT_EQ(strings->tr("step", Language::Chinese, {{"n", "1"}}), "第 1 步，共 {all} 步");
}

TEST(Strings, UnknownKeyIsReturnedAndRecorded) {
  const auto strings = Strings::from_json("{}", "{}");
  ASSERT_TRUE(strings);
  EXPECT_EQ(strings->tr("no.such"), "no.such");
  EXPECT_EQ(strings->missing().count("no.such"), 1u);
}

TEST(Strings, LanguagesMustAgree) {
  const auto lacking = Strings::from_json(R"({"a":"一","b":"二"})", R"({"a":"one","c":"three"})");
  ASSERT_FALSE(lacking);
  EXPECT_EQ(lacking.error().code, ErrorCode::KeysMissing);
  EXPECT_NE(lacking.error().message.find("en lacks b"), std::string::npos);
  EXPECT_NE(lacking.error().message.find("zh lacks c"), std::string::npos);
  EXPECT_FALSE(Strings::from_json(R"({"a":"{x}"})", R"({"a":"{y}"})"));
}

TEST(Strings, RejectsWhatIsNoCatalogue) {
  for (const char* bad :
       {"", "[]", "{\"a\":1}", "{\"a\":{}}", "{\"a\":\"1\",\"a\":\"2\"}", "\xff\xfe", "{\"a\":\"\xff\"}"}) {
    const auto strings = Strings::from_json(bad, "{}");
    ASSERT_FALSE(strings) << bad;
    EXPECT_EQ(strings.error().code, ErrorCode::InvalidCatalogue);
  }
}

TEST(Strings, MissingFolderIsAnError) {
  const auto strings = Strings::load("/nonexistent");
  ASSERT_FALSE(strings);
  EXPECT_EQ(strings.error().code, ErrorCode::FileUnreadable);
}

}  // namespace
}  // namespace yitang::ui
