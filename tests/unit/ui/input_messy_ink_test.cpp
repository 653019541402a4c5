// How well messy writing is read; the whole table is printed by tests/bench/handwriting. The writing is made
// up from a seed, so the figures are the same on every machine; the bounds lie a little below them.
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdio>
#include <map>
#include <string>
#include <vector>

#include "tests/bench/handwriting/ink_writer.hpp"
#include "tests/bench/handwriting/messy_ink.hpp"
#include "ui/input/handwriting.hpp"
#include "ui/input/ink_shape.hpp"
#include "ui/input/shape_handwriting.hpp"

namespace yitang::ui {
namespace {

using testing::Mess;

struct Score {
  int written = 0, first = 0, among_ten = 0;
  double share() const { return static_cast<double>(among_ten) / written; }
};

// Every fourth character for each kind of mess, another quarter for each.
std::map<Mess, Score> read_messy_writing(HandwritingEngine& engine) {
  std::map<Mess, Score> scores;
  const auto& characters = testing::written_characters();
  for (std::size_t m = 0; m < testing::all_messes.size(); ++m) {
    Score& score = scores[testing::all_messes[m]];
    for (std::size_t i = m % 4; i < characters.size(); i += 4) {
      const auto ink = testing::make_messy(testing::write(characters[i].parts), testing::all_messes[m],
                                           static_cast<std::uint32_t>(i + 1));
      const auto found = engine.recognise(ink, 10);
      const auto place = std::find(found.begin(), found.end(), characters[i].text);
      ++score.written;
      score.first += !found.empty() && place == found.begin() ? 1 : 0;
      score.among_ten += place != found.end() ? 1 : 0;
    }
  }
  return scores;
}

TEST(MessyInk, IsReadAsWellAsMeasured) {
  auto engine = open_handwriting();
  ASSERT_TRUE(engine) << engine.error().message;
  for (const auto& [mess, score] : read_messy_writing(**engine)) {
    std::printf("%-20s %3d written, %3d first, %3d among ten\n", testing::name_of(mess), score.written,
                score.first, score.among_ten);
    const double least = mess == Mess::AllJoined ? 0.7 : mess == Mess::Tilted ? 0.75 : 0.8;
    EXPECT_GE(score.share(), least) << testing::name_of(mess);
  }
}

TEST(MessyInk, IsTheSameForTheSameSeed) {
  const auto strokes = testing::write("⿰王月");
  ASSERT_EQ(strokes.size(), 8U);
  for (const Mess mess : testing::all_messes) {
    const auto once = shape_of(testing::make_messy(strokes, mess, 7));
    EXPECT_EQ(once, shape_of(testing::make_messy(strokes, mess, 7)));
    if (mess != Mess::Clean) {
      EXPECT_NE(once, shape_of(testing::make_messy(strokes, mess, 8)));
    }
  }
  EXPECT_TRUE(testing::write("⿰王").empty());
  EXPECT_TRUE(testing::write("龍").empty());
  EXPECT_TRUE(testing::write("王王").empty());
}

TEST(InkShape, DoesNotMindOrderDirectionOrJoining) {
  const PenStrokes cross{{{10, 45}, {90, 45}}, {{50, 10}, {50, 90}}};
  const PenStrokes other_order{{{50, 90}, {50, 10}}, {{90, 45}, {10, 45}}};
  EXPECT_GT(alike(shape_of(cross), shape_of(other_order).data()), 0.99F);
  PenStrokes larger = cross;
  for (auto& stroke : larger) {
    for (auto& p : stroke) p = {p.x * 7 + 100, p.y * 7 - 40};
  }
  EXPECT_GT(alike(shape_of(cross), shape_of(larger).data()), 0.99F);
  const PenStrokes line{{{10, 50}, {90, 50}}};
  EXPECT_LT(alike(shape_of(cross), shape_of(line).data()), 0.8F);
  EXPECT_NEAR(alike(shape_of(cross), shape_of(cross).data()), 1.0F, 0.02F);
  EXPECT_EQ(shape_of({}), InkShape{});
  EXPECT_EQ(shape_of({{{5, 5}}}), InkShape{}) << "a dot has no slope";
}

TEST(InkShape, ShapesAloneServeAMachineWithoutTheModel) {
  const auto engine = make_shape_handwriting();
  const auto found = engine->recognise(testing::write("⿱⿰文武贝"), 3);
  ASSERT_EQ(found.size(), 3U);
  EXPECT_EQ(found.front(), "赟");
  EXPECT_TRUE(engine->recognise({}, 3).empty());
  EXPECT_TRUE(engine->recognise(testing::write("王"), 0).empty());
}

TEST(MergedRankings, WhatBothHoldComesFirst) {
  using List = std::vector<std::string>;
  EXPECT_EQ(merge_rankings({"a", "b", "c"}, {"x", "b", "y"}, 3), (List{"b", "a", "x"}));
  EXPECT_EQ(merge_rankings({}, {"x", "y"}, 9), (List{"x", "y"}));
  EXPECT_EQ(merge_rankings({"a"}, {"a"}, 9), (List{"a"}));
  EXPECT_TRUE(merge_rankings({"a"}, {"b"}, 0).empty());
}

}  // namespace
}  // namespace yitang::ui
