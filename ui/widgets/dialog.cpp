#include "ui/widgets/dialog.hpp"

#include <algorithm>
#include <utility>

#include "ui/widgets/parts.hpp"

namespace yitang::ui {

namespace {

float outer_width(const Ui& ui) { return ui.page().w - 2 * ui.theme().mm(16); }
float dialog_padding(const Theme& theme) { return theme.mm(theme.elder() ? 9 : 10); }

}  // namespace

float dialog_content_width(const Ui& ui) { return outer_width(ui) - 2 * dialog_padding(ui.theme()); }

Dialog::Dialog(Ui& ui, const DialogSpec& spec) : ui_(ui) {
  const Theme& theme = ui.theme();
  ui.begin_layer();
  ui.painter().fill(ui.page(), theme.colors().scrim);
  const float width = outer_width(ui), padding = dialog_padding(theme);
  const float inner_width = dialog_content_width(ui);
  const float mark = spec.icon == Icon::None ? 0 : theme.mm(24);
  const float title = measure_text_height(ui, spec.title, TextStyle::Heading, inner_width);
  const float body = spec.text.empty() ? 0 : measure_text_height(ui, spec.text, TextStyle::Body, inner_width);
  const float gap = theme.space().m;
  const auto rows = static_cast<float>(spec.button_rows);
  const float buttons = spec.button_rows == 0 ? 0 : rows * theme.button_height() + (rows - 1) * gap;
  const auto with_gap = [gap](float part) { return part > 0 ? part + gap : 0; };
  const float height = 2 * padding + with_gap(mark) + title + (body > 0 ? gap / 2 + body : 0) +
                       (spec.content_height > 0 ? gap + spec.content_height : 0) +
                       (buttons > 0 ? 2 * gap + buttons : 0);
  const Rect place = ui.page().centered(width, std::min(height, ui.page().h - 2 * gap));
  Node node;
  node.role = Role::Dialog;
  node.id = spec.id;
  node.label = spec.title;
  node.value = spec.text;
  node.rect = place;
  ui.describe(std::move(node));
  ui.painter().shadow(place, theme.radius().dialog, Elevation::Dialog, theme);
  ui.painter().fill_rounded(place, theme.radius().dialog, theme.colors().surface);
  Rect inner = place.inset(padding);
  if (mark > 0) {
    const Rect top = inner.cut_top(mark, gap);
    ui.painter().circle(top.center(), mark / 2, theme.tone_soft(spec.tone));
    ui.painter().icon(top, spec.icon, mark * 0.55f, theme.tone(spec.tone));
  }
  parts::words(ui, inner.cut_top(title, gap / 2), spec.title,
               {.style = TextStyle::Heading, .color = theme.colors().text, .align = Align::Center});
  if (body > 0)
    parts::words(ui, inner.cut_top(body, gap), spec.text,
                 {.style = TextStyle::Body, .color = theme.colors().text_muted, .align = Align::Center});
  buttons_ = inner.cut_bottom(buttons, buttons > 0 ? gap : 0);
  content_ = inner.with_height(spec.content_height);
}

Dialog::~Dialog() { ui_.end_layer(); }

}  // namespace yitang::ui
