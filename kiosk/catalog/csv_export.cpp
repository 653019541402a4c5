// Items back into tables, for a clerk who goes on from what is there.
#include <algorithm>
#include <array>
#include <utility>

#include "kiosk/catalog/csv.hpp"
#include "kiosk/catalog/csv_cell.hpp"
#include "kiosk/catalog/csv_items.hpp"
#include "kiosk/catalog/item_parser.hpp"
#include "kiosk/catalog/json_node.hpp"

namespace yitang::catalog {
namespace {

using nlohmann::json;
using TableRow = std::vector<std::string>;
using TableRows = std::vector<TableRow>;

// Said by the file, or by another member.
constexpr std::array<std::string_view, 4> kNotWritten{"schema", "function_group_zh", "theme_zh",
                                                      "item_type_zh"};

void drop_nulls(json& value) {
  if (!value.is_structured()) return;
  for (auto member = value.begin(); member != value.end();) {
    drop_nulls(*member);
    member = value.is_object() && member->is_null() ? value.erase(member) : std::next(member);
  }
}

/// One row; what is written is taken out of `value`.
TableRow row_of(const CsvSheet& sheet, json& value, const json& admission, TableRow row) {
  for (const CsvColumn& column : sheet.columns) {
    if (column.kind == CellKind::Rest) {
      row.push_back(value.empty() ? "" : value.dump());
      continue;
    }
    const bool admitted = column.path.starts_with(kAdmissionPath);
    const std::string_view path = admitted ? column.path.substr(kAdmissionPath.size()) : column.path;
    const json* member = member_at(admitted ? admission : value, path);
    row.push_back(member == nullptr ? "" : write_cell(column, *member));
    if (!admitted) take_member(value, path);
  }
  return row;
}

/// Checks of the form {"any": [...]} as rows that say to which group they belong.
std::vector<json> flat_checks(const json& checks) {
  std::vector<json> rows;
  int group = 0;
  for (const json& check : checks) {
    if (!check.is_object() || !check.contains("any") || !check["any"].is_array()) {
      rows.push_back(check);
      continue;
    }
    ++group;
    bool first = true;
    for (json test : check["any"]) {
      test["any"] = group;
      for (const char* key : {"then", "else"}) {
        if (first && check.contains(key)) test[key] = check[key];
      }
      first = false;
      rows.push_back(std::move(test));
    }
  }
  return rows;
}

void write_item(json item, const json& admission, std::map<std::string_view, TableRows>& tables) {
  drop_nulls(item);
  for (const std::string_view name : kNotWritten) take_member(item, name);
  const TableRow owner{item.value("id", ""), std::to_string(item.value("version", 1))};
  for (const CsvSheet& sheet : csv_sheets().subspan(1)) {
    const std::string list(sheet.list);
    if (!item.contains(list) || !item[list].is_array()) continue;
    std::vector<json> entries(item[list].begin(), item[list].end());
    if (list == "checks") entries = flat_checks(item[list]);
    item.erase(list);
    for (json& entry : entries) tables[sheet.file].push_back(row_of(sheet, entry, admission, owner));
  }
  tables[csv_sheets().front().file].push_back(row_of(csv_sheets().front(), item, admission, {}));
}

Result<std::vector<json>> read_lines(std::string_view text) {
  std::vector<json> items;
  for (int number = 1; !text.empty(); ++number) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    const std::string_view line = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    if (line.find_first_not_of(" \t\r") == std::string_view::npos) continue;
    const std::string place = "items.jsonl:" + std::to_string(number);
    if (auto right = parse_item(line, place); !right) return tl::unexpected(right.error());
    auto item = parse_json(line, place, kMaxLineBytes, kMaxDepth);
    if (!item) return tl::unexpected(item.error());
    items.push_back(std::move(*item));
  }
  return items;
}

}  // namespace

Result<Files> items_to_csv(const Files& files) {
  const auto lines = files.find("items.jsonl");
  if (lines == files.end()) return fail(ErrorKind::NotFound, "is not there", "items.jsonl");
  auto items = read_lines(lines->second);
  if (!items) return tl::unexpected(items.error());
  json admissions = json::object();
  if (const auto file = files.find("admission.json"); file != files.end()) {
    auto read = parse_json(file->second, "admission.json", 8 * 1024 * 1024, 12);
    if (!read) return tl::unexpected(read.error());
    if (const json* found = member_at(*read, "items")) admissions = *found;
  }
  std::map<std::string_view, TableRows> tables;
  for (const CsvSheet& sheet : csv_sheets()) {
    TableRow header;
    if (!sheet.list.empty()) header = {"事项编号", "版本"};
    for (const CsvColumn& column : sheet.columns) header.emplace_back(column.chinese);
    tables[sheet.file].push_back(std::move(header));
  }
  for (json& item : *items) {
    const auto admission = admissions.find(item.value("id", ""));
    write_item(std::move(item), admission == admissions.end() ? json::object() : *admission, tables);
  }
  Files written;
  for (const auto& [file, rows] : tables) written.emplace(file, write_csv(rows));
  return written;
}

}  // namespace yitang::catalog
