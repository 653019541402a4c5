#include "kiosk/catalog/csv.hpp"

#include <csv.h>
#include <iconv.h>

#include <algorithm>
#include <cstdint>
#include <memory>
#include <optional>
#include <utility>

#include "kiosk/base/text.hpp"

namespace yitang::catalog {
namespace {

constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

std::optional<std::string> from_gb18030(std::string_view bytes) {
  const iconv_t converter = ::iconv_open("UTF-8", "GB18030");
  if (reinterpret_cast<std::intptr_t>(converter) == -1) return std::nullopt;
  std::string text(bytes.size() * 2 + 16, '\0');  // two bytes become three at most, four stay four
  std::string copy(bytes);
  char* in = copy.data();
  std::size_t in_left = copy.size();
  char* out = text.data();
  std::size_t out_left = text.size();
  const bool right = ::iconv(converter, &in, &in_left, &out, &out_left) != static_cast<std::size_t>(-1);
  ::iconv_close(converter);
  if (!right || in_left != 0) return std::nullopt;
  text.resize(text.size() - out_left);
  return text;
}

std::optional<std::string> decoded(std::string_view bytes) {
  if (bytes.starts_with(kByteOrderMark)) bytes.remove_prefix(kByteOrderMark.size());
  if (is_utf8(bytes)) return std::string(bytes);
  return from_gb18030(bytes);
}

// One kind of line end, so that each stands for one row.
std::string with_line_feeds(std::string_view text) {
  std::string result;
  result.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '\r') {
      result += text[i];
    } else if (i + 1 == text.size() || text[i + 1] != '\n') {
      result += '\n';
    }
  }
  return result;
}

struct Rows {
  std::vector<CsvRow> rows;
  CsvRow row;
  int number = 0;
  const char* wrong = nullptr;  ///< the first fault; nothing is kept after it
  int wrong_row = 0;

  void say(const char* what) {
    if (wrong != nullptr) return;
    wrong = what;
    wrong_row = number + 1;
  }

  void cell(std::string_view text) {
    if (text.size() > kMaxCellBytes) say("a cell is too long");
    if (row.cells.size() >= kMaxCsvColumns) say("has too many columns");
    if (wrong == nullptr) row.cells.push_back(trim(text));
  }

  void end() {
    ++number;
    row.number = number;
    const bool empty =
        std::all_of(row.cells.begin(), row.cells.end(), [](const std::string& cell) { return cell.empty(); });
    if (!empty && rows.size() > kMaxCsvRows) say("there are too many rows");
    if (!empty && wrong == nullptr) rows.push_back(std::move(row));
    row = {};
  }
};

void on_cell(void* text, std::size_t size, void* rows) {
  static_cast<Rows*>(rows)->cell({static_cast<const char*>(text), size});
}

void on_end(int, void* rows) { static_cast<Rows*>(rows)->end(); }

Result<Rows> split_rows(const std::string& text, const std::string& file) {
  csv_parser parser{};
  // Empty lines are counted, so that rows have the numbers that the spreadsheet shows.
  if (::csv_init(&parser, CSV_STRICT | CSV_STRICT_FINI | CSV_REPALL_NL) != 0)
    return fail(ErrorKind::Internal, "the CSV parser does not start", file);
  const std::unique_ptr<csv_parser, void (*)(csv_parser*)> freed(&parser, &::csv_free);
  Rows rows;
  const bool whole =
      ::csv_parse(&parser, text.data(), text.size(), &on_cell, &on_end, &rows) == text.size() &&
      ::csv_fini(&parser, &on_cell, &on_end, &rows) == 0;
  if (!whole)
    rows.say(
        "a quotation mark is wrong: a cell that holds one is put into quotation marks, and the mark doubled");
  if (rows.wrong != nullptr) return fail(ErrorKind::BadInput, rows.wrong, csv_place(file, rows.wrong_row));
  return rows;
}

}  // namespace

std::string csv_place(const std::string& file, int row, const std::string& column) {
  std::string place = file + ":" + std::to_string(row);
  if (!column.empty()) place += " \"" + column + "\"";
  return place;
}

Result<CsvTable> read_csv(std::string_view bytes, const std::string& file) {
  if (bytes.size() > kMaxCsvBytes) return fail(ErrorKind::BadInput, "file is too large", file);
  if (bytes.starts_with("\xFF\xFE") || bytes.starts_with("\xFE\xFF"))
    return fail(ErrorKind::BadInput, "is UTF-16: save it as \"CSV UTF-8\"", file);
  const auto text = decoded(bytes);
  if (!text) return fail(ErrorKind::BadInput, "is neither UTF-8 nor GB18030", file);
  if (text->find('\0') != std::string::npos) return fail(ErrorKind::BadInput, "is no text", file);
  auto rows = split_rows(with_line_feeds(*text), file);
  if (!rows) return tl::unexpected(rows.error());
  if (rows->rows.empty()) return fail(ErrorKind::BadInput, "is empty", file);
  CsvTable table{file, std::move(rows->rows.front().cells), {}};
  const int first = rows->rows.front().number;
  while (!table.header.empty() && table.header.back().empty()) table.header.pop_back();
  if (table.header.size() == 1 && table.header[0].find_first_of(";\t") != std::string::npos)
    return fail(ErrorKind::BadInput, "columns must be separated by commas", csv_place(file, first));
  for (std::size_t i = 0; i < table.header.size(); ++i) {
    if (table.header[i].empty())
      return fail(ErrorKind::BadInput, "column " + std::to_string(i + 1) + " has no name",
                  csv_place(file, first));
    if (std::count(table.header.begin(), table.header.end(), table.header[i]) > 1)
      return fail(ErrorKind::BadInput, "is there twice", csv_place(file, first, table.header[i]));
  }
  for (std::size_t i = 1; i < rows->rows.size(); ++i) {
    CsvRow& row = rows->rows[i];
    const auto beyond =
        row.cells.begin() + static_cast<std::ptrdiff_t>(std::min(row.cells.size(), table.header.size()));
    if (std::any_of(beyond, row.cells.end(), [](const std::string& cell) { return !cell.empty(); }))
      return fail(ErrorKind::BadInput, "has more cells than there are columns", csv_place(file, row.number));
    row.cells.resize(table.header.size());
    table.rows.push_back(std::move(row));
  }
  return table;
}

std::string write_csv(const std::vector<std::vector<std::string>>& rows) {
  std::string text(kByteOrderMark);
  for (const auto& row : rows) {
    for (std::size_t i = 0; i < row.size(); ++i) {
      if (i > 0) text += ',';
      const bool quoted = row[i].find_first_of(",\"\r\n") != std::string::npos || row[i] != trim(row[i]);
      if (!quoted) {
        text += row[i];
        continue;
      }
      text += '"';
      for (const char c : row[i]) text += c == '"' ? std::string("\"\"") : std::string(1, c);
      text += '"';
    }
    text += "\r\n";
  }
  return text;
}

}  // namespace yitang::catalog
