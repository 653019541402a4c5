// Handwritten characters. zinnia with Tegaki's simplified Chinese model knows the 6763 characters of GB2312
// only: it can never offer 镕 喆 堃 赟 旻 翀 昇 玥 祎. The keyboard therefore always offers pinyin beside it.
// One engine belongs to one thread. Nothing is stored.
#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <vector>

#include "ui/error.hpp"

namespace yitang::ui {

struct PenPoint {
  float x = 0;  // any unit, x to the right, y down; only proportions matter
  float y = 0;
};
using PenStroke = std::vector<PenPoint>;
using PenStrokes = std::vector<PenStroke>;  // strokes in the order in which they were written

class HandwritingEngine {
 public:
  virtual ~HandwritingEngine() = default;
  /// Candidates, best first, no duplicates. Empty ink gives none. 15 to 60 ms: call it when a stroke ends.
  virtual std::vector<std::string> recognise(const PenStrokes& ink, std::size_t limit = 10) = 0;
};

struct HandwritingOptions {
  std::string model_path;  // empty: where Debian's tegaki-zinnia-simplified-chinese lies
};
Result<std::unique_ptr<HandwritingEngine>> open_handwriting(const HandwritingOptions& options = {});

}  // namespace yitang::ui
