// Which keys each mode has and where. Pure data, internal to the keyboard.
#pragma once

#include <vector>

#include "ui/input/keyboard.hpp"

namespace yitang::ui {

struct LayoutState {
  KeyboardMode mode = KeyboardMode::Pinyin;
  bool shifted = false;
  bool symbols = false;  // the page of digits and signs of a text mode
  bool has_pinyin = false;
  bool has_handwriting = false;
  bool allow_switching = true;
  const RadicalPicker* radicals = nullptr;  // what is picked; needed in Radical mode only
};

std::vector<KeyboardRow> keyboard_rows(const LayoutState& state);
bool is_number_mode(KeyboardMode mode);

}  // namespace yitang::ui
