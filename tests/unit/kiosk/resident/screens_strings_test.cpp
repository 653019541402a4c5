// The words of the resident's screens: both languages agree, and every key that a screen names exists.
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <regex>
#include <string>

#include "ui/strings.hpp"

namespace yitang::resident {
namespace {

const std::string root = YITANG_SOURCE_DIR "/kiosk/resident/";

TEST(ScreenWords, BothLanguagesHaveTheSameKeysAndPlaceholders) {
  const auto words = ui::Strings::load(root + "strings");
  ASSERT_TRUE(words.has_value()) << words.error().message;
  EXPECT_GT(words->keys().size(), 400U);
}

TEST(ScreenWords, EveryKeyNamedInTheSourcesExists) {
  const auto words = ui::Strings::load(root + "strings");
  ASSERT_TRUE(words.has_value()) << words.error().message;
  const std::regex named(R"re(tr\(\s*"([a-z_.0-9]+[a-z0-9])"\s*[,)])re");
  int found = 0;
  for (const auto& entry : std::filesystem::directory_iterator(root + "screens")) {
    if (entry.path().extension() != ".cpp") continue;
    std::ifstream file(entry.path());
    const std::string text{std::istreambuf_iterator<char>(file), {}};
    for (std::sregex_iterator at(text.begin(), text.end(), named), end; at != end; ++at) {
      ++found;
      EXPECT_TRUE(words->has((*at)[1].str())) << entry.path().filename() << ": " << (*at)[1].str();
    }
  }
  EXPECT_GT(found, 200);
}

}  // namespace
}  // namespace yitang::resident
