#include "ui/widgets/button.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

#include "ui/widgets/parts.hpp"

namespace yitang::ui {

namespace {

struct ButtonColors {
  Color ground, edge, ink;
};

ButtonColors colors_of(const Theme& theme, const ButtonSpec& spec, bool usable, bool pressed) {
  const Colors& c = theme.colors();
  const Color none = Color::none();
  if (!usable) return {c.surface_sunken, c.border, c.text_disabled};
  switch (spec.kind) {
    case ButtonKind::Primary: return {pressed ? c.primary_pressed : c.primary, none, c.on_primary};
    case ButtonKind::Danger: return {pressed ? mix(c.danger, c.text, 0.3f) : c.danger, none, c.on_primary};
    case ButtonKind::Secondary:
      return {pressed ? c.primary_soft : c.surface, pressed ? c.primary : c.border_strong, c.primary};
    case ButtonKind::Quiet: return {pressed ? c.primary_soft : none, none, c.primary};
  }
  return {c.surface, c.border, c.text};
}

std::string_view second_line(const ButtonSpec& spec) {
  return !spec.enabled && !spec.disabled_reason.empty() ? spec.disabled_reason : spec.sub_label;
}

// Everything in one column: pictogram, label, second line.
void draw_stacked(Ui& ui, const Rect& inner, const ButtonSpec& spec, Icon icon, Color ink) {
  const Theme& theme = ui.theme();
  const float icon_size = theme.icon_medium(), gap = theme.space().xs;
  const float line = theme.text(TextStyle::Label).line_height_px;
  Rect column = inner.centered(inner.w, std::min(inner.h, icon_size + gap + line));
  ui.painter().icon(column.cut_top(icon_size, gap), icon, icon_size, ink);
  parts::words(
      ui, column, spec.label,
      {.style = TextStyle::Label, .color = ink, .align = Align::Center, .max_lines = 1, .shrink = true});
}

void draw_in_line(Ui& ui, const Rect& inner, const ButtonSpec& spec, Icon icon, Color ink) {
  const Theme& theme = ui.theme();
  const float icon_size = icon == Icon::None ? 0 : theme.icon_small();
  const float gap = icon == Icon::None || spec.label.empty() ? 0 : theme.space().s + theme.space().xs;
  const std::string_view below = second_line(spec);
  const float label_width = measure_text_width(ui, spec.label, TextStyle::Label) + 1;
  const float below_width = below.empty() ? 0 : measure_text_width(ui, below, TextStyle::Caption) + 1;
  const float text_width = std::min(std::max(label_width, below_width), inner.w - icon_size - gap);
  Rect row = inner.centered(icon_size + gap + text_width, inner.h);
  if (icon != Icon::None) {
    const Rect place = spec.icon_right ? row.cut_right(icon_size, gap) : row.cut_left(icon_size, gap);
    ui.painter().icon(place, icon, icon_size, ink);
  }
  const Align align = icon == Icon::None ? Align::Center : Align::Left;
  const parts::Words label{.style = TextStyle::Label,
                           .color = ink,
                           .align = align,
                           .middle = true,
                           .max_lines = 1,
                           .shrink = true};
  if (below.empty()) {
    parts::words(ui, row, spec.label, label);
    return;
  }
  const float first = theme.text(TextStyle::Label).line_height_px,
              second = theme.text(TextStyle::Caption).line_height_px;
  Rect lines = row.centered(row.w, first + second);
  parts::words(ui, lines.cut_top(first), spec.label, label);
  parts::words(ui, lines, below,
               {.style = TextStyle::Caption,
                .color = ink,
                .align = align,
                .middle = true,
                .max_lines = 1,
                .shrink = true});
}

Node button_node(const Rect& rect, const ButtonSpec& spec, bool usable) {
  Node node;
  node.role = Role::Button;
  node.id = spec.id;
  node.label = spec.label;
  node.value = std::string(second_line(spec));
  node.spoken = spec.spoken;
  node.rect = rect;
  node.enabled = usable;
  node.main_action = spec.main_action || spec.kind == ButtonKind::Primary;
  return node;
}

}  // namespace

bool button(Ui& ui, const Rect& rect, const ButtonSpec& spec) {
  const Theme& theme = ui.theme();
  const bool usable = spec.enabled && !spec.busy;
  const Interaction touch = ui.interact(spec.id, rect, usable);
  ui.describe(button_node(rect, spec, usable));
  const ButtonColors colors = colors_of(theme, spec, usable, touch.pressed);
  const Rect place = touch.pressed ? rect.inset(theme.mm(0.5f)) : rect;
  const float radius = theme.radius().button;
  const bool raised = usable && !touch.pressed && spec.kind != ButtonKind::Quiet;
  if (raised) ui.painter().shadow(place, radius, Elevation::Card, theme);
  ui.painter().fill_rounded(place, radius, colors.ground);
  ui.painter().stroke_rounded(place, radius, parts::border(theme), colors.edge);
  if (!usable) parts::broken_edge(ui, place, colors.ground);
  const Icon icon = spec.busy ? Icon::Hourglass : spec.icon;
  const Rect inner = place.inset(std::min(theme.space().m, place.w * 0.08f), 0);
  if (spec.icon_on_top) {
    draw_stacked(ui, inner, spec, icon, colors.ink);
  } else {
    draw_in_line(ui, inner, spec, icon, colors.ink);
  }
  return touch.clicked;
}

bool icon_button(Ui& ui, const Rect& rect, std::string_view id, Icon icon, std::string_view label) {
  const Theme& theme = ui.theme();
  const Interaction touch = ui.interact(id, rect);
  Node node;
  node.role = Role::Button;
  node.id = std::string(id);
  node.label = std::string(label);
  node.rect = rect;
  ui.describe(std::move(node));
  const float side = std::min(rect.w, rect.h);
  ui.painter().circle(rect.center(), side / 2,
                      touch.pressed ? theme.colors().primary_soft : theme.colors().surface_sunken);
  ui.painter().icon(rect, icon, std::round(side * 0.5f), theme.colors().primary);
  return touch.clicked;
}

float button_width(const Ui& ui, const ButtonSpec& spec) {
  const Theme& theme = ui.theme();
  const float label = measure_text_width(ui, spec.label, TextStyle::Label);
  const float below =
      second_line(spec).empty() ? 0 : measure_text_width(ui, second_line(spec), TextStyle::Caption);
  const float icon = spec.icon == Icon::None || spec.icon_on_top
                         ? 0
                         : theme.icon_small() + theme.space().s + theme.space().xs;
  return std::max(theme.min_target(), std::max(label, below) + icon + 2 * theme.space().l);
}

}  // namespace yitang::ui
