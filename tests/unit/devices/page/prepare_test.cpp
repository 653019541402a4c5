#include "devices/page/prepare.hpp"

#include <gtest/gtest.h>

#include <cmath>

#include "devices/camera/simulated_camera.hpp"
#include "devices/page/glare.hpp"
#include "scene_support.hpp"

namespace yitang::devices::test {
namespace {

double proportions(const Image& image) {
  return static_cast<double>(std::max(image.width, image.height)) / std::min(image.width, image.height);
}

int grey_at(const Image& image, double across, double down) {
  const Image grey = to_grey(image);
  const auto x = static_cast<std::size_t>(across * (grey.width - 1));
  const auto y = static_cast<std::size_t>(down * (grey.height - 1));
  return grey.pixels[y * static_cast<std::size_t>(grey.width) + x];
}

// Paper up to the rim, no desk: the sheet was cut out where it ends.
void expect_paper_at_the_rim(const Image& page) {
  for (const double at : {0.02, 0.98}) {
    for (const double along : {0.03, 0.3, 0.7, 0.97}) {
      EXPECT_GT(grey_at(page, at, along), 200) << at << ' ' << along;
      EXPECT_GT(grey_at(page, along, at), 200) << along << ' ' << at;
    }
  }
}

TEST(PreparePage, ATurnedSheetBecomesAnUprightPage) {
  const PreparedPage page =
      prepare_page(picture_of({.sheets = {{sheet_leaning({648, 486}, 560, 792, 9, 14)}}}));
  EXPECT_EQ(page.sight, PageSight::One);
  EXPECT_EQ(page.shape, PaperShape::ASeries);
  EXPECT_GT(page.image.height, page.image.width);
  EXPECT_NEAR(proportions(page.image), 1.414, 0.01);
  EXPECT_EQ(page.image.format, PixelFormat::Rgb);
  EXPECT_LT(std::abs(print_slope(page.image)), 0.3);
  expect_paper_at_the_rim(page.image);
  EXPECT_EQ(page.glare, 0);
}

// What is seen of a leaning sheet is too short; the perspective tells by how much.
TEST(PreparePage, ALeaningSheetGetsItsTrueProportions) {
  for (const double lean : {10.0, 20.0, 28.0}) {
    const PageCorners corners = sheet_leaning({640, 500}, 560, 728, 6, lean);
    const PaperSize paper = paper_size(corners, 1296, 972, 2480);
    EXPECT_EQ(paper.shape, PaperShape::Other) << lean;
    EXPECT_NEAR(static_cast<double>(paper.height) / paper.width, 1.3, 0.01) << lean;
  }
}

TEST(PreparePage, AcrossTheDeskItStaysAcross) {
  const PreparedPage page = prepare_page(picture_of({.sheets = {{sheet_at({648, 486}, 990, 700, -4)}}}));
  EXPECT_EQ(page.shape, PaperShape::ASeries);
  EXPECT_GT(page.image.width, page.image.height);
  expect_paper_at_the_rim(page.image);
}

TEST(PreparePage, ACardAndAnotherShapeKeepTheirProportions) {
  const PreparedPage card = prepare_page(picture_of({.sheets = {{sheet_at({640, 480}, 428, 270, 7)}}}));
  EXPECT_EQ(card.shape, PaperShape::Card);
  EXPECT_NEAR(proportions(card.image), 85.60 / 53.98, 0.01);
  const PreparedPage booklet = prepare_page(picture_of({.sheets = {{sheet_at({640, 480}, 572, 440, 7)}}}));
  EXPECT_EQ(booklet.shape, PaperShape::Other);
  EXPECT_NEAR(proportions(booklet.image), 1.3, 0.03);
}

TEST(PreparePage, NothingIsInventedAndNothingIsLarger) {
  const PreparedPage page = prepare_page(picture_of({.sheets = {{sheet_at({648, 486}, 560, 792, 0)}}}), 400);
  EXPECT_EQ(page.image.height, 400);
  const PreparedPage full = prepare_page(picture_of({.sheets = {{sheet_at({648, 486}, 560, 792, 0)}}}));
  EXPECT_NEAR(full.image.height, 792, 8);
}

TEST(PreparePage, WithoutASheetThePictureStaysAndItsPrintIsLevelled) {
  const Image empty = picture_of({});
  const PreparedPage desk = prepare_page(empty);
  EXPECT_EQ(desk.sight, PageSight::None);
  EXPECT_EQ(desk.image, empty);
  // Larger than the picture: only print is seen, and it runs downhill.
  const Image close = picture_of({.sheets = {{sheet_at({640, 486}, 1800, 2545, 3)}}});
  EXPECT_NEAR(print_slope(close), 3, 0.3);
  const PreparedPage page = prepare_page(close);
  EXPECT_EQ(page.sight, PageSight::None);
  EXPECT_EQ(page.image.width, close.width);
  EXPECT_NEAR(print_slope(page.image), 0, 0.3);
}

TEST(PreparePage, TwoSheetsAreKeptAsTheyLie) {
  const Sheet left{sheet_at({320, 486}, 500, 707, 0)}, right{sheet_at({960, 486}, 500, 707, 3)};
  const PreparedPage page = prepare_page(picture_of({.sheets = {left, right}}));
  EXPECT_EQ(page.sight, PageSight::Several);
  EXPECT_EQ(page.image.width, 1296);
}

TEST(PreparePage, TheSimulatedCamerasPage) {
  SimulatedCamera camera;
  for (const int blur : {0, 8}) {
    camera.set_blur(blur);
    const PreparedPage page = prepare_page(*camera.capture());
    EXPECT_EQ(page.sight, PageSight::One) << blur;
    EXPECT_EQ(page.quality.sharpness<150, blur> 0) << page.quality.sharpness;
    EXPECT_EQ(page.glare, 0);
  }
}

TEST(PreparePage, EmptyAndTinyPictures) {
  EXPECT_TRUE(prepare_page({}).image.empty());
  EXPECT_EQ(prepare_page(make_image(3, 3, PixelFormat::Grey)).image.width, 3);
}

TEST(Glare, APatchOnThePaperIsMeasured) {
  const PageCorners sheet = sheet_at({648, 486}, 580, 820, 5);
  const auto glare_of = [&](const Scene& scene) { return prepare_page(picture_of(scene)).glare; };
  EXPECT_GT(glare_of({.sheets = {{sheet}}, .lamp = {640, 420}, .lamp_radius = 80}), 0.02);
  EXPECT_GT(glare_of({.sheets = {{sheet}}, .lamp = {640, 420}, .lamp_radius = 35}), 0.004);
  EXPECT_EQ(glare_of({.sheets = {{sheet, 243}}}), 0);
  EXPECT_EQ(glare_of({.sheets = {{sheet, 255}}}), 0) << "white all over can be read";
}

TEST(Straighten, ImpossibleCornersGiveNoPicture) {
  const Image picture = make_image(200, 200, PixelFormat::Rgb, 9);
  EXPECT_TRUE(straighten(picture, {{{50, 50}, {50, 50}, {50, 50}, {50, 50}}}, 100, 100).empty());
  EXPECT_TRUE(straighten({}, sheet_at({50, 50}, 20, 20, 0), 100, 100).empty());
  EXPECT_TRUE(straighten(picture, sheet_at({50, 50}, 20, 20, 0), 0, 0).empty());
}

TEST(Straighten, CornersLandInCorners) {
  Image picture = make_image(120, 100, PixelFormat::Grey, 100);
  const PageCorners corners{{{20, 10}, {100, 22}, {92, 80}, {12, 71}}};
  std::uint8_t mark = 10;
  for (const PagePoint p : corners) {
    picture.pixels[static_cast<std::size_t>(p.y) * 120 + static_cast<std::size_t>(p.x)] = mark;
    mark = static_cast<std::uint8_t>(mark + 10);
  }
  const Image page = straighten(picture, corners, 60, 50);
  EXPECT_NEAR(page.pixels.front(), 10, 2);
  EXPECT_NEAR(page.pixels[59], 20, 2);
  EXPECT_NEAR(page.pixels.back(), 30, 2);
  EXPECT_NEAR(page.pixels[49U * 60], 40, 2);
}

}  // namespace
}  // namespace yitang::devices::test
