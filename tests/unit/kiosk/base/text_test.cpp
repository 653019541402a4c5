#include "kiosk/base/text.hpp"

#include <gtest/gtest.h>

#include "kiosk/base/error.hpp"

namespace yitang {
namespace {

TEST(Text, WellFormedUtf8) {
  EXPECT_TRUE(is_utf8(""));
  EXPECT_TRUE(is_utf8("示例县 a"));
  EXPECT_TRUE(is_utf8("\xF0\xA0\x80\x80"));   // U+20000
  EXPECT_TRUE(is_utf8("\xEE\x80\x80"));       // private use
  EXPECT_FALSE(is_utf8("\xC0\x80"));          // overlong
  EXPECT_FALSE(is_utf8("\xE0\x80\x80"));      // overlong
  EXPECT_FALSE(is_utf8("\xED\xA0\x80"));      // surrogate
  EXPECT_FALSE(is_utf8("\xF4\x90\x80\x80"));  // above U+10FFFF
  EXPECT_FALSE(is_utf8("\xE7\xA4"));          // cut off
  EXPECT_FALSE(is_utf8("\x80"));
  EXPECT_FALSE(is_utf8("\xFF"));
}

TEST(Text, DecodesAndEncodes) {
  EXPECT_EQ(decode_utf8("a示\xF0\xA0\x80\x80"), (std::u32string{'a', 0x793A, 0x20000}));
  EXPECT_EQ(encode_utf8(U"\u793A\U00020000"), "示\xF0\xA0\x80\x80");
  EXPECT_EQ(decode_utf8("a\xFF"
                        "b"),
            (std::u32string{'a', 0xFFFD, 'b'}));
  EXPECT_EQ(decode_utf8("\xE7\xA4"), (std::u32string{0xFFFD, 0xFFFD}));
  for (char32_t c = 0; c <= 0x10FFFF; c += 97) {
    if (c >= 0xD800 && c <= 0xDFFF) continue;
    EXPECT_EQ(decode_utf8(encode_utf8(std::u32string(1, c))), std::u32string(1, c));
  }
  EXPECT_EQ(length_utf8("示例a"), 3U);
}

TEST(Text, Trims) {
  EXPECT_EQ(trim(" \t示 例\r\n\xE3\x80\x80"), "示 例");
  EXPECT_EQ(trim("   "), "");
  EXPECT_EQ(trim(""), "");
}

TEST(Text, HalfWidth) {
  EXPECT_EQ(to_half_width("１３８ＡＢｃ\xE3\x80\x80！"), "138ABc !");
  EXPECT_EQ(to_half_width("示例"), "示例");
}

TEST(Text, SplitsLowersAndHex) {
  EXPECT_EQ(split("a,,b", ','), (std::vector<std::string>{"a", "", "b"}));
  EXPECT_EQ(split("", ','), (std::vector<std::string>{""}));
  EXPECT_EQ(lower_ascii("AbÉ示"), "abÉ示");
  EXPECT_EQ(hex(std::string("\x00\x9f\xff", 3)), "009fff");
}

TEST(Errors, AreDescribedWithTheirPlace) {
  EXPECT_EQ(describe({ErrorKind::BadInput, "is missing", "f:1 id"}), "f:1 id: is missing");
  EXPECT_EQ(describe({ErrorKind::Internal, "oops", ""}), "oops");
  const Result<int> failed = fail(ErrorKind::NotFound, "no", "here");
  ASSERT_FALSE(failed);
  EXPECT_EQ(failed.error().kind, ErrorKind::NotFound);
}

}  // namespace
}  // namespace yitang
