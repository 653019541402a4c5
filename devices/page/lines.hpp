// Straight borders between dark and light in a small grey picture. Pure.
#pragma once

#include <cstdint>
#include <vector>

#include "devices/image/image.hpp"
#include "devices/page/geometry.hpp"

namespace yitang::devices {

// Sobel's gradient, in grey levels a dot; 0 along the picture's own rim. It points from dark to light.
struct Gradient {
  int width = 0;
  int height = 0;
  std::vector<float> x;
  std::vector<float> y;

  [[nodiscard]] std::size_t at(int px, int py) const {
    return static_cast<std::size_t>(py) * static_cast<std::size_t>(width) + static_cast<std::size_t>(px);
  }
};
[[nodiscard]] Gradient gradient_of(const Image& grey);

// The points with nx * x + ny * y = distance; the normal has length 1 and points to the lighter side.
struct BorderLine {
  double nx = 0;
  double ny = 0;
  double distance = 0;
  int votes = 0;  // dots of border on it
};

struct BorderSearch {
  float least_step = 5;       // grey levels a dot that count as a border
  double least_share = 0.06;  // of the longer side of the picture: shorter lines are dropped
  std::size_t most_lines = 28;
};

// The strongest lines, each fitted to its dots, the strongest first.
[[nodiscard]] std::vector<BorderLine> find_lines(const Gradient& gradient, const BorderSearch& search);

// Share (0 to 1) of the way from a to b where the picture has a border along it with its lighter side to the
// right as one walks; dots up to `slack` beside the way count.
[[nodiscard]] double border_share(const Gradient& gradient, PagePoint a, PagePoint b, float least_step,
                                  int slack);

}  // namespace yitang::devices
