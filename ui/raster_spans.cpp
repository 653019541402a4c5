#include "ui/raster_spans.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include "imgui.h"
#include "ui/image.hpp"
#include "ui/raster_blend.hpp"
#include "ui/raster_triangle.hpp"

namespace yitang::ui {

namespace {

std::uint32_t* pixel_at(const SurfaceView& target, int x, int y) {
  return target.pixels + static_cast<std::ptrdiff_t>(y) * target.stride + x;
}

void draw_solid(const SurfaceView& target, const Primitive& p, const PixelBounds& part) {
  const std::uint32_t source = surface_pixel(p.color), alpha = p.color >> 24;
  for (int y = part.y0; y < part.y1; ++y) {
    blend_row(pixel_at(target, part.x0, y), part.x1 - part.x0, source, alpha);
  }
}

void draw_mask(const SurfaceView& target, const Primitive& p, const PixelBounds& part) {
  const std::uint32_t source = surface_pixel(p.color), alpha = p.color >> 24;
  const int u = static_cast<int>(std::lround(p.u)) + part.x0 - static_cast<int>(p.left);
  const int v = static_cast<int>(std::lround(p.v)) + part.y0 - static_cast<int>(p.top);
  if (u < 0 || v < 0 || u + (part.x1 - part.x0) > p.mask.width || v + (part.y1 - part.y0) > p.mask.height)
    return;
  const std::uint8_t* mask = p.mask.texels + static_cast<std::ptrdiff_t>(v) * p.mask.width + u;
  for (int y = part.y0; y < part.y1; ++y, mask += p.mask.width) {
    blend_mask_row(pixel_at(target, part.x0, y), mask, part.x1 - part.x0, source, alpha);
  }
}

int texel(float start, float step, int offset, int size) {
  return std::clamp(static_cast<int>(start + step * (static_cast<float>(offset) + 0.5f)), 0, size - 1);
}

// A row of the mask stretched over part of the page, at most `capacity` pixels wide.
class StretchedRow {
 public:
  static constexpr int capacity = 64;

  StretchedRow(const Primitive& p, int first_x, int count) : mask_(p.mask), count_(count) {
    for (int i = 0; i < count; ++i) {
      at_[static_cast<std::size_t>(i)] =
          texel(p.u, p.du, first_x + i - static_cast<int>(p.left), mask_.width) * mask_.step;
    }
    uniform_ =
        count > 0 && at_[0] == at_[static_cast<std::size_t>(count - 1)];  // they only rise, or only fall
  }

  void blend(std::uint32_t* row, int line, std::uint32_t source, std::uint32_t alpha) {
    const std::uint8_t* texels = mask_.texels + static_cast<std::ptrdiff_t>(line) * mask_.width * mask_.step;
    if (uniform_) {
      blend_row(row, count_, source, (texels[at_[0]] * alpha + 127) / 255);
      return;
    }
    if (line != line_) {
      for (std::size_t i = 0; i < static_cast<std::size_t>(count_); ++i) cover_[i] = texels[at_[i]];
      line_ = line;
    }
    blend_mask_row(row, cover_.data(), count_, source, alpha);
  }

 private:
  MaskSource mask_;
  int count_;
  int line_ = -1;  // whose coverage is in cover_
  bool uniform_ = false;
  std::array<int, capacity> at_;
  std::array<std::uint8_t, capacity> cover_;
};

void draw_stretched_mask(const SurfaceView& target, const Primitive& p, const PixelBounds& part) {
  const std::uint32_t source = surface_pixel(p.color), alpha = p.color >> 24;
  for (int x = part.x0; x < part.x1; x += StretchedRow::capacity) {
    StretchedRow row(p, x, std::min(StretchedRow::capacity, part.x1 - x));
    for (int y = part.y0; y < part.y1; ++y) {
      row.blend(pixel_at(target, x, y), texel(p.v, p.dv, y - static_cast<int>(p.top), p.mask.height), source,
                alpha);
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
