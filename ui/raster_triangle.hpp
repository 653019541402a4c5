#pragma once
#include "ui/raster_primitives.hpp"
#include "ui/surface.hpp"

namespace yitang::ui {

// A triangle with colours at its corners. Two triangles that share an edge cover each of its pixels exactly
// once.
void draw_triangle(const SurfaceView& target, const Primitive& primitive, const PixelBounds& part);

}  // namespace yitang::ui
