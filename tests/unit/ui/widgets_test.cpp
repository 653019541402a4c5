#include <gtest/gtest.h>

#include "tests/unit/ui/gallery/pages.hpp"
#include "tests/unit/ui/ui_support.hpp"
#include "ui/coverage_canvas.hpp"
#include "ui/icon_shapes.hpp"
#include "ui/widgets.hpp"

namespace yitang::ui {
namespace {

using testing::TestPage;

class OneButton : public ::testing::Test {
 protected:
  int taps_ = 0;
  ButtonSpec spec_{.id = "go", .label = "下一步"};
  TestPage page_{[this](Ui& ui) { taps_ += button(ui, {100, 100, 300, 80}, spec_) ? 1 : 0; }};
};

TEST_F(OneButton, TapActsOnce) {
  page_.tap({150, 120});
  page_.settle();
  EXPECT_EQ(taps_, 1);
}

TEST_F(OneButton, DownAndUpInOneBatchIsATap) {
  page_.down({150, 120});
  page_.up({150, 120});
  const FrameResult first = page_.frame();
  EXPECT_TRUE(first.next_frame_at.has_value());
  page_.frame();
  EXPECT_EQ(taps_, 1);
}

TEST_F(OneButton, LeavingItCancels) {
  page_.down({150, 120});
  page_.frame();
  page_.move({600, 600});
  page_.frame();
  page_.up({600, 600});
  page_.settle();
  EXPECT_EQ(taps_, 0);
}

TEST_F(OneButton, ComingFromOutsideDoesNotTap) {
  page_.down({600, 600});
  page_.frame();
  page_.move({150, 120});
  page_.frame();
  page_.up({150, 120});
  page_.settle();
  EXPECT_EQ(taps_, 0);
}

TEST_F(OneButton, DisabledAndBusyDoNotAct) {
  spec_.enabled = false;
  page_.tap({150, 120});
  spec_.enabled = true;
  spec_.busy = true;
  page_.tap({150, 120});
  page_.settle();
  EXPECT_EQ(taps_, 0);
  EXPECT_FALSE(page_.ui().semantics().find_by_id("go")->enabled);
}

TEST_F(OneButton, PressIsVisibleAtOnceAndGoesAway) {
  page_.settle();
  page_.down({150, 120});
  EXPECT_FALSE(page_.frame().dirty.empty());
  page_.up({600, 600});
  EXPECT_FALSE(page_.frame().dirty.empty());
  page_.settle();
  EXPECT_FALSE(page_.frame().next_frame_at.has_value());
}

TEST_F(OneButton, CanBeActivatedById) {
  page_.ui().activate("go");
  page_.settle();
  EXPECT_EQ(taps_, 1);
}

class LongList : public ::testing::Test {
 protected:
  void draw(Ui& ui) {
    ScrollArea area(ui, {0, 100, 1000, 600}, {.id = "list"});
    Rect column = area.content();
    for (int i = 0; i < 20; ++i) {
      if (list_row(ui, column.cut_top(100, 10), {.id = "row." + std::to_string(i), .title = "事项"}))
        tapped_ = i;
    }
    area.end(20 * 110);
  }
  int tapped_ = -1;
  TestPage page_{[this](Ui& ui) { draw(ui); }};
};

TEST_F(LongList, DragScrollsAndDoesNotTap) {
  page_.settle();
  page_.down({500, 500});
  page_.frame();
  for (float y = 490; y >= 300; y -= 10) {
    page_.move({500, y});
    page_.frame();
  }
  page_.frame(0.3);  // the finger rests: no flick
  page_.up({500, 300});
  page_.settle();
  EXPECT_EQ(tapped_, -1);
  EXPECT_NEAR(scroll_offset(page_.ui(), "list"), 200, 15);
}

TEST_F(LongList, AFlickGlidesOnAndComesToRest) {
  page_.settle();
  page_.down({500, 600});
  page_.frame();
  for (float y = 580; y >= 400; y -= 20) {
    page_.move({500, y});
    page_.frame(0.01);
  }
  page_.up({500, 400});
  page_.frame(0.01);
  const float at_release = scroll_offset(page_.ui(), "list");
  page_.settle();
  EXPECT_GT(scroll_offset(page_.ui(), "list"), at_release + 50);
  EXPECT_LE(scroll_offset(page_.ui(), "list"), 20 * 110 - 600);
}

TEST_F(LongList, ATapStillTaps) {
  page_.settle();
  page_.tap("row.2");
  EXPECT_EQ(tapped_, 2);
}

TEST_F(LongList, WhatIsScrolledAwayCannotBeTapped) {
  page_.settle();
  EXPECT_TRUE(page_.ui().semantics().find_by_id("row.15")->visible.empty());
  page_.tap({500, 50});
  page_.tap({500, 750});
  EXPECT_EQ(tapped_, -1);
}

TEST(Dialog, BlocksThePageBelow) {
  int below = 0, above = 0;
  TestPage page([&](Ui& ui) {
    below += button(ui, {0, 0, 1080, 1920}, {.id = "below", .label = "下面"}) ? 1 : 0;
    Dialog box(ui, {.id = "box", .title = "您还在吗？"});
    above += button(ui, box.buttons(), {.id = "above", .label = "在"}) ? 1 : 0;
  });
  page.settle();
  page.tap("above");
  page.tap({10, 10});
  page.settle();
  EXPECT_EQ(below, 0);
  EXPECT_EQ(above, 1);
  EXPECT_TRUE(page.ui().semantics().find_by_id("below")->covered);
}

TEST(SignaturePad, CollectsStrokesInsideAScrollArea) {
  Ink ink;
  int ended = 0;
  TestPage page([&](Ui& ui) {
    ScrollArea area(ui, {0, 0, 1000, 500}, {.id = "s"});
    ended += signature_pad(ui, {100, 100, 400, 200}, ink, {.id = "pad", .label = "签名"}) ? 1 : 0;
    area.end(2000);
  });
  page.settle();
  page.down({120, 120});
  page.frame();
  for (int i = 1; i <= 10; ++i)
    page.move({120.f + static_cast<float>(i) * 10, 120.f + static_cast<float>(i) * 15});
  page.frame();
  page.up({220, 270});
  page.settle();
  ASSERT_EQ(ink.strokes.size(), 1u);
  EXPECT_EQ(ended, 1);
  EXPECT_GE(ink.strokes[0].size(), 10u);
  EXPECT_NEAR(ink.strokes[0].front().x, 0.05f, 1e-3);
  EXPECT_NEAR(ink.strokes[0].back().y, 0.85f, 1e-3);
  EXPECT_EQ(scroll_offset(page.ui(), "s"), 0);
}

TEST(TextField, MaskedValueStaysOutOfSemantics) {
  TestPage page([](Ui& ui) {
    text_field(ui, {0, 0, 500, 200}, {.id = "pin", .label = "口令", .value = "482", .masked = true});
  });
  page.frame();
  EXPECT_EQ(page.ui().semantics().find_by_id("pin")->value, "●●●");
}

TEST(Text, ReportsWordsThatDoNotFit) {
  TestPage page([](Ui& ui) {
    text(ui, {0, 0, 100, 40}, {.text = "城乡居民养老保险待遇申领", .max_lines = 1});
  });
  page.frame();
  EXPECT_TRUE(page.ui().semantics().nodes().front().text_clipped);
}

TEST(Countdown, AsksForAFrameOnlyWhenTheNumberChanges) {
  TestPage page([](Ui& ui) {
    countdown_ring(ui, {0, 0, 100, 100}, {.seconds_left = 12.4, .seconds_total = 30});
  });
  const FrameResult result = page.frame();
  ASSERT_TRUE(result.next_frame_at.has_value());
  EXPECT_NEAR(*result.next_frame_at - page.now(), 0.4, 1e-6);
}

TEST(Icons, AllAreDrawnAndNamed) {
  for (int i = 1; i < static_cast<int>(Icon::Count); ++i) {
    const auto icon = static_cast<Icon>(i);
    CoverageCanvas canvas(48, 48);
    EXPECT_TRUE(draw_shapes(canvas, icon_shapes(icon))) << icon_name(icon);
    int ink = 0;
    for (int p = 0; p < 48 * 48; ++p) ink += canvas.at(p % 48, p / 48) > 128 ? 1 : 0;
    EXPECT_GT(ink, 40) << icon_name(icon);
    EXPECT_EQ(icon_from_name(icon_name(icon)), icon);
  }
  EXPECT_EQ(icon_from_name("no-such-icon"), Icon::None);
}

TEST(Fonts, MissingMainFontIsAnErrorMissingFallbackIsNot) {
  FontPaths paths;
  paths.fallbacks = {"/nonexistent/rare.ttf"};
  EXPECT_TRUE(Fonts::open(paths).has_value());
  paths.regular = "/nonexistent/main.ttf";
  EXPECT_EQ(Fonts::open(paths).error().code, ErrorCode::FontMissing);
  paths.regular = __FILE__;
  EXPECT_EQ(Fonts::open(paths).error().code, ErrorCode::FontInvalid);
}

// Every sample page, in both languages and densities, obeys the layout rules.
TEST(Gallery, HasNoLayoutProblems) {
  for (const bool english : {false, true}) {
    for (const Density density : {Density::Standard, Density::Elder}) {
      for (const gallery::Page& sample : gallery::pages()) {
        TestPage page([&](Ui& ui) { sample.draw(ui, {english}); }, density);
        page.frame();
        page.frame();
        for (const LayoutProblem& problem :
             page.ui().semantics().check(page.ui().page(), page.ui().theme().min_target())) {
          ADD_FAILURE() << sample.name << ": " << problem_name(problem.kind) << " " << problem.id << " "
                        << problem.other;
        }
      }
    }
  }
}

}  // namespace
}  // namespace yitang::ui
