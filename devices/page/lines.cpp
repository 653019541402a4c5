// Hough's transform with signed directions: a border votes only for lines whose lighter side is its own.
#include "devices/page/lines.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdlib>
#include <numbers>

namespace yitang::devices {
namespace {

constexpr int kDirections = 180;  // of the full turn: two degrees each
constexpr double kStep = 2 * std::numbers::pi / kDirections;

struct BorderDot {
  float x, y, nx, ny;
};

// Thinned: a dot is kept if it is the steepest across its own border.
std::vector<BorderDot> border_dots(const Gradient& g, float least_step) {
  std::vector<BorderDot> dots;
  const auto strength = [&](int x, int y) { return std::hypot(g.x[g.at(x, y)], g.y[g.at(x, y)]); };
  for (int y = 2; y + 2 < g.height; ++y) {
    for (int x = 2; x + 2 < g.width; ++x) {
      const float gx = g.x[g.at(x, y)], gy = g.y[g.at(x, y)];
      if (gx * gx + gy * gy < least_step * least_step) continue;
      const float own = std::hypot(gx, gy);
      const int step_x = static_cast<int>(std::lround(gx / own));
      const int step_y = static_cast<int>(std::lround(gy / own));
      const float before = strength(x - step_x, y - step_y), after = strength(x + step_x, y + step_y);
      if (own < before || own <= after) continue;
      // Where between the dots the border is steepest: the top of the parabola through the three.
      const float bend = before - 2 * own + after;
      const float shift = bend < 0 ? std::clamp((before - after) / (2 * bend), -0.5F, 0.5F) : 0.0F;
      dots.push_back({static_cast<float>(x) + shift * static_cast<float>(step_x),
                      static_cast<float>(y) + shift * static_cast<float>(step_y), gx / own, gy / own});
    }
  }
  return dots;
}

class Ballot {
 public:
  Ballot(int width, int height)
      : reach_(static_cast<int>(std::ceil(std::hypot(width, height))) + 2),
        span_(static_cast<std::size_t>(2 * reach_ + 1)),
        votes_(span_ * kDirections) {
    for (int i = 0; i < kDirections; ++i) {
      cosines_[static_cast<std::size_t>(i)] = static_cast<float>(std::cos(i * kStep));
      sines_[static_cast<std::size_t>(i)] = static_cast<float>(std::sin(i * kStep));
    }
  }

  void vote(const BorderDot& dot) {
    const int middle = static_cast<int>(std::lround(std::atan2(dot.ny, dot.nx) / kStep)) + kDirections;
    for (int i = middle - 3; i <= middle + 3; ++i) {
      const auto direction = static_cast<std::size_t>(i % kDirections);
      const float away = cosines_[direction] * dot.x + sines_[direction] * dot.y;
      ++votes_[cell(static_cast<int>(direction), static_cast<int>(std::lround(away)))];
    }
  }

  // Cells that no neighbour beats, the fullest first.
  [[nodiscard]] std::vector<BorderLine> peaks(int least) const {
    std::vector<BorderLine> found;
    for (int direction = 0; direction < kDirections; ++direction) {
      for (int away = -reach_ + 2; away <= reach_ - 2; ++away) {
        const int own = votes_[cell(direction, away)];
        if (own < least || !is_peak(direction, away, own)) continue;
        found.push_back(
            {std::cos(direction * kStep), std::sin(direction * kStep), static_cast<double>(away), own});
      }
    }
    std::stable_sort(found.begin(), found.end(),
                     [](const BorderLine& a, const BorderLine& b) { return a.votes > b.votes; });
    return found;
  }

 private:
  [[nodiscard]] std::size_t cell(int direction, int away) const {
    return static_cast<std::size_t>(direction) * span_ + static_cast<std::size_t>(away + reach_);
  }
  [[nodiscard]] bool is_peak(int direction, int away, int own) const {
    for (int turn = -1; turn <= 1; ++turn) {
      const int beside = (direction + turn + kDirections) % kDirections;
      for (int shift = -2; shift <= 2; ++shift) {
        if (votes_[cell(beside, away + shift)] > own) return false;
      }
    }
    return true;
  }

  int reach_;
  std::size_t span_;
  std::vector<int> votes_;
  std::array<float, kDirections> cosines_{};
  std::array<float, kDirections> sines_{};
};

// The line through the dots near `line` with the least squared distance; keeps the direction to the light.
BorderLine fitted(const BorderLine& line, const std::vector<BorderDot>& dots, double reach) {
  double count = 0, sum_x = 0, sum_y = 0, sum_xx = 0, sum_xy = 0, sum_yy = 0;
  for (const BorderDot& dot : dots) {
    if (std::abs(line.nx * dot.x + line.ny * dot.y - line.distance) > reach) continue;
    if (line.nx * dot.nx + line.ny * dot.ny < 0.94) continue;
    count += 1;
    sum_x += dot.x;
    sum_y += dot.y;
    sum_xx += static_cast<double>(dot.x) * dot.x;
    sum_xy += static_cast<double>(dot.x) * dot.y;
    sum_yy += static_cast<double>(dot.y) * dot.y;
  }
  if (count < 8) return line;
  const double mean_x = sum_x / count, mean_y = sum_y / count;
  const double xx = sum_xx - count * mean_x * mean_x, yy = sum_yy - count * mean_y * mean_y;
  const double xy = sum_xy - count * mean_x * mean_y;
  const double along = 0.5 * std::atan2(2 * xy, xx - yy);  // direction of the longer axis
  BorderLine fit{-std::sin(along), std::cos(along), 0, static_cast<int>(count)};
  if (fit.nx * line.nx + fit.ny * line.ny < 0) {
    fit.nx = -fit.nx;
    fit.ny = -fit.ny;
  }
  if (fit.nx * line.nx + fit.ny * line.ny < 0.98) return line;  // the dots are no line
  fit.distance = fit.nx * mean_x + fit.ny * mean_y;
  return fit;
}

bool same_line(const BorderLine& a, const BorderLine& b, PagePoint middle) {
  if (a.nx * b.nx + a.ny * b.ny < 0.9976) return false;  // 4 degrees
  const double at_a = a.nx * middle.x + a.ny * middle.y - a.distance;
  const double at_b = b.nx * middle.x + b.ny * middle.y - b.distance;
  return std::abs(at_a - at_b) < 5;
}

}  // namespace

Gradient gradient_of(const Image& grey) {
  Gradient g{grey.width, grey.height, {}, {}};
  g.x.assign(grey.pixels.size(), 0);
  g.y.assign(grey.pixels.size(), 0);
  const auto width = static_cast<std::size_t>(grey.width);
  for (int y = 1; y + 1 < grey.height; ++y) {
    for (int x = 1; x + 1 < grey.width; ++x) {
      const std::size_t at = g.at(x, y);
      const std::uint8_t* const p = &grey.pixels[at - width - 1];
      const std::uint8_t* const q = p + width;
      const std::uint8_t* const r = q + width;
      g.x[at] = static_cast<float>(p[2] + 2 * q[2] + r[2] - p[0] - 2 * q[0] - r[0]) / 8;
      g.y[at] = static_cast<float>(r[0] + 2 * r[1] + r[2] - p[0] - 2 * p[1] - p[2]) / 8;
    }
  }
  return g;
}

std::vector<BorderLine> find_lines(const Gradient& gradient, const BorderSearch& search) {
  const std::vector<BorderDot> dots = border_dots(gradient, search.least_step);
  Ballot ballot(gradient.width, gradient.height);
  for (const BorderDot& dot : dots) ballot.vote(dot);
  const int longer = std::max(gradient.width, gradient.height);
  const PagePoint middle{gradient.width / 2.0, gradient.height / 2.0};
  std::vector<BorderLine> lines;
  for (const BorderLine& peak : ballot.peaks(static_cast<int>(search.least_share * longer))) {
    if (lines.size() >= search.most_lines) break;
    const BorderLine line = fitted(fitted(peak, dots, 4), dots, 2);
    const bool known = std::any_of(lines.begin(), lines.end(),
                                   [&](const BorderLine& other) { return same_line(line, other, middle); });
    if (!known) lines.push_back(line);
  }
  return lines;
}

double border_share(const Gradient& g, PagePoint a, PagePoint b, float least_step, int slack) {
  const double length = distance(a, b);
  if (length < 4) return 0;
  // Right of the walk, on a picture whose y grows downwards.
  const double nx = -(b.y - a.y) / length, ny = (b.x - a.x) / length;
  // Corners may be round, dog-eared or under a clip: the last twentieths do not count.
  const int from = static_cast<int>(length * 0.05), to = static_cast<int>(length * 0.95);
  int seen = 0, hits = 0;
  for (int step = from; step <= to; step += 2) {
    const double x = a.x + (b.x - a.x) * step / length, y = a.y + (b.y - a.y) * step / length;
    ++seen;
    for (int side = -slack; side <= slack; ++side) {
      const int px = static_cast<int>(std::lround(x + nx * side)),
                py = static_cast<int>(std::lround(y + ny * side));
      if (px < 0 || py < 0 || px >= g.width || py >= g.height) continue;
      const std::size_t at = g.at(px, py);
      const double across = g.x[at] * nx + g.y[at] * ny;
      const double along = g.x[at] * ny - g.y[at] * nx;
      if (across < least_step || std::abs(along) > across) continue;
      ++hits;
      break;
    }
  }
  return seen == 0 ? 0 : static_cast<double>(hits) / seen;
}

}  // namespace yitang::devices
