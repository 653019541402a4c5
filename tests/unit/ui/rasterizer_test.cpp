#include "ui/rasterizer.hpp"

#include <gtest/gtest.h>
#include <imgui.h>

#include "tests/unit/ui/ui_support.hpp"
#include "ui/raster_blend.hpp"
#include "ui/raster_triangle.hpp"
#include "ui/widgets.hpp"

namespace yitang::ui {
namespace {

using testing::TestPage;

constexpr Color red{200, 10, 20};
constexpr std::uint32_t red_pixel = 0xffc80a14u;

TEST(Rasterizer, SolidRectangleIsExact) {
  TestPage page([](Ui& ui) { ui.painter().fill({70, 30, 61, 90}, red); }, Density::Standard, 200, 200);
  page.frame();
  int covered = 0;
  for (int y = 0; y < 200; ++y) {
    for (int x = 0; x < 200; ++x) {
      const bool inside = x >= 70 && x < 131 && y >= 30 && y < 120;
      EXPECT_EQ(page.surface().at(x, y) == red_pixel, inside) << x << "," << y;
      covered += inside ? 1 : 0;
    }
  }
  EXPECT_EQ(covered, 61 * 90);
}

TEST(Rasterizer, BlendsHalfTransparentColours) {
  EXPECT_EQ(blend(0xff000000u, 0xffffffffu, 128), 0xff808080u);
  EXPECT_EQ(blend(0xff123456u, 0xffffffffu, 0), 0xff123456u);
  EXPECT_EQ(blend(0xff123456u, 0xff654321u, 255), 0xff654321u);
}

Primitive triangle(const ImDrawVert& a, const ImDrawVert& b, const ImDrawVert& c) {
  Primitive p;
  p.kind = Primitive::Kind::Triangle;
  p.corner[0] = &a;
  p.corner[1] = &b;
  p.corner[2] = &c;
  return p;
}

// The shared edge is drawn once, whatever the winding: with 50 % white a second time would be brighter.
TEST(Rasterizer, NeighbouringTrianglesCoverEachPixelOnce) {
  const ImU32 half_white = IM_COL32(255, 255, 255, 128);
  const ImDrawVert v[] = {{{3.3f, 2.7f}, {}, half_white},
                          {{58.1f, 5.5f}, {}, half_white},
                          {{60.9f, 61.2f}, {}, half_white},
                          {{1.8f, 55.4f}, {}, half_white}};
  Surface surface(64, 64);
  draw_triangle(surface.view(), triangle(v[0], v[1], v[2]), {0, 0, 64, 64});
  draw_triangle(surface.view(), triangle(v[2], v[0], v[3]), {0, 0, 64, 64});
  int covered = 0;
  for (const std::uint32_t pixel : surface.pixels()) {
    ASSERT_TRUE(pixel == 0xff000000u || pixel == 0xff808080u);
    covered += pixel == 0xff808080u ? 1 : 0;
  }
  EXPECT_NEAR(covered, 3084, 10);  // the area of the quadrilateral
}

TEST(Rasterizer, GradientRunsBetweenTheCorners) {
  const ImDrawVert v[] = {{{0, 0}, {}, IM_COL32(0, 0, 0, 255)},
                          {{64, 0}, {}, IM_COL32(255, 0, 0, 255)},
                          {{0, 64}, {}, IM_COL32(0, 0, 0, 255)}};
  Surface surface(64, 64);
  draw_triangle(surface.view(), triangle(v[0], v[1], v[2]), {0, 0, 64, 64});
  EXPECT_LT(surface.at(0, 0) >> 16 & 0xff, 4u);
  EXPECT_NEAR(static_cast<double>(surface.at(32, 0) >> 16 & 0xff), 130, 3);
}

void sample(Ui& ui, float shift) {
  card(ui, {100, 100 + shift, 500, 300}, Elevation::Raised);
  text(ui, {130, 120 + shift, 400, 200}, {.text = "一趟办成 One trip", .style = TextStyle::Title});
  ui.painter().arc({300, 330 + shift}, 40, 8, 0.7f, red);
  icon_plate(ui, {500, 150 + shift, 80, 80}, Icon::Printer, Accent::Green);
}

TEST(Rasterizer, IncrementalDrawingEqualsFullDrawing) {
  float shift = 0;
  TestPage page([&shift](Ui& ui) { sample(ui, shift); }, Density::Standard, 720, 640);
  TestPage fresh([&shift](Ui& ui) { sample(ui, shift); }, Density::Standard, 720, 640);
  for (const float to : {0.f, 3.f, 64.f, 17.f}) {
    shift = to;
    page.frame();
    fresh.ui().redraw_all();
    fresh.frame();
    EXPECT_EQ(page.surface().pixels(), fresh.surface().pixels()) << to;
  }
}

TEST(Rasterizer, AnUnchangedFrameDrawsNothing) {
  TestPage page([](Ui& ui) { sample(ui, 0); });
  EXPECT_FALSE(page.frame().dirty.empty());
  const FrameResult second = page.frame();
  EXPECT_TRUE(second.dirty.empty());
  EXPECT_FALSE(second.next_frame_at.has_value());
}

TEST(Rasterizer, OnlyChangedTilesAreDrawn) {
  bool on = false;
  TestPage page([&on](Ui& ui) { ui.painter().fill({130, 130, 20, 20}, on ? red : Color{0, 0, 0}); });
  page.frame();
  on = true;
  EXPECT_EQ(page.frame().dirty, (std::vector<PixelRect>{{128, 128, 64, 32}}));
}

TEST(Rasterizer, PicturesAreAveragedWhenShrunk) {
  std::vector<std::uint8_t> gray;
  for (int i = 0; i < 64 * 64; ++i) gray.push_back((i + i / 64) % 2 == 0 ? 0 : 200);
  const Image checkers = Image::from_gray(64, 64, gray);
  TestPage page(
      [&checkers](Ui& ui) {
        ui.painter().image({0, 0, 32, 32}, checkers);
      },
      Density::Standard, 64, 64);
  page.frame();
  EXPECT_EQ(page.surface().at(10, 10), 0xff646464u);
}

TEST(Rasterizer, RareCharactersHaveGlyphs) {
  TestPage page(
      [](Ui& ui) {
        text(ui, {0, 0, 300, 80}, {.text = "𠮷", .style = TextStyle::Title});
      },
      Density::Standard, 300, 80);
  TestPage missing(
      [](Ui& ui) {
        text(ui, {0, 0, 300, 80}, {.text = "\xEF\xBF\xBD", .style = TextStyle::Title});
      },
      Density::Standard, 300, 80);
  page.frame();
  missing.frame();
  EXPECT_NE(page.surface().pixels(), missing.surface().pixels());
}

}  // namespace
}  // namespace yitang::ui
