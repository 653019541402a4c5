#pragma once
#include <cstdint>
#include <vector>

#include "ui/geometry.hpp"

namespace yitang::ui {

// A small picture of coverage, 0..255 a pixel, on which shapes are drawn by distance: round caps and joins
// come for free. Shapes unite: overlapping strokes do not get darker.
class CoverageCanvas {
 public:
  CoverageCanvas(int width, int height);

  void stroke(const std::vector<Point>& points, float thickness, bool closed);
  void fill(const std::vector<Point>& polygon);  // even-odd
  void disc(Point center, float radius);
  void ring(Point center, float radius, float thickness);  // thickness inwards from radius

  int width() const { return width_; }
  int height() const { return height_; }
  std::uint8_t at(int x, int y) const { return row(y)[x]; }
  const std::uint8_t* row(int y) const { return &pixels_[static_cast<std::size_t>(y * width_)]; }
  void set(int x, int y, float coverage);  // 0..1; keeps the larger value

 private:
  void stroke_segment(Point a, Point b, float half);
  void annulus(Point center, float inner, float outer);  // an `inner` below -1: no hole
  int width_, height_;
  std::vector<std::uint8_t> pixels_;
};

}  // namespace yitang::ui
