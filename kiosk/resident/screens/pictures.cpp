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
  s.ui.painter().shadow(sketch.box(19, 14, 62, 40), 4 * sketch.unit, ui::Elevation::Raised, s.theme());
  sketch.block(19, 14, 62, 40, 4, colors.surface);
  sketch.block(19, 14, 62, 9, 4, colors.primary);
  sketch.block(19, 19, 62, 4, 0, colors.primary);
  sketch.block(25, 28, 25, 3, 1.5F, colors.text_disabled);
  sketch.block(25, 35, 19, 3, 1.5F, colors.border);
  sketch.block(25, 42, 22, 3, 1.5F, colors.border);
  sketch.block(59, 27, 16, 21, 2, colors.primary_soft);
  sketch.painter.circle(sketch.at(67, 34), 4 * sketch.unit, colors.primary);
  sketch.block(61.5F, 39.5F, 11, 8.5F, 4, colors.primary);
}

void hand(const Sketch& sketch, Screen& s) {
  const ui::Color skin = s.colors().skin;
  const ui::Color shade = s.colors().skin_shade;
  const ui::Color sleeve = s.theme().accent(ui::Accent::Teal);
  // Rings where the finger touches.
  const ui::Color ring = s.colors().primary;
  sketch.painter.ring(sketch.at(44, 50), 12 * sketch.unit, 1.1F * sketch.unit, ring.with_alpha(150));
  sketch.painter.ring(sketch.at(44, 50), 18 * sketch.unit, 1.1F * sketch.unit, ring.with_alpha(80));
  sketch.block(34, 62, 8, 20, 4, shade);  // thumb behind
  sketch.block(40, 46, 8.5F, 34, 4.2F, skin);
  sketch.block(48, 58, 8, 22, 4, skin);
  sketch.block(55.5F, 60, 7.6F, 20, 3.8F, skin);
  sketch.block(62.5F, 63, 7, 17, 3.5F, skin);
  sketch.block(48, 60, 0.8F, 12, 0.4F, shade);
  sketch.block(55.5F, 62, 0.8F, 10, 0.4F, shade);
  sketch.block(62.5F, 64, 0.8F, 9, 0.4F, shade);
  sketch.block(37, 69, 32.5F, 20, 8, skin);
  sketch.block(41.8F, 48, 5, 5.5F, 2.4F, s.colors().fingernail);  // nail
  sketch.block(38, 85, 30, 13, 4, sleeve);
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
