#include "ui/widgets/tile.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

#include "ui/widgets/badge.hpp"
#include "ui/widgets/parts.hpp"

namespace yitang::ui {

namespace {

struct TileColors {
  Color plate, mark, title, subtitle;
};

TileColors colors_of(const Theme& theme, const TileSpec& spec) {
  const Colors& c = theme.colors();
  if (!spec.enabled)
    return {theme.two_colors() ? c.surface : c.border, c.text_disabled, c.text_disabled, c.text_disabled};
  if (spec.filled) return {c.on_primary.with_alpha(46), c.on_primary, c.on_primary, c.on_primary};
  return {theme.accent_soft(spec.accent), theme.accent(spec.accent), c.text, c.text_muted};
}

Rect draw_ground(Ui& ui, const Rect& rect, const TileSpec& spec, bool pressed) {
  if (!spec.filled || !spec.enabled)
    return parts::pressable_card(ui, rect, {.pressed = pressed, .enabled = spec.enabled});
  const Theme& theme = ui.theme();
  const Rect place = pressed ? rect.inset(theme.mm(0.5f)) : rect;
  const Color accent = theme.accent(spec.accent);
  if (!pressed) ui.painter().shadow(place, theme.radius().card, Elevation::Raised, theme);
  ui.painter().fill_rounded(place, theme.radius().card,
                            pressed ? mix(accent, theme.colors().text, 0.3f) : accent);
  return place;
}

// A tile with much room speaks louder.
TextStyle title_style_of(const Theme& theme, const TileSpec& spec, bool roomy) {
  return !theme.elder() && (spec.horizontal || roomy) ? TextStyle::Heading : TextStyle::Label;
}

void draw_words(Ui& ui, Rect column, const TileSpec& spec, const TileColors& colors, bool centered,
                bool roomy) {
  const Theme& theme = ui.theme();
  const TextStyle title_style = title_style_of(theme, spec, roomy);
  const TextMetrics& metrics = theme.text(title_style);
  const Align align = centered ? Align::Center : Align::Left;
  const float title_height = measure_text_height(ui, spec.title, title_style, column.w, 2);
  const float below =
      spec.subtitle.empty() ? 0 : measure_text_height(ui, spec.subtitle, TextStyle::Caption, column.w, 2);
  const bool fits = title_height + below <= column.h + metrics.line_height_px * 0.2f;
  const float subtitle_height = fits ? below : std::min(below, theme.text(TextStyle::Caption).line_height_px);
  if (!centered) column = column.centered(column.w, std::min(column.h, title_height + subtitle_height));
  parts::words(ui, column.cut_top(title_height), spec.title,
               {.style = title_style, .color = colors.title, .align = align, .max_lines = 2, .bold = true});
  if (subtitle_height > 0) {
    parts::words(
        ui, column, spec.subtitle,
        {.style = TextStyle::Caption, .color = colors.subtitle, .align = align, .max_lines = fits ? 2 : 1});
  }
}

}  // namespace

bool tile(Ui& ui, const Rect& rect, const TileSpec& spec) {
  const Theme& theme = ui.theme();
  const Interaction touch = ui.interact(spec.id, rect, spec.enabled);
  Node node;
  node.role = Role::Tile;
  node.id = spec.id;
  node.label = spec.title;
  node.value = spec.subtitle;
  node.spoken = spec.spoken;
  node.rect = rect;
  node.enabled = spec.enabled;
  node.main_action = spec.main_action;
  ui.describe(std::move(node));
  const Rect place = draw_ground(ui, rect, spec, touch.pressed);
  const TileColors colors = colors_of(theme, spec);
  Rect inner = place.inset(theme.space().m, theme.space().m);
  if (spec.horizontal) {
    const float side = std::min(theme.icon_large() * 0.9f, inner.h);
    const Rect square = inner.cut_left(side, theme.space().m).centered(side, side);
    parts::plate(ui, square, spec.icon, colors.mark, colors.plate);
    draw_words(ui, inner, spec, colors, false, true);
  } else {
    const bool roomy = inner.h > theme.mm(60);
    const float words =
        measure_text_height(ui, spec.title, title_style_of(theme, spec, roomy), inner.w, 2) +
        (spec.subtitle.empty() ? 0 : measure_text_height(ui, spec.subtitle, TextStyle::Caption, inner.w, 2));
    const float gap = theme.space().s + theme.space().xs;
    const float side =
        std::max(theme.icon_medium(),
                 std::min(std::max(theme.icon_large(), std::round(inner.h * 0.4f)), inner.h - words - gap));
    Rect column = inner.centered(inner.w, std::min(inner.h, side + gap + words));
    parts::plate(ui, column.cut_top(side, gap).centered(side, side), spec.icon, colors.mark, colors.plate);
    draw_words(ui, column, spec, colors, true, roomy);
  }
  if (!spec.badge.empty()) {
    const BadgeSpec mark{.text = spec.badge, .tone = Tone::Danger, .solid = true};
    const Rect size = badge_size(ui, mark);
    badge(ui, {place.right() - size.w - theme.space().s, place.y + theme.space().s, size.w, size.h}, mark);
  }
  return touch.clicked;
}

}  // namespace yitang::ui
