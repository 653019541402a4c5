#pragma once
#include <string_view>

#include "ui/coverage_canvas.hpp"
#include "ui/icons.hpp"

namespace yitang::ui {

// The drawing of an icon in the small language that draw_shapes() understands.
std::string_view icon_shapes(Icon icon);

// Draws shapes given on a 24x24 grid onto a square canvas. The language, numbers separated by blanks:
//   M x y   begin a line       L x y  line to         C x1 y1 x2 y2 x y  curve to      Z  close
//   O cx cy r  circle          D cx cy r  filled disc R x y w h r  rounded rectangle
//   A cx cy r from to  arc, degrees clockwise from the right; joins a line that was begun
//   F  what was drawn since the last M is filled instead of stroked
//   W w  stroke width from here on, grid units
// False if the text is not in the language (tests check all icons).
bool draw_shapes(CoverageCanvas& canvas, std::string_view shapes);

}  // namespace yitang::ui
