#include "ui/widgets/table.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

#include "ui/widgets/parts.hpp"

namespace yitang::ui {

namespace {

std::vector<float> column_widths(const Ui& ui, float width, const TableSpec& spec) {
  float shares = 0;
  for (const TableColumn& column : spec.columns) shares += column.share;
  const float room =
      width - 2 * ui.theme().space().m - static_cast<float>(spec.columns.size() - 1) * ui.theme().space().m;
  std::vector<float> widths;
  for (const TableColumn& column : spec.columns)
    widths.push_back(std::floor(room * column.share / std::max(shares, 0.01f)));
  return widths;
}

float cells_height(const Ui& ui, const std::vector<float>& widths, const std::vector<std::string>& cells,
                   TextStyle style) {
  float height = 0;
  for (std::size_t i = 0; i < cells.size() && i < widths.size(); ++i) {
    height = std::max(height, measure_text_height(ui, cells[i], style, widths[i]));
  }
  return height + 2 * ui.theme().space().s;
}

std::vector<std::string> titles(const TableSpec& spec) {
  std::vector<std::string> all;
  for (const TableColumn& column : spec.columns) all.push_back(column.title);
  return all;
}

void draw_cells(Ui& ui, const Rect& rect, const TableSpec& spec, const std::vector<float>& widths,
                const std::vector<std::string>& cells, bool header) {
  const Theme& theme = ui.theme();
  Rect row = rect.inset(theme.space().m, theme.space().s);
  std::string label;
  for (std::size_t i = 0; i < cells.size() && i < widths.size(); ++i) label += (i > 0 ? "  " : "") + cells[i];
  Node node;
  node.role = header ? Role::Heading : Role::Text;
  node.label = label;
  node.rect = rect;
  ui.describe(std::move(node));
  for (std::size_t i = 0; i < cells.size() && i < widths.size(); ++i) {
    const Rect cell = row.cut_left(widths[i], theme.space().m);
    parts::words(ui, cell, cells[i],
                 {.style = header ? TextStyle::Caption : TextStyle::Body,
                  .color = header ? theme.colors().text_muted : theme.colors().text,
                  .align = spec.columns[i].align,
                  .bold = header});
  }
}

}  // namespace

float table_height(const Ui& ui, float width, const TableSpec& spec) {
  if (spec.columns.empty()) return 0;
  const std::vector<float> widths = column_widths(ui, width, spec);
  float height = spec.header ? cells_height(ui, widths, titles(spec), TextStyle::Caption) : 0;
  for (const auto& row : spec.rows) height += cells_height(ui, widths, row, TextStyle::Body);
  return height;
}

float table(Ui& ui, const Rect& rect, const TableSpec& spec) {
  if (spec.columns.empty()) return 0;
  const Theme& theme = ui.theme();
  const std::vector<float> widths = column_widths(ui, rect.w, spec);
  const Rect place = rect.with_height(table_height(ui, rect.w, spec));
  ui.painter().fill_rounded(place, theme.radius().small, theme.colors().surface);
  Rect column = place;
  if (spec.header) {
    const Rect line = column.cut_top(cells_height(ui, widths, titles(spec), TextStyle::Caption));
    ui.painter().fill_rounded(line, theme.radius().small, theme.colors().surface_sunken,
                              spec.rows.empty() ? AllCorners : TopCorners);
    draw_cells(ui, line, spec, widths, titles(spec), true);
  }
  for (std::size_t i = 0; i < spec.rows.size(); ++i) {
    const Rect line = column.cut_top(cells_height(ui, widths, spec.rows[i], TextStyle::Body));
    draw_cells(ui, line, spec, widths, spec.rows[i], false);
    if (i + 1 < spec.rows.size())
      ui.painter().fill({line.x, line.bottom() - 1, line.w, parts::hairline(theme)}, theme.colors().border);
  }
  ui.painter().stroke_rounded(place, theme.radius().small, parts::hairline(theme), theme.colors().border);
  return place.h;
}

}  // namespace yitang::ui
