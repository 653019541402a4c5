#pragma once
#include <cstdint>

#include "ui/raster_primitives.hpp"
#include "ui/surface.hpp"

namespace yitang::ui {

// Source over destination, alpha 0..255, rounded to nearest; both 0xAARRGGBB, the result is opaque.
inline std::uint32_t blend(std::uint32_t destination, std::uint32_t source, std::uint32_t alpha) {
  const std::uint32_t rest = 255 - alpha;
  std::uint32_t red_blue = (destination & 0x00ff00ffu) * rest + (source & 0x00ff00ffu) * alpha + 0x00800080u;
  red_blue = ((red_blue + ((red_blue >> 8) & 0x00ff00ffu)) >> 8) & 0x00ff00ffu;
  std::uint32_t green = ((destination >> 8) & 0xffu) * rest + ((source >> 8) & 0xffu) * alpha + 0x80u;
  green = (green + (green >> 8)) >> 8;
  return 0xff000000u | red_blue | green << 8;
}

// A triangle with colours at its corners. Two triangles that share an edge cover each of its pixels exactly
// once.
void draw_triangle(const SurfaceView& target, const Primitive& primitive, const PixelBounds& part);

}  // namespace yitang::ui
