#include "ui/geometry.hpp"

#include <algorithm>
#include <cmath>

namespace yitang::ui {

Rect Rect::cut_top(float amount, float gap) {
  const float taken = std::clamp(amount, 0.f, std::max(h, 0.f));
  const Rect strip{x, y, w, taken};
  const float used = std::min(taken + gap, h);
  y += used;
  h -= used;
  return strip;
}

Rect Rect::cut_bottom(float amount, float gap) {
  const float taken = std::clamp(amount, 0.f, std::max(h, 0.f));
  const Rect strip{x, y + h - taken, w, taken};
  h -= std::min(taken + gap, h);
  return strip;
}

Rect Rect::cut_left(float amount, float gap) {
  const float taken = std::clamp(amount, 0.f, std::max(w, 0.f));
  const Rect strip{x, y, taken, h};
  const float used = std::min(taken + gap, w);
  x += used;
  w -= used;
  return strip;
}

Rect Rect::cut_right(float amount, float gap) {
  const float taken = std::clamp(amount, 0.f, std::max(w, 0.f));
  const Rect strip{x + w - taken, y, taken, h};
  w -= std::min(taken + gap, w);
  return strip;
}

Rect Rect::inset(float horizontal, float vertical) const {
  return {x + horizontal, y + vertical, std::max(0.f, w - 2 * horizontal), std::max(0.f, h - 2 * vertical)};
}

Rect Rect::centered(float width, float height) const {
  return {std::round(x + (w - width) / 2), std::round(y + (h - height) / 2), width, height};
}

std::vector<Rect> Rect::columns(int n, float gap) const {
  std::vector<Rect> parts;
  if (n <= 0) return parts;
  const float each = std::floor((w - gap * static_cast<float>(n - 1)) / static_cast<float>(n));
  float left = x;
  for (int i = 0; i < n; ++i) {
    parts.push_back({left, y, i == n - 1 ? right() - left : each, h});
    left += each + gap;
  }
  return parts;
}

std::vector<Rect> Rect::rows(int n, float gap) const {
  std::vector<Rect> parts;
  if (n <= 0) return parts;
  const float each = std::floor((h - gap * static_cast<float>(n - 1)) / static_cast<float>(n));
  float top = y;
  for (int i = 0; i < n; ++i) {
    parts.push_back({x, top, w, i == n - 1 ? bottom() - top : each});
    top += each + gap;
  }
  return parts;
}

std::vector<Rect> Rect::grid(int cells, int columns_per_row, float cell_height, float gap) const {
  std::vector<Rect> parts;
  const std::vector<Rect> first_row = with_height(cell_height).columns(columns_per_row, gap);
  for (int i = 0; i < cells && !first_row.empty(); ++i) {
    const float drop = static_cast<float>(i / columns_per_row) * (cell_height + gap);
    parts.push_back(first_row[static_cast<std::size_t>(i % columns_per_row)].moved(0, drop));
  }
  return parts;
}

bool Rect::contains(const Rect& r) const {
  return r.x >= x && r.y >= y && r.right() <= right() && r.bottom() <= bottom();
}

bool Rect::intersects(const Rect& r) const {
  return r.x < right() && x < r.right() && r.y < bottom() && y < r.bottom() && !empty() && !r.empty();
}

Rect Rect::intersection(const Rect& r) const {
  const float left = std::max(x, r.x), top = std::max(y, r.y);
  return {left, top, std::max(0.f, std::min(right(), r.right()) - left),
          std::max(0.f, std::min(bottom(), r.bottom()) - top)};
}

}  // namespace yitang::ui
