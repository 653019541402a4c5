#include "devices/page/page_finder.hpp"

#include <gtest/gtest.h>

#include "scene_support.hpp"

namespace yitang::devices::test {
namespace {

// Corners are at most this far from the truth, in percent of the picture's diagonal.
constexpr double kAllowed = 1.5;
constexpr double kUsual = 0.4;

PageCorners a4_upright(double degrees = 0, double keystone = 0) {
  return sheet_at({640, 486}, 580, 820, degrees, keystone);
}

void expect_found(const Scene& scene, const char* what, double allowed = kUsual) {
  const FoundPage page = find_page(picture_of(scene));
  ASSERT_EQ(page.sight, PageSight::One) << what;
  const double error = corner_error(page.corners, scene.sheets.front().corners, scene.width, scene.height);
  EXPECT_LT(error, allowed) << what;
  ASSERT_LE(allowed, kAllowed);
}

TEST(PageFinder, ASheetOnADarkDesk) { expect_found({.sheets = {{a4_upright()}}}, "straight"); }

TEST(PageFinder, ASheetTurnedByAnyAngle) {
  for (const int degrees : {-40, -20, -7, -2, 3, 11, 25, 44, 90, 135}) {
    const PageCorners corners = sheet_at({648, 486}, 490, 693, degrees);
    expect_found({.sheets = {{corners}}, .seed = 7}, std::to_string(degrees).c_str());
  }
}

TEST(PageFinder, ASheetSeenFromTheSide) {
  for (const double keystone : {0.05, 0.12, 0.2, -0.1}) {
    expect_found({.sheets = {{a4_upright(4, keystone)}}}, std::to_string(keystone).c_str());
  }
}

TEST(PageFinder, ALightDesk) {
  expect_found({.desk = 200, .grain = 3, .sheets = {{a4_upright(5), 238}}}, "38 grey levels apart");
  expect_found({.desk = 222, .grain = 1, .sheets = {{a4_upright(5), 240}}, .noise = 2},
               "18 grey levels apart");
}

TEST(PageFinder, WhiteOnWhiteIsFoundByItsOutline) {
  expect_found({.desk = 232, .grain = 1, .sheets = {{a4_upright(3), 234}}, .outline = 45}, "outline");
}

TEST(PageFinder, ADarkCoverOnALightDesk) {
  expect_found({.desk = 215, .grain = 3, .sheets = {{a4_upright(-6), 90, 150}}}, "cover");
}

TEST(PageFinder, AShadowAcrossSheetAndDesk) {
  for (const double from : {200.0, 420.0, 650.0}) {
    expect_found({.sheets = {{a4_upright(6)}}, .shadow = 0.5, .shadow_from = from}, "shadow");
  }
}

TEST(PageFinder, GlareOnTheSheetAndOverItsBorder) {
  expect_found({.sheets = {{a4_upright(6)}}, .lamp = {600, 400}, .lamp_radius = 90}, "inside");
  expect_found({.sheets = {{a4_upright(6)}}, .lamp = {900, 400}, .lamp_radius = 60}, "border");
}

TEST(PageFinder, ACard) { expect_found({.sheets = {{sheet_at({600, 500}, 428, 270, 12)}}}, "card"); }

TEST(PageFinder, ASmallerAndALargerPicture) {
  expect_found({.width = 640, .height = 480, .sheets = {{sheet_at({320, 240}, 280, 396, 3)}}}, "640 by 480");
  expect_found({.width = 2592, .height = 1944, .sheets = {{sheet_at({1300, 970}, 1180, 1668, 3, 0.05)}}},
               "5 MP");
}

TEST(PageFinder, AnEmptyDeskHasNoPage) {
  for (const int desk : {20, 200}) {
    for (const int grain : {2, 25}) {
      EXPECT_EQ(find_page(picture_of({.desk = desk, .grain = grain})).sight, PageSight::None)
          << desk << ' ' << grain;
    }
  }
  EXPECT_EQ(find_page(picture_of({.shadow = 0.5, .shadow_from = 500})).sight, PageSight::None);
  EXPECT_EQ(find_page(picture_of({.lamp = {500, 500}, .lamp_radius = 120})).sight, PageSight::None);
}

TEST(PageFinder, ASheetThatLeavesThePictureIsNotCutShort) {
  EXPECT_EQ(find_page(picture_of({.sheets = {{sheet_at({640, 800}, 580, 820, 4)}}})).sight, PageSight::None);
  EXPECT_EQ(find_page(picture_of({.sheets = {{sheet_at({640, 486}, 2000, 1500, 0)}}})).sight,
            PageSight::None);
}

TEST(PageFinder, TwoSheetsAreNotTakenForOne) {
  const Sheet left{sheet_at({320, 486}, 500, 707, 0)}, right{sheet_at({960, 486}, 500, 707, 3)};
  EXPECT_EQ(find_page(picture_of({.sheets = {left, right}})).sight, PageSight::Several);
  const Sheet level{sheet_at({880, 486}, 500, 707, 0)};  // their outer borders close as well
  EXPECT_EQ(find_page(picture_of({.sheets = {left, level}})).sight, PageSight::Several);
  const Sheet front{sheet_at({640, 280}, 428, 270, 0)}, back{sheet_at({640, 660}, 428, 270, -4)};
  EXPECT_EQ(find_page(picture_of({.sheets = {front, back}})).sight, PageSight::Several);
}

TEST(PageFinder, TinyAndEmptyPictures) {
  EXPECT_EQ(find_page({}).sight, PageSight::None);
  EXPECT_EQ(find_page(make_image(10, 10, PixelFormat::Grey)).sight, PageSight::None);
  EXPECT_EQ(find_page(make_image(4000, 64, PixelFormat::Rgb)).sight, PageSight::None);
}

}  // namespace
}  // namespace yitang::devices::test
