#include <gtest/gtest.h>

#include "devices/receipt/layout.hpp"
#include "devices/text/encoding.hpp"

namespace yitang::devices {
namespace {

std::vector<std::string> wrapped(std::string_view text, int cells) {
  std::vector<std::string> out;
  for (const ReceiptLine& line : wrap(characters_of(text)->front(), cells)) {
    std::string utf8;
    for (const ReceiptCharacter& character : line) utf8 += encode_utf8(character.cluster);
    out.push_back(utf8);
  }
  return out;
}

using Lines = std::vector<std::string>;

TEST(ReceiptLayout, ChineseTakesTwoCells) {
  EXPECT_EQ(cells_of_text("证件A1"), 6);
  EXPECT_EQ(cells_of_text("𠀾"), 2);  // extension B
  EXPECT_EQ(cells_of_text("·"), 2);   // two-byte in GBK
  EXPECT_EQ(cells_of_text("a\nbcd"), 3);
}

TEST(ReceiptLayout, NeverCutsACharacterInHalf) {
  EXPECT_EQ(wrapped("一二三四五", 5), (Lines{"一二", "三四", "五"}));
}

TEST(ReceiptLayout, ClosingPunctuationDoesNotBeginALine) {
  EXPECT_EQ(wrapped("一二三四，五", 8), (Lines{"一二三", "四，五"}));
  EXPECT_EQ(wrapped("一二（三四", 6), (Lines{"一二", "（三四"}));
  EXPECT_EQ(wrapped("，，，，，", 4), (Lines{"，，", "，，", "，"}));  // there is no other way
}

TEST(ReceiptLayout, WordsStayWholeAndSpacesVanishAtTheBreak) {
  EXPECT_EQ(wrapped("call 12345 now", 10), (Lines{"call 12345", "now"}));
  EXPECT_EQ(wrapped("编号ABCDEF", 8), (Lines{"编号", "ABCDEF"}));
  EXPECT_EQ(wrapped("ABCDEFGHIJ", 4), (Lines{"ABCD", "EFGH", "IJ"}));
  EXPECT_EQ(wrapped("ABCD-EF-GH", 6), (Lines{"ABCD-", "EF-GH"})) << "a long number, at its hyphens";
  EXPECT_EQ(wrapped("-ABCDEF", 4), (Lines{"-ABC", "DEF"})) << "a sign stays with its number";
  EXPECT_EQ(wrapped("", 4), (Lines{""}));
  EXPECT_EQ(wrapped("一", 1), (Lines{"一"}));  // wider than the line: still there
}

TEST(ReceiptLayout, AShortWordBehindASpaceIsNotTorn) {
  EXPECT_EQ(wrapped("2026年12月4日 星期五", 18), (Lines{"2026年12月4日", "星期五"}));
  EXPECT_EQ(wrapped("在县里 办好以后再到村里来取", 14), (Lines{"在县里 办好以", "后再到村里来取"}));
}

TEST(ReceiptLayout, NoLineIsWiderThanAsked) {
  const std::string text = "（甲）乙，丙ABC丁。「戊」12345己：庚𠀾·辛！";
  for (int cells = 2; cells < 50; ++cells) {
    std::string all;
    for (const ReceiptLine& line : wrap(characters_of(text)->front(), cells)) {
      EXPECT_LE(cells_of(line), cells);
      for (const ReceiptCharacter& character : line) all += encode_utf8(character.cluster);
    }
    EXPECT_EQ(all, text) << cells;
  }
}

TEST(ReceiptLayout, MarksJoinTheCharacterBefore) {
  const auto lines = characters_of("e\xCC\x81x");  // e, combining acute
  ASSERT_EQ(lines->front().size(), 2U);
  EXPECT_FALSE(lines->front()[0].in_font(true));
  EXPECT_FALSE(characters_of("\xFF").has_value());
}

TEST(TextEncoding, StrictUtf8) {
  const auto good = [](std::string_view text) { return decode_utf8(text).has_value(); };
  EXPECT_TRUE(good("A中𠀾"));
  EXPECT_FALSE(good("\xC0\x80"));
  EXPECT_FALSE(good("\xE0\x80\x80"));
  EXPECT_FALSE(good("\xED\xA0\x80"));
  EXPECT_FALSE(good("\xF4\x90\x80\x80"));
  EXPECT_FALSE(good("\xE4\xB8"));
  EXPECT_EQ(utf8_error_offset(Bytes{'a', 'b', 0xFF}), 2U);
}

TEST(TextEncoding, PrinterFontIsGbkWithoutUserAreas) {
  EXPECT_EQ(gbk_code(U'啊'), 0xB0A1);
  EXPECT_EQ(gbk_character(0xB0, 0xA1), U'啊');
  EXPECT_EQ(gbk_code(U'镕'), 0xE946);
  EXPECT_FALSE(gbk_code(U'A'));
  EXPECT_FALSE(gbk_code(U'€'));
  EXPECT_FALSE(gbk_code(0xE5E5));
  EXPECT_FALSE(gbk_code(0x2003E));
  EXPECT_FALSE(gbk_code(U'䶮'));  // four bytes in GB18030
  EXPECT_FALSE(gbk_character(0xAA, 0xA1));
  int count = 0;
  for (char32_t code = 0x4E00; code <= 0x9FA5; ++code) count += gbk_code(code) ? 1 : 0;
  EXPECT_EQ(count, 20902);  // all unified ideographs of GBK
}

}  // namespace
}  // namespace yitang::devices
