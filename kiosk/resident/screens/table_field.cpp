// A field with rows (household members, neighbours): a list of cards, and one page for each row.
#include <algorithm>
#include <string>
#include <utility>

#include "kiosk/cases/person.hpp"
#include "kiosk/resident/screens/field_text.hpp"
#include "kiosk/resident/screens/fields.hpp"
#include "kiosk/resident/screens/text_entry.hpp"
#include "kiosk/resident/screens/words.hpp"
#include "ui/widgets/choice.hpp"
#include "ui/widgets/list_row.hpp"
#include "ui/widgets/scroll_area.hpp"
#include "ui/widgets/text_field.hpp"

namespace yitang::resident {
namespace {

// Rows of people are people, not rows.
bool of_people(const catalog::FormField& field) {
  const auto& columns = field.validation.columns;
  return std::any_of(columns.begin(), columns.end(),
                     [](const catalog::TableColumn& column) { return column.key == "name"; });
}

std::string row_word(const catalog::FormField& field, const std::string& key) {
  return "table." + key + (of_people(field) ? "_person" : "");
}

std::string row_name(const Screen& s, const catalog::FormField& field, const cases::TableRow& row,
                     std::size_t index) {
  if (!row.empty() && !row.front().empty()) return row.front();
  return s.tr(row_word(field, "row"), {{"number", std::to_string(index + 1)}});
}

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

std::string cell_text(const Screen& s, const catalog::TableColumn& column, const std::string& value) {
  if (column.type == catalog::FieldType::IdNumber) return shown_id_number(s, value);
  if (column.type == catalog::FieldType::Money) return s.tr("value.money", {{"value", value}});
  for (const catalog::Option& option : column.options) {
    if (option.code == value) return s.of(option.label);
  }
  return value;
}

std::string row_details(const Screen& s, const catalog::FormField& field, const cases::TableRow& row) {
  std::string text;
  for (std::size_t i = 1; i < row.size() && i < field.validation.columns.size(); ++i) {
    if (row[i].empty()) continue;
    if (!text.empty()) text += s.tr("list.point");
    text += cell_text(s, field.validation.columns[i], row[i]);
  }
  return text;
}

void edit(Screen& s, const catalog::FormField& field, int index, cases::TableRow cells) {
  cells.resize(field.validation.columns.size());
  s.memory.row = {field.key, index, std::move(cells), -1, false};
  ui::scroll_home(s.ui, "row." + field.key);
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

bool row_is_wrong(const Screen& s, const catalog::FormField& field, int row) {
  const auto found = s.state.form.problems.find(field.key);
  return found != s.state.form.problems.end() && found->second.row == row;
}

// One of a few: chosen with one tap, never typed.
void draw_choice_cell(Screen& s, Column& column, const catalog::TableColumn& cell, std::size_t at,
                      const std::string& error) {
  RowEntry& entry = s.memory.row;
  write(s, column, {.text = column_label(s, cell), .style = ui::TextStyle::Label}, s.space().s);
  ui::ChoiceSpec spec;
  spec.id = "cell." + cell.key;
  spec.error = !error.empty();
  const float half = (column.width() - s.space().m) / 2 - s.theme().mm(s.elder() ? 40 : 34);
  bool narrow = cell.options.size() > 1;
  for (const catalog::Option& option : cell.options) {
    ui::ChoiceOption shown;
    shown.id = "option.cell." + cell.key + "." + option.code;
    shown.title = s.of(option.label);
    narrow = narrow && ui::measure_text_width(s.ui, shown.title, ui::TextStyle::Label) < half;
    if (option.code == entry.cells[at]) spec.selected = static_cast<int>(spec.options.size());
    spec.options.push_back(std::move(shown));
  }
  spec.columns = narrow ? 2 : 1;
  const int tapped = ui::choice(s.ui, column.take(ui::choice_height(s.ui, column.width(), spec)), spec);
  if (tapped >= 0) {
    entry.cells[at] = cell.options[static_cast<std::size_t>(tapped)].code;
    entry.column = -1;
    s.memory.entry.close();
  }
  if (!error.empty()) {
    column.skip(s.space().s);
    write(s, column,
          {.text = error, .style = ui::TextStyle::Caption, .color = s.colors().danger, .bold = true});
  }
  column.skip(s.space().l);
}

void draw_text_cell(Screen& s, Column& column, const catalog::TableColumn& cell, std::size_t at,
                    const std::string& error) {
  RowEntry& entry = s.memory.row;
  ui::TextFieldSpec spec;
  spec.id = "cell." + cell.key;
  spec.label = column_label(s, cell);
  spec.value = entry.cells[at];
  spec.placeholder = s.tr("field.touch");
  spec.focused = entry.column == static_cast<int>(at);
  spec.error = error;
  if (spec.focused) {
    const EntryText text = entry_text(s);
    spec.value = text.text;
    spec.composing = text.composing;
    spec.caret = text.caret;
  }
  const ui::Rect place = column.take(ui::text_field_height(s.ui, column.width(), spec), s.space().l);
  if (ui::text_field(s.ui, place, spec)) entry.column = static_cast<int>(at);
}

void draw_cells(Screen& s, const catalog::FormField& field) {
  const auto& columns = field.validation.columns;
  const std::string list = "row." + field.key;
  scrolling(s, s.content, list, [&](Column& column) {
    for (std::size_t i = 0; i < columns.size(); ++i) {
      const float top = column.used();
      const std::string error = cell_error(s, field, s.memory.row.row, static_cast<int>(i));
      const bool typed = columns[i].options.empty();
      if (typed) draw_text_cell(s, column, columns[i], i, error);
      if (!typed) draw_choice_cell(s, column, columns[i], i, error);
      // The keyboard leaves little room: the cell it fills is brought into view.
      const bool focused = s.memory.row.column == static_cast<int>(i);
      if (focused && s.memory.scrolled_to != columns[i].key) {
        ui::scroll_to(s.ui, list, std::max(0.F, top - s.space().m), column.used() - top + s.space().m);
        s.memory.scrolled_to = columns[i].key;
      }
      if (!error.empty() && !s.memory.row.led_to_error && ui::scroll_is_known(s.ui, list)) {
        ui::scroll_to(s.ui, list, std::max(0.F, top - s.space().m), column.used() - top + s.space().m);
        s.memory.row.led_to_error = true;
      }
    }
  });
  if (s.memory.row.column < 0) s.memory.scrolled_to.clear();
}

// The cell that the keyboard turns to when one is filled in: the next one if it is empty and typed.
int next_typed(const catalog::FormField& field, const cases::TableRow& cells, std::size_t at) {
  const std::size_t next = at + 1;
  const bool typed = next < field.validation.columns.size() && cells[next].empty() &&
                     field.validation.columns[next].options.empty();
  return typed ? static_cast<int>(next) : -1;
}

void draw_row_card(Screen& s, Column& column, const catalog::FormField& field, const cases::TableRow& row,
                   int index) {
  ui::ListRowSpec spec;
  const std::string number = std::to_string(index + 1);
  spec.id = "row." + field.key + "." + number;
  spec.title = row_name(s, field, row, static_cast<std::size_t>(index));
  spec.subtitle = row_details(s, field, row);
  spec.icon = ui::Icon::Person;
  spec.chevron = false;
  spec.trailing = s.tr("table.edit");
  spec.trailing_leads = true;
  const ui::Rect all =
      column.take(ui::list_row_height(s.ui, column.width() - s.theme().row_height(), spec), s.space().s);
  ui::Rect place = all;
  const float side = s.theme().min_target() * 1.2F;
  const ui::Rect bin = place.cut_right(side, s.space().s);
  if (ui::list_row(s.ui, place, spec)) edit(s, field, index, row);
  if (row_is_wrong(s, field, index)) {
    s.ui.painter().stroke_rounded(place, s.theme().radius().card, s.theme().mm(0.6F), s.colors().danger);
  }
  if (ui::icon_button(s.ui, bin.centered(side, side), "row." + field.key + "." + number + ".remove",
                      ui::Icon::Trash, s.tr(row_word(field, "remove"), {{"number", number}}))) {
    remove_row(s, field, index);
  }
}

// Whose row is wrong, and in what: the page says it where it can be tapped.
void draw_row_error(Screen& s, Column& column, const catalog::FormField& field, const cases::TableRow& cells,
                    int row) {
  if (!row_is_wrong(s, field, row)) return;
  const auto found = s.state.form.problems.find(field.key);
  const auto cell = static_cast<std::size_t>(std::max(0, found->second.column));
  const auto& columns = field.validation.columns;
  const std::string what = problem_text(s, nullptr, found->second, s.state.item);
  const std::string text =
      cell < columns.size()
          ? s.tr("table.cell_problem", {{"column", column_label(s, columns[cell])}, {"problem", what}})
          : what;
  const std::string whose = s.tr(
      "table.in_row", {{"row", row_name(s, field, cells, static_cast<std::size_t>(row))}, {"problem", text}});
  write(s, column, {.text = whose, .style = ui::TextStyle::Caption, .color = s.colors().danger, .bold = true},
        s.space().m);
}

// What is counted from these rows instead of being asked.
void draw_count(Screen& s, Column& column, const catalog::FormField& field) {
  if (s.state.item == nullptr) return;
  for (const catalog::FormField& other : s.state.item->form) {
    if (other.validation.rows_of != field.key) continue;
    const std::string count = shown_value(s, other, s.state.draft.values);
    if (count.empty()) continue;
    const char* key = other.validation.rows_more == 1 ? "table.count_and_you" : "table.count";
    column.skip(s.space().m);
    write(s, column, {.text = s.tr(key, {{"label", s.of(other.label)}, {"count", count}}), .bold = true});
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

// Who lives alone need not invent anybody.
std::string empty_key(const catalog::FormField& field) {
  if (!field.required) return "table.empty";
  if (field.validation.min_rows == 0U) return of_people(field) ? "table.empty_alone" : "table.empty";
  return row_word(field, "empty_required");
}

void draw_table_field(Screen& s, Column& column, const catalog::FormField& field) {
  draw_field_label(s, column, field);
  const cases::Table rows = rows_of(s, field);
  for (std::size_t i = 0; i < rows.size(); ++i) {
    draw_row_card(s, column, field, rows[i], static_cast<int>(i));
    draw_row_error(s, column, field, rows[i], static_cast<int>(i));
  }
  if (rows.empty())
    write(s, column, {.text = s.tr(empty_key(field)), .color = s.colors().text_muted}, s.space().m);
  if (!rows.empty()) column.skip(s.space().m);
  const bool full = field.validation.max_rows && rows.size() >= *field.validation.max_rows;
  if (!full) {
    const ui::ButtonSpec add =
        second_button("row." + field.key + ".add", s.tr(row_word(field, "add")), ui::Icon::Plus);
    if (ui::button(s.ui, column.take(s.theme().button_height()), add)) edit(s, field, -1, {});
  } else {
    write(s, column,
          {.text = s.tr(row_word(field, "full")),
           .style = ui::TextStyle::Caption,
           .color = s.colors().text_muted});
  }
  draw_count(s, column, field);
  const auto problem = s.state.form.problems.find(field.key);
  const bool in_a_row = problem != s.state.form.problems.end() && problem->second.row >= 0;
  if (!in_a_row) draw_field_error(s, column, field);  // else it stands at its row
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
      entry.column = next_typed(field, entry.cells, at);
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
  const std::string title =
      s.tr(row_word(field, "row"),
           {{"number", std::to_string(entry.row < 0 ? rows_of(s, field).size() + 1
                                                    : static_cast<std::size_t>(entry.row) + 1)}});
  const float height = s.theme().text(ui::TextStyle::Heading).line_height_px;
  ui::text(s.ui, s.content.cut_top(height, s.space().m),
           {.text = title, .style = ui::TextStyle::Heading, .max_lines = 1, .heading = true});
  draw_cells(s, field);
}

}  // namespace yitang::resident
