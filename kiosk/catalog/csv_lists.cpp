#include "kiosk/catalog/csv_lists.hpp"

#include <algorithm>
#include <optional>
#include <utility>

#include "kiosk/catalog/csv.hpp"
#include "kiosk/catalog/csv_cell.hpp"
#include "kiosk/catalog/document.hpp"
#include "kiosk/catalog/list_parsers.hpp"

namespace yitang::catalog {

using nlohmann::json;

namespace {

using K = CellKind;

constexpr std::string_view kListsFile = "lists.json";
constexpr CsvWord kListWords[]{{"power_duty", "权责清单"},
                               {"territory", "属地管理清单"},
                               {"village_affairs", "村级事务清单"},
                               {"village_no_proof", "不应由村出具的证明"}};
constexpr CsvColumn kListColumns[]{{"kind", "清单", K::Word, kListWords},
                                   {"id", "条目编号"},
                                   {"zh", "名称"},
                                   {"en", "英文名称"},
                                   {"text.zh", "说明"},
                                   {"text.en", "说明英文"},
                                   {"basis.zh", "依据"},
                                   {"basis.en", "依据英文"},
                                   {"department", "责任部门"},
                                   {"responsible.zh", "责任方"},
                                   {"responsible.en", "责任方英文"},
                                   {"assisting", "配合部门", K::Codes},
                                   {"phone", "电话"},
                                   {"item", "办理事项"},
                                   {"words", "常用说法", K::Lines}};

// Place of each column of the sheet in the table, -1 if it is not there; nullopt: a column is wrong.
std::optional<std::vector<int>> columns_of_lists(const CsvTable& table, Faults& faults) {
  const auto columns = csv_lists_sheet().columns;
  std::vector<int> places(columns.size(), -1);
  bool right = true;
  for (std::size_t i = 0; i < table.header.size(); ++i) {
    const std::string& name = table.header[i];
    const auto found = std::find_if(columns.begin(), columns.end(), [&](const CsvColumn& column) {
      return column.chinese == name || column.path == name;
    });
    const bool known = found != columns.end();
    int* place = known ? &places[static_cast<std::size_t>(found - columns.begin())] : nullptr;
    if (place != nullptr && *place < 0) {
      *place = static_cast<int>(i);
      continue;
    }
    right = false;
    faults.add(Error{ErrorKind::BadInput,
                     known ? "is there twice, in Chinese and in English" : "there is no such column",
                     csv_place(table.file, 1, name)});
  }
  return right ? std::optional(std::move(places)) : std::nullopt;
}

}  // namespace

const CsvSheet& csv_lists_sheet() {
  static constexpr CsvSheet kSheet{"lists.csv", "", kListColumns};
  return kSheet;
}

bool has_csv_lists(const Files& files) { return files.contains(csv_lists_sheet().file); }

CsvLists CsvLists::read(const Files& files, Faults& faults) {
  CsvLists made;
  json entries = json::array();
  const auto content = files.find(csv_lists_sheet().file);
  if (content != files.end()) {
    const auto table = read_csv(content->second, std::string(csv_lists_sheet().file));
    if (!table) faults.add(table.error());
    const auto places = table ? columns_of_lists(*table, faults) : std::nullopt;
    for (const CsvRow& row : places ? table->rows : std::vector<CsvRow>()) {
      json entry = json::object();
      Row kept{csv_place(table->file, row.number), {}};
      for (std::size_t c = 0; c < places->size(); ++c) {
        const CsvColumn& column = csv_lists_sheet().columns[c];
        const int at = (*places)[c];
        const std::string name =
            at < 0 ? std::string(column.chinese) : table->header[static_cast<std::size_t>(at)];
        const std::string place = csv_place(table->file, row.number, name);
        kept.paths[std::string(column.path)] = place;
        CellValue value = read_cell(column, at < 0 ? std::string() : row.cells[static_cast<std::size_t>(at)]);
        if (!value.wrong.empty()) faults.add(Error{ErrorKind::BadInput, value.wrong, place});
        if (value.there) put_member(entry, column.path, std::move(value.value));
      }
      entries.push_back(std::move(entry));
      made.rows_.push_back(std::move(kept));
    }
  }
  made.content_ = json{{"schema", "yitang.lists/1"}, {"entries", std::move(entries)}}.dump(1);
  return made;
}

Error CsvLists::in_table(const Error& error) const {
  const Fault fault = fault_of(error);
  if (fault.file != kListsFile) return error;
  Error told = error;
  told.where = std::string(csv_lists_sheet().file);
  constexpr std::string_view kBefore = "entries[";
  if (!fault.place.starts_with(kBefore)) return told;
  const std::size_t end = fault.place.find(']');
  const std::string digits = fault.place.substr(kBefore.size(), end - kBefore.size());
  if (end == std::string::npos || digits.empty() || digits.size() > 6) return told;
  const auto number = static_cast<std::size_t>(std::stoul(digits));
  if (number >= rows_.size()) return told;
  told.where = rows_[number].place;
  std::string path = fault.place.size() > end + 2 ? fault.place.substr(end + 2) : std::string();
  path = path.substr(0, path.find('['));
  if (const auto cell = rows_[number].paths.find(path); cell != rows_[number].paths.end())
    told.where = cell->second;
  return told;
}

Result<Files> lists_to_csv(const Files& files) {
  Files written;
  const auto content = files.find(kListsFile);
  if (content == files.end()) return written;
  if (auto right = parse_published_lists(content->second, std::string(kListsFile)); !right)
    return tl::unexpected(right.error());
  auto document = parse_json(content->second, std::string(kListsFile), kMaxDocumentBytes, kMaxDocumentDepth);
  if (!document) return tl::unexpected(document.error());
  std::vector<std::vector<std::string>> rows(1);
  for (const CsvColumn& column : csv_lists_sheet().columns) rows.front().emplace_back(column.chinese);
  for (const json& entry : (*document)["entries"]) {
    std::vector<std::string> row;
    for (const CsvColumn& column : csv_lists_sheet().columns) {
      const json* member = member_at(entry, column.path);
      row.push_back(member == nullptr || member->is_null() ? "" : write_cell(column, *member));
    }
    rows.push_back(std::move(row));
  }
  written.emplace(csv_lists_sheet().file, write_csv(rows));
  return written;
}

}  // namespace yitang::catalog
