// Points and four-sided figures in a picture. Dots; the middle of the top left dot is (0, 0), y grows
// downwards.
#pragma once

#include <array>

namespace yitang::devices {

struct PagePoint {
  double x = 0;
  double y = 0;
};

// Clockwise as seen: top left, top right, bottom right, bottom left.
using PageCorners = std::array<PagePoint, 4>;

[[nodiscard]] double distance(PagePoint a, PagePoint b);
// Positive for clockwise corners.
[[nodiscard]] double area_of(const PageCorners& corners);
// True if every corner turns the same way and none is sharper than 45 or flatter than 135 degrees.
[[nodiscard]] bool is_page_shaped(const PageCorners& corners);
[[nodiscard]] bool contains(const PageCorners& corners, PagePoint point);
[[nodiscard]] PagePoint middle_of(const PageCorners& corners);
// Turns the order so that the side that looks most like a top comes first. The corners must be clockwise.
[[nodiscard]] PageCorners upright_order(const PageCorners& corners);

}  // namespace yitang::devices
