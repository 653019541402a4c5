#include "ui/input/handwriting.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <memory>
#include <utility>

#include "ui/input/stroke_variants.hpp"

namespace yitang::ui {
namespace {

using ::testing::Contains;
using ::testing::IsEmpty;
using ::testing::SizeIs;

const PenStrokes er{{{25, 30}, {75, 30}}, {{10, 80}, {90, 80}}};
const PenStrokes shi{{{10, 45}, {90, 45}}, {{50, 10}, {50, 90}}};
const PenStrokes wang{{{20, 20}, {80, 20}}, {{25, 50}, {75, 50}}, {{50, 20}, {50, 85}}, {{10, 85}, {90, 85}}};

class Handwriting : public ::testing::Test {
 protected:
  static void SetUpTestSuite() {
    auto opened = open_handwriting();
    ASSERT_TRUE(opened) << opened.error().message;
    engine_ = std::move(*opened);
  }
  static void TearDownTestSuite() { engine_.reset(); }
  void SetUp() override { ASSERT_NE(engine_, nullptr); }
  static std::unique_ptr<HandwritingEngine> engine_;
};
std::unique_ptr<HandwritingEngine> Handwriting::engine_;

TEST_F(Handwriting, ReadsSimpleCharacters) {
  const std::pair<const char*, PenStrokes> written[] = {
      {"一", {{{10, 50}, {90, 50}}}},
      {"二", er},
      {"三", {{{20, 20}, {80, 20}}, {{25, 50}, {75, 50}}, {{10, 80}, {90, 80}}}},
      {"十", shi},
      {"人", {{{50, 10}, {48, 40}, {10, 90}}, {{50, 40}, {90, 90}}}},
      {"大", {{{10, 40}, {90, 40}}, {{50, 10}, {48, 45}, {10, 90}}, {{50, 42}, {90, 90}}}},
      {"王", wang}};
  for (const auto& [character, strokes] : written) {
    EXPECT_THAT(engine_->recognise(strokes), Contains(character));
  }
}

TEST_F(Handwriting, SizeAndPlaceDoNotMatter) {
  for (const float scale : {0.001F, 1.0F, 40.0F}) {
    PenStrokes moved = wang;
    for (auto& stroke : moved) {
      for (auto& p : stroke) p = {p.x * scale - 500 * scale, p.y * scale + 30 * scale};
    }
    EXPECT_EQ(engine_->recognise(moved).front(), "王") << scale;
  }
}

TEST_F(Handwriting, ReadsStrokesThatWereNotLifted) {
  EXPECT_THAT(engine_->recognise({{{25, 30}, {75, 30}, {10, 80}, {90, 80}}}), Contains("二"));
  EXPECT_THAT(engine_->recognise({{{10, 45}, {90, 45}, {50, 10}, {50, 90}}}), Contains("十"));
  const PenStroke joined{{20, 20}, {80, 20}, {25, 50}, {75, 50}, {50, 20}, {50, 85}, {10, 85}, {90, 85}};
  EXPECT_THAT(engine_->recognise({joined}), Contains("王"));
}

TEST_F(Handwriting, GivesAtMostWhatWasAskedFor) {
  EXPECT_THAT(engine_->recognise(wang), SizeIs(10));
  EXPECT_THAT(engine_->recognise(wang, 3), SizeIs(3));
  EXPECT_THAT(engine_->recognise(wang, 0), IsEmpty());
}

TEST_F(Handwriting, OddInkIsHarmless) {
  EXPECT_THAT(engine_->recognise({}), IsEmpty());
  EXPECT_THAT(engine_->recognise({{}, {}}), IsEmpty());
  const float nan = std::numeric_limits<float>::quiet_NaN();
  const float huge = std::numeric_limits<float>::max();
  EXPECT_THAT(engine_->recognise({{{nan, 1}, {huge, -huge}}}), IsEmpty());
  static_cast<void>(engine_->recognise({{{5, 5}}}));
  static_cast<void>(engine_->recognise({{{5, 5}, {5, 5}, {5, 5}}}));
  PenStroke scribble;
  for (int i = 0; i < 20000; ++i) scribble.push_back({std::sin(0.7F * i) * 50, std::cos(1.3F * i) * 50});
  static_cast<void>(engine_->recognise({scribble}));
  static_cast<void>(engine_->recognise(PenStrokes(500, PenStroke{{1, 1}, {50, 50}})));
}

TEST_F(Handwriting, MissingOrForeignModelIsTold) {
  auto opened = open_handwriting({.model_path = "/nowhere.model"});
  ASSERT_FALSE(opened);
  EXPECT_EQ(opened.error().code, ErrorCode::InputEngine);
  opened = open_handwriting({.model_path = YITANG_SOURCE_DIR "/CMakeLists.txt"});
  ASSERT_FALSE(opened);
  EXPECT_EQ(opened.error().code, ErrorCode::InputEngine);
}

TEST(StrokeVariants, NormalisesIntoTheSquare) {
  const auto strokes = normalise_strokes({{{1000, 1000}, {1200, 1000}}, {{1100, 900}, {1100, 1300}}});
  ASSERT_EQ(strokes.size(), 2U);
  for (const auto& stroke : strokes) {
    for (const auto p : stroke) {
      EXPECT_GE(p.x, 0);
      EXPECT_LE(p.x, handwriting_square);
      EXPECT_GE(p.y, 0);
      EXPECT_LE(p.y, handwriting_square);
    }
  }
  EXPECT_NEAR(strokes[1].back().y - strokes[1].front().y, 270, 1) << "the longer side fills the square";
  EXPECT_NEAR(strokes[0].back().x - strokes[0].front().x, 135, 1) << "proportions are kept";
}

TEST(StrokeVariants, CutsAtTheWayBack) {
  const auto joined = normalise_strokes({{{25, 30}, {75, 30}, {10, 80}, {90, 80}}});
  EXPECT_THAT(find_corners(joined.front()), SizeIs(2));
  const auto variants = split_joined_strokes(joined, 3);
  ASSERT_THAT(variants, SizeIs(1));
  EXPECT_THAT(variants.front(), SizeIs(2));
  EXPECT_THAT(split_joined_strokes(normalise_strokes(er), 3), IsEmpty());
  EXPECT_THAT(split_joined_strokes(joined, 0), IsEmpty());
}

}  // namespace
}  // namespace yitang::ui
