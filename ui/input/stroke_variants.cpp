#include "ui/input/stroke_variants.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace yitang::ui {
namespace {

constexpr float step = 8.0F;  // distance of points after normalising, in units of the square
// Far beyond any character (the richest of GB2312 has 36 strokes, some 700 even points): a child scribbling
// must not cost seconds.
constexpr std::size_t most_strokes = 40;
constexpr std::size_t most_points = 4000;
constexpr std::size_t most_even_points = 1500;

struct Bounds {
  float left = std::numeric_limits<float>::max(), top = left;
  float right = std::numeric_limits<float>::lowest(), bottom = right;
  void add(PenPoint p) {
    left = std::min(left, p.x);
    right = std::max(right, p.x);
    top = std::min(top, p.y);
    bottom = std::max(bottom, p.y);
  }
};

PenStroke even_points(const PenStroke& stroke, std::size_t limit) {
  PenStroke out{stroke.front()};
  for (std::size_t i = 1; i < stroke.size(); ++i) {
    for (;;) {
      if (out.size() >= limit) return out;
      const float dx = stroke[i].x - out.back().x;
      const float dy = stroke[i].y - out.back().y;
      const float distance = std::hypot(dx, dy);
      if (distance < step) break;
      out.push_back({out.back().x + dx * step / distance, out.back().y + dy * step / distance});
    }
  }
  const PenPoint last = stroke.back();
  if (std::hypot(last.x - out.back().x, last.y - out.back().y) > step / 4) out.push_back(last);
  return out;
}

float turn_at(const PenStroke& stroke, std::size_t i) {
  constexpr std::size_t reach = 3;
  if (i < reach || i + reach >= stroke.size()) return 0;
  const float ax = stroke[i].x - stroke[i - reach].x;
  const float ay = stroke[i].y - stroke[i - reach].y;
  const float bx = stroke[i + reach].x - stroke[i].x;
  const float by = stroke[i + reach].y - stroke[i].y;
  return std::abs(std::atan2(ax * by - ay * bx, ax * bx + ay * by));
}

struct Cut {
  std::size_t stroke = 0, from = 0, to = 0;
  float plausible = 0;
};

// The way to the next stroke goes where strokes hardly go: up, or back to the left.
float plausibility(PenPoint from, PenPoint to) {
  const float dx = to.x - from.x;
  const float dy = to.y - from.y;
  const float length = std::hypot(dx, dy);
  if (length < 2 * step) return 0;
  const float upward = -dy / length;
  const float leftward = -dx / length;
  return std::max(0.0F, upward) * 2 + std::max(0.0F, leftward);
}

PenStrokes apply_cuts(const PenStrokes& strokes, std::vector<Cut> cuts) {
  std::sort(cuts.begin(), cuts.end(), [](const Cut& a, const Cut& b) { return a.from < b.from; });
  PenStrokes result;
  for (std::size_t s = 0; s < strokes.size(); ++s) {
    const PenStroke& whole = strokes[s];
    const auto at = [&](std::size_t index) { return whole.begin() + static_cast<std::ptrdiff_t>(index); };
    std::size_t begin = 0;
    for (const Cut& cut : cuts) {
      if (cut.stroke != s || cut.from < begin) continue;
      result.emplace_back(at(begin), at(cut.from + 1));
      begin = cut.to;
    }
    result.emplace_back(at(begin), whole.end());
  }
  return result;
}

}  // namespace

PenStrokes normalise_strokes(const PenStrokes& strokes) {
  PenStrokes clean;
  Bounds bounds;
  std::size_t points = 0;
  for (const auto& stroke : strokes) {
    PenStroke kept;
    for (const PenPoint p : stroke) {
      if (!std::isfinite(p.x) || !std::isfinite(p.y) || std::abs(p.x) > 1e6F || std::abs(p.y) > 1e6F)
        continue;
      if (++points > most_points) break;
      kept.push_back(p);
      bounds.add(p);
    }
    if (!kept.empty() && clean.size() < most_strokes) clean.push_back(std::move(kept));
  }
  if (clean.empty()) return clean;
  const float width = bounds.right - bounds.left;
  const float height = bounds.bottom - bounds.top;
  const float margin = handwriting_square * 0.05F;
  const float scale = (handwriting_square - 2 * margin) / std::max({width, height, 1e-6F});
  const float x0 = (handwriting_square - width * scale) / 2;
  const float y0 = (handwriting_square - height * scale) / 2;
  std::size_t even = 0;
  for (auto& stroke : clean) {
    for (auto& p : stroke) p = {(p.x - bounds.left) * scale + x0, (p.y - bounds.top) * scale + y0};
    stroke = even_points(stroke, most_even_points - std::min(even, most_even_points));
    even += stroke.size();
  }
  return clean;
}

std::vector<std::size_t> find_corners(const PenStroke& stroke) {
  constexpr float sharp = 0.9F;  // radians
  std::vector<std::size_t> corners;
  for (std::size_t i = 1; i + 1 < stroke.size(); ++i) {
    const float turn = turn_at(stroke, i);
    if (turn < sharp || turn < turn_at(stroke, i - 1) || turn <= turn_at(stroke, i + 1)) continue;
    if (!corners.empty() && i - corners.back() < 3) continue;
    corners.push_back(i);
  }
  return corners;
}

std::vector<PenStrokes> split_joined_strokes(const PenStrokes& normalised, std::size_t limit) {
  std::vector<Cut> cuts;
  for (std::size_t s = 0; s < normalised.size(); ++s) {
    const auto corners = find_corners(normalised[s]);
    for (std::size_t c = 0; c + 1 < corners.size(); ++c) {
      const float plausible = plausibility(normalised[s][corners[c]], normalised[s][corners[c + 1]]);
      if (plausible > 0.3F) cuts.push_back({s, corners[c], corners[c + 1], plausible});
    }
  }
  std::stable_sort(cuts.begin(), cuts.end(),
                   [](const Cut& a, const Cut& b) { return a.plausible > b.plausible; });
  std::vector<PenStrokes> variants;
  if (cuts.size() > 1 && limit > 0) variants.push_back(apply_cuts(normalised, cuts));
  for (std::size_t i = 0; i < cuts.size() && variants.size() < limit; ++i) {
    variants.push_back(apply_cuts(normalised, {cuts[i]}));
  }
  return variants;
}

}  // namespace yitang::ui
