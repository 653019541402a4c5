#include "ui/input/text_buffer.hpp"

#include <gtest/gtest.h>

namespace yitang::ui {
namespace {

TEST(TextBuffer, InsertsAtTheCaret) {
  TextBuffer buffer;
  EXPECT_TRUE(buffer.insert("林徐"));
  EXPECT_TRUE(buffer.move_left());
  EXPECT_TRUE(buffer.insert("则"));
  EXPECT_EQ(buffer.text(), "林则徐");
  EXPECT_EQ(buffer.caret_characters(), 2U);
  EXPECT_TRUE(buffer.move_right());
  EXPECT_FALSE(buffer.move_right());
}

TEST(TextBuffer, BackspaceRemovesAWholeGrapheme) {
  TextBuffer buffer;
  for (const char* one : {"𠮷", "👨‍👩‍👧", "🇨🇳", "e\u0301", "葛\U000E0100"}) {
    buffer.set_text(std::string("王") + one);
    EXPECT_EQ(buffer.length(), 2U) << one;
    EXPECT_TRUE(buffer.backspace());
    EXPECT_EQ(buffer.text(), "王") << one;
  }
  EXPECT_TRUE(buffer.backspace());
  EXPECT_FALSE(buffer.backspace());
}

TEST(TextBuffer, LimitCountsWhatPeopleSee) {
  TextBuffer buffer(2);
  EXPECT_TRUE(buffer.insert("𠮷"));
  EXPECT_FALSE(buffer.insert("野家")) << "all or nothing";
  EXPECT_EQ(buffer.text(), "𠮷");
  EXPECT_TRUE(buffer.insert("👨‍👩‍👧"));
  EXPECT_TRUE(buffer.full());
  EXPECT_FALSE(buffer.insert("a"));
  EXPECT_TRUE(buffer.insert("\u0301")) << "a mark joins the character before it";
}

TEST(TextBuffer, SettingTextCutsAtTheLimitAndCleans) {
  TextBuffer buffer(3);
  buffer.set_text("一\n二\xED\xA0\x80三四");
  EXPECT_EQ(buffer.text(), "一二三");
  EXPECT_EQ(buffer.caret(), buffer.text().size());
}

TEST(TextBuffer, RefusesSurrogatesAndBrokenBytes) {
  TextBuffer buffer;
  EXPECT_FALSE(buffer.insert("\xED\xA0\xB4"));
  EXPECT_FALSE(buffer.insert("\xFF\xFE"));
  EXPECT_FALSE(buffer.insert(""));
  EXPECT_TRUE(buffer.insert("a\xFF"));
  EXPECT_EQ(buffer.text(), "a");
}

TEST(TextBuffer, CaretStaysOnBoundaries) {
  TextBuffer buffer;
  buffer.set_text("🇨🇳王");
  buffer.set_caret(5);
  EXPECT_EQ(buffer.caret(), 0U);
  buffer.set_caret(9);
  EXPECT_EQ(buffer.caret(), 8U);
  buffer.set_caret(1000);
  EXPECT_EQ(buffer.caret(), 11U);
}

TEST(TextBuffer, InsertThatJoinsWithWhatFollowsKeepsTheCaretValid) {
  TextBuffer buffer;
  buffer.set_text("🇳");
  buffer.set_caret(0);
  EXPECT_TRUE(buffer.insert("🇨"));
  EXPECT_EQ(buffer.caret(), buffer.text().size());
  EXPECT_TRUE(buffer.backspace());
  EXPECT_TRUE(buffer.empty());
}

}  // namespace
}  // namespace yitang::ui
