#include "ui/widgets/parts.hpp"

#include <string>

namespace yitang::ui::parts {

float hairline(const Theme& theme) { return theme.mm(theme.elder() ? 0.5f : 0.3f); }
float border(const Theme& theme) {
  const float normal = theme.elder() ? 0.75f : 0.5f;
  return theme.mm(theme.two_colors() ? 2 * normal : normal);  // all that tells a chosen card from another
}

float words(Ui& ui, const Rect& rect, std::string_view text, const Words& look) {
  TextSpec spec;
  spec.text = std::string(text);
  spec.style = look.style;
  spec.color = look.color;
  spec.align = look.align;
  spec.middle = look.middle;
  spec.max_lines = look.max_lines;
  spec.bold = look.bold;
  spec.shrink = look.shrink;
  spec.silent = true;
  return ui::text(ui, rect, spec);
}

Rect pressable_card(Ui& ui, const Rect& rect, const CardLook& look) {
  const Theme& theme = ui.theme();
  const Colors& c = theme.colors();
  Painter& painter = ui.painter();
  const float radius = theme.radius().card;
  const Rect place = look.pressed ? rect.inset(theme.mm(0.5f)) : rect;
  if (look.enabled && !look.pressed) painter.shadow(place, radius, Elevation::Card, theme);
  const Color ground = !look.enabled                   ? c.surface_sunken
                       : look.pressed || look.selected ? c.primary_soft
                                                       : c.surface;
  painter.fill_rounded(place, radius, ground);
  const bool marked = look.selected || look.pressed;
  const Color edge = look.error ? c.danger : marked ? c.primary : c.border;
  painter.stroke_rounded(place, radius, marked || look.error ? border(theme) : hairline(theme), edge);
  if (!look.enabled) broken_edge(ui, place, ground);
  return place;
}

void plate(Ui& ui, const Rect& square, Icon icon, Color strong, Color soft) {
  ui.painter().fill_rounded(square, square.w * 0.28f, soft);
  ui.painter().icon(square, icon, square.w * 0.58f, strong);
}

void broken_edge(Ui& ui, const Rect& rect, Color ground) {
  const Theme& theme = ui.theme();
  if (!theme.two_colors()) return;
  const float dash = theme.mm(2), deep = border(theme);
  for (float x = rect.x + 2 * dash; x + 2 * dash < rect.right(); x += 2 * dash) {
    ui.painter().fill({x, rect.y, dash, deep}, ground);
    ui.painter().fill({x, rect.bottom() - deep, dash, deep}, ground);
  }
  for (float y = rect.y + 2 * dash; y + 2 * dash < rect.bottom(); y += 2 * dash) {
    ui.painter().fill({rect.x, y, deep, dash}, ground);
    ui.painter().fill({rect.right() - deep, y, deep, dash}, ground);
  }
}

void bar(Ui& ui, const Rect& rect, Color color) {
  const Theme& theme = ui.theme();
  ui.painter().fill_rounded(rect, rect.h / 2, color);
  if (theme.two_colors())
    ui.painter().stroke_rounded(rect, rect.h / 2, hairline(theme), theme.colors().border);
}

void focus_ring(Ui& ui, const Rect& rect, float radius) {
  const float gap = ui.theme().mm(0.75f);
  ui.painter().stroke_rounded(rect.inset(-gap), radius + gap, border(ui.theme()),
                              ui.theme().colors().primary);
}

}  // namespace yitang::ui::parts
