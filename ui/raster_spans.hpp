#pragma once
#include "ui/raster_primitives.hpp"
#include "ui/surface.hpp"

namespace yitang::ui {

// Draws the part of the primitive inside `part` (which lies inside the target). Blending rounds to nearest in
// 8 bits.
void draw_primitive(const SurfaceView& target, const Primitive& primitive, const PixelBounds& part);

// The pixel 0xAARRGGBB of a packed opaque colour (R in the low byte).
std::uint32_t surface_pixel(std::uint32_t packed_color);

}  // namespace yitang::ui
