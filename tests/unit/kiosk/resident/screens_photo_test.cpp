// What the screens keep of a photo, and for how long.
#include <gtest/gtest.h>

#include <algorithm>

#include "kiosk/resident/screens/screens.hpp"
#include "screens_support.hpp"
#include "ui/surface.hpp"

namespace yitang::resident {
namespace {

class PhotoOnThePage : public testing::Test {
 protected:
  PhotoOnThePage() {
    auto loaded = catalog::Catalog::load(std::string(YITANG_SOURCE_DIR) + "/kiosk/catalog/sample");
    if (!loaded) std::abort();
    catalog_ = *loaded;
    auto made = ui::Ui::create({});
    if (!made) std::abort();
    ui_ = std::move(*made);
    const auto all = faces(*catalog_);
    state_ = std::find_if(all.begin(), all.end(), [](const Face& f) {
               return f.name == "card-read-photo";
             })->state;
  }
  void draw_once() {
    ScreenContext context{.catalog = *catalog_, .words = words_};
    context.now = face_time;
    Intents intents;
    ui_->begin_frame(now_ += 0.5);
    draw(*ui_, context, state_, memory_, intents);
    ui_->end_frame(surface_.view());
  }
  ui::Rect place_of(const std::string& key) {
    const std::string label = words_.tr(key);
    for (const ui::Node& node : ui_->semantics().nodes()) {
      if (node.role == ui::Role::Image && node.label == label) return node.rect;
    }
    return {};
  }

  catalog::CatalogPtr catalog_;
  std::unique_ptr<ui::Ui> ui_;
  ui::Strings words_ = *ui::Strings::load(std::string(YITANG_SOURCE_DIR) + "/kiosk/resident/strings");
  ScreenMemory memory_;
  ResidentState state_;
  ui::Surface surface_{16, 16};
  double now_ = 1;
};

TEST_F(PhotoOnThePage, IsShownWhereTheSilhouetteWas) {
  const CardPicture photo = *state_.card.photo;
  state_.card.photo.reset();
  draw_once();
  const ui::Rect silhouette = place_of("card.no_photo");
  EXPECT_FALSE(silhouette.empty());
  EXPECT_TRUE(memory_.photo.rgba.empty());
  state_.card.photo = photo;
  draw_once();
  EXPECT_EQ(place_of("card.photo"), silhouette) << "of the same size, in the same place";
  EXPECT_TRUE(place_of("card.no_photo").empty());
  ASSERT_EQ(memory_.photo.rgba.size(), 102U * 126 * 4);
  for (std::size_t channel = 0; channel < 3; ++channel)
    EXPECT_EQ(memory_.photo.rgba[4 + channel], photo.pixels[3 + channel]);
}

TEST_F(PhotoOnThePage, GreyIsShownToo) {
  state_.card.photo = CardPicture{2, 1, 1, {10, 20}};
  draw_once();
  EXPECT_EQ(memory_.photo.rgba, (std::vector<std::uint8_t>{10, 10, 10, 255, 20, 20, 20, 255}));
}

TEST_F(PhotoOnThePage, DotsThatDoNotAgreeWithTheSizeAreNotShown) {
  state_.card.photo = CardPicture{50, 50, 3, {10, 20}};
  draw_once();
  EXPECT_TRUE(memory_.photo.rgba.empty());
  EXPECT_FALSE(place_of("card.no_photo").empty());
}

TEST_F(PhotoOnThePage, AnotherReadingIsAnotherPhoto) {
  draw_once();
  const std::uint64_t first = memory_.photo.revision;
  draw_once();
  EXPECT_EQ(memory_.photo.revision, first) << "converted once";
  ++state_.card.reading;
  draw_once();
  EXPECT_NE(memory_.photo.revision, first);
}

TEST_F(PhotoOnThePage, IsForgottenWithThePage) {
  draw_once();
  ASSERT_FALSE(memory_.photo.rgba.empty());
  state_.card.photo.reset();  // as the flow does when the page is left
  state_.page = Page::Home;
  draw_once();
  EXPECT_TRUE(memory_.photo.rgba.empty());
  EXPECT_EQ(memory_.photo_reading, 0);
}

TEST_F(PhotoOnThePage, IsCoveredWhileAQuestionLiesAboveThePage) {
  draw_once();
  state_.overlay = Overlay::Timeout;
  state_.seconds_left = 20;
  draw_once();
  EXPECT_TRUE(memory_.photo.rgba.empty()) << "perhaps nobody is there any more";
  EXPECT_FALSE(place_of("card.no_photo").empty());
  state_.overlay = Overlay::None;
  draw_once();
  EXPECT_FALSE(memory_.photo.rgba.empty());
}

}  // namespace
}  // namespace yitang::resident
