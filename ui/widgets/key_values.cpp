#include "ui/widgets/key_values.hpp"

#include <algorithm>
#include <utility>

#include "ui/widgets/parts.hpp"

namespace yitang::ui {

namespace {

float icon_width(const Theme& theme, const std::vector<KeyValue>& rows) {
  const bool any =
      std::any_of(rows.begin(), rows.end(), [](const KeyValue& row) { return row.icon != Icon::None; });
  return any ? theme.icon_small() + theme.space().s : 0;
}

// The key column is as wide as its widest key, but leaves most of the width to the values.
float key_width(const Ui& ui, float width, const std::vector<KeyValue>& rows) {
  float widest = 0;
  for (const KeyValue& row : rows)
    widest = std::max(widest, measure_text_width(ui, row.key, TextStyle::Body) + 2);
  return std::min(widest, width * 0.42f);
}

float row_height(const Ui& ui, float keys, float values, const KeyValue& row) {
  const float key = measure_text_height(ui, row.key, TextStyle::Body, keys);
  const float value =
      measure_text_height(ui, row.value, row.strong ? TextStyle::Label : TextStyle::Body, values);
  return std::max(key, value) + 2 * ui.theme().space().s;
}

}  // namespace

float key_values_height(const Ui& ui, float width, const std::vector<KeyValue>& rows) {
  const float icon = icon_width(ui.theme(), rows), keys = key_width(ui, width, rows);
  float height = 0;
  for (const KeyValue& row : rows)
    height += row_height(ui, keys, width - icon - keys - ui.theme().space().m, row);
  return height;
}

float key_values(Ui& ui, const Rect& rect, const std::vector<KeyValue>& rows) {
  const Theme& theme = ui.theme();
  const Colors& c = theme.colors();
  const float icon = icon_width(theme, rows), keys = key_width(ui, rect.w, rows);
  Rect column = rect;
  column.h = key_values_height(ui, rect.w, rows);
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const KeyValue& row = rows[i];
    Rect line = column.cut_top(row_height(ui, keys, rect.w - icon - keys - theme.space().m, row));
    Node node;
    node.role = Role::Text;
    node.label = row.key;
    node.value = row.value;
    node.rect = line;
    ui.describe(std::move(node));
    if (i + 1 < rows.size())
      ui.painter().fill({line.x, line.bottom() - 1, line.w, parts::hairline(theme)}, c.border);
    line = line.inset(0, theme.space().s);
    if (icon > 0) {
      const Rect mark = line.cut_left(icon).with_height(theme.text(TextStyle::Body).line_height_px);
      ui.painter().icon({mark.x, mark.y, theme.icon_small(), mark.h}, row.icon, theme.icon_small(),
                        c.primary);
    }
    parts::words(ui, line.cut_left(keys, theme.space().m), row.key,
                 {.style = TextStyle::Body, .color = c.text_muted});
    const Color ink = row.tone == Tone::Neutral ? c.text : theme.tone(row.tone);
    parts::words(ui, line, row.value,
                 {.style = row.strong ? TextStyle::Label : TextStyle::Body, .color = ink});
  }
  return key_values_height(ui, rect.w, rows);
}

}  // namespace yitang::ui
