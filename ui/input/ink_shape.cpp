#include "ui/input/ink_shape.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "ui/input/stroke_variants.hpp"

namespace yitang::ui {
namespace {

constexpr std::size_t raster = 64;  // cells along each side for counting lines
constexpr float loudest = 255.0F;   // value of a shape that lies in one place only

using Profile = std::array<float, raster + 1>;  // where each row or column goes, 0 to 1

struct Box {
  float left, top, width, height;
};

Box box_of(const PenStrokes& strokes) {
  float left = handwriting_square, top = left, right = 0, bottom = 0;
  for (const auto& stroke : strokes) {
    for (const PenPoint p : stroke) {
      left = std::min(left, p.x);
      right = std::max(right, p.x);
      top = std::min(top, p.y);
      bottom = std::max(bottom, p.y);
    }
  }
  return {left, top, std::max(right - left, 1e-3F), std::max(bottom - top, 1e-3F)};
}

std::size_t cell_of(float value, float size) {
  return static_cast<std::size_t>(std::clamp(value / size, 0.0F, 0.9999F) * static_cast<float>(raster));
}

using Raster = std::array<std::array<bool, raster>, raster>;  // [y][x]

Raster draw(const PenStrokes& strokes, const Box& box) {
  Raster drawn{};
  for (const auto& stroke : strokes) {
    for (std::size_t i = 0; i < stroke.size(); ++i) {
      const PenPoint a = stroke[i == 0 ? 0 : i - 1];
      const PenPoint b = stroke[i];
      const float longest = std::max(std::abs(b.x - a.x) / box.width, std::abs(b.y - a.y) / box.height);
      const int steps = 1 + static_cast<int>(longest * static_cast<float>(raster) * 1.5F);
      for (int s = 0; s <= steps; ++s) {
        const float t = static_cast<float>(s) / static_cast<float>(steps);
        drawn[cell_of(a.y + (b.y - a.y) * t - box.top, box.height)]
             [cell_of(a.x + (b.x - a.x) * t - box.left, box.width)] = true;
      }
    }
  }
  return drawn;
}

// Rows that many lines cross get more room. The constant keeps empty parts from vanishing.
Profile spread(const Raster& drawn, bool columns, float lines) {
  std::array<float, raster> count{};
  for (std::size_t i = 0; i < raster; ++i) {
    bool inside = false;
    for (std::size_t j = 0; j < raster; ++j) {
      const bool ink = columns ? drawn[j][i] : drawn[i][j];
      if (ink && !inside) count[i] += 1.0F / lines;
      inside = ink;
    }
  }
  constexpr std::size_t reach = 4;
  Profile place{};
  for (std::size_t i = 0; i < raster; ++i) {
    const std::size_t from = i < reach ? 0 : i - reach;
    const std::size_t to = std::min(raster, i + reach + 1);
    float sum = 0;
    for (std::size_t k = from; k < to; ++k) sum += count[k];
    place[i + 1] = place[i] + sum / static_cast<float>(to - from) + 1.5F;
  }
  const float total = place[raster];
  for (float& value : place) value /= total;
  return place;
}

float placed(const Profile& profile, float share) {
  const float at = std::clamp(share, 0.0F, 1.0F) * static_cast<float>(raster);
  const auto cell = std::min(static_cast<std::size_t>(at), raster - 1);
  return profile[cell] + (profile[cell + 1] - profile[cell]) * (at - static_cast<float>(cell));
}

// A flat character stays flat, but not as flat as it was written.
float side(float shorter_to_longer) {
  return std::max(0.15F, std::sqrt(std::sin(std::numbers::pi_v<float> / 2 * shorter_to_longer)));
}

class Collector {
 public:
  // Both ends between 0 and 1.
  void add(PenPoint a, PenPoint b) {
    const float length = std::hypot(b.x - a.x, b.y - a.y);
    if (length < 1e-6F) return;
    float slope = std::atan2(b.y - a.y, b.x - a.x) / std::numbers::pi_v<float>;
    if (slope < 0) slope += 1;
    const float at = slope * static_cast<float>(shape_slopes);
    const auto first = static_cast<std::size_t>(at) % shape_slopes;
    const float share = at - std::floor(at);
    const PenPoint middle{(a.x + b.x) / 2, (a.y + b.y) / 2};
    place(middle, first, length * (1 - share));
    place(middle, (first + 1) % shape_slopes, length * share);
  }

  InkShape finish() const {
    std::array<float, shape_size> smooth{};
    float square = 0;
    for (std::size_t slope = 0; slope < shape_slopes; ++slope) {
      for (int y = 0; y < cells; ++y) {
        for (int x = 0; x < cells; ++x) {
          const float value = std::sqrt(blurred(slope, x, y));
          smooth[index(slope, x, y)] = value;
          square += value * value;
        }
      }
    }
    InkShape shape{};
    if (square <= 0) return shape;
    const float scale = loudest / std::sqrt(square);
    for (std::size_t i = 0; i < shape_size; ++i) {
      shape[i] = static_cast<std::uint8_t>(std::min(255.0F, std::round(smooth[i] * scale)));
    }
    return shape;
  }

 private:
  static constexpr int cells = static_cast<int>(shape_cells);
  static std::size_t index(std::size_t slope, int x, int y) {
    return (slope * shape_cells + static_cast<std::size_t>(y)) * shape_cells + static_cast<std::size_t>(x);
  }
  static bool within(int x, int y) { return x >= 0 && y >= 0 && x < cells && y < cells; }

  void place(PenPoint at, std::size_t slope, float weight) {
    const float gx = at.x * static_cast<float>(cells) - 0.5F;
    const float gy = at.y * static_cast<float>(cells) - 0.5F;
    const int x = static_cast<int>(std::floor(gx));
    const int y = static_cast<int>(std::floor(gy));
    const float fx = gx - std::floor(gx);
    const float fy = gy - std::floor(gy);
    for (int dy = 0; dy < 2; ++dy) {
      for (int dx = 0; dx < 2; ++dx) {
        const float part = (dx == 1 ? fx : 1 - fx) * (dy == 1 ? fy : 1 - fy);
        const int cx = std::clamp(x + dx, 0, cells - 1);
        const int cy = std::clamp(y + dy, 0, cells - 1);
        sum_[index(slope, cx, cy)] += weight * part;
      }
    }
  }

  float blurred(std::size_t slope, int x, int y) const {
    float sum = 0;
    for (int dy = -1; dy <= 1; ++dy) {
      for (int dx = -1; dx <= 1; ++dx) {
        if (!within(x + dx, y + dy)) continue;
        const float weight = (dx == 0 ? 2.0F : 1.0F) * (dy == 0 ? 2.0F : 1.0F);
        sum += sum_[index(slope, x + dx, y + dy)] * weight;
      }
    }
    return sum / 16;
  }

  std::array<float, shape_size> sum_{};
};

}  // namespace

InkShape shape_of(const PenStrokes& strokes, int lines) {
  const PenStrokes even = normalise_strokes(strokes);
  if (even.empty()) return {};
  const Box box = box_of(even);
  const Raster drawn = draw(even, box);
  const Profile across = spread(drawn, true, static_cast<float>(lines));
  const Profile down = spread(drawn, false, static_cast<float>(lines));
  const float longer = std::max(box.width, box.height);
  const float width = side(box.width / longer);
  const float height = side(box.height / longer);
  const auto spot = [&](PenPoint p) {
    return PenPoint{placed(across, (p.x - box.left) / box.width) * width + (1 - width) / 2,
                    placed(down, (p.y - box.top) / box.height) * height + (1 - height) / 2};
  };
  Collector collector;
  for (const auto& stroke : even) {
    for (std::size_t i = 1; i < stroke.size(); ++i) collector.add(spot(stroke[i - 1]), spot(stroke[i]));
  }
  return collector.finish();
}

float alike(const InkShape& a, const std::uint8_t* b) {
  std::uint32_t sum = 0;
  for (std::size_t i = 0; i < shape_size; ++i) sum += static_cast<std::uint32_t>(a[i]) * b[i];
  return static_cast<float>(sum) / (loudest * loudest);
}

}  // namespace yitang::ui
