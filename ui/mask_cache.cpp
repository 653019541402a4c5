#include "ui/mask_cache.hpp"

#include <algorithm>
#include <cmath>
#include <cstring>

#include "imgui.h"
#include "ui/coverage_canvas.hpp"
#include "ui/icon_shapes.hpp"

namespace yitang::ui {

int MaskCache::add(const Key& key, const CoverageCanvas& canvas) {
  ImFontAtlasRect place;
  const int id = atlas_.AddCustomRect(canvas.width(), canvas.height(), &place);
  if (id >= 0) {
    ImTextureData& texture = *atlas_.TexData;
    const int bytes = texture.BytesPerPixel;
    for (int y = 0; y < canvas.height(); ++y) {
      auto* pixel = static_cast<unsigned char*>(texture.GetPixelsAt(place.x, place.y + y));
      const std::uint8_t* coverage = canvas.row(y);
      for (int x = 0; x < canvas.width(); ++x, pixel += bytes) {
        if (bytes == 4) std::memcpy(pixel, "\xff\xff\xff", 3);
        pixel[bytes - 1] = coverage[x];
      }
    }
  }
  ids_[key] = id;
  return id;
}

int MaskCache::disc(int radius) {
  const Key key{Kind::Disc, radius, 0};
  if (const auto found = ids_.find(key); found != ids_.end()) return found->second;
  CoverageCanvas canvas(2 * radius, 2 * radius);
  const auto r = static_cast<float>(radius);
  canvas.disc({r, r}, r);
  return add(key, canvas);
}

int MaskCache::ring(int radius, int thickness) {
  const Key key{Kind::Ring, radius, thickness};
  if (const auto found = ids_.find(key); found != ids_.end()) return found->second;
  CoverageCanvas canvas(2 * radius, 2 * radius);
  const auto r = static_cast<float>(radius);
  canvas.ring({r, r}, r, static_cast<float>(thickness));
  return add(key, canvas);
}

int MaskCache::shadow(int radius, int blur) {
  const Key key{Kind::Shadow, radius, blur};
  if (const auto found = ids_.find(key); found != ids_.end()) return found->second;
  const int half = radius + 2 * blur;
  CoverageCanvas canvas(2 * half, 2 * half);
  // Distance to a rounded square that lies `blur` inside the canvas; from blur outside to blur inside the
  // shadow rises.
  const float rounding = static_cast<float>(radius + blur), extent = static_cast<float>(half - blur);
  for (int y = 0; y < 2 * half; ++y) {
    for (int x = 0; x < 2 * half; ++x) {
      const float dx =
          std::fabs(static_cast<float>(x) + 0.5f - static_cast<float>(half)) - (extent - rounding);
      const float dy =
          std::fabs(static_cast<float>(y) + 0.5f - static_cast<float>(half)) - (extent - rounding);
      const float right = std::max(dx, 0.f), below = std::max(dy, 0.f);
      const float outside =
          std::sqrt(right * right + below * below) + std::min(std::max(dx, dy), 0.f) - rounding;
      const float rise =
          std::clamp((static_cast<float>(blur) - outside) / (2 * static_cast<float>(blur)), 0.f, 1.f);
      canvas.set(x, y, rise * rise * (3 - 2 * rise));
    }
  }
  return add(key, canvas);
}

int MaskCache::icon(Icon icon, int size) {
  const Key key{Kind::Icon, static_cast<int>(icon), size};
  if (const auto found = ids_.find(key); found != ids_.end()) return found->second;
  CoverageCanvas canvas(size, size);
  draw_shapes(canvas, icon_shapes(icon));
  return add(key, canvas);
}

}  // namespace yitang::ui
