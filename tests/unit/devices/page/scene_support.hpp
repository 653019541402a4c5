// Pictures of sheets on a desk whose truth is known: drawn by mapping the desk back onto each sheet.
#pragma once

#include <cstdint>
#include <vector>

#include "devices/image/image.hpp"
#include "devices/page/geometry.hpp"

namespace yitang::devices::test {

struct Sheet {
  PageCorners corners;
  int paper = 236;  // grey level
  int print = 50;
};

struct Scene {
  int width = 1296;
  int height = 972;
  int desk = 90;
  int grain = 6;  // noise of the desk, grey levels either way
  std::vector<Sheet> sheets{};
  // Light is multiplied by this right of the line x = shadow_from + y / 3, with a soft rim.
  double shadow = 1;
  double shadow_from = 0;
  // A mirrored lamp: everything within the ellipse is burnt out.
  PagePoint lamp{};
  double lamp_radius = 0;
  int outline = 0;  // grey levels by which a sheet's rim is darker than the desk, three dots wide
  int noise = 3;    // of the camera
  std::uint32_t seed = 1;
};

[[nodiscard]] Image picture_of(const Scene& scene);

// A sheet of that size around a middle, turned by degrees clockwise, its top made narrower by `keystone`
// (share of its width).
[[nodiscard]] PageCorners sheet_at(PagePoint middle, double width, double height, double degrees,
                                   double keystone = 0);

// The same on a desk that leans away from a camera above the middle of a 1296 by 972 picture, whose focal
// length is 1400 dots: true perspective.
[[nodiscard]] PageCorners sheet_leaning(PagePoint middle, double width, double height, double degrees,
                                        double lean);

// The largest distance of a corner from the truth, in percent of the picture's diagonal.
[[nodiscard]] double corner_error(const PageCorners& found, const PageCorners& truth, int width, int height);

}  // namespace yitang::devices::test
