#include "kiosk/resident/screens/pictures.hpp"

#include <algorithm>

namespace yitang::resident {
namespace {

struct Sketch {
  ui::Painter& painter;
  ui::Point origin;
  float unit;  // the picture is 100 units wide and high
  ui::Rect box(float x, float y, float w, float h) const {
    return {origin.x + x * unit, origin.y + y * unit, w * unit, h * unit};
  }
  void block(float x, float y, float w, float h, float radius, ui::Color color) const {
    painter.fill_rounded(box(x, y, w, h), radius * unit, color);
  }
  ui::Point at(float x, float y) const { return {origin.x + x * unit, origin.y + y * unit}; }
};

void card(const Sketch& sketch, Screen& s) {
  const ui::Colors& colors = s.colors();
  s.ui.painter().shadow(sketch.box(14, 14, 62, 40), 4 * sketch.unit, ui::Elevation::Raised, s.theme());
  sketch.block(14, 14, 62, 40, 4, colors.surface);
  sketch.block(14, 14, 62, 9, 4, colors.primary);
  sketch.block(14, 19, 62, 4, 0, colors.primary);
  sketch.block(20, 28, 25, 3, 1.5F, colors.text_disabled);
  sketch.block(20, 35, 19, 3, 1.5F, colors.border);
  sketch.block(20, 42, 22, 3, 1.5F, colors.border);
  sketch.block(54, 27, 16, 21, 2, colors.primary_soft);
  sketch.painter.circle(sketch.at(62, 34), 4 * sketch.unit, colors.primary);
  sketch.block(56.5F, 39.5F, 11, 8.5F, 4, colors.primary);
}

void hand(const Sketch& sketch, Screen& s) {
  const ui::Color skin{0xF2, 0xC9, 0xA5};
  const ui::Color shade{0xDD, 0xA9, 0x7F};
  const ui::Color sleeve = s.theme().accent(ui::Accent::Teal);
  // Rings where the finger touches.
  const ui::Color ring = s.colors().primary;
  sketch.painter.ring(sketch.at(57, 52), 12 * sketch.unit, 1.1F * sketch.unit, ring.with_alpha(150));
  sketch.painter.ring(sketch.at(57, 52), 18 * sketch.unit, 1.1F * sketch.unit, ring.with_alpha(80));
  sketch.block(47, 64, 8, 20, 4, shade);  // thumb behind
  sketch.block(53, 48, 8.5F, 34, 4.2F, skin);
  sketch.block(61, 60, 8, 22, 4, skin);
  sketch.block(68.5F, 62, 7.6F, 20, 3.8F, skin);
  sketch.block(75.5F, 65, 7, 17, 3.5F, skin);
  sketch.block(61, 62, 0.8F, 12, 0.4F, shade);
  sketch.block(68.5F, 64, 0.8F, 10, 0.4F, shade);
  sketch.block(75.5F, 66, 0.8F, 9, 0.4F, shade);
  sketch.block(50, 71, 32.5F, 20, 8, skin);
  sketch.block(54.8F, 50, 5, 5.5F, 2.4F, {0xFB, 0xE4, 0xD2});  // nail
  sketch.block(51, 88, 30, 14, 3, sleeve);
}

}  // namespace

void touch_picture(Screen& s, const ui::Rect& place) {
  const float side = std::min(place.w, place.h);
  const ui::Rect square = place.centered(side, side);
  ui::Painter& painter = s.ui.painter();
  painter.circle(square.center(), side / 2, s.colors().primary_soft);
  painter.push_clip(square);
  const Sketch sketch{painter, {square.x, square.y}, side / 100.F};
  card(sketch, s);
  hand(sketch, s);
  painter.pop_clip();
}

}  // namespace yitang::resident
