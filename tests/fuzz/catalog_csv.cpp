// Tables of any bytes: a typed error, or rows that are written and read again as the same; the clerk's five
// tables, every fault told by a row of one of them; a township's. The first byte chooses which.
#include <cstdint>
#include <string>
#include <string_view>

#include "kiosk/catalog/csv.hpp"
#include "kiosk/catalog/csv_columns.hpp"
#include "kiosk/catalog/csv_items.hpp"
#include "kiosk/catalog/item_parser.hpp"
#include "kiosk/catalog/township.hpp"

namespace {

using namespace yitang;
using namespace yitang::catalog;

void table(std::string_view bytes) {
  const auto read = read_csv(bytes, "f");
  if (!read) {
    if (read.error().reason.empty() || read.error().where.empty()) __builtin_trap();
    return;
  }
  std::vector<std::vector<std::string>> rows{read->header};
  for (const CsvRow& row : read->rows) rows.push_back(row.cells);
  const auto again = read_csv(write_csv(rows), "f");
  if (!again || again->header != read->header || again->rows.size() != read->rows.size()) __builtin_trap();
  for (std::size_t i = 0; i < read->rows.size(); ++i)
    if (again->rows[i].cells != read->rows[i].cells) __builtin_trap();
}

// The tables in one text, one behind the other, parted by lines of "=".
void items(std::string_view text) {
  Files files;
  for (const CsvSheet& sheet : csv_sheets()) {
    const std::size_t end = text.find("\n=\n");
    files.emplace(sheet.file, text.substr(0, end));
    text = end == std::string_view::npos ? std::string_view() : text.substr(end + 3);
  }
  Faults faults;
  const CsvItems read = CsvItems::read(files, faults);
  Faults found;
  const auto parsed = parse_items(read.files().at("items.jsonl"), "items.jsonl", &found);
  if (!parsed) __builtin_trap();
  for (const Error& error : found.all())
    if (read.in_tables(error).where.find(".csv") == std::string::npos) __builtin_trap();
  if (!faults.any() && !found.any()) {
    const auto tables = items_to_csv(read.files());
    if (!tables) __builtin_trap();
    Faults none;
    const CsvItems again = CsvItems::read(*tables, none);
    if (none.any() || !parse_items(again.files().at("items.jsonl"), "items.jsonl")) __builtin_trap();
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  const std::string_view text(reinterpret_cast<const char*>(data) + 1, size - 1);
  switch (data[0] % 3) {
    case 0: table(text); break;
    case 1: items(text); break;
    default: static_cast<void>(parse_township(text, "f"));
  }
  return 0;
}
