#include "kiosk/catalog/pattern.hpp"

#include <gtest/gtest.h>

namespace yitang::catalog {
namespace {

bool matches(const std::string& notation, const std::string& text) {
  const auto pattern = Pattern::compile(notation);
  EXPECT_TRUE(pattern) << notation;
  return pattern && pattern->matches(text);
}

TEST(Pattern, MobileNumber) {
  EXPECT_TRUE(matches("^1[3-9]\\d{9}$", "13800138000"));
  EXPECT_FALSE(matches("^1[3-9]\\d{9}$", "1380013800"));
  EXPECT_FALSE(matches("^1[3-9]\\d{9}$", "138001380000"));
  EXPECT_FALSE(matches("^1[3-9]\\d{9}$", "12800138000"));
  EXPECT_FALSE(matches("^1[3-9]\\d{9}$", ""));
}

TEST(Pattern, ClassesEscapesAndCounts) {
  EXPECT_TRUE(matches("^[0-9-]{7,15}$", "0990-1234567"));
  EXPECT_FALSE(matches("^[0-9-]{7,15}$", "123456"));
  EXPECT_TRUE(matches("[A-Z]\\d{9}", "K123456789"));
  EXPECT_TRUE(matches("[^a]+b?", "xyzb"));
  EXPECT_TRUE(matches("[一-龥]{2,4}", "示例村"));
  EXPECT_TRUE(matches("a\\.b", "a.b"));
  EXPECT_FALSE(matches("a\\.b", "axb"));
  EXPECT_TRUE(matches("\\w+\\s\\w+", "no_1 x"));
  EXPECT_TRUE(matches("a.c", "a示c"));
  EXPECT_TRUE(matches("a{2,}", "aaaa"));
  EXPECT_FALSE(matches("a{2,}", "a"));
  EXPECT_TRUE(matches("a*b*c", "c"));
  EXPECT_TRUE(matches("[\\d-]+", "1-2"));
  EXPECT_TRUE(matches("^$", ""));
}

TEST(Pattern, PiecesShareTheText) {
  EXPECT_TRUE(matches("a*a", "aaa"));
  EXPECT_TRUE(matches("a?a?a?aaa", "aaa"));
  EXPECT_TRUE(matches("\\d{1,3}\\d{2}", "123"));
  EXPECT_FALSE(matches("a+a+b", "aaa"));
  EXPECT_TRUE(matches("a{2}a{2}", "aaaa"));
  EXPECT_FALSE(matches("a{2}a{2}", "aaa"));
}

// The classic that stops a backtracking matcher for years.
TEST(Pattern, StaysLinearOnHostileNotation) {
  std::string notation;
  for (int i = 0; i < 60; ++i) notation += "a*";
  EXPECT_FALSE(matches(notation + "b", std::string(1000, 'a')));
  EXPECT_FALSE(matches("a+", std::string(5000, 'a')));  // longer than any field may be
}

TEST(Pattern, RefusesWhatItDoesNotUnderstand) {
  for (const std::string notation :
       {"",    "(a)",    "a|b",    "a**", "*",   "[a",  "[]",  "[z-a]", "a{",   "a{x}",
        "a{3", "a{3,2}", "a{201}", "a\\", "\\b", "\\1", "a$b", "a^b",   "\xff", "a{99999999999999}"})
    EXPECT_FALSE(Pattern::compile(notation)) << notation;
  EXPECT_FALSE(Pattern::compile(std::string(201, 'a')));
}

}  // namespace
}  // namespace yitang::catalog
