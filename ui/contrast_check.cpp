#include "ui/contrast_check.hpp"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <unordered_map>

namespace yitang::ui {

namespace {

constexpr int nearest_that_counts = 96;  // sum of the channels' differences; further off it is another colour
constexpr int same_ink = 40;
constexpr float stroke_share = 0.45f;
constexpr float ground_share = 0.2f;  // of the frame; less is an icon or a line that happens to be there
constexpr float fade_mm = 8;          // a scroll area fades out over its last millimetres

Color color_of(std::uint32_t pixel) {
  return {static_cast<std::uint8_t>(pixel >> 16), static_cast<std::uint8_t>(pixel >> 8),
          static_cast<std::uint8_t>(pixel)};
}

int color_distance(Color a, Color b) {
  return std::abs(a.r - b.r) + std::abs(a.g - b.g) + std::abs(a.b - b.b);
}

struct Pixels {
  int x0, y0, x1, y1;  // half-open
  bool empty() const { return x1 - x0 < 4 || y1 - y0 < 4; }
};

// A pixel above and below, where no stroke ends; not one to the right, where a caret may stand.
Pixels pixels_of(const Rect& rect, const SurfaceView& picture) {
  return {std::max(0, static_cast<int>(std::floor(rect.x))),
          std::max(0, static_cast<int>(std::floor(rect.y)) - 1),
          std::min(picture.width, static_cast<int>(std::floor(rect.right()))),
          std::min(picture.height, static_cast<int>(std::ceil(rect.bottom())) + 1)};
}

std::uint32_t at(const SurfaceView& picture, int x, int y) {
  return picture.pixels[static_cast<std::ptrdiff_t>(y) * picture.stride + x];
}

Color nearest(const SurfaceView& picture, const Pixels& area, Color wanted) {
  Color best = color_of(at(picture, area.x0, area.y0));
  int least = color_distance(best, wanted);
  for (int y = area.y0; y < area.y1 && least > 0; ++y) {
    for (int x = area.x0; x < area.x1 && least > 0; ++x) {
      const Color here = color_of(at(picture, x, y));
      const int away = color_distance(here, wanted);
      if (away < least) {
        least = away;
        best = here;
      }
    }
  }
  return best;
}

// Strokes hardly reach the frame around them, so what it is made of is what they stand on; a little of the
// ink's own colour there is a stroke all the same.
std::vector<Color> grounds(const SurfaceView& picture, const Pixels& area, Color ink) {
  std::unordered_map<std::uint32_t, int> seen;
  int total = 0;
  const auto count = [&](int x, int y) {
    ++seen[at(picture, x, y)];
    ++total;
  };
  for (int x = area.x0; x < area.x1; ++x) {
    count(x, area.y0);
    count(x, area.y1 - 1);
  }
  for (int y = area.y0; y < area.y1; ++y) {
    count(area.x0, y);
    count(area.x1 - 1, y);
  }
  std::vector<Color> found;
  std::uint32_t most = seen.begin()->first;
  for (const auto& [pixel, times] : seen) {
    if (times > seen[most]) most = pixel;
    const float share = static_cast<float>(times) / static_cast<float>(total);
    const bool stroke = color_distance(color_of(pixel), ink) <= same_ink && share < stroke_share;
    if (share >= ground_share && !stroke) found.push_back(color_of(pixel));
  }
  if (found.empty()) found.push_back(color_of(most));
  return found;
}

bool fades(const WrittenWords& words, float mm_per_px) {
  const bool low = words.rect.bottom() > words.view.bottom() - fade_mm / mm_per_px;
  return !words.view.empty() && (low || words.rect.y <= words.view.y + 1);
}

}  // namespace

std::vector<MeasuredWords> measure_contrast(const SurfaceView& picture,
                                            const std::vector<WrittenWords>& words, float mm_per_px) {
  std::vector<MeasuredWords> measured;
  for (const WrittenWords& line : words) {
    const Pixels area = pixels_of(line.rect, picture);
    const bool blank = line.text.find_first_not_of(' ') == std::string::npos;
    if (area.empty() || blank || fades(line, mm_per_px)) continue;
    const Color ink = nearest(picture, area, line.color);
    MeasuredWords result{line.text, line.rect, 21};
    for (const Color& ground : grounds(picture, area, ink))
      result.ratio = std::min(result.ratio, contrast_ratio(ink, ground));
    if (color_distance(ink, line.color) > nearest_that_counts) result.ratio = 1;
    measured.push_back(std::move(result));
  }
  return measured;
}

}  // namespace yitang::ui
