#pragma once
#include <cstdint>
#include <memory>
#include <vector>

#include "ui/geometry.hpp"
#include "ui/surface.hpp"
#include "ui/theme.hpp"

struct ImDrawData;

namespace yitang::ui {

// Draws Dear ImGui's draw data into memory with the CPU, touching only tiles whose content changed since the
// last call.
//
// Exact for what widgets emit: axis-aligned solid rectangles and mask quads (glyphs, icons, corners) at whole
// pixels; triangles with 4-bit sub-pixel precision, the top-left rule and linear colour; RGBA images, nearest
// or box-averaged when shrunk. The result depends on the draw data only, not on what was drawn before. One
// thread.
class Rasterizer {
 public:
  Rasterizer();
  ~Rasterizer();
  Rasterizer(const Rasterizer&) = delete;
  Rasterizer& operator=(const Rasterizer&) = delete;

  // Returns the parts that were drawn, non-overlapping. A surface of another size or at another address is
  // drawn in full.
  std::vector<PixelRect> render(const ImDrawData& data, const SurfaceView& target, Color background);
  void invalidate();  // draw everything next time

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace yitang::ui
