// A folder as its author wrote it, in tables or not, checked as what is published of it.
#include <optional>
#include <set>
#include <utility>

#include "kiosk/catalog/csv_items.hpp"
#include "kiosk/catalog/csv_lists.hpp"

namespace yitang::catalog {

CatalogPtr check_authored(const Files& files, const LoadOptions& options, Faults& faults, Files& published) {
  published.clear();
  for (const auto& [name, content] : files) {
    if (name.ends_with(".json") || name.ends_with(".jsonl")) published.emplace(name, content);
  }
  std::optional<CsvItems> items;
  std::optional<CsvLists> lists;
  if (has_csv_items(files)) {
    items = CsvItems::read(files, faults);
    for (const auto& [name, content] : items->files()) published.insert_or_assign(name, content);
  }
  if (has_csv_lists(files)) {
    lists = CsvLists::read(files, faults);
    published.insert_or_assign("lists.json", lists->content());
  }
  if (!items && !lists) return Catalog::check(published, options, faults);
  std::set<std::string> told;
  for (const Error& error : faults.all()) told.insert(error.where);
  Faults found;
  CatalogPtr catalog = Catalog::check(published, options, found);
  for (const Error& error : found.all()) {
    Error in_tables = items ? items->in_tables(error) : error;
    if (lists) in_tables = lists->in_table(in_tables);
    // What is missing because its cell was refused is no fault of its own.
    if (told.insert(in_tables.where).second || fault_of(in_tables).place.empty())
      faults.add(std::move(in_tables));
  }
  return faults.any() ? nullptr : catalog;
}

}  // namespace yitang::catalog
