// Tables as spreadsheets save them: comma-separated (RFC 4180), UTF-8 with or without a byte order mark, or
// GB18030, the first row naming the columns. Reading is pure; any bytes give a table or BadInput.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "kiosk/base/error.hpp"

namespace yitang::catalog {

inline constexpr std::size_t kMaxCsvBytes = 16 * 1024 * 1024;
inline constexpr std::size_t kMaxCsvRows = 50'000;
inline constexpr std::size_t kMaxCsvColumns = 200;
inline constexpr std::size_t kMaxCellBytes = 16 * 1024;

struct CsvRow {
  int number = 0;                  ///< as the spreadsheet counts: the row with the names of the columns is 1
  std::vector<std::string> cells;  ///< UTF-8, without spaces at the ends, as many as there are columns
};

struct CsvTable {
  std::string file;
  std::vector<std::string> header;
  std::vector<CsvRow> rows;  ///< without empty ones
};

Result<CsvTable> read_csv(std::string_view bytes, const std::string& file);

/// UTF-8 with a byte order mark and CRLF, which every spreadsheet opens without asking.
std::string write_csv(const std::vector<std::vector<std::string>>& rows);

/// `items.csv:17 "承诺天数"`; without a column `items.csv:17`.
std::string csv_place(const std::string& file, int row, const std::string& column = {});

}  // namespace yitang::catalog
