#include "ui/widgets/choice.hpp"

#include <algorithm>
#include <utility>

#include "ui/widgets/parts.hpp"

namespace yitang::ui {

namespace {

float mark_size(const Theme& theme) { return theme.mm(theme.elder() ? 9 : 8); }

void radio_mark(Ui& ui, const Rect& place, bool on) {
  const Theme& theme = ui.theme();
  const Color edge = on ? theme.colors().primary : theme.colors().border_strong;
  const float radius = mark_size(theme) / 2;
  ui.painter().ring(place.center(), radius, parts::border(theme) + 1, edge);
  if (on) ui.painter().circle(place.center(), radius * 0.55f, edge);
}

void check_mark(Ui& ui, const Rect& place, const CheckboxSpec& spec) {
  const Theme& theme = ui.theme();
  const Colors& c = theme.colors();
  const Rect box = place.centered(mark_size(theme), mark_size(theme));
  const float radius = theme.mm(1.5f);
  ui.painter().fill_rounded(box, radius, spec.checked ? c.primary : c.surface);
  if (!spec.checked)
    ui.painter().stroke_rounded(box, radius, parts::border(theme) + 1,
                                spec.error ? c.danger : c.border_strong);
  if (spec.checked) ui.painter().icon(box, Icon::Check, box.w * 0.8f, c.on_primary);
}

float text_left(const Ui& ui, const ChoiceOption& option) {
  const Theme& theme = ui.theme();
  const float plate = option.icon == Icon::None ? 0 : theme.icon_large() * 0.7f + theme.space().m;
  return mark_size(theme) + theme.space().m + plate;
}

float option_height(const Ui& ui, float width, const ChoiceOption& option) {
  const Theme& theme = ui.theme();
  const float text_width = width - 2 * theme.space().l - text_left(ui, option);
  float height = measure_text_height(ui, option.title, TextStyle::Label, text_width);
  if (!option.text.empty())
    height += theme.space().xs + measure_text_height(ui, option.text, TextStyle::Caption, text_width);
  if (option.icon != Icon::None) height = std::max(height, theme.icon_large() * 0.7f);
  return std::max(theme.row_height() * 0.8f, height + 2 * theme.space().m);
}

// All cards of one group have one height, so that a grid stays a grid.
float card_height(const Ui& ui, float width, const ChoiceSpec& spec) {
  float height = 0;
  for (const ChoiceOption& option : spec.options) height = std::max(height, option_height(ui, width, option));
  return height;
}

bool draw_option(Ui& ui, const Rect& rect, const ChoiceOption& option, bool on, bool error) {
  const Theme& theme = ui.theme();
  const Interaction touch = ui.interact(option.id, rect, option.enabled);
  Node node;
  node.role = Role::Radio;
  node.id = option.id;
  node.label = option.title;
  node.value = option.text;
  node.rect = rect;
  node.enabled = option.enabled;
  node.checked = on;
  node.error = error;
  ui.describe(std::move(node));
  const Rect place = parts::pressable_card(
      ui, rect, {.pressed = touch.pressed, .selected = on, .enabled = option.enabled, .error = error});
  Rect inner = place.inset(theme.space().l, 0);
  radio_mark(ui, inner.cut_left(mark_size(theme), theme.space().m), on);
  if (option.icon != Icon::None) {
    const float side = theme.icon_large() * 0.7f;
    const Rect square = inner.cut_left(side, theme.space().m).centered(side, side);
    parts::plate(ui, square, option.icon, theme.colors().primary,
                 on ? theme.colors().surface : theme.colors().primary_soft);
  }
  const float title = measure_text_height(ui, option.title, TextStyle::Label, inner.w);
  const float below =
      option.text.empty() ? 0 : measure_text_height(ui, option.text, TextStyle::Caption, inner.w);
  const float gap = below > 0 ? theme.space().xs : 0;
  Rect column = inner.centered(inner.w, title + gap + below);
  parts::words(ui, column.cut_top(title, gap), option.title,
               {.style = TextStyle::Label, .color = on ? theme.colors().primary : theme.colors().text});
  if (below > 0)
    parts::words(ui, column, option.text, {.style = TextStyle::Caption, .color = theme.colors().text_muted});
  return touch.clicked;
}

}  // namespace

float choice_height(const Ui& ui, float width, const ChoiceSpec& spec) {
  const int columns = std::max(1, spec.columns);
  const int rows = (static_cast<int>(spec.options.size()) + columns - 1) / columns;
  const float gap = ui.theme().space().s + ui.theme().space().xs;
  const float column = Rect{0, 0, width, 1}.columns(columns, gap).front().w;
  return rows == 0 ? 0 : static_cast<float>(rows) * (card_height(ui, column, spec) + gap) - gap;
}

int choice(Ui& ui, const Rect& rect, const ChoiceSpec& spec) {
  const int columns = std::max(1, spec.columns);
  const float gap = ui.theme().space().s + ui.theme().space().xs;
  const float column = rect.columns(columns, gap).front().w;
  const std::vector<Rect> cells =
      rect.grid(static_cast<int>(spec.options.size()), columns, card_height(ui, column, spec), gap);
  int tapped = -1;
  for (std::size_t i = 0; i < spec.options.size(); ++i) {
    const bool on = static_cast<int>(i) == spec.selected;
    if (draw_option(ui, cells[i], spec.options[i], on, spec.error)) tapped = static_cast<int>(i);
  }
  return tapped;
}

float checkbox_height(const Ui& ui, float width, const CheckboxSpec& spec) {
  const Theme& theme = ui.theme();
  const float text_width = width - mark_size(theme) - theme.space().m - 2 * theme.space().l;
  float height = measure_text_height(ui, spec.label, TextStyle::Body, text_width);
  if (!spec.text.empty())
    height += theme.space().xs + measure_text_height(ui, spec.text, TextStyle::Caption, text_width);
  return std::max(theme.row_height() * 0.75f, height + 2 * theme.space().m);
}

bool checkbox(Ui& ui, const Rect& rect, const CheckboxSpec& spec) {
  const Theme& theme = ui.theme();
  const Interaction touch = ui.interact(spec.id, rect, spec.enabled);
  Node node;
  node.role = Role::Checkbox;
  node.id = spec.id;
  node.label = spec.label;
  node.spoken = spec.spoken;
  node.value = spec.text;
  node.rect = rect;
  node.enabled = spec.enabled;
  node.checked = spec.checked;
  node.error = spec.error;
  ui.describe(std::move(node));
  const Rect place = parts::pressable_card(
      ui, rect,
      {.pressed = touch.pressed, .selected = spec.checked, .enabled = spec.enabled, .error = spec.error});
  Rect inner = place.inset(theme.space().l, 0);
  check_mark(ui, inner.cut_left(mark_size(theme), theme.space().m), spec);
  const float title = measure_text_height(ui, spec.label, TextStyle::Body, inner.w);
  const float below =
      spec.text.empty() ? 0
                        : measure_text_height(ui, spec.text, TextStyle::Caption, inner.w) + theme.space().xs;
  Rect column = inner.centered(inner.w, title + below);
  parts::words(ui, column.cut_top(title, below > 0 ? theme.space().xs : 0), spec.label,
               {.style = TextStyle::Body, .color = theme.colors().text});
  if (below > 0)
    parts::words(ui, column, spec.text, {.style = TextStyle::Caption, .color = theme.colors().text_muted});
  return touch.clicked;
}

int segments(Ui& ui, const Rect& rect, const SegmentSpec& spec) {
  const Theme& theme = ui.theme();
  const Colors& c = theme.colors();
  ui.painter().fill_rounded(rect, theme.radius().button, c.surface_sunken);
  const std::vector<Rect> cells = rect.columns(static_cast<int>(spec.labels.size()));
  int tapped = -1;
  for (std::size_t i = 0; i < cells.size(); ++i) {
    const std::string id = spec.id + "." + std::to_string(i);
    const bool on = static_cast<int>(i) == spec.selected;
    const Interaction touch = ui.interact(id, cells[i]);
    Node node;
    node.role = Role::Radio;
    node.id = id;
    node.label = spec.labels[i];
    node.rect = cells[i];
    node.checked = on;
    ui.describe(std::move(node));
    const Rect pill = cells[i].inset(theme.mm(1));
    if (on) ui.painter().shadow(pill, theme.radius().small, Elevation::Card, theme);
    if (on || touch.pressed)
      ui.painter().fill_rounded(pill, theme.radius().small, on ? c.surface : c.primary_soft);
    if (on) ui.painter().stroke_rounded(pill, theme.radius().small, parts::border(theme), c.primary);
    parts::words(ui, pill, spec.labels[i],
                 {.style = TextStyle::Label,
                  .color = on ? c.primary : c.text_muted,
                  .align = Align::Center,
                  .middle = true,
                  .max_lines = 1,
                  .shrink = true});
    if (touch.clicked) tapped = static_cast<int>(i);
  }
  return tapped;
}

float rating_height(const Ui& ui) {
  const Theme& theme = ui.theme();
  return theme.mm(theme.elder() ? 30 : 28) + theme.space().s +
         2 * theme.text(TextStyle::Caption).line_height_px + 2 * theme.space().s;
}

int rating(Ui& ui, const Rect& rect, const RatingSpec& spec) {
  constexpr Icon faces[] = {Icon::Face1, Icon::Face2, Icon::Face3, Icon::Face4, Icon::Face5};
  const Theme& theme = ui.theme();
  const Colors& c = theme.colors();
  const Color strong[] = {c.danger, c.warning, theme.accent(Accent::Slate), c.primary, c.success};
  int tapped = 0;
  const std::vector<Rect> cells = rect.with_height(rating_height(ui)).columns(5, theme.space().xs);
  for (std::size_t i = 0; i < cells.size() && i < spec.labels.size(); ++i) {
    const std::string id = spec.id + "." + std::to_string(i + 1);
    const bool on = spec.selected == static_cast<int>(i) + 1;
    const Interaction touch = ui.interact(id, cells[i]);
    Node node;
    node.role = Role::Radio;
    node.id = id;
    node.label = spec.labels[i];
    node.rect = cells[i];
    node.checked = on;
    ui.describe(std::move(node));
    const Rect place = parts::pressable_card(ui, cells[i], {.pressed = touch.pressed, .selected = on});
    Rect column = place.inset(theme.space().xs, theme.space().s);
    const float side = std::min(column.w * 0.62f, column.h * 0.52f);
    ui.painter().icon(column.cut_top(column.h * 0.58f), faces[i], side, strong[i]);
    parts::words(ui, column, spec.labels[i],
                 {.style = TextStyle::Caption,
                  .color = on ? c.primary : c.text,
                  .align = Align::Center,
                  .middle = true,
                  .max_lines = 2});
    if (touch.clicked) tapped = static_cast<int>(i) + 1;
  }
  return tapped;
}

}  // namespace yitang::ui
