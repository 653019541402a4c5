#include "ui/raster_triangle.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

#include "imgui.h"
#include "ui/raster_blend.hpp"
#include "ui/raster_spans.hpp"

namespace yitang::ui {

namespace {

constexpr int subpixels = 16;  // positions are snapped to 1/16 pixel, so that edge tests are exact integers

struct FixedPoint {
  std::int64_t x, y;
};

FixedPoint fixed(const ImDrawVert& v) {
  return {std::lrint(v.pos.x * subpixels), std::lrint(v.pos.y * subpixels)};
}

// A directed edge as a linear function that is >= 0 on the inner side; edges that own their pixels (top and
// left ones) include zero, the others do not.
struct Edge {
  std::int64_t per_pixel_x, per_pixel_y, at_origin;

  Edge(FixedPoint from, FixedPoint to) {
    const std::int64_t dx = to.x - from.x, dy = to.y - from.y;
    const bool owns = (dy == 0 && dx > 0) || dy < 0;
    per_pixel_x = -dy * subpixels;
    per_pixel_y = dx * subpixels;
    const std::int64_t half = subpixels / 2;
    at_origin = dx * (half - from.y) - dy * (half - from.x) - (owns ? 0 : 1);
  }
  std::int64_t at(int x, int y) const { return at_origin + per_pixel_x * x + per_pixel_y * y; }
};

// Shrinks [first, last) of row y to the pixels on the inner side.
void narrow(const Edge& edge, int y, int& first, int& last) {
  if (first >= last) return;
  const std::int64_t value = edge.at(first, y), step = edge.per_pixel_x;
  if (step == 0) {
    if (value < 0) last = first;
  } else if (step > 0) {
    if (value < 0)
      first += static_cast<int>(std::min<std::int64_t>((-value + step - 1) / step, last - first));
  } else if (value < 0) {
    last = first;
  } else {
    last = static_cast<int>(std::min<std::int64_t>(last, first + value / -step + 1));
  }
}

using Channels = std::array<float, 4>;  // red, green, blue, alpha

Channels channels(std::uint32_t color) {
  Channels c{};
  for (std::size_t i = 0; i < 4; ++i) c[i] = static_cast<float>(color >> (8 * i) & 0xff);
  return c;
}

// The colour as a linear function of the pixel.
struct Gradient {
  Channels at_corner{}, per_x{}, per_y{};
  float corner_x, corner_y;

  Gradient(const ImDrawVert& a, const ImDrawVert& b, const ImDrawVert& c)
      : corner_x(a.pos.x), corner_y(a.pos.y) {
    const float bx = b.pos.x - a.pos.x, by = b.pos.y - a.pos.y, cx = c.pos.x - a.pos.x,
                cy = c.pos.y - a.pos.y;
    const float area = bx * cy - by * cx;
    const Channels ca = channels(a.col), cb = channels(b.col), cc = channels(c.col);
    for (std::size_t i = 0; i < 4; ++i) {
      const float db = cb[i] - ca[i], dc = cc[i] - ca[i];
      at_corner[i] = ca[i];
      per_x[i] = area != 0 ? (db * cy - dc * by) / area : 0;
      per_y[i] = area != 0 ? (dc * bx - db * cx) / area : 0;
    }
  }

  std::uint32_t channel(std::size_t i, float dx, float dy) const {
    return static_cast<std::uint32_t>(
        std::clamp(at_corner[i] + per_x[i] * dx + per_y[i] * dy + 0.5f, 0.f, 255.f));
  }

  void draw(std::uint32_t* row, int first, int last, int y) const {
    const float dy = static_cast<float>(y) + 0.5f - corner_y;
    for (int x = first; x < last; ++x) {
      const float dx = static_cast<float>(x) + 0.5f - corner_x;
      const std::uint32_t source =
          0xff000000u | channel(0, dx, dy) << 16 | channel(1, dx, dy) << 8 | channel(2, dx, dy);
      row[x] = blend(row[x], source, channel(3, dx, dy));
    }
  }
};

}  // namespace

void draw_triangle(const SurfaceView& target, const Primitive& primitive, const PixelBounds& part) {
  const ImDrawVert *a = primitive.corner[0], *b = primitive.corner[1], *c = primitive.corner[2];
  FixedPoint fa = fixed(*a), fb = fixed(*b), fc = fixed(*c);
  const std::int64_t area = (fb.x - fa.x) * (fc.y - fa.y) - (fb.y - fa.y) * (fc.x - fa.x);
  if (area == 0) return;
  if (area < 0) {
    std::swap(b, c);
    std::swap(fb, fc);
  }
  const Edge edges[] = {{fa, fb}, {fb, fc}, {fc, fa}};
  const bool flat = a->col == b->col && b->col == c->col;
  const Gradient gradient(*a, *b, *c);
  const std::uint32_t source = surface_pixel(a->col), alpha = a->col >> 24;
  for (int y = part.y0; y < part.y1; ++y) {
    int first = part.x0, last = part.x1;
    for (const Edge& edge : edges) narrow(edge, y, first, last);
    if (first >= last) continue;
    std::uint32_t* row = target.pixels + static_cast<std::ptrdiff_t>(y) * target.stride;
    if (flat) {
      blend_row(row + first, last - first, source, alpha);
    } else {
      gradient.draw(row, first, last, y);
    }
  }
}

}  // namespace yitang::ui
