#include "ui/widgets/badge.hpp"

#include <algorithm>
#include <utility>

#include "ui/widgets/parts.hpp"

namespace yitang::ui {

namespace {

float chip_height(const Theme& theme) {
  return std::max(theme.min_target(), theme.mm(theme.elder() ? 19 : 15));
}
float badge_gap(const Theme& theme) { return theme.space().s; }

// Places boxes of given widths in lines; calls place(index, rect); returns the height.
template <class Width, class Place>
float flow(const Rect& rect, std::size_t count, float height, float gap, Width width_of, Place place) {
  float x = rect.x, y = rect.y;
  for (std::size_t i = 0; i < count; ++i) {
    const float width = std::min(width_of(i), rect.w);
    if (x > rect.x && x + width > rect.right() + 0.5f) {
      x = rect.x;
      y += height + gap;
    }
    place(i, Rect{x, y, width, height});
    x += width + gap;
  }
  return count == 0 ? 0 : y + height - rect.y;
}

}  // namespace

Rect badge_size(const Ui& ui, const BadgeSpec& spec) {
  const Theme& theme = ui.theme();
  const TextMetrics& caption = theme.text(TextStyle::Caption);
  const float icon = spec.icon == Icon::None ? 0 : caption.size_px + theme.space().xs;
  return {0, 0, measure_text_width(ui, spec.text, TextStyle::Caption) + icon + 2 * theme.mm(2.5f),
          caption.line_height_px + theme.mm(1)};
}

float badge(Ui& ui, const Rect& rect, const BadgeSpec& spec) {
  const Theme& theme = ui.theme();
  const Rect size = badge_size(ui, spec);
  const Rect place{rect.x, rect.y, std::min(size.w, rect.w), size.h};
  const Color strong = theme.tone(spec.tone);
  const Color ink = spec.solid ? theme.colors().on_primary : strong;
  Node node;
  node.role = Role::Status;
  node.label = spec.text;
  node.rect = place;
  ui.describe(std::move(node));
  ui.painter().fill_rounded(place, theme.mm(1.75f), spec.solid ? strong : theme.tone_soft(spec.tone));
  Rect inner = place.inset(theme.mm(2.5f), 0);
  inner.w += 2;  // rounding of the measured width must not cut the last character
  if (spec.icon != Icon::None) {
    const float side = theme.text(TextStyle::Caption).size_px;
    ui.painter().icon(inner.cut_left(side, theme.space().xs), spec.icon, side, ink);
  }
  parts::words(ui, inner, spec.text,
               {.style = TextStyle::Caption, .color = ink, .middle = true, .max_lines = 1});
  return place.w;
}

float badges(Ui& ui, const Rect& rect, const std::vector<BadgeSpec>& specs, float scale_gap) {
  if (specs.empty()) return 0;
  return flow(
      rect, specs.size(), badge_size(ui, specs.front()).h, badge_gap(ui.theme()) * scale_gap,
      [&](std::size_t i) { return badge_size(ui, specs[i]).w; },
      [&](std::size_t i, const Rect& place) { badge(ui, place, specs[i]); });
}

float badges_height(const Ui& ui, float width, const std::vector<BadgeSpec>& specs) {
  if (specs.empty()) return 0;
  return flow(
      {0, 0, width, 0}, specs.size(), badge_size(ui, specs.front()).h, badge_gap(ui.theme()),
      [&](std::size_t i) { return badge_size(ui, specs[i]).w; }, [](std::size_t, const Rect&) {});
}

float chip_width(const Ui& ui, const ChipSpec& spec) {
  const Theme& theme = ui.theme();
  const bool mark = spec.selected || spec.icon != Icon::None;
  const float icon = mark ? theme.text(TextStyle::Body).size_px + theme.space().s : 0;
  return std::max(theme.min_target() * 1.5f,
                  measure_text_width(ui, spec.text, TextStyle::Body) + icon + 2 * theme.space().m + 2);
}

bool chip(Ui& ui, const Rect& rect, const ChipSpec& spec) {
  const Theme& theme = ui.theme();
  const Colors& c = theme.colors();
  const Interaction touch = ui.interact(spec.id, rect, spec.enabled);
  Node node;
  node.role = Role::Checkbox;
  node.id = spec.id;
  node.label = spec.text;
  node.rect = rect;
  node.enabled = spec.enabled;
  node.checked = spec.selected;
  ui.describe(std::move(node));
  const bool on = spec.selected;
  const float radius = rect.h / 2;
  const Color ground = on ? c.primary : touch.pressed ? c.primary_soft : c.surface;
  ui.painter().fill_rounded(rect, radius, ground);
  ui.painter().stroke_rounded(rect, radius, parts::hairline(theme) + 1,
                              on || touch.pressed ? c.primary : c.border_strong);
  if (!spec.enabled) parts::broken_edge(ui, rect, ground);
  const Color ink = !spec.enabled ? c.text_disabled : on ? c.on_primary : c.text;
  const Icon icon = on ? Icon::Check : spec.icon;
  const float side = icon == Icon::None ? 0 : theme.text(TextStyle::Body).size_px;
  const float gap = icon == Icon::None ? 0 : theme.space().s;
  const float text_width = measure_text_width(ui, spec.text, TextStyle::Body) + 2;
  Rect row = rect.centered(std::min(rect.w - theme.space().m, side + gap + text_width), rect.h);
  if (icon != Icon::None) ui.painter().icon(row.cut_left(side, gap), icon, side, ink);
  parts::words(ui, row, spec.text,
               {.style = TextStyle::Body, .color = ink, .middle = true, .max_lines = 1, .shrink = true});
  return touch.clicked;
}

int chips(Ui& ui, const Rect& rect, const std::vector<ChipSpec>& specs, float* used_height) {
  int tapped = -1;
  const float height = flow(
      rect, specs.size(), chip_height(ui.theme()), ui.theme().space().m,
      [&](std::size_t i) { return chip_width(ui, specs[i]); },
      [&](std::size_t i, const Rect& place) {
        if (chip(ui, place, specs[i])) tapped = static_cast<int>(i);
      });
  if (used_height != nullptr) *used_height = height;
  return tapped;
}

float chips_height(const Ui& ui, float width, const std::vector<ChipSpec>& specs) {
  return flow(
      {0, 0, width, 0}, specs.size(), chip_height(ui.theme()), ui.theme().space().m,
      [&](std::size_t i) { return chip_width(ui, specs[i]); }, [](std::size_t, const Rect&) {});
}

}  // namespace yitang::ui
