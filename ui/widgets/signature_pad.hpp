#pragma once
#include <string>
#include <vector>

#include "ui/context.hpp"

namespace yitang::ui {

// x and y in 0..1 of the pad's width and height; seconds from the first point of the signature.
struct InkPoint {
  float x = 0, y = 0;
  float seconds = 0;
};
using InkStroke = std::vector<InkPoint>;

struct Ink {
  std::vector<InkStroke> strokes = {};
  double started_at = 0;  // Ui clock at the first point
  bool empty() const { return strokes.empty(); }
  void clear() {
    strokes.clear();
    started_at = 0;
  }
};

struct SignaturePadSpec {
  std::string id = {};
  std::string label = {};
  std::string prompt = {};  // shown while empty
  std::string spoken = {};  // instead of the label, where that names somebody
  float pen_mm = 1.1f;
  bool grid = false;  // the cross of a copybook, for handwriting input
  bool enabled = true;
};

// Adds what the finger draws to `ink`, which the caller owns; true in the frame in which a stroke ended.
bool signature_pad(Ui& ui, const Rect& rect, Ink& ink, const SignaturePadSpec& spec);
// Draws ink only (review page).
void draw_ink(Ui& ui, const Rect& rect, const Ink& ink, Color color, float pen_mm = 1.1f);

}  // namespace yitang::ui
