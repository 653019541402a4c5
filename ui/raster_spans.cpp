#include "ui/raster_spans.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstring>

#include "imgui.h"
#include "ui/image.hpp"
#include "ui/raster_triangle.hpp"

namespace yitang::ui {

namespace {

std::uint32_t* pixel_at(const SurfaceView& target, int x, int y) {
  return target.pixels + static_cast<std::ptrdiff_t>(y) * target.stride + x;
}

void draw_solid(const SurfaceView& target, const Primitive& p, const PixelBounds& part) {
  const std::uint32_t source = surface_pixel(p.color), alpha = p.color >> 24;
  for (int y = part.y0; y < part.y1; ++y) {
    std::uint32_t* row = pixel_at(target, part.x0, y);
    const int count = part.x1 - part.x0;
    if (alpha == 255) {
      std::fill_n(row, count, source);
    } else {
      for (int x = 0; x < count; ++x) row[x] = blend(row[x], source, alpha);
    }
  }
}

// Glyphs are mostly empty or full: both cases go eight pixels at a time.
void blend_mask_row(std::uint32_t* row, const std::uint8_t* mask, int count, std::uint32_t source) {
  constexpr int group = 8;
  int x = 0;
  for (; x + group <= count; x += group) {
    std::uint64_t eight = 0;
    std::memcpy(&eight, mask + x, group);
    if (eight == 0) continue;
    if (eight == ~0ull) {
      std::fill_n(row + x, group, source);
    } else {
      for (int i = x; i < x + group; ++i) row[i] = blend(row[i], source, mask[i]);
    }
  }
  for (; x < count; ++x) {
    if (mask[x] != 0) row[x] = blend(row[x], source, mask[x]);
  }
}

void blend_faded_mask_row(std::uint32_t* row, const std::uint8_t* mask, int count, std::uint32_t source,
                          std::uint32_t alpha) {
  for (int x = 0; x < count; ++x) {
    if (mask[x] != 0) row[x] = blend(row[x], source, (mask[x] * alpha + 127) / 255);
  }
}

void draw_mask(const SurfaceView& target, const Primitive& p, const PixelBounds& part) {
  const std::uint32_t source = surface_pixel(p.color), alpha = p.color >> 24;
  const int u = static_cast<int>(p.u + 0.5f) + part.x0 - static_cast<int>(p.left);
  const int v = static_cast<int>(p.v + 0.5f) + part.y0 - static_cast<int>(p.top);
  if (u < 0 || v < 0 || u + (part.x1 - part.x0) > p.mask.width || v + (part.y1 - part.y0) > p.mask.height)
    return;
  const std::uint8_t* mask = p.mask.texels + static_cast<std::ptrdiff_t>(v) * p.mask.width + u;
  for (int y = part.y0; y < part.y1; ++y, mask += p.mask.width) {
    std::uint32_t* row = pixel_at(target, part.x0, y);
    if (alpha == 255) {
      blend_mask_row(row, mask, part.x1 - part.x0, source);
    } else {
      blend_faded_mask_row(row, mask, part.x1 - part.x0, source, alpha);
    }
  }
}

int texel(float start, float step, int offset, int size) {
  return std::clamp(static_cast<int>(start + step * (static_cast<float>(offset) + 0.5f)), 0, size - 1);
}

void draw_stretched_mask(const SurfaceView& target, const Primitive& p, const PixelBounds& part) {
  const std::uint32_t source = surface_pixel(p.color), alpha = p.color >> 24;
  const int left = static_cast<int>(p.left), top = static_cast<int>(p.top);
  for (int y = part.y0; y < part.y1; ++y) {
    const std::uint8_t* line =
        p.mask.texels +
        static_cast<std::ptrdiff_t>(texel(p.v, p.dv, y - top, p.mask.height)) * p.mask.width * p.mask.step;
    std::uint32_t* row = pixel_at(target, 0, y);
    for (int x = part.x0; x < part.x1; ++x) {
      const std::uint32_t cover = line[texel(p.u, p.du, x - left, p.mask.width) * p.mask.step];
      if (cover != 0) row[x] = blend(row[x], source, (cover * alpha + 127) / 255);
    }
  }
}

// The mean of the texels under one pixel; one texel when enlarged.
std::array<std::uint32_t, 4> average(const Image& image, int u0, int v0, int u1, int v1) {
  std::array<std::uint32_t, 4> sum{};
  for (int v = v0; v < v1; ++v) {
    const std::uint8_t* texels =
        image.rgba.data() +
        (static_cast<std::size_t>(v) * static_cast<std::size_t>(image.width) + static_cast<std::size_t>(u0)) *
            4;
    for (int u = u0; u < u1; ++u, texels += 4) {
      for (std::size_t i = 0; i < 4; ++i) sum[i] += texels[i];
    }
  }
  const auto count = static_cast<std::uint32_t>((u1 - u0) * (v1 - v0));
  for (std::uint32_t& channel : sum) channel = (channel + count / 2) / count;
  return sum;
}

void draw_picture(const SurfaceView& target, const Primitive& p, const PixelBounds& part) {
  const Image& image = *p.image;
  const auto range = [](float start, float step, int offset, int size) {
    const int first = std::clamp(static_cast<int>(start + step * static_cast<float>(offset)), 0, size - 1);
    const int last =
        std::clamp(static_cast<int>(start + step * static_cast<float>(offset + 1)), first + 1, size);
    return std::pair{first, last};
  };
  for (int y = part.y0; y < part.y1; ++y) {
    const auto [v0, v1] = range(p.v, p.dv, y - static_cast<int>(p.top), image.height);
    std::uint32_t* row = pixel_at(target, 0, y);
    for (int x = part.x0; x < part.x1; ++x) {
      const auto [u0, u1] = range(p.u, p.du, x - static_cast<int>(p.left), image.width);
      const auto [r, g, b, a] = average(image, u0, v0, u1, v1);
      row[x] = blend(row[x], 0xff000000u | r << 16 | g << 8 | b, a);
    }
  }
}

}  // namespace

std::uint32_t surface_pixel(std::uint32_t packed_color) {
  return 0xff000000u | (packed_color & 0xff) << 16 | (packed_color & 0xff00) | ((packed_color >> 16) & 0xff);
}

void draw_primitive(const SurfaceView& target, const Primitive& primitive, const PixelBounds& part) {
  switch (primitive.kind) {
    case Primitive::Kind::Solid: return draw_solid(target, primitive, part);
    case Primitive::Kind::Mask: return draw_mask(target, primitive, part);
    case Primitive::Kind::StretchedMask: return draw_stretched_mask(target, primitive, part);
    case Primitive::Kind::Picture: return draw_picture(target, primitive, part);
    case Primitive::Kind::Triangle: return draw_triangle(target, primitive, part);
  }
}

}  // namespace yitang::ui
