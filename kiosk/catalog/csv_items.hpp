// Items as a county's clerk writes them, in tables (docs/catalogue.md): turned into items.jsonl and
// admission.json, so that one set of rules holds for both ways of writing, and every fault is told by row and
// column. Pure.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "kiosk/base/error.hpp"
#include "kiosk/catalog/catalog.hpp"
#include "kiosk/catalog/faults.hpp"

namespace yitang::catalog {

/// True if items are written in tables here: then they go before items.jsonl and admission.json.
bool has_csv_items(const Files& files);

class CsvItems {
 public:
  /// Reads items.csv and, as far as they are there, the tables beside it. Faults of cells go to `faults`; the
  /// rest is made into files all the same, so that what else is wrong can be told with it.
  static CsvItems read(const Files& files, Faults& faults);

  /// items.jsonl and admission.json.
  const Files& files() const { return files_; }
  /// A fault of these files, told by row and column of the tables.
  Error in_tables(const Error& error) const;

 private:
  friend class CsvItemsReader;
  /// One line of items.jsonl: where each part of it was written.
  struct Places {
    std::string id;
    std::string row;
    std::map<std::string, std::string> paths;
    std::map<std::string, std::string> fields;  ///< rows of form.csv by key
  };
  Files files_;
  std::vector<Places> lines_;
};

/// The tables that read() makes these files of. BadInput: items.jsonl or admission.json is none.
Result<Files> items_to_csv(const Files& files);

/// Everything that is wrong with a folder of either kind. `published` gets what is to be published; the
/// catalogue is there if nothing is wrong.
CatalogPtr check_authored(const Files& files, const LoadOptions& options, Faults& faults, Files& published);

}  // namespace yitang::catalog
