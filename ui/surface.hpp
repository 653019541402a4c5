#pragma once
#include <cstdint>
#include <vector>

#include "ui/geometry.hpp"

namespace yitang::ui {

// Pixels that somebody else owns: 0xAARRGGBB words, alpha always 255, `stride` counted in pixels.
struct SurfaceView {
  std::uint32_t* pixels = nullptr;
  int width = 0, height = 0, stride = 0;
};

// A picture in memory that owns its pixels.
class Surface {
 public:
  Surface() = default;
  Surface(int width, int height)
      : width_(width), height_(height), pixels_(static_cast<std::size_t>(width) * height, 0xff000000u) {}
  int width() const { return width_; }
  int height() const { return height_; }
  std::uint32_t at(int x, int y) const { return pixels_[static_cast<std::size_t>(y) * width_ + x]; }
  SurfaceView view() { return {pixels_.data(), width_, height_, width_}; }
  const std::vector<std::uint32_t>& pixels() const { return pixels_; }

 private:
  int width_ = 0, height_ = 0;
  std::vector<std::uint32_t> pixels_;
};

}  // namespace yitang::ui
