#include "devices/page/geometry.hpp"

#include <algorithm>
#include <cmath>

namespace yitang::devices {
namespace {

double cross(PagePoint from, PagePoint a, PagePoint b) {
  return (a.x - from.x) * (b.y - from.y) - (a.y - from.y) * (b.x - from.x);
}

}  // namespace

double distance(PagePoint a, PagePoint b) { return std::hypot(a.x - b.x, a.y - b.y); }

double area_of(const PageCorners& corners) {
  double twice = 0;
  for (std::size_t i = 0; i < 4; ++i) {
    const PagePoint a = corners[i], b = corners[(i + 1) % 4];
    twice += a.x * b.y - b.x * a.y;
  }
  return twice / 2;
}

bool is_page_shaped(const PageCorners& corners) {
  constexpr double least_sine = 0.7071;
  for (std::size_t i = 0; i < 4; ++i) {
    const PagePoint before = corners[(i + 3) % 4], at = corners[i], after = corners[(i + 1) % 4];
    const double lengths = distance(before, at) * distance(at, after);
    if (lengths <= 0 || cross(before, at, after) < least_sine * lengths) return false;
  }
  return true;
}

bool contains(const PageCorners& corners, PagePoint point) {
  for (std::size_t i = 0; i < 4; ++i) {
    if (cross(corners[i], corners[(i + 1) % 4], point) < 0) return false;
  }
  return true;
}

PagePoint middle_of(const PageCorners& corners) {
  PagePoint sum;
  for (const PagePoint corner : corners) {
    sum.x += corner.x / 4;
    sum.y += corner.y / 4;
  }
  return sum;
}

PageCorners upright_order(const PageCorners& corners) {
  // The top side runs to the right: of the four sides take the one whose direction does so most.
  std::size_t top = 0;
  double best = -2;
  for (std::size_t i = 0; i < 4; ++i) {
    const PagePoint a = corners[i], b = corners[(i + 1) % 4];
    const double rightwards = (b.x - a.x) / std::max(distance(a, b), 1e-9);
    if (rightwards > best) {
      best = rightwards;
      top = i;
    }
  }
  PageCorners turned;
  for (std::size_t i = 0; i < 4; ++i) turned[i] = corners[(top + i) % 4];
  return turned;
}

}  // namespace yitang::devices
