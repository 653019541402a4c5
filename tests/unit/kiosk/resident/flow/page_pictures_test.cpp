#include "kiosk/resident/flow/page_pictures.hpp"

#include <gtest/gtest.h>

#include "tests/unit/kiosk/resident/flow/flow_support.hpp"

namespace yitang::resident {
namespace {

using test::FlowBench;

PagePreview grey_picture(int width, int height, unsigned char grey) {
  PagePreview picture;
  picture.width = width;
  picture.height = height;
  picture.grey.assign(static_cast<std::size_t>(width) * static_cast<std::size_t>(height), grey);
  return picture;
}

TEST(PagePictures, EveryPixelIsTheMeanOfThoseItStandsFor) {
  PagePreview picture = grey_picture(4, 2, 0);
  picture.grey = {10, 30, 0, 0, 50, 70, 0, 4};
  const PagePreview small = smaller(picture, 2);
  EXPECT_EQ(small.width, 2);
  EXPECT_EQ(small.height, 1);
  EXPECT_EQ(small.grey, (std::vector<unsigned char>{40, 1}));
}

TEST(PagePictures, NeverGrowAndKeepTheirShape) {
  const PagePreview same = smaller(grey_picture(100, 141, 9), 168);
  EXPECT_EQ(same.width, 100);
  EXPECT_EQ(same.height, 141);
  const PagePreview small = smaller(grey_picture(620, 877, 200), 168);
  EXPECT_EQ(small.width, 168);
  EXPECT_EQ(small.height, 237);
  EXPECT_EQ(small.grey.size(), 168U * 237U);
  EXPECT_EQ(smaller(grey_picture(2000, 3, 1), 168).height, 1);
}

TEST(PagePictures, OfPixelsThatDoNotFitThereIsNone) {
  PagePreview picture = grey_picture(10, 10, 1);
  picture.grey.pop_back();
  EXPECT_EQ(smaller(picture, 5).width, 0);
  EXPECT_EQ(smaller(PagePreview{}, 5).width, 0);
  EXPECT_EQ(smaller(grey_picture(10, 10, 1), 0).width, 0);
}

TEST(FlowMaterials, AKeptPageHasItsPictureUntilItIsTakenBackOrTheVisitEnds) {
  FlowBench b;
  b.to_materials();
  b.tap(IntentKind::OpenMaterial, "bank_card");
  for (std::uint8_t page = 1; page <= 2; ++page) {
    b.tap(IntentKind::CapturePage);
    PageCaptured captured = b.captured(page);
    captured.preview = grey_picture(620, 877, page);
    b.flow.on(Event{captured});
    b.tap(IntentKind::KeepPage);
  }
  ASSERT_EQ(b.state().page_pictures.size(), 2U);
  const std::string first = b.captured(1).page.digest;
  EXPECT_EQ(b.state().page_pictures.at(first).width, kPagePictureWidth);
  EXPECT_EQ(b.state().page_pictures.at(first).grey.front(), 1);
  b.tap(IntentKind::RemovePage, {}, {}, 0);
  EXPECT_FALSE(b.state().page_pictures.contains(first));
  EXPECT_EQ(b.state().page_pictures.size(), 1U);
  b.tap(IntentKind::GoHome);
  b.tap(IntentKind::LeaveNow);
  EXPECT_TRUE(b.state().page_pictures.empty());
}

}  // namespace
}  // namespace yitang::resident
