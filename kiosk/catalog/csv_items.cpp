#include "kiosk/catalog/csv_items.hpp"

#include <algorithm>
#include <optional>
#include <utility>

#include "kiosk/catalog/csv.hpp"
#include "kiosk/catalog/csv_cell.hpp"

namespace yitang::catalog {

using nlohmann::json;

namespace {

constexpr std::string_view kItemsFile = "items.csv";

std::string joined_path(const std::string& left, std::string_view right) {
  return left.empty() || right.empty() ? left + std::string(right) : left + "." + std::string(right);
}

bool is_list(CellKind kind) {
  return kind == CellKind::Lines || kind == CellKind::Codes || kind == CellKind::Words;
}

}  // namespace

bool has_csv_items(const Files& files) { return files.contains(kItemsFile); }

/// Table after table into JSON, remembering where everything came from.
class CsvItemsReader {
 public:
  CsvItemsReader(const Files& files, Faults& faults) : files_(files), faults_(faults) {}

  CsvItems read() {
    for (const CsvSheet& sheet : csv_sheets()) read_sheet(sheet);
    CsvItems made;
    std::string lines;
    json admissions = json::object();
    for (Item& item : items_) {
      if (json admission = std::move(item.admission); !admission.empty() && item.value.contains("id"))
        admissions[item.places.id].merge_patch(admission);
      for (json& check : item.value["checks"]) check.erase("group");
      lines += item.value.dump() + "\n";
      made.lines_.push_back(std::move(item.places));
    }
    made.files_.emplace("items.jsonl", std::move(lines));
    made.files_.emplace("admission.json",
                        json{{"schema", "yitang.admission/1"}, {"items", std::move(admissions)}}.dump(1));
    return made;
  }

 private:
  struct Item {
    json value;
    json admission = json::object();
    CsvItems::Places places;
  };
  struct Columns {
    std::vector<int> of;  ///< for each column of the sheet, its place in the table; -1: not there
    int id = -1;
    int version = -1;
  };

  void refuse(std::string where, std::string reason) {
    faults_.add(Error{ErrorKind::BadInput, std::move(reason), std::move(where)});
  }

  void read_sheet(const CsvSheet& sheet) {
    const auto content = files_.find(sheet.file);
    if (content == files_.end()) return;
    const auto table = read_csv(content->second, std::string(sheet.file));
    if (!table) return faults_.add(table.error());
    const auto columns = columns_of(sheet, *table);
    if (!columns) return;
    for (const CsvRow& row : table->rows) {
      if (sheet.list.empty()) {
        read_item(sheet, *table, *columns, row);
      } else {
        read_entry(sheet, *table, *columns, row);
      }
    }
  }

  std::optional<Columns> columns_of(const CsvSheet& sheet, const CsvTable& table) {
    Columns columns{std::vector<int>(sheet.columns.size(), -1)};
    bool right = true;
    for (std::size_t i = 0; i < table.header.size(); ++i) {
      const std::string& name = table.header[i];
      int* place = nullptr;
      if (!sheet.list.empty() && (name == "id" || name == "事项编号")) place = &columns.id;
      if (!sheet.list.empty() && (name == "version" || name == "版本")) place = &columns.version;
      for (std::size_t c = 0; c < sheet.columns.size() && place == nullptr; ++c) {
        const CsvColumn& column = sheet.columns[c];
        const bool rest = column.kind == CellKind::Rest && name == "rest";
        if (name == column.chinese || rest || (!column.path.empty() && name == column.path))
          place = &columns.of[c];
      }
      if (place == nullptr || *place >= 0) {
        refuse(csv_place(table.file, 1, name),
               place == nullptr ? "there is no such column" : "is there twice, in Chinese and in English");
        right = false;
        continue;
      }
      *place = static_cast<int>(i);
    }
    if (!sheet.list.empty() && columns.id < 0) {
      refuse(csv_place(table.file, 1), "the column 事项编号 (id) is missing");
      right = false;
    }
    if (!right) return std::nullopt;
    return columns;
  }

  /// Fills `into` from the row. Paths begin with `prefix` in `places`.
  void read_row(const CsvSheet& sheet, const CsvTable& table, const Columns& columns, const CsvRow& row,
                json& into, json* admission, const std::string& prefix, CsvItems::Places& places) {
    for (std::size_t c = 0; c < sheet.columns.size(); ++c) {
      const CsvColumn& column = sheet.columns[c];
      const int at = columns.of[c];
      const std::string name =
          at < 0 ? std::string(column.chinese) : table.header[static_cast<std::size_t>(at)];
      const std::string place = csv_place(table.file, row.number, name);
      const std::string cell = at < 0 ? std::string() : row.cells[static_cast<std::size_t>(at)];
      if (!column.path.empty()) places.paths[joined_path(prefix, column.path)] = place;
      CellValue read = read_cell(column, cell);
      if (!read.wrong.empty()) refuse(place, read.wrong);
      if (!read.there) {
        // A list that is empty is written down as such; other empty cells are members that are not there.
        if (sheet.list.empty() && is_list(column.kind) && !column.optional &&
            !column.path.starts_with(kAdmissionPath))
          put_member(into, column.path, json::array());
        continue;
      }
      if (column.kind == CellKind::Rest) {
        into.merge_patch(read.value);
      } else if (column.path.starts_with(kAdmissionPath)) {
        put_member(*admission, column.path.substr(kAdmissionPath.size()), std::move(read.value));
      } else {
        put_member(into, column.path, std::move(read.value));
      }
    }
  }

  void read_item(const CsvSheet& sheet, const CsvTable& table, const Columns& columns, const CsvRow& row) {
    Item item;
    item.places.row = csv_place(table.file, row.number);
    item.value = json{{"schema", "yitang.item/1"}};
    read_row(sheet, table, columns, row, item.value, &item.admission, {}, item.places);
    for (const CsvSheet& other : csv_sheets()) {
      if (!other.list.empty()) item.value[std::string(other.list)] = json::array();
    }
    if (item.value.contains("id") && item.value["id"].is_string()) item.places.id = item.value["id"];
    items_.push_back(std::move(item));
  }

  /// The item that this row belongs to. Without a version the id must be there once.
  Item* owner(const CsvTable& table, const Columns& columns, const CsvRow& row) {
    const std::string& id = row.cells[static_cast<std::size_t>(columns.id)];
    const std::string version =
        columns.version < 0 ? std::string() : row.cells[static_cast<std::size_t>(columns.version)];
    std::vector<Item*> found;
    for (Item& item : items_) {
      const auto own = item.value.find("version");
      const bool same = version.empty() || (own != item.value.end() && own->dump() == version);
      if (item.places.id == id && same) found.push_back(&item);
    }
    if (found.size() == 1) return found.front();
    const std::string place =
        csv_place(table.file, row.number, table.header[static_cast<std::size_t>(columns.id)]);
    if (id.empty()) {
      refuse(place, "names no item");
    } else if (found.empty()) {
      refuse(place, "items.csv has no item '" + id + "'" + (version.empty() ? "" : " of version " + version));
    } else {
      refuse(place,
             "items.csv has several versions of '" + id + "': say which one in the column 版本 (version)");
    }
    return nullptr;
  }

  void read_entry(const CsvSheet& sheet, const CsvTable& table, const Columns& columns, const CsvRow& row) {
    Item* item = owner(table, columns, row);
    if (item == nullptr) return;
    json& list = item->value[std::string(sheet.list)];
    const std::string prefix = std::string(sheet.list) + "[" + std::to_string(list.size()) + "]";
    json entry = json::object();
    CsvItems::Places places;
    read_row(sheet, table, columns, row, entry, nullptr, prefix, places);
    places.paths[prefix] = csv_place(table.file, row.number);
    if (sheet.list == "form" && entry.contains("key") && entry["key"].is_string())
      item->places.fields.emplace(entry["key"].get<std::string>(), csv_place(table.file, row.number));
    if (sheet.list == "checks") {
      add_check(*item, list, std::move(entry), std::move(places), prefix);
      return;
    }
    list.push_back(std::move(entry));
    item->places.paths.merge(places.paths);
  }

  /// Rows with the same number in "任一组" are one check, of which one row has to hold.
  static void add_check(Item& item, json& list, json entry, CsvItems::Places places,
                        const std::string& prefix) {
    if (entry.contains("value") && entry.contains("op") && !entry["value"].is_array() &&
        (entry["op"] == "in" || entry["op"] == "between"))
      entry["value"] = json::array({entry["value"]});
    const json group = entry.contains("any") ? entry["any"] : json();
    entry.erase("any");
    entry.erase("group");
    if (group.is_null()) {
      list.push_back(std::move(entry));
      item.places.paths.merge(places.paths);
      return;
    }
    json outer = json::object();
    for (const char* key : {"then", "else"}) {
      if (!entry.contains(key)) continue;
      outer[key] = entry[key];
      entry.erase(key);
    }
    const auto same = std::find_if(list.begin(), list.end(), [&](const json& check) {
      return check.contains("group") && check["group"] == group;
    });
    const std::string at =
        same == list.end() ? prefix : "checks[" + std::to_string(same - list.begin()) + "]";
    json& check =
        same == list.end() ? list.emplace_back(json{{"group", group}, {"any", json::array()}}) : *same;
    check.merge_patch(outer);
    const std::string inside = at + ".any[" + std::to_string(check["any"].size()) + "]";
    check["any"].push_back(std::move(entry));
    for (const auto& [path, place] : places.paths) {
      const bool of_check = path.ends_with(".then") || path.ends_with(".else");
      item.places.paths.emplace((of_check ? at : inside) + path.substr(prefix.size()), place);
    }
    item.places.paths.emplace(at, places.paths[prefix]);
  }

  const Files& files_;
  Faults& faults_;
  std::vector<Item> items_;
};

CsvItems CsvItems::read(const Files& files, Faults& faults) { return CsvItemsReader(files, faults).read(); }

Error CsvItems::in_tables(const Error& error) const {
  const Fault fault = fault_of(error);
  Error told = error;
  if (fault.file == "items.jsonl" && fault.line == 0) {
    told.where = std::string(kItemsFile);
  } else if (fault.file == "admission.json") {
    told.where = std::string(kItemsFile);
    for (const Places& line : lines_) {
      const std::string inside = "items." + line.id + ".";
      if (line.id.empty() || !fault.place.starts_with(inside)) continue;
      const auto place = line.paths.find(std::string(kAdmissionPath) + fault.place.substr(inside.size()));
      told.where = place == line.paths.end() ? line.row : place->second;
    }
  } else if (fault.file == "items.jsonl" && static_cast<std::size_t>(fault.line) <= lines_.size()) {
    const Places& line = lines_[static_cast<std::size_t>(fault.line) - 1];
    std::string path = fault.place;
    told.where = line.row;
    if (!line.id.empty() && path.starts_with(line.id + " ")) {
      path.erase(0, line.id.size() + 1);
      if (const auto field = line.fields.find(path); field != line.fields.end()) {
        told.where = field->second;
        return told;
      }
    }
    while (!path.empty()) {
      if (const auto place = line.paths.find(path); place != line.paths.end()) {
        told.where = place->second;
        break;
      }
      const auto end = path.find_last_of(".[");
      path.erase(end == std::string::npos ? 0 : end);
    }
  }
  return told;
}

}  // namespace yitang::catalog
