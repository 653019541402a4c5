#include "ui/contrast_check.hpp"

#include <gtest/gtest.h>

#include "tests/unit/ui/ui_support.hpp"
#include "ui/widgets/text.hpp"

namespace yitang::ui {
namespace {

using testing::TestPage;

std::vector<MeasuredWords> measured(const TestPage::Draw& draw) {
  TestPage page(draw, Density::Standard, 640, 400);
  page.ui().note_written_words();
  page.frame();
  page.frame();
  return measure_contrast(page.surface().view(), page.ui().written_words(), 0.248f);
}

void write_on(Ui& ui, Color ink, Color ground) {
  ui.painter().fill(ui.page(), ground);
  text(ui, {40, 40, 500, 80}, {.text = "Words 文字", .color = ink});
}

TEST(ContrastCheck, MeasuresWhatWasAskedFor) {
  const Color grey{118, 118, 118}, white{255, 255, 255};
  const auto words = measured([&](Ui& ui) { write_on(ui, grey, white); });
  ASSERT_EQ(words.size(), 1u);
  EXPECT_NEAR(words[0].ratio, contrast_ratio(grey, white), 0.2f);
}

TEST(ContrastCheck, FaintWordsAreFaint) {
  const auto words = measured([](Ui& ui) { write_on(ui, {170, 170, 170}, {255, 255, 255}); });
  ASSERT_EQ(words.size(), 1u);
  EXPECT_LT(words[0].ratio, 4.5f);
}

TEST(ContrastCheck, WordsOfTheGroundsColourCannotBeSeen) {
  const auto words = measured([](Ui& ui) { write_on(ui, {20, 20, 20}, {20, 20, 20}); });
  ASSERT_EQ(words.size(), 1u);
  EXPECT_NEAR(words[0].ratio, 1, 0.01f);
}

TEST(ContrastCheck, TheWorseOfTwoGroundsCounts) {
  const auto words = measured([](Ui& ui) {
    ui.painter().fill(ui.page(), {255, 255, 255});
    ui.painter().fill({0, 0, 90, 400}, {60, 60, 60});  // below the first half of the words
    text(ui, {40, 40, 500, 80}, {.text = "Words 文字", .color = {0, 0, 0}});
  });
  ASSERT_EQ(words.size(), 1u);
  EXPECT_LT(words[0].ratio, 3);
}

TEST(ContrastCheck, CoveredWordsCannotBeSeen) {
  const auto words = measured([](Ui& ui) {
    write_on(ui, {0, 0, 0}, {255, 255, 255});
    ui.painter().fill({0, 0, 640, 200}, {200, 220, 255});
  });
  ASSERT_EQ(words.size(), 1u);
  EXPECT_EQ(words[0].ratio, 1);
}

TEST(ContrastCheck, OnlyTheUppermostLayerCounts) {
  const auto words = measured([](Ui& ui) {
    write_on(ui, {200, 200, 200}, {255, 255, 255});
    ui.begin_layer();
    ui.painter().fill({0, 0, 640, 200}, {255, 255, 255});
    text(ui, {40, 40, 500, 80}, {.text = "above", .color = {0, 0, 0}});
    ui.end_layer();
  });
  ASSERT_EQ(words.size(), 1u);
  EXPECT_EQ(words[0].text, "above");
}

}  // namespace
}  // namespace yitang::ui
