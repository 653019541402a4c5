#include "tests/bench/barcode/distort.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <functional>
#include <stdexcept>

#include "devices/barcode/qr.hpp"

namespace yitang::bench {
namespace {

constexpr int width = 1280, height = 720;
constexpr double pi = 3.14159265358979;
constexpr int quiet = 4;

struct Point {
  double x, y;
};

// Where a dot of the frame lies on the code, in modules.
class Placement {
 public:
  Placement(const Scene& scene, int modules, std::mt19937& random) : scene_(scene), modules_(modules) {
    std::uniform_real_distribution<double> shift(-40, 40);
    centre_ = {width / 2.0 + shift(random), height / 2.0 + shift(random)};
    const double angle = scene.turn_degrees * pi / 180;
    cos_ = std::cos(angle);
    sin_ = std::sin(angle);
  }
  [[nodiscard]] Point on_code(double x, double y) const {
    const double dx = x - centre_.x, dy = y - centre_.y;
    const double u = (cos_ * dx + sin_ * dy) / scene_.module_px;
    const double v = (-sin_ * dx + cos_ * dy) / scene_.module_px;
    // The far edge of a tilted sheet is shorter, and its rows are nearer to each other.
    const double depth = std::max(0.2, 1 + scene_.tilt * v / modules_);
    return {u / depth + modules_ / 2.0, v / depth + modules_ / 2.0};
  }

 private:
  Scene scene_;
  double modules_;
  Point centre_{};
  double cos_ = 1, sin_ = 0;
};

double ink_at(const devices::Bitmap& code, Point p) {
  const int x = static_cast<int>(std::floor(p.x)), y = static_cast<int>(std::floor(p.y));
  return code.get(x, y) ? 1.0 : 0.0;
}

using Plane = std::vector<double>;

// Four looks into each dot: edges are grey as in a camera.
Plane draw(const devices::Bitmap& code, const Scene& scene, const Placement& place) {
  Plane plane(static_cast<std::size_t>(width) * height);
  const double paper = code.width() + 2.0 * quiet;
  for (int y = 0; y < height; ++y) {
    for (int x = 0; x < width; ++x) {
      double ink = 0;
      bool on_paper = true;
      for (const auto& [dx, dy] : {std::pair{0.25, 0.25}, {0.75, 0.25}, {0.25, 0.75}, {0.75, 0.75}}) {
        const Point p = place.on_code(x + dx, y + dy);
        ink += ink_at(code, p) / 4;
        on_paper = on_paper && p.x > -quiet && p.y > -quiet && p.x < paper - quiet && p.y < paper - quiet;
      }
      if (scene.inverted && on_paper) ink = 1 - ink;
      const double desk = scene.inverted ? 1.0 : 0.35;
      const double dark = on_paper ? ink : desk;
      plane[static_cast<std::size_t>(y) * width + static_cast<std::size_t>(x)] =
          scene.white + (scene.black - scene.white) * dark;
    }
  }
  return plane;
}

void blur(Plane& plane, double sigma) {
  if (sigma <= 0) return;
  const int radius = static_cast<int>(std::ceil(3 * sigma));
  std::vector<double> kernel;
  double sum = 0;
  for (int i = -radius; i <= radius; ++i) {
    kernel.push_back(std::exp(-i * i / (2 * sigma * sigma)));
    sum += kernel.back();
  }
  const auto pass = [&](int step_x, int step_y) {
    Plane result(plane.size());
    for (int y = 0; y < height; ++y) {
      for (int x = 0; x < width; ++x) {
        double value = 0;
        for (int i = -radius; i <= radius; ++i) {
          const int px = std::clamp(x + i * step_x, 0, width - 1),
                    py = std::clamp(y + i * step_y, 0, height - 1);
          value += kernel[static_cast<std::size_t>(i + radius)] *
                   plane[static_cast<std::size_t>(py) * width + static_cast<std::size_t>(px)];
        }
        result[static_cast<std::size_t>(y) * width + static_cast<std::size_t>(x)] = value / sum;
      }
    }
    plane = std::move(result);
  };
  pass(1, 0);
  pass(0, 1);
}

// Light that falls off, a burnt-out spot, the grating of a screen, and the sensor's noise.
void light(Plane& plane, const Scene& scene, double side_px, std::mt19937& random) {
  std::normal_distribution<double> noise(0, std::max(1e-9, scene.noise));
  std::uniform_real_distribution<double> spot(-0.3, 0.3);
  const Point burnt{width / 2.0 + spot(random) * side_px, height / 2.0 + spot(random) * side_px};
  const double radius = scene.glare * side_px;
  for (int y = 0; y < height; ++y) {
    for (int x = 0; x < width; ++x) {
      double& value = plane[static_cast<std::size_t>(y) * width + static_cast<std::size_t>(x)];
      value *= 1 - scene.shade * x / width;
      value += scene.moire * std::sin(2 * pi * (x * 0.31 + y * 0.07));
      const double far = std::hypot(x - burnt.x, y - burnt.y);
      if (radius > 0 && far < radius) value += (255 - value) * std::min(1.0, 2 * (1 - far / radius));
      if (scene.noise > 0) value += noise(random);
    }
  }
}

ClassOfScenes steps(const std::string& name, int count, const std::function<void(Scene&, double)>& change) {
  ClassOfScenes result{name, {}};
  for (int i = 0; i < count; ++i) {
    Scene scene;
    change(scene, count == 1 ? 0.0 : static_cast<double>(i) / (count - 1));
    result.scenes.push_back(scene);
  }
  return result;
}

}  // namespace

devices::Image frame_with_code(const std::string& text, const Scene& scene, std::mt19937& random) {
  const auto* bytes = reinterpret_cast<const std::uint8_t*>(text.data());
  const auto code = devices::make_qr({bytes, text.size()});
  if (!code) throw std::runtime_error("a code could not be made");
  const Placement place(scene, code->width(), random);
  Plane plane = draw(*code, scene, place);
  blur(plane, scene.blur_px);
  light(plane, scene, code->width() * scene.module_px, random);
  devices::Image frame = devices::make_image(width, height, devices::PixelFormat::Grey);
  for (std::size_t i = 0; i < plane.size(); ++i) {
    frame.pixels[i] = static_cast<std::uint8_t>(std::clamp(std::lround(plane[i]), 0L, 255L));
  }
  return frame;
}

std::vector<ClassOfScenes> all_classes(int count, std::mt19937& random) {
  std::uniform_real_distribution<double> any_turn(0, 360);
  return {
      steps("easy", count, [](Scene& s, double hard) { s.module_px = 8 - 3 * hard; }),
      steps("small", count, [](Scene& s, double hard) { s.module_px = 3 - 1.9 * hard, s.noise = 3; }),
      steps("turned", count,
            [&](Scene& s, double hard) {
              s.turn_degrees = any_turn(random), s.module_px = 5 - 2.5 * hard, s.noise = 3;
            }),
      steps("tilted", count,
            [](Scene& s, double hard) { s.tilt = 0.1 + 0.7 * hard, s.turn_degrees = 12, s.noise = 3; }),
      steps("blurred", count,
            [](Scene& s, double hard) { s.blur_px = 1 + 4 * hard, s.module_px = 6, s.noise = 2; }),
      steps("noisy, dark", count,
            [](Scene& s, double hard) { s.black = 12, s.white = 60 - 34 * hard, s.noise = 3 + 3 * hard; }),
      steps("shaded", count,
            [](Scene& s, double hard) {
              s.shade = 0.5 + 0.45 * hard, s.black = 90, s.white = 200, s.noise = 3;
            }),
      steps("glare", count, [](Scene& s, double hard) { s.glare = 0.05 + 0.3 * hard, s.noise = 3; }),
      steps("moire", count,
            [](Scene& s, double hard) { s.moire = 20 + 80 * hard, s.module_px = 6 - 2 * hard; }),
      steps("inverted", count,
            [](Scene& s, double hard) { s.inverted = true, s.module_px = 6 - 3.5 * hard, s.noise = 3; })};
}

}  // namespace yitang::bench
