#include "ui/coverage_canvas.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace yitang::ui {

namespace {

// Coordinates are pixels, so that nothing overflows: the care that std::hypot takes costs several times the
// root.
float distance(float dx, float dy) { return std::sqrt(dx * dx + dy * dy); }

float distance_to_segment(Point p, Point a, Point b) {
  const float dx = b.x - a.x, dy = b.y - a.y;
  const float length2 = dx * dx + dy * dy;
  const float t = length2 > 0 ? std::clamp(((p.x - a.x) * dx + (p.y - a.y) * dy) / length2, 0.f, 1.f) : 0.f;
  return distance(p.x - a.x - t * dx, p.y - a.y - t * dy);
}

bool inside(const std::vector<Point>& polygon, Point p) {
  bool in = false;
  for (std::size_t i = 0, j = polygon.size() - 1; i < polygon.size(); j = i++) {
    const Point a = polygon[i], b = polygon[j];
    if ((a.y > p.y) != (b.y > p.y) && p.x < (b.x - a.x) * (p.y - a.y) / (b.y - a.y) + a.x) in = !in;
  }
  return in;
}

Point pixel_center(int x, int y) { return {static_cast<float>(x) + 0.5f, static_cast<float>(y) + 0.5f}; }

}  // namespace

CoverageCanvas::CoverageCanvas(int width, int height)
    : width_(width),
      height_(height),
      pixels_(static_cast<std::size_t>(width) * static_cast<std::size_t>(height)) {}

void CoverageCanvas::set(int x, int y, float coverage) {
  const auto value = static_cast<std::uint8_t>(std::clamp(coverage, 0.f, 1.f) * 255.f + 0.5f);
  std::uint8_t& pixel = pixels_[static_cast<std::size_t>(y * width_ + x)];
  pixel = std::max(pixel, value);
}

void CoverageCanvas::stroke_segment(Point a, Point b, float half) {
  const float reach = half + 1;
  const int left = std::max(0, static_cast<int>(std::floor(std::min(a.x, b.x) - reach)));
  const int right = std::min(width_, static_cast<int>(std::ceil(std::max(a.x, b.x) + reach)));
  const int top = std::max(0, static_cast<int>(std::floor(std::min(a.y, b.y) - reach)));
  const int bottom = std::min(height_, static_cast<int>(std::ceil(std::max(a.y, b.y) + reach)));
  for (int y = top; y < bottom; ++y) {
    for (int x = left; x < right; ++x) set(x, y, half - distance_to_segment(pixel_center(x, y), a, b) + 0.5f);
  }
}

void CoverageCanvas::stroke(const std::vector<Point>& points, float thickness, bool closed) {
  if (points.size() == 1) stroke_segment(points[0], points[0], thickness / 2);
  for (std::size_t i = 1; i < points.size(); ++i) stroke_segment(points[i - 1], points[i], thickness / 2);
  if (closed && points.size() > 2) stroke_segment(points.back(), points.front(), thickness / 2);
}

void CoverageCanvas::fill(const std::vector<Point>& polygon) {
  if (polygon.size() < 3) return;
  for (int y = 0; y < height_; ++y) {
    for (int x = 0; x < width_; ++x) {
      const Point p = pixel_center(x, y);
      float nearest = std::numeric_limits<float>::max();
      for (std::size_t i = 0, j = polygon.size() - 1; i < polygon.size(); j = i++) {
        nearest = std::min(nearest, distance_to_segment(p, polygon[j], polygon[i]));
      }
      set(x, y, inside(polygon, p) ? nearest + 0.5f : 0.5f - nearest);
    }
  }
}

void CoverageCanvas::disc(Point center, float radius) { annulus(center, -2, radius); }

void CoverageCanvas::ring(Point center, float radius, float thickness) {
  annulus(center, radius - thickness, radius);
}

// Most pixels lie clearly in the hole, on the ring or outside: only those at an edge need a root.
void CoverageCanvas::annulus(Point center, float inner, float outer) {
  const auto square = [](float value) { return value > 0 ? value * value : 0; };
  const float hole = square(inner - 1), solid_from = square(inner + 1);
  const float solid_to = square(outer - 1), beyond = square(outer + 1);
  for (int y = 0; y < height_; ++y) {
    std::uint8_t* row = &pixels_[static_cast<std::size_t>(y) * static_cast<std::size_t>(width_)];
    for (int x = 0; x < width_; ++x) {
      const Point p = pixel_center(x, y);
      const float dx = p.x - center.x, dy = p.y - center.y;
      const float away2 = dx * dx + dy * dy;
      if (away2 >= beyond || away2 < hole) continue;
      if (away2 >= solid_from && away2 <= solid_to) {
        row[x] = 255;
      } else {
        const float away = std::sqrt(away2);
        set(x, y, std::min(outer - away + 0.5f, away - inner + 0.5f));
      }
    }
  }
}

}  // namespace yitang::ui
