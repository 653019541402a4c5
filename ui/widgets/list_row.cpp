#include "ui/widgets/list_row.hpp"

#include <algorithm>
#include <utility>

#include "ui/widgets/parts.hpp"

namespace yitang::ui {

namespace {

struct RowLayout {
  float padding, plate, chevron, trailing, text_width, title, subtitle, badges, gap;
  float words() const {
    return title + (subtitle > 0 ? gap / 2 + subtitle : 0) + (badges > 0 ? gap + badges : 0);
  }
};

RowLayout layout_of(const Ui& ui, float width, const ListRowSpec& spec) {
  const Theme& theme = ui.theme();
  RowLayout l{};
  l.padding = theme.space().l;
  l.gap = theme.space().s;
  l.plate = spec.icon == Icon::None ? 0 : theme.icon_large() * 0.75f;
  l.chevron = spec.chevron ? theme.icon_small() : 0;
  l.trailing = spec.trailing.empty() ? 0 : measure_text_width(ui, spec.trailing, TextStyle::Caption) + 2;
  if (spec.trailing_leads) l.trailing *= 1.06f;  // bold is a little wider
  const auto with_gap = [&](float part) { return part > 0 ? part + theme.space().m : 0; };
  l.text_width = width - 2 * l.padding - with_gap(l.plate) - with_gap(l.chevron) - with_gap(l.trailing);
  l.title = measure_text_height(ui, spec.title, TextStyle::Label, l.text_width, spec.title_lines);
  l.subtitle = spec.subtitle.empty() ? 0
                                     : measure_text_height(ui, spec.subtitle, TextStyle::Caption,
                                                           l.text_width, spec.subtitle_lines);
  l.badges = badges_height(ui, l.text_width, spec.badges);
  return l;
}

}  // namespace

float list_row_height(const Ui& ui, float width, const ListRowSpec& spec) {
  const RowLayout l = layout_of(ui, width, spec);
  return std::max(ui.theme().row_height(), std::max(l.plate, l.words()) + 2 * ui.theme().space().m);
}

bool list_row(Ui& ui, const Rect& rect, const ListRowSpec& spec) {
  const Theme& theme = ui.theme();
  const Colors& c = theme.colors();
  const Interaction touch = ui.interact(spec.id, rect, spec.enabled);
  Node node;
  node.role = Role::Button;
  node.id = spec.id;
  node.label = spec.title;
  node.value = spec.subtitle;
  node.spoken = spec.spoken;
  node.rect = rect;
  node.enabled = spec.enabled;
  ui.describe(std::move(node));
  const Rect place = parts::pressable_card(ui, rect, {.pressed = touch.pressed, .enabled = spec.enabled});
  const RowLayout l = layout_of(ui, rect.w, spec);
  Rect inner = place.inset(l.padding, 0);
  if (l.plate > 0) {
    const Rect square = inner.cut_left(l.plate, theme.space().m).centered(l.plate, l.plate);
    parts::plate(ui, square, spec.icon, theme.accent(spec.accent), theme.accent_soft(spec.accent));
  }
  if (l.chevron > 0)
    ui.painter().icon(inner.cut_right(l.chevron, theme.space().m), Icon::ChevronRight, l.chevron,
                      c.text_disabled);
  if (l.trailing > 0) {
    parts::words(ui, inner.cut_right(l.trailing, theme.space().m), spec.trailing,
                 {.style = TextStyle::Caption,
                  .color = spec.trailing_leads ? c.primary : c.text_muted,
                  .middle = true,
                  .max_lines = 1,
                  .bold = spec.trailing_leads});
  }
  Rect column = inner.centered(inner.w, l.words());
  const Color ink = spec.enabled ? c.text : c.text_disabled;
  parts::words(ui, column.cut_top(l.title, l.gap / 2), spec.title,
               {.style = TextStyle::Label, .color = ink, .max_lines = spec.title_lines});
  if (l.subtitle > 0) {
    parts::words(ui, column.cut_top(l.subtitle), spec.subtitle,
                 {.style = TextStyle::Caption, .color = c.text_muted, .max_lines = spec.subtitle_lines});
  }
  if (l.badges > 0) {
    column.cut_top(l.gap);
    badges(ui, column, spec.badges);
  }
  return touch.clicked;
}

Rect card(Ui& ui, const Rect& rect, Elevation elevation) {
  const Theme& theme = ui.theme();
  ui.painter().shadow(rect, theme.radius().card, elevation, theme);
  ui.painter().fill_rounded(rect, theme.radius().card, theme.colors().surface);
  ui.painter().stroke_rounded(rect, theme.radius().card, parts::hairline(theme), theme.colors().border);
  return rect.inset(card_padding(ui));
}

float card_padding(const Ui& ui) { return ui.theme().space().l; }

}  // namespace yitang::ui
