#include "ui/icon_shapes.hpp"

#include <cmath>
#include <cstdlib>
#include <numbers>
#include <optional>
#include <string>
#include <vector>

namespace yitang::ui {

namespace {

class ShapeReader {
 public:
  ShapeReader(CoverageCanvas& canvas, std::string_view shapes)
      : canvas_(canvas), text_(shapes), scale_(static_cast<float>(canvas.width()) / 24.f) {}

  bool run() {
    while (ok_ && next_is_command()) draw(text_[position_++]);
    finish_line(false);
    return ok_;
  }

 private:
  bool next_is_command() {
    while (position_ < text_.size() && text_[position_] == ' ') ++position_;
    return position_ < text_.size();
  }

  float number() {
    while (position_ < text_.size() && text_[position_] == ' ') ++position_;
    const std::size_t start = position_;
    while (position_ < text_.size() && (std::isdigit(static_cast<unsigned char>(text_[position_])) != 0 ||
                                        text_[position_] == '.' || text_[position_] == '-')) {
      ++position_;
    }
    if (start == position_) ok_ = false;
    return std::strtof(std::string(text_.substr(start, position_ - start)).c_str(), nullptr);
  }

  Point point() {
    const float x = number();
    const float y = number();
    return {x * scale_, y * scale_};
  }

  void draw(char command) {
    switch (command) {
      case 'M':
        finish_line(false);
        line_ = {point()};
        break;
      case 'L': line_.push_back(point()); break;
      case 'C': curve(); break;
      case 'Z': finish_line(true); break;
      case 'F': fill(); break;
      case 'W': width_ = number(); break;
      case 'O': circle(); break;
      case 'D': {
        const Point center = point();
        canvas_.disc(center, number() * scale_);
        break;
      }
      case 'A': arc(); break;
      case 'R': rounded(); break;
      default: ok_ = false;
    }
  }

  void curve() {
    if (line_.empty()) {
      ok_ = false;
      return;
    }
    const Point a = line_.back(), b = point(), c = point(), d = point();
    constexpr int steps = 14;
    for (int i = 1; i <= steps; ++i) {
      const float t = static_cast<float>(i) / steps, u = 1 - t;
      line_.push_back({u * u * u * a.x + 3 * u * u * t * b.x + 3 * u * t * t * c.x + t * t * t * d.x,
                       u * u * u * a.y + 3 * u * u * t * b.y + 3 * u * t * t * c.y + t * t * t * d.y});
    }
  }

  void append_arc(Point center, float radius, float from, float to) {
    const int steps = std::max(4, static_cast<int>(std::fabs(to - from) / 9));
    for (int i = 0; i <= steps; ++i) {
      const float angle = (from + (to - from) * static_cast<float>(i) / static_cast<float>(steps)) *
                          std::numbers::pi_v<float> / 180.f;
      line_.push_back({center.x + radius * std::cos(angle), center.y + radius * std::sin(angle)});
    }
  }

  void arc() {
    const Point center = point();
    const float radius = number() * scale_, from = number(), to = number();
    append_arc(center, radius, from, to);
  }

  void circle() {
    finish_line(false);
    const Point center = point();
    append_arc(center, number() * scale_, 0, 360);
    finish_line(true);
  }

  void rounded() {
    finish_line(false);
    const Point corner = point(), size = point();
    const float r = number() * scale_;
    const float right = corner.x + size.x, bottom = corner.y + size.y;
    append_arc({corner.x + r, corner.y + r}, r, 180, 270);
    append_arc({right - r, corner.y + r}, r, 270, 360);
    append_arc({right - r, bottom - r}, r, 0, 90);
    append_arc({corner.x + r, bottom - r}, r, 90, 180);
    finish_line(true);
  }

  void fill() {
    if (line_.empty()) line_ = last_closed_;
    canvas_.fill(line_);
    line_.clear();
  }

  void finish_line(bool closed) {
    if (line_.empty()) return;
    canvas_.stroke(line_, width_ * scale_, closed);
    last_closed_ = line_;
    line_.clear();
  }

  CoverageCanvas& canvas_;
  std::string_view text_;
  float scale_;
  float width_ = 1.9f;
  std::size_t position_ = 0;
  bool ok_ = true;
  std::vector<Point> line_, last_closed_;
};

}  // namespace

bool draw_shapes(CoverageCanvas& canvas, std::string_view shapes) {
  return ShapeReader(canvas, shapes).run();
}

}  // namespace yitang::ui
