#include "kiosk/cases/receipt_number.hpp"

#include <gtest/gtest.h>

#include <set>

#include "kiosk/base/random.hpp"

namespace yitang::cases {
namespace {

const ReceiptNumber kNumber{"YT01", Date{2026, 11, 20}, 7};

TEST(ReceiptNumber, ReadsBackWhatPeopleType) {
  const auto text = format_receipt_number(kNumber);
  EXPECT_TRUE(text.starts_with("YT01-261120-0007-")) << text;
  EXPECT_EQ(parse_receipt_number(text), kNumber);
  std::string typed = " ";
  for (const char c : text) {
    if (c != '-') typed += static_cast<char>(std::tolower(c));
  }
  EXPECT_EQ(parse_receipt_number(typed), kNumber);
  EXPECT_EQ(parse_receipt_number("ＹＴ０１" + text.substr(4)), kNumber);
  const ReceiptNumber many{"0A9Y", Date{2026, 1, 2}, 1234567};
  EXPECT_EQ(parse_receipt_number(format_receipt_number(many)), many);
}

TEST(ReceiptNumber, EveryWrongCharacterAndEverySwapIsFound) {
  const auto text = format_receipt_number(kNumber);
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '-') continue;
    for (const char c : kReceiptAlphabet) {
      auto wrong = text;
      wrong[i] = c;
      if (c == text[i]) continue;
      EXPECT_FALSE(parse_receipt_number(wrong)) << wrong;
    }
    for (std::size_t j = i + 1; j < text.size(); ++j) {
      auto swapped = text;
      std::swap(swapped[i], swapped[j]);
      if (text[j] == '-' || text[i] == text[j]) continue;
      EXPECT_FALSE(parse_receipt_number(swapped)) << swapped;
    }
  }
}

TEST(ReceiptNumber, HostileTextIsRefused) {
  for (const std::string bad : {"", "-", "YT01", "YT01-261120-0000-0", "SOIL-261120-0007-1"}) {
    EXPECT_FALSE(parse_receipt_number(bad)) << bad;
  }
  EXPECT_FALSE(parse_receipt_number(std::string(1 << 20, '0')));
  EXPECT_FALSE(parse_receipt_number(std::string("\xFF\xFE\0", 3)));
}

TEST(ReceiptNumber, TerminalCodes) {
  EXPECT_TRUE(is_terminal_code("YT01"));
  EXPECT_FALSE(is_terminal_code("yt01"));
  EXPECT_FALSE(is_terminal_code("YTO1"));
  EXPECT_FALSE(is_terminal_code("YT011"));
}

TEST(QrToken, SaysNothingAndNeverRepeats) {
  const auto random = seeded_random(1);
  std::set<std::string> tokens;
  for (int i = 0; i < 1000; ++i) tokens.insert(new_qr_token(*random));
  EXPECT_EQ(tokens.size(), 1000U);
  EXPECT_TRUE(is_qr_token(*tokens.begin()));
  EXPECT_FALSE(is_qr_token("YT1.short"));
  EXPECT_FALSE(is_qr_token(tokens.begin()->substr(1)));
}

}  // namespace
}  // namespace yitang::cases
