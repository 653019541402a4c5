// Measures and painting of single keys. Internal to the keyboard's view.
#pragma once

#include <string>

#include "ui/context.hpp"
#include "ui/input/keyboard.hpp"
#include "ui/input/keyboard_view.hpp"

namespace yitang::ui {

/// All in px. Keys shrink a little on screens that are too low for them, never below the smallest target.
struct KeyboardSizes {
  float key = 0;      // height
  float gap = 0;      // between keys; also belongs to no key
  float padding = 0;  // around the whole keyboard
  float strip = 0;    // the line of typed letters
  float bar = 0;      // the line of candidates
  float widest_number_pad = 0;
  int bar_candidates = 0;
  int grid_columns = 0;
  int grid_rows = 4;

  static KeyboardSizes of(const Ui& ui);
  float rows_height() const { return 4 * key + 3 * gap; }
  float number_height() const { return rows_height() + 2 * padding; }
  float text_height() const { return rows_height() + gap + bar + strip + 2 * padding; }
};

/// What speech and tests call the key: its character or the product's word.
std::string key_label(const KeyboardKey& key, const KeyboardWords& words);
void paint_key(Ui& ui, const Rect& rect, const KeyboardKey& key, const KeyboardWords& words, bool pressed);

}  // namespace yitang::ui
