#include "scene_support.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>
#include <optional>

namespace yitang::devices::test {
namespace {

class SceneNoise {
 public:
  explicit SceneNoise(std::uint32_t seed) : state_(seed * 2654435761U + 1U) {}
  int within(int limit) {
    state_ ^= state_ << 13U;
    state_ ^= state_ >> 17U;
    state_ ^= state_ << 5U;
    return limit <= 0 ? 0 : static_cast<int>(state_ % static_cast<std::uint32_t>(2 * limit + 1)) - limit;
  }

 private:
  std::uint32_t state_;
};

// The projective map from the unit square to four corners (Heckbert 1989), inverted: where on the sheet (0 to
// 1) a dot of the picture lies.
class OntoSheet {
 public:
  explicit OntoSheet(const PageCorners& c) {
    const double sx = c[0].x - c[1].x + c[2].x - c[3].x, sy = c[0].y - c[1].y + c[2].y - c[3].y;
    const double dx1 = c[1].x - c[2].x, dx2 = c[3].x - c[2].x, dy1 = c[1].y - c[2].y, dy2 = c[3].y - c[2].y;
    const double det = dx1 * dy2 - dx2 * dy1;
    const double g = (sx * dy2 - dx2 * sy) / det, h = (dx1 * sy - sx * dy1) / det;
    const double a = c[1].x - c[0].x + g * c[1].x, b = c[3].x - c[0].x + h * c[3].x, e0 = c[0].x;
    const double d = c[1].y - c[0].y + g * c[1].y, e = c[3].y - c[0].y + h * c[3].y, f = c[0].y;
    back_ = {e - f * h,      e0 * h - b,    b * f - e0 * e, f * g - d,    a - e0 * g,
             e0 * d - a * f, d * h - e * g, b * g - a * h,  a * e - b * d};
  }
  [[nodiscard]] PagePoint at(double x, double y) const {
    const double w = back_[6] * x + back_[7] * y + back_[8];
    return {(back_[0] * x + back_[1] * y + back_[2]) / w, (back_[3] * x + back_[4] * y + back_[5]) / w};
  }

 private:
  std::array<double, 9> back_{};
};

// A heading and paragraphs of blocks with gaps, the size of characters.
bool printed(PagePoint on_sheet) {
  const double u = on_sheet.x, v = on_sheet.y;
  if (v > 0.08 && v < 0.11) return u > 0.32 && u < 0.68 && std::fmod(u * 22, 1.0) < 0.75;
  if (v < 0.16 || v > 0.9 || u < 0.1 || u > 0.9) return false;
  const double line = (v - 0.16) * 30;
  if (std::fmod(line, 1.0) > 0.45) return false;
  const int number = static_cast<int>(line);
  if (number % 5 == 4 && u > 0.55) return false;
  return std::fmod(u * 42 + number * 0.37, 1.0) < 0.7 && std::fmod(v * 130 + u * 9, 1.0) < 0.8;
}

struct Coverage {
  OntoSheet map;
  const Sheet* sheet;
};

double light_at(const Scene& scene, const std::vector<Coverage>& covers, double x, double y, double desk) {
  for (const Coverage& cover : covers) {
    const PagePoint p = cover.map.at(x, y);
    if (p.x >= 0 && p.x <= 1 && p.y >= 0 && p.y <= 1)
      return printed(p) ? cover.sheet->print : cover.sheet->paper;
    if (scene.outline > 0 && p.x > -0.005 && p.x < 1.005 && p.y > -0.004 && p.y < 1.004)
      return scene.desk - scene.outline;
  }
  return desk;
}

double shade_at(const Scene& scene, double x, double y) {
  constexpr double soft = 25;
  const double into = (x - scene.shadow_from - y / 3) / soft;
  return 1 + (scene.shadow - 1) * std::clamp(into, 0.0, 1.0);
}

}  // namespace

Image picture_of(const Scene& scene) {
  SceneNoise noise(scene.seed);
  std::vector<Coverage> covers;
  for (const Sheet& sheet : scene.sheets) covers.push_back({OntoSheet(sheet.corners), &sheet});
  Image image = make_image(scene.width, scene.height, PixelFormat::Rgb);
  std::uint8_t* out = image.pixels.data();
  for (int y = 0; y < scene.height; ++y) {
    for (int x = 0; x < scene.width; ++x) {
      const double desk = scene.desk + noise.within(scene.grain) + 8 * std::sin(y * 0.05 + x * 0.004);
      double light = 0;  // four looks a dot: borders are not jagged
      for (const auto& [dx, dy] : {std::pair{-0.25, -0.25}, {0.25, -0.25}, {-0.25, 0.25}, {0.25, 0.25}})
        light += light_at(scene, covers, x + dx, y + dy, desk) / 4;
      light *= shade_at(scene, x, y);
      const double away = std::hypot((x - scene.lamp.x) / 1.6, y - scene.lamp.y);
      if (scene.lamp_radius > 0)
        light += 300 * std::clamp(1.5 * (1 - away / scene.lamp_radius / 1.4), 0.0, 1.0);
      const double dot = light + noise.within(scene.noise);
      *out++ = static_cast<std::uint8_t>(std::clamp(dot, 0.0, 255.0));
      *out++ = static_cast<std::uint8_t>(std::clamp(dot * 0.98, 0.0, 255.0));
      *out++ = static_cast<std::uint8_t>(std::clamp(light > 250 ? dot : dot * 0.95, 0.0, 255.0));
    }
  }
  return image;
}

PageCorners sheet_at(PagePoint middle, double width, double height, double degrees, double keystone) {
  const double angle = degrees * std::numbers::pi / 180;
  const auto turned = [&](double x, double y) {
    return PagePoint{middle.x + x * std::cos(angle) - y * std::sin(angle),
                     middle.y + x * std::sin(angle) + y * std::cos(angle)};
  };
  const double top = width / 2 * (1 - keystone);
  return {turned(-top, -height / 2), turned(top, -height / 2), turned(width / 2, height / 2),
          turned(-width / 2, height / 2)};
}

PageCorners sheet_leaning(PagePoint middle, double width, double height, double degrees, double lean) {
  constexpr double focal = 1400, lens_x = 648, lens_y = 486;
  const double angle = lean * std::numbers::pi / 180;
  PageCorners corners = sheet_at(middle, width, height, degrees);
  for (PagePoint& corner : corners) {
    const double x = corner.x - lens_x, y = corner.y - lens_y;
    const double nearer = focal / (focal - y * std::sin(angle));
    corner = {lens_x + x * nearer, lens_y + y * std::cos(angle) * nearer};
  }
  return corners;
}

double corner_error(const PageCorners& found, const PageCorners& truth, int width, int height) {
  double worst = 0;
  const PageCorners wanted = upright_order(truth);
  for (std::size_t i = 0; i < 4; ++i) worst = std::max(worst, distance(found[i], wanted[i]));
  return 100 * worst / std::hypot(width, height);
}

}  // namespace yitang::devices::test
