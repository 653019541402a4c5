#pragma once
#include <cstdint>
#include <vector>

struct ImDrawData;
struct ImDrawVert;

namespace yitang::ui {

struct Image;

// Half-open pixel bounds.
struct PixelBounds {
  int x0 = 0, y0 = 0, x1 = 0, y1 = 0;
  bool empty() const { return x0 >= x1 || y0 >= y1; }
};
PixelBounds intersect(const PixelBounds& a, const PixelBounds& b);

// A coverage picture inside a texture: bytes, or the alpha bytes of RGBA (then `step` is 4).
struct MaskSource {
  const std::uint8_t* texels = nullptr;  // of the texture's first pixel
  int width = 0, height = 0, step = 1;
};

// One thing to draw, recognised from a triangle list.
struct Primitive {
  enum class Kind : std::uint8_t { Solid, Mask, StretchedMask, Picture, Triangle };
  Kind kind = Kind::Solid;
  bool opaque = false;      // Solid only: hides what is below
  std::uint32_t color = 0;  // R in the low byte, as Dear ImGui packs it
  PixelBounds bounds;       // what it touches, after clipping
  std::uint64_t hash = 0;   // of all that decides its pixels
  // Mask and Picture: destination corner, and the source rectangle in texels.
  float left = 0, top = 0;
  float u = 0, v = 0, du = 0, dv = 0;  // first texel and texels per pixel
  MaskSource mask;
  const Image* image = nullptr;
  const ImDrawVert* corner[3] = {};  // Triangle
};

// Appends everything visible on a width x height page, in drawing order. The primitives point into the draw
// data.
void collect_primitives(const ImDrawData& data, int width, int height, std::vector<Primitive>& out);

}  // namespace yitang::ui
