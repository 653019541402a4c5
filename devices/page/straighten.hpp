// A sheet seen at an angle, as if it were seen from straight above.
#pragma once

#include <cstdint>

#include "devices/image/image.hpp"
#include "devices/page/geometry.hpp"

namespace yitang::devices {

// Proportions that are known exactly. GB/T 148 (ISO 216) for A4 (1 : square root of 2, and with it A3 and
// A5); ISO/IEC 7810 ID-1 for cards (85.60 mm by 53.98 mm).
enum class PaperShape : std::uint8_t { ASeries, Card, Other };

struct PaperSize {
  PaperShape shape = PaperShape::Other;
  int width = 0;  // dots of the straightened picture
  int height = 0;
};

// The true proportions of a sheet whose corners are seen in a picture of that size, with what the perspective
// tells; snapped to a known shape within 4 percent. The longer side gets as many dots as it had in the
// picture, at most `longest_side`.
[[nodiscard]] PaperSize paper_size(const PageCorners& corners, int picture_width, int picture_height,
                                   int longest_side);

// The part of the picture between the corners, as a rectangle. What lies outside the picture takes the colour
// of its rim. An empty picture for impossible corners.
[[nodiscard]] Image straighten(const Image& picture, const PageCorners& corners, int width, int height);

// Degrees by which the lines of print rise (negative) or fall (positive) to the right, at most 6; 0 if there
// is no print or it is not sure.
[[nodiscard]] double print_slope(const Image& picture);
// Turned so that print with that slope is level. Same size.
[[nodiscard]] Image levelled(const Image& picture, double slope_degrees);

}  // namespace yitang::devices
