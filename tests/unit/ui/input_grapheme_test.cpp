#include "ui/input/grapheme.hpp"

#include <gtest/gtest.h>

#include <fstream>
#include <sstream>
#include <string>
#include <vector>

namespace yitang::ui {
namespace {

std::vector<std::string> graphemes(const std::string& text) {
  std::vector<std::string> parts;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t next = next_grapheme(text, at);
    parts.push_back(text.substr(at, next - at));
    at = next;
  }
  return parts;
}

// One line of Unicode's test file: "÷ 0020 × 0308 ÷".
std::vector<std::string> expected_graphemes(const std::string& line) {
  std::vector<std::string> parts;
  std::istringstream words(line.substr(0, line.find('#')));
  for (std::string word; words >> word;) {
    if (word == "÷") {
      parts.emplace_back();
    } else if (word != "×") {
      append_utf8(parts.back(), static_cast<char32_t>(std::stoul(word, nullptr, 16)));
    }
  }
  parts.pop_back();
  return parts;
}

TEST(Grapheme, AgreesWithEveryLineOfUnicodesOwnTest) {
  std::ifstream file("/usr/share/unicode/auxiliary/GraphemeBreakTest.txt");
  ASSERT_TRUE(file) << "unicode-data is installed by scripts/setup";
  int lines = 0;
  for (std::string line; std::getline(file, line);) {
    if (!line.starts_with("÷")) continue;
    const auto expected = expected_graphemes(line);
    std::string text;
    for (const auto& part : expected) text += part;
    if (text.find("\xED\xA0") != std::string::npos) continue;  // a lone surrogate is not UTF-8
    EXPECT_EQ(graphemes(text), expected) << line;
    ++lines;
  }
  EXPECT_GT(lines, 500);
}

TEST(Grapheme, BackwardFindsTheSameBoundaries) {
  const std::string text = "a\u0301e👨‍👩‍👧🇨🇳🇨𠮷各\uFE00";
  std::vector<std::size_t> forward;
  for (std::size_t at = 0; at < text.size(); at = next_grapheme(text, at)) forward.push_back(at);
  std::vector<std::size_t> backward;
  for (std::size_t at = text.size(); at > 0;) {
    at = previous_grapheme(text, at);
    backward.insert(backward.begin(), at);
  }
  EXPECT_EQ(forward, backward);
  EXPECT_EQ(grapheme_count(text), 7U);
}

TEST(Utf8, RefusesMalformedBytesOneByOne) {
  for (const std::string bad :
       {"\x80", "\xC0\xAF", "\xE0\x80\x80", "\xED\xA0\x80", "\xF4\x90\x80\x80", "\xF8", "\xE4\xB8"}) {
    const auto c = decode_utf8(bad, 0);
    EXPECT_FALSE(c.valid);
    EXPECT_EQ(c.bytes, 1U);
    EXPECT_EQ(clean_single_line(bad), "");
  }
  EXPECT_EQ(decode_utf8("", 0).bytes, 0U);
  EXPECT_EQ(decode_utf8("a", 9).bytes, 0U);
}

TEST(Utf8, RoundTripsTheEdgesOfEveryLength) {
  for (const char32_t code :
       {0x1U, 0x7FU, 0x80U, 0x7FFU, 0x800U, 0xD7FFU, 0xE000U, 0xFFFFU, 0x10000U, 0x10FFFFU}) {
    std::string text;
    append_utf8(text, code);
    const auto c = decode_utf8(text, 0);
    EXPECT_TRUE(c.valid);
    EXPECT_EQ(c.code, code);
    EXPECT_EQ(c.bytes, text.size());
  }
}

TEST(Utf8, CleaningDropsLineBreaksAndControls) {
  EXPECT_EQ(clean_single_line("福\n州\t\x7F\u2028路\xFF 1"), "福州路 1");
}

}  // namespace
}  // namespace yitang::ui
