#include <gmock/gmock.h>

#include "tests/unit/ui/ui_support.hpp"
#include "ui/utf8.hpp"
#include "ui/widgets/text.hpp"

namespace yitang::ui {
namespace {

using ::testing::ElementsAre;

class TextWrap : public ::testing::Test {
 protected:
  std::vector<std::string_view> wrap(std::string_view text, int characters) {
    const TextMetrics& body = page_.ui().theme().text(TextStyle::Body);
    return wrap_text(page_.ui().painter(), text, body,
                     page_.ui().painter().advance(U'一', body) * static_cast<float>(characters) + 1);
  }
  testing::TestPage page_{[](Ui&) {}, Density::Standard, 200, 200};
};

TEST_F(TextWrap, BreaksBetweenIdeographs) {
  EXPECT_THAT(wrap("一二三四五六七", 3), ElementsAre("一二三", "四五六", "七"));
}

TEST_F(TextWrap, NeverStartsALineWithClosingPunctuation) {
  EXPECT_THAT(wrap("一二三，四五", 3), ElementsAre("一二", "三，四", "五"));
}

TEST_F(TextWrap, NeverEndsALineWithAnOpeningBracket) {
  EXPECT_THAT(wrap("一二（三四）", 3), ElementsAre("一二", "（三", "四）"));
}

TEST_F(TextWrap, KeepsLatinWordsTogether) {
  EXPECT_THAT(wrap("bring your card", 5), ElementsAre("bring your", "card"));
}

TEST_F(TextWrap, BreaksAWordThatIsTooLong) {
  const auto lines = wrap("990101190001011234", 3);
  EXPECT_GT(lines.size(), 1u);
  EXPECT_FALSE(lines.front().empty());
}

TEST_F(TextWrap, LineFeedsBreak) { EXPECT_THAT(wrap("一\n\n二", 5), ElementsAre("一", "", "二")); }

TEST_F(TextWrap, EmptyTextIsOneEmptyLine) { EXPECT_THAT(wrap("", 5), ElementsAre("")); }

TEST_F(TextWrap, BrokenUtf8Ends) { EXPECT_FALSE(wrap("\xE4\xB8\xFF\x80 a", 1).empty()); }

TEST(Utf8, CountsAndFindsCharacters) {
  EXPECT_EQ(code_point_count("林𠮷a"), 3);
  EXPECT_EQ(byte_position("林𠮷a", 2), 7u);
  EXPECT_EQ(byte_position("林", 9), 3u);
  std::size_t at = 0;
  EXPECT_EQ(next_code_point("𠮷", at), U'𠮷');
  at = 0;
  EXPECT_EQ(next_code_point("\xED\xA0\x80", at), char32_t{0xFFFD});  // a surrogate is no character
}

}  // namespace
}  // namespace yitang::ui
