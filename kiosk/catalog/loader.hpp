// Private: turns the files of a directory into a Catalog.
#pragma once

#include <filesystem>
#include <memory>
#include <string>

#include "kiosk/catalog/catalog.hpp"
#include "kiosk/catalog/list_parsers.hpp"

namespace yitang::catalog {

/// Reads file after file, then checks what joins them. Stops at the first fault.
class Loader {
 public:
  explicit Loader(std::filesystem::path directory) : directory_(std::move(directory)) {}
  Result<CatalogPtr> load();

 private:
  bool read_files();
  bool read_lists();
  bool link_items();
  bool link_item(ServiceItem& item);
  bool link_field(const ServiceItem& item, FormField& field);
  bool label_options(const ServiceItem& item, FormField& field);
  bool label_columns(const ServiceItem& item, FormField& field);
  bool check_facts(const ServiceItem& item);
  bool check_references();
  bool check_item_ids(const std::vector<std::string>& ids, const std::string& place);
  void translate(Text& text) const;
  void index();

  /// False with the error kept if the file cannot be read or parsed.
  template <class T>
  bool parse(const char* file, Result<T> (*parser)(std::string_view, const std::string&), T& into);
  bool refuse(const std::string& where, const std::string& reason);

  std::filesystem::path directory_;
  std::shared_ptr<Catalog> catalog_;
  OptionLabels options_;
  Synonyms synonyms_;
  Translations translations_;
  Error error_;
};

}  // namespace yitang::catalog
