// A field with rows (household members, neighbours): a list of cards, and one page for each row.
#include <string>
#include <utility>

#include "kiosk/cases/person.hpp"
#include "kiosk/resident/screens/field_text.hpp"
#include "kiosk/resident/screens/fields.hpp"
#include "kiosk/resident/screens/text_entry.hpp"
#include "kiosk/resident/screens/words.hpp"
#include "ui/widgets/list_row.hpp"
#include "ui/widgets/text_field.hpp"

namespace yitang::resident {
namespace {

cases::Table rows_of(const Screen& s, const catalog::FormField& field) {
  const auto found = s.state.draft.values.find(field.key);
  if (found == s.state.draft.values.end()) return {};
  const auto* rows = std::get_if<cases::Table>(&found->second);
  return rows != nullptr ? *rows : cases::Table{};
}

std::string as_text(const cases::Table& rows) {
  std::string text;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    if (i != 0) text += '\n';
    for (std::size_t c = 0; c < rows[i].size(); ++c) text += (c != 0 ? "\t" : "") + rows[i][c];
  }
  return text;
}

std::string cell_text(const catalog::TableColumn& column, const std::string& value) {
  return column.type == catalog::FieldType::IdNumber ? cases::masked_number(value) : value;
}

std::string row_details(const Screen& s, const catalog::FormField& field, const cases::TableRow& row) {
  std::string text;
  for (std::size_t i = 1; i < row.size() && i < field.validation.columns.size(); ++i) {
    if (row[i].empty()) continue;
    if (!text.empty()) text += s.tr("list.point");
    text += cell_text(field.validation.columns[i], row[i]);
  }
  return text;
}

void edit(Screen& s, const catalog::FormField& field, int index, cases::TableRow cells) {
  cells.resize(field.validation.columns.size());
  s.memory.row = {field.key, index, std::move(cells), -1};
  s.memory.entry.close();
  s.send(IntentKind::FocusField, "");
}

void keep_row(Screen& s, const catalog::FormField& field) {
  cases::Table rows = rows_of(s, field);
  const int at = s.memory.row.row;
  if (at >= 0 && at < static_cast<int>(rows.size())) {
    rows[static_cast<std::size_t>(at)] = s.memory.row.cells;
  } else {
    rows.push_back(s.memory.row.cells);
  }
  s.send(IntentKind::TypeField, field.key, as_text(rows));
  s.send(IntentKind::LeaveField, field.key);
}

void remove_row(Screen& s, const catalog::FormField& field, int at) {
  cases::Table rows = rows_of(s, field);
  if (at >= 0 && at < static_cast<int>(rows.size())) rows.erase(rows.begin() + at);
  s.send(IntentKind::TypeField, field.key, as_text(rows));
  s.send(IntentKind::LeaveField, field.key);
}

bool row_is_empty(const cases::TableRow& row) {
  for (const std::string& cell : row) {
    if (!cell.empty()) return false;
  }
  return true;
}

std::string cell_error(const Screen& s, const catalog::FormField& field, int row, int column) {
  const auto found = s.state.form.problems.find(field.key);
  if (found == s.state.form.problems.end() || found->second.row != row || found->second.column != column ||
      row < 0)
    return {};
  return problem_text(s, nullptr, found->second, s.state.item);
}

void draw_cells(Screen& s, const catalog::FormField& field) {
  RowEntry& entry = s.memory.row;
  const auto& columns = field.validation.columns;
  scrolling(s, s.content, "row." + field.key, [&](Column& column) {
    for (std::size_t i = 0; i < columns.size(); ++i) {
      ui::TextFieldSpec spec;
      spec.id = "cell." + columns[i].key;
      spec.label = column_label(s, columns[i]);
      spec.value = entry.cells[i];
      spec.placeholder = s.tr("field.touch");
      spec.focused = entry.column == static_cast<int>(i);
      spec.error = cell_error(s, field, entry.row, static_cast<int>(i));
      if (spec.focused) {
        const EntryText text = entry_text(s);
        spec.value = text.text;
        spec.composing = text.composing;
        spec.caret = text.caret;
      }
      const ui::Rect place = column.take(ui::text_field_height(s.ui, column.width(), spec), s.space().l);
      if (ui::text_field(s.ui, place, spec)) entry.column = static_cast<int>(i);
    }
  });
}

void draw_row_card(Screen& s, Column& column, const catalog::FormField& field, const cases::TableRow& row,
                   int index) {
  ui::ListRowSpec spec;
  const std::string number = std::to_string(index + 1);
  spec.id = "row." + field.key + "." + number;
  spec.title = row.empty() || row.front().empty() ? s.tr("table.row", {{"number", number}}) : row.front();
  spec.subtitle = row_details(s, field, row);
  spec.icon = ui::Icon::Person;
  spec.chevron = false;
  spec.trailing = s.tr("table.edit");
  const ui::Rect all =
      column.take(ui::list_row_height(s.ui, column.width() - s.theme().row_height(), spec), s.space().s);
  ui::Rect place = all;
  const float side = s.theme().min_target() * 1.2F;
  const ui::Rect bin = place.cut_right(side, s.space().s);
  if (ui::list_row(s.ui, place, spec)) edit(s, field, index, row);
  if (ui::icon_button(s.ui, bin.centered(side, side), "row." + field.key + "." + number + ".remove",
                      ui::Icon::Trash, s.tr("table.remove", {{"number", number}}))) {
    remove_row(s, field, index);
  }
}

}  // namespace

std::string table_text(const Screen& s, const catalog::FormField& field) {
  std::string text;
  for (const cases::TableRow& row : rows_of(s, field)) {
    if (row.empty()) continue;
    const std::string details = row_details(s, field, row);
    if (!text.empty()) text += '\n';
    text += row.front() + (row.front().empty() || details.empty() ? "" : s.tr("list.point")) + details;
  }
  return text;
}

void draw_table_field(Screen& s, Column& column, const catalog::FormField& field) {
  draw_field_label(s, column, field);
  const cases::Table rows = rows_of(s, field);
  for (std::size_t i = 0; i < rows.size(); ++i) draw_row_card(s, column, field, rows[i], static_cast<int>(i));
  if (rows.empty())
    write(s, column, {.text = s.tr("table.empty"), .color = s.colors().text_muted}, s.space().m);
  const bool full = field.validation.max_rows && rows.size() >= *field.validation.max_rows;
  if (!full) {
    const ui::ButtonSpec add = second_button("row." + field.key + ".add", s.tr("table.add"), ui::Icon::Plus);
    if (ui::button(s.ui, column.take(s.theme().button_height()), add)) edit(s, field, -1, {});
  } else {
    write(s, column,
          {.text = s.tr("table.full"), .style = ui::TextStyle::Caption, .color = s.colors().text_muted});
  }
  draw_field_error(s, column, field);
}

void draw_row_editor(Screen& s, const catalog::FormField& field) {
  RowEntry& entry = s.memory.row;
  if (entry.column >= 0) {
    const auto at = static_cast<std::size_t>(entry.column);
    open_entry(s, entry_for(field.validation.columns[at], "cell." + field.validation.columns[at].key,
                            entry.cells[at]));
    const EntryResult result = draw_keyboard(s);
    if (result != EntryResult::None) entry.cells[at] = s.memory.entry.buffer().text();
    if (result == EntryResult::Done) {
      s.memory.entry.close();
      const bool last = at + 1 >= field.validation.columns.size();
      entry.column = last || !entry.cells[at + 1].empty() ? -1 : entry.column + 1;
    }
  } else {
    ui::ButtonSpec keep = main_button("row.keep", s.tr("table.keep"), ui::Icon::Check);
    keep.enabled = !row_is_empty(entry.cells);
    const Foot tapped = foot(s, keep, second_button("row.cancel", s.tr("common.cancel"), ui::Icon::Cross));
    if (tapped == Foot::Main) keep_row(s, field);
    if (tapped != Foot::None) {
      s.memory.row = {};
      s.memory.entry.close();
      return;
    }
  }
  const std::string title = s.tr(
      "table.row", {{"number", std::to_string(entry.row < 0 ? rows_of(s, field).size() + 1
                                                            : static_cast<std::size_t>(entry.row) + 1)}});
  const float height = s.theme().text(ui::TextStyle::Heading).line_height_px;
  ui::text(s.ui, s.content.cut_top(height, s.space().m),
           {.text = title, .style = ui::TextStyle::Heading, .max_lines = 1, .heading = true});
  draw_cells(s, field);
}

}  // namespace yitang::resident
