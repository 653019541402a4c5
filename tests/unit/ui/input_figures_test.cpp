// Prints the figures of ui/input/README.md. Reach is asserted; times are only printed, they depend on the
// machine.
#include <gtest/gtest.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "ui/input/grapheme.hpp"
#include "ui/input/handwriting.hpp"
#include "ui/input/pinyin.hpp"
#include "ui/input/pinyin_table.hpp"

namespace yitang::ui {
namespace {

using Clock = std::chrono::steady_clock;

double milliseconds_since(Clock::time_point start) {
  return std::chrono::duration<double, std::milli>(Clock::now() - start).count();
}

// The median of a few runs of one thing.
template <class Work>
double median_of(int runs, Work work) {
  std::vector<double> times;
  for (int i = 0; i < runs; ++i) {
    const auto start = Clock::now();
    work();
    times.push_back(milliseconds_since(start));
  }
  std::sort(times.begin(), times.end());
  return times[times.size() / 2];
}

TEST(InputFigures, PinyinStartAndLookup) {
  std::unique_ptr<PinyinEngine> engine;
  std::printf("pinyin start: %.2f ms\n", median_of(5, [&] {
                engine.reset();
                auto opened = open_pinyin();
                if (opened) engine = std::move(*opened);
              }));
  ASSERT_NE(engine, nullptr);
  for (const char* letters : {"yi", "gulouqu", "zhangxiuying", "zhufanggongjijin", "fzs", "zh"}) {
    std::printf("pinyin lookup %-17s %.2f ms\n", letters, median_of(15, [&] {
                  static_cast<void>(engine->candidates(letters, PinyinHint::General, 1500));
                }));
  }
}

TEST(InputFigures, HandwritingStartAndRecognition) {
  std::unique_ptr<HandwritingEngine> engine;
  std::printf("handwriting start: %.2f ms\n", median_of(3, [&] {
                auto opened = open_handwriting();
                if (opened) engine = std::move(*opened);
              }));
  ASSERT_NE(engine, nullptr);
  const PenStrokes plain{
      {{20, 20}, {80, 20}}, {{25, 50}, {75, 50}}, {{50, 20}, {50, 85}}, {{10, 85}, {90, 85}}};
  const PenStrokes joined{{{20, 20}, {80, 20}, {25, 50}, {75, 50}, {50, 20}, {50, 85}, {10, 85}, {90, 85}}};
  std::printf("handwriting, strokes apart: %.2f ms\n", median_of(9, [&] { engine->recognise(plain); }));
  std::printf("handwriting, strokes joined: %.2f ms\n", median_of(9, [&] { engine->recognise(joined); }));
}

TEST(InputFigures, ReachOfTheBasicBlock) {
  const auto engine = open_pinyin();
  ASSERT_TRUE(engine);
  std::map<std::string_view, std::set<std::string>> offered;
  int with_reading = 0;
  int reached = 0;
  for (char32_t code = 0x4E00; code <= 0x9FFF; ++code) {
    const auto readings = readings_of(code);
    if (readings.empty()) continue;
    ++with_reading;
    auto& found = offered[readings.front()];
    if (found.empty()) {
      for (auto& candidate : (*engine)->candidates(readings.front(), PinyinHint::General, 1500)) {
        found.insert(std::move(candidate.text));
      }
    }
    std::string character;
    append_utf8(character, code);
    reached += found.contains(character) ? 1 : 0;
  }
  std::printf("4E00-9FFF: %d with a reading, %d reached by it\n", with_reading, reached);
  EXPECT_EQ(reached, with_reading);
  EXPECT_GT(with_reading, 20900);
}

}  // namespace
}  // namespace yitang::ui
