#include "ui/widgets/text_field.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

#include "ui/utf8.hpp"
#include "ui/widgets/parts.hpp"

namespace yitang::ui {

namespace {

std::string shown_value(const TextFieldSpec& spec) {
  if (!spec.masked) return spec.value;
  std::string dots;
  for (int i = code_point_count(spec.value); i > 0; --i) dots += "●";
  return dots;
}

float box_height(const Ui& ui, const TextFieldSpec& spec) {
  const float extra = spec.multiline ? static_cast<float>(std::max(1, spec.lines) - 1) : 0;
  return ui.theme().field_height() + extra * ui.theme().text(TextStyle::Body).line_height_px;
}

float label_height(const Ui& ui, float width, const TextFieldSpec& spec) {
  return spec.label.empty()
             ? 0
             : measure_text_height(ui, spec.label, TextStyle::Label, width) + ui.theme().space().xs;
}

const std::string& note_of(const TextFieldSpec& spec) { return spec.error.empty() ? spec.hint : spec.error; }

float note_height(const Ui& ui, float width, const TextFieldSpec& spec) {
  const Theme& theme = ui.theme();
  if (note_of(spec).empty()) return 0;
  const float icon = spec.error.empty() ? 0 : theme.text(TextStyle::Caption).size_px + theme.space().s;
  return theme.space().xs + measure_text_height(ui, note_of(spec), TextStyle::Caption, width - icon);
}

void draw_label(Ui& ui, const Rect& rect, const TextFieldSpec& spec) {
  const Theme& theme = ui.theme();
  parts::words(ui, rect, spec.label, {.style = TextStyle::Label, .color = theme.colors().text});
  if (!spec.required) return;
  const float width = measure_text_width(ui, spec.label, TextStyle::Label);
  if (width + theme.space().l < rect.w) {
    const Rect star{rect.x + width + theme.space().s, rect.y, theme.space().l, rect.h};
    parts::words(ui, star, "*", {.style = TextStyle::Label, .color = theme.colors().danger, .max_lines = 1});
  }
}

void draw_note(Ui& ui, Rect rect, const TextFieldSpec& spec) {
  const Theme& theme = ui.theme();
  const bool wrong = !spec.error.empty();
  const Color color = wrong ? theme.colors().danger : theme.colors().text_muted;
  rect.cut_top(theme.space().xs);
  if (wrong) {
    const float side = theme.text(TextStyle::Caption).size_px;
    const Rect mark = rect.cut_left(side, theme.space().s);
    ui.painter().icon(mark.with_height(theme.text(TextStyle::Caption).line_height_px), Icon::Warning, side,
                      color);
  }
  parts::words(ui, rect, note_of(spec), {.style = TextStyle::Caption, .color = color});
}

void draw_source_mark(Ui& ui, Rect& inner, const TextFieldSpec& spec) {
  const Theme& theme = ui.theme();
  const float icon = theme.text(TextStyle::Caption).size_px;
  const float width =
      measure_text_width(ui, spec.source_mark, TextStyle::Caption) + 2 + icon + theme.space().xs;
  Rect mark = inner.cut_right(width, theme.space().s);
  ui.painter().icon(mark.cut_left(icon, theme.space().xs), Icon::Shield, icon, theme.colors().success);
  parts::words(
      ui, mark, spec.source_mark,
      {.style = TextStyle::Caption, .color = theme.colors().success, .middle = true, .max_lines = 1});
}

// One line; when the text is wider than the box, its part around the caret is shown.
void draw_line(Ui& ui, const Rect& inner, const TextFieldSpec& spec) {
  const Theme& theme = ui.theme();
  const TextMetrics& metrics = theme.text(TextStyle::Body);
  Painter& painter = ui.painter();
  const std::string value = shown_value(spec);
  const int count = code_point_count(value);
  const int caret = spec.caret < 0 ? count : std::min(spec.caret, count);
  const std::string before = value.substr(0, byte_position(value, caret)),
                    after = value.substr(before.size());
  const float before_width = painter.text_width(before, metrics),
              composing_width = painter.text_width(spec.composing, metrics);
  const float caret_at = before_width + composing_width;
  const float shift = spec.focused ? std::max(0.f, caret_at - inner.w + theme.mm(1)) : 0;
  const float top = inner.y + std::round((inner.h - metrics.line_height_px) / 2);
  const Color ink = spec.enabled ? theme.colors().text : theme.colors().text_disabled;
  painter.push_clip(inner);
  painter.text_line({inner.x - shift, top}, before, metrics, ink);
  painter.text_line({inner.x - shift + before_width, top}, spec.composing, metrics, theme.colors().primary);
  painter.text_line({inner.x - shift + caret_at, top}, after, metrics, ink);
  if (composing_width > 0) {
    painter.fill({inner.x - shift + before_width, top + metrics.line_height_px * 0.86f, composing_width,
                  parts::border(theme)},
                 theme.colors().primary);
  }
  if (spec.focused) {
    const float height = metrics.size_px * 1.2f;
    painter.fill(
        {inner.x - shift + caret_at, inner.y + (inner.h - height) / 2, parts::border(theme) + 1, height},
        theme.colors().primary);
  }
  painter.pop_clip();
}

void draw_lines(Ui& ui, const Rect& inner, const TextFieldSpec& spec) {
  const Theme& theme = ui.theme();
  const TextMetrics& metrics = theme.text(TextStyle::Body);
  const std::string value = spec.value + spec.composing;
  const std::vector<std::string_view> lines = wrap_text(ui.painter(), value, metrics, inner.w);
  const auto room = static_cast<std::size_t>(std::max(1, spec.lines));
  const std::size_t first = spec.focused && lines.size() > room ? lines.size() - room : 0;
  Rect line = inner.with_height(metrics.line_height_px);
  for (std::size_t i = first; i < lines.size() && i < first + room; ++i) {
    ui.painter().text_line({line.x, line.y}, lines[i], metrics,
                           spec.enabled ? theme.colors().text : theme.colors().text_disabled);
    if (spec.focused && i + 1 == lines.size()) {
      const float x = line.x + ui.painter().text_width(lines[i], metrics);
      ui.painter().fill({x, line.y + (line.h - metrics.size_px * 1.2f) / 2, parts::border(theme) + 1,
                         metrics.size_px * 1.2f},
                        theme.colors().primary);
    }
    line = line.moved(0, metrics.line_height_px);
  }
}

void draw_box(Ui& ui, const Rect& box, const TextFieldSpec& spec, bool pressed) {
  const Theme& theme = ui.theme();
  const Colors& c = theme.colors();
  const bool active = spec.focused || pressed;
  const Color edge = !spec.error.empty() ? c.danger : active ? c.primary : c.border_strong;
  const float thickness = parts::border(theme) * (active || !spec.error.empty() ? 1.5f : 0.75f);
  ui.painter().fill_rounded(box, theme.radius().button,
                            !spec.enabled ? c.surface_sunken
                            : pressed     ? c.primary_soft
                                          : c.surface);
  ui.painter().stroke_rounded(box, theme.radius().button, thickness, edge);
  if (!spec.enabled) parts::broken_edge(ui, box, c.surface_sunken);
  Rect inner = box.inset(theme.space().m, 0);
  if (spec.icon != Icon::None)
    ui.painter().icon(inner.cut_left(theme.icon_small(), theme.space().s), spec.icon, theme.icon_small(),
                      c.text_muted);
  if (spec.show_chevron)
    ui.painter().icon(inner.cut_right(theme.icon_small(), theme.space().s), Icon::ChevronDown,
                      theme.icon_small() * 0.8f, c.text_muted);
  if (!spec.source_mark.empty()) draw_source_mark(ui, inner, spec);
  if (spec.multiline)
    inner = inner.inset(0, (theme.field_height() - theme.text(TextStyle::Body).line_height_px) / 2);
  if (spec.value.empty() && spec.composing.empty() && !spec.placeholder.empty()) {
    const Rect place = spec.multiline ? inner.with_height(theme.text(TextStyle::Body).line_height_px) : inner;
    parts::words(
        ui, place, spec.placeholder,
        {.style = TextStyle::Body, .color = c.placeholder, .middle = true, .max_lines = 1, .shrink = true});
  }
  if (spec.multiline) {
    draw_lines(ui, inner, spec);
  } else {
    draw_line(ui, inner, spec);
  }
}

}  // namespace

float text_field_height(const Ui& ui, float width, const TextFieldSpec& spec) {
  return label_height(ui, width, spec) + box_height(ui, spec) + note_height(ui, width, spec);
}

bool text_field(Ui& ui, const Rect& rect, const TextFieldSpec& spec) {
  Rect column = rect;
  const Rect label = column.cut_top(label_height(ui, rect.w, spec));
  const Rect box = column.cut_top(box_height(ui, spec));
  const Interaction touch = ui.interact(spec.id, box, spec.enabled);
  Node node;
  node.role = Role::TextField;
  node.id = spec.id;
  node.label = spec.label.empty() ? spec.placeholder : spec.label;
  node.value = shown_value(spec);
  node.rect = box;
  node.enabled = spec.enabled;
  node.focused = spec.focused;
  node.error = !spec.error.empty();
  ui.describe(std::move(node));
  if (!spec.label.empty()) draw_label(ui, label, spec);
  draw_box(ui, box, spec, touch.pressed);
  if (!note_of(spec).empty()) {
    draw_note(ui, column, spec);
    Node note;
    note.role = spec.error.empty() ? Role::Text : Role::Alert;
    note.label = note_of(spec);
    note.rect = column.with_height(note_height(ui, rect.w, spec));
    ui.describe(std::move(note));
  }
  return touch.clicked;
}

}  // namespace yitang::ui
