// Sums in capital figures: the examples of the rules for bank slips, and the places where zeros go wrong.
#include "kiosk/cases/money_words.hpp"

#include <gtest/gtest.h>

namespace yitang::cases {
namespace {

TEST(MoneyWords, AsTheRulesForSlipsHaveThem) {
  EXPECT_EQ(money_in_chinese("1409.50"), "壹仟肆佰零玖元伍角");
  EXPECT_EQ(money_in_chinese("6007.14"), "陆仟零柒元壹角肆分");
  EXPECT_EQ(money_in_chinese("107000.53"), "壹拾万零柒仟元伍角叁分");
  EXPECT_EQ(money_in_chinese("16409.02"), "壹万陆仟肆佰零玖元零贰分");
  EXPECT_EQ(money_in_chinese("325.04"), "叁佰贰拾伍元零肆分");
}

TEST(MoneyWords, ZerosAreSaidOnce) {
  EXPECT_EQ(money_in_chinese("0"), "零元整");
  EXPECT_EQ(money_in_chinese("0.00"), "零元整");
  EXPECT_EQ(money_in_chinese("0.5"), "伍角");
  EXPECT_EQ(money_in_chinese("0.05"), "伍分");
  EXPECT_EQ(money_in_chinese("10"), "壹拾元整");
  EXPECT_EQ(money_in_chinese("10001"), "壹万零壹元整");
  EXPECT_EQ(money_in_chinese("10010000"), "壹仟零壹万元整");
  EXPECT_EQ(money_in_chinese("100000001"), "壹亿零壹元整");
  EXPECT_EQ(money_in_chinese("100010000"), "壹亿零壹万元整");
  EXPECT_EQ(money_in_chinese("999999999999.99"), "玖仟玖佰玖拾玖亿玖仟玖佰玖拾玖万玖仟玖佰玖拾玖元玖角玖分");
  EXPECT_EQ(money_in_chinese("-12.30"), "负壹拾贰元叁角");
}

TEST(MoneyWords, NothingForWhatIsNoSum) {
  for (const char* text :
       {"", "-", ".", "1.", ".5", "1.234", "1,000", "1e5", "１２", "1000000000000", "壹"}) {
    EXPECT_EQ(money_in_chinese(text), "") << text;
    EXPECT_EQ(money_with_separators(text), "") << text;
  }
}

TEST(MoneyWords, SeparatorsEveryThreeFigures) {
  EXPECT_EQ(money_with_separators("0"), "0");
  EXPECT_EQ(money_with_separators("999"), "999");
  EXPECT_EQ(money_with_separators("1500.5"), "1,500.50");
  EXPECT_EQ(money_with_separators("1234567.09"), "1,234,567.09");
  EXPECT_EQ(money_with_separators("-1000"), "-1,000");
}

}  // namespace
}  // namespace yitang::cases
