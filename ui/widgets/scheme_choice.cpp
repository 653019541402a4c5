#include "ui/widgets/scheme_choice.hpp"

#include <algorithm>
#include <utility>

#include "ui/widgets/parts.hpp"

namespace yitang::ui {

namespace {

float sample_width(const Theme& theme) { return theme.mm(theme.elder() ? 20 : 22); }

float room_for_label(const Theme& theme, float card) {
  return card - sample_width(theme) - theme.icon_small() - 4 * theme.space().s;
}

float scheme_gap(const Theme& theme) { return theme.space().s + theme.space().xs; }

float scheme_card_height(const Ui& ui, float width, const SchemeChoiceSpec& spec) {
  const Theme& theme = ui.theme();
  const float card = Rect{0, 0, width, 1}.columns(spec.columns, scheme_gap(theme)).front().w;
  float words = 0;
  for (const SchemeOption& option : spec.options) {
    words =
        std::max(words, measure_text_height(ui, option.label, TextStyle::Label, room_for_label(theme, card)));
  }
  return std::max(theme.row_height() * 0.8f, words + 2 * theme.space().s);
}

void draw_sample(Ui& ui, const Rect& rect, ContrastScheme scheme, const std::string& words) {
  const Theme& theme = ui.theme();
  const SchemeSample look = sample_of(scheme);
  ui.painter().fill_rounded(rect, theme.radius().small, look.ground);
  ui.painter().stroke_rounded(rect, theme.radius().small, parts::hairline(theme),
                              theme.colors().border_strong);
  parts::words(ui, rect, words,
               {.style = TextStyle::Heading,
                .color = look.ink,
                .align = Align::Center,
                .middle = true,
                .max_lines = 1,
                .bold = true,
                .shrink = true});
}

bool draw_scheme(Ui& ui, const Rect& rect, const SchemeOption& option, const SchemeChoiceSpec& spec) {
  const Theme& theme = ui.theme();
  const bool on = option.scheme == spec.selected;
  const Interaction touch = ui.interact(option.id, rect);
  Node node;
  node.role = Role::Radio;
  node.id = option.id;
  node.label = option.label;
  node.rect = rect;
  node.checked = on;
  ui.describe(std::move(node));
  Rect inner = parts::pressable_card(ui, rect, {.pressed = touch.pressed, .selected = on});
  inner = inner.inset(theme.space().s);
  draw_sample(ui, inner.cut_left(sample_width(theme), theme.space().s), option.scheme, spec.sample);
  const float mark = theme.icon_small();
  const Rect place = inner.cut_right(mark, theme.space().s);
  if (on) ui.painter().icon(place, Icon::CheckCircle, mark, theme.colors().primary);
  parts::words(ui, inner, option.label,
               {.style = TextStyle::Label,
                .color = on ? theme.colors().primary : theme.colors().text,
                .middle = true,
                .max_lines = 2});
  return touch.clicked;
}

}  // namespace

float scheme_choice_height(const Ui& ui, float width, const SchemeChoiceSpec& spec) {
  const int rows = (static_cast<int>(spec.options.size()) + spec.columns - 1) / spec.columns;
  const float gap = scheme_gap(ui.theme());
  return rows == 0 ? 0 : static_cast<float>(rows) * (scheme_card_height(ui, width, spec) + gap) - gap;
}

int scheme_choice(Ui& ui, const Rect& rect, const SchemeChoiceSpec& spec) {
  const std::vector<Rect> cells = rect.grid(static_cast<int>(spec.options.size()), spec.columns,
                                            scheme_card_height(ui, rect.w, spec), scheme_gap(ui.theme()));
  int tapped = -1;
  for (std::size_t i = 0; i < spec.options.size(); ++i)
    if (draw_scheme(ui, cells[i], spec.options[i], spec)) tapped = static_cast<int>(i);
  return tapped;
}

}  // namespace yitang::ui
