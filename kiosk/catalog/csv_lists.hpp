// Published lists as a county's clerk writes them: lists.csv, one entry a row, turned into lists.json, so
// that one set of rules holds for both ways of writing. Pure.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "kiosk/catalog/catalog.hpp"
#include "kiosk/catalog/csv_columns.hpp"
#include "kiosk/catalog/faults.hpp"

namespace yitang::catalog {

/// lists.csv and its columns.
const CsvSheet& csv_lists_sheet();
/// True if the lists are written in a table here: then it goes before lists.json.
bool has_csv_lists(const Files& files);

class CsvLists {
 public:
  /// Faults of cells go to `faults`; the rest is made into lists.json all the same.
  static CsvLists read(const Files& files, Faults& faults);

  /// Content of lists.json.
  const std::string& content() const { return content_; }
  /// A fault of lists.json, told by row and column; any other as it is.
  Error in_table(const Error& error) const;

 private:
  struct Row {
    std::string place;
    std::map<std::string, std::string> paths;  ///< member of the entry -> place of its cell
  };
  std::string content_;
  std::vector<Row> rows_;
};

/// lists.csv that read() makes this lists.json of; nothing if there is none. BadInput: it is no such file.
Result<Files> lists_to_csv(const Files& files);

}  // namespace yitang::catalog
