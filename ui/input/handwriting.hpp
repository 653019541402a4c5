// Handwritten characters. Two ways of reading are merged: zinnia with Tegaki's simplified Chinese model,
// which knows the 6763 characters of GB2312 and follows the strokes, and shapes of printed characters, which
// cover the whole national table and the names outside GB2312 (镕 喆 堃 赟 旻 翀 昇 玥 祎 𠮷). What neither
// finds, pinyin and radicals do. One engine belongs to one thread. Nothing is stored.
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
  /// Candidates, best first, no duplicates. Empty ink gives none. 20 to 70 ms: call it when a stroke ends.
  virtual std::vector<std::string> recognise(const PenStrokes& ink, std::size_t limit = 10) = 0;
};

struct HandwritingOptions {
  std::string model_path;  // empty: where Debian's tegaki-zinnia-simplified-chinese lies
};
/// Both ways together. Error: InputEngine, when the model is missing or no model.
Result<std::unique_ptr<HandwritingEngine>> open_handwriting(const HandwritingOptions& options = {});
/// Shapes alone, for a machine without the model; cannot fail.
std::unique_ptr<HandwritingEngine> make_shape_handwriting();

}  // namespace yitang::ui
