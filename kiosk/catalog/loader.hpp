// Private: turns a county's files into a Catalog.
#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <set>
#include <string>

#include "kiosk/catalog/admission.hpp"
#include "kiosk/catalog/agreement_parser.hpp"
#include "kiosk/catalog/catalog.hpp"
#include "kiosk/catalog/list_parsers.hpp"
#include "kiosk/catalog/township.hpp"

namespace yitang::catalog {

/// Content of the file of this name; NotFound if there is none.
using FileReader = std::function<Result<std::string>(const std::string& name)>;

FileReader reader_of(const std::filesystem::path& directory);
FileReader reader_of(const Files& files);

/// Reads file after file, then checks what joins them. Stops at the first fault; given `all`, it goes on and
/// keeps every one.
class Loader {
 public:
  Loader(FileReader read, LoadOptions options, Faults* all = nullptr)
      : read_(std::move(read)), options_of_load_(std::move(options)), all_(all) {}
  Result<CatalogPtr> load();

 private:
  bool read_files();
  bool read_lists();
  bool link_published_lists();
  bool link_items();
  bool link_item(ServiceItem& item);
  bool link_agreements();
  bool link_agreement(const AgreementLine& line);
  bool check_agreements();
  bool check_agreements_of(const ServiceItem& item);
  bool link_field(const ServiceItem& item, FormField& field);
  bool label_options(const ServiceItem& item, FormField& field);
  bool label_columns(const ServiceItem& item, FormField& field);
  bool check_facts(const ServiceItem& item);
  bool read_queues();
  bool check_queues();
  bool check_queue_items(const Queue& queue, const std::string& place);
  bool read_slots();
  bool check_slots();
  bool check_slot_queue(const SlotPlan& plan, const std::string& place);
  bool check_slot_item(const SlotPlan& plan, const ServiceItem& item, const std::string& place);
  bool check_places();
  bool check_references();
  bool check_item_ids(const std::vector<std::string>& ids, const std::string& place);
  bool check_bundle_ids(const std::vector<std::string>& ids, const std::string& place);
  void translate(Text& text) const;
  bool read_admissions();
  bool check_versions();
  bool override_points();
  void index();

  /// False with the error kept if the file cannot be read or parsed.
  template <class T>
  bool parse(const char* file, Result<T> (*parser)(std::string_view, const std::string&), T& into);
  template <class T>
  bool parse(const char* file, Result<T> (*parser)(std::string_view, const std::string&, Faults*), T& into);
  template <class T>
  bool take(const char* file, Result<T> parsed, T& into);
  /// Keeps the fault. True: all are wanted, go on.
  bool refuse(const std::string& where, const std::string& reason);
  /// The same for a reference to something in `file`; nothing is said if that file has faults itself.
  bool refuse_reference(const char* file, const std::string& where, const std::string& reason);
  bool refuse(Error error);

  FileReader read_;
  LoadOptions options_of_load_;
  Faults* all_;
  std::set<std::string> faulty_files_;
  std::shared_ptr<Catalog> catalog_;
  OptionLabels options_;
  std::shared_ptr<Synonyms> synonyms_ = std::make_shared<Synonyms>();
  Translations translations_;
  std::vector<AgreementLine> agreements_;
  Error error_;
};

/// What is looked through as a resident types.
std::unique_ptr<SearchIndex> make_search(const Catalog& catalog, const ItemList& shown,
                                         const Synonyms& synonyms);

}  // namespace yitang::catalog
