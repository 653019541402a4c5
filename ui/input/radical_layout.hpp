// Keys of the radical mode. Pure data, internal to the keyboard.
#pragma once

#include <vector>

#include "ui/input/keyboard.hpp"
#include "ui/input/radical_picker.hpp"

namespace yitang::ui {

/// Before a radical is picked: the groups (drawn where candidates lie in other modes), then three rows of
/// radicals. After it: three rows with the way back and the numbers of strokes. All ten normal keys wide.
std::vector<KeyboardRow> radical_rows(const RadicalPicker& picker);

}  // namespace yitang::ui
