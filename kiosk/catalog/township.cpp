#include "kiosk/catalog/township.hpp"

#include <algorithm>
#include <array>
#include <set>

#include "kiosk/catalog/csv.hpp"

namespace yitang::catalog {
namespace {

struct Column {
  std::string_view chinese;
  std::string_view english;
};
enum Field { Id, Place, PlaceEn, Hours, HoursEn, Phone, Window, WindowEn, Count };
constexpr std::array<Column, Count> kColumns{{{"点位编号", "id"},
                                              {"地点", "place"},
                                              {"地点英文", "place_en"},
                                              {"服务时间", "hours"},
                                              {"服务时间英文", "hours_en"},
                                              {"电话", "phone"},
                                              {"窗口", "window"},
                                              {"窗口英文", "window_en"}}};
constexpr std::size_t kMostBytes = 400;

struct Reader {
  const CsvTable& table;
  std::vector<Error> faults{};
  std::array<int, Count> columns = [] {
    std::array<int, Count> none{};
    none.fill(-1);
    return none;
  }();

  void refuse(std::string where, std::string reason) {
    faults.push_back({ErrorKind::BadInput, std::move(reason), std::move(where)});
  }

  void find_columns() {
    for (std::size_t i = 0; i < table.header.size(); ++i) {
      const std::string& name = table.header[i];
      const auto found = std::find_if(kColumns.begin(), kColumns.end(), [&](const Column& column) {
        return column.chinese == name || column.english == name;
      });
      if (found == kColumns.end()) {
        refuse(csv_place(table.file, 1, name), "a township may change place, hours, phone and window only");
      } else if (columns.at(static_cast<std::size_t>(found - kColumns.begin())) >= 0) {
        refuse(csv_place(table.file, 1, name), "is there twice, in Chinese and in English");
      } else {
        columns.at(static_cast<std::size_t>(found - kColumns.begin())) = static_cast<int>(i);
      }
    }
    if (columns[Id] < 0) refuse(csv_place(table.file, 1), "the column 点位编号 (id) is missing");
  }

  std::string cell(const CsvRow& row, Field field) {
    const int column = columns.at(field);
    if (column < 0) return {};
    const std::string& text = row.cells[static_cast<std::size_t>(column)];
    const std::string place =
        csv_place(table.file, row.number, table.header[static_cast<std::size_t>(column)]);
    const bool control = std::any_of(
        text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7F; });
    if (control) refuse(place, "has a control character or a line break");
    if (text.size() > kMostBytes) refuse(place, "is too long");
    return control || text.size() > kMostBytes ? std::string() : text;
  }

  std::optional<Text> both(const CsvRow& row, Field chinese, Field english) {
    Text text{cell(row, chinese), cell(row, english)};
    if (text.zh.empty() && text.en.empty()) return std::nullopt;
    if (text.zh.empty())
      refuse(csv_place(table.file, row.number, std::string(kColumns.at(chinese).chinese)),
             "is missing although the English is there");
    return text;
  }

  PointChange change(const CsvRow& row) {
    PointChange made;
    made.place = csv_place(table.file, row.number);
    made.id = cell(row, Id);
    if (made.id.empty()) refuse(made.place, "names no point");
    made.address = both(row, Place, PlaceEn);
    made.hours = both(row, Hours, HoursEn);
    made.counter = both(row, Window, WindowEn);
    if (std::string phone = cell(row, Phone); !phone.empty()) {
      if (phone.size() > 30 || phone.find_first_not_of("0123456789-+ ()") != std::string::npos)
        refuse(csv_place(table.file, row.number, "电话"), "is no phone number");
      made.phone = std::move(phone);
    }
    return made;
  }
};

}  // namespace

Result<std::vector<PointChange>> parse_township(std::string_view csv, const std::string& file, Faults* all) {
  auto table = read_csv(csv, file);
  if (!table) return tl::unexpected(table.error());
  Reader reader{*table};
  reader.find_columns();
  std::vector<PointChange> changes;
  std::set<std::string> seen;
  for (const CsvRow& row : reader.columns[Id] < 0 ? std::vector<CsvRow>() : table->rows) {
    changes.push_back(reader.change(row));
    if (!seen.insert(changes.back().id).second)
      reader.refuse(changes.back().place, "'" + changes.back().id + "' is there twice");
  }
  if (reader.faults.empty()) return changes;
  if (all == nullptr) return tl::unexpected(reader.faults.front());
  all->add(reader.faults);
  return changes;
}

void apply(const PointChange& change, ServicePoint& point) {
  // Without an English text of its own, a place that moved is better read in Chinese than looked for where it
  // was.
  const auto put = [](const std::optional<Text>& from, Text& into) {
    if (from) into = {from->zh, from->en.empty() ? from->zh : from->en};
  };
  put(change.address, point.address);
  put(change.hours, point.hours);
  put(change.counter, point.counter);
  if (change.phone) point.phone = *change.phone;
}

}  // namespace yitang::catalog
