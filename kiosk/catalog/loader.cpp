#include "kiosk/catalog/loader.hpp"

#include <algorithm>
#include <fstream>

#include "kiosk/catalog/item_parser.hpp"

namespace yitang::catalog {
namespace {

Result<std::string> read_file(const std::filesystem::path& path) {
  const std::string name = path.filename().string();
  std::error_code error;
  const auto size = std::filesystem::file_size(path, error);
  if (error) return fail(ErrorKind::NotFound, "cannot be read: " + error.message(), name);
  if (size > kMaxFileBytes) return fail(ErrorKind::BadInput, "file is too large", name);
  std::ifstream file(path, std::ios::binary);
  std::string text(size, '\0');
  file.read(text.data(), static_cast<std::streamsize>(size));
  if (!file || file.gcount() != static_cast<std::streamsize>(size))
    return fail(ErrorKind::NotFound, "cannot be read", name);
  return text;
}

}  // namespace

FileReader reader_of(const std::filesystem::path& directory) {
  return [directory](const std::string& name) { return read_file(directory / name); };
}

FileReader reader_of(const Files& files) {
  return [&files](const std::string& name) -> Result<std::string> {
    const auto found = files.find(name);
    if (found == files.end()) return fail(ErrorKind::NotFound, "is not there", name);
    return found->second;
  };
}

Result<CatalogPtr> Catalog::load(const std::filesystem::path& directory, const LoadOptions& options) {
  return Loader(reader_of(directory), options).load();
}

Result<CatalogPtr> Catalog::load(const Files& files, const LoadOptions& options) {
  return Loader(reader_of(files), options).load();
}

CatalogPtr Catalog::check(const std::filesystem::path& directory, const LoadOptions& options,
                          Faults& faults) {
  return Loader(reader_of(directory), options, &faults).load().value_or(nullptr);
}

CatalogPtr Catalog::check(const Files& files, const LoadOptions& options, Faults& faults) {
  return Loader(reader_of(files), options, &faults).load().value_or(nullptr);
}

bool Loader::refuse(Error error) {
  if (all_ == nullptr) {
    error_ = std::move(error);
    return false;
  }
  all_->add(std::move(error));
  return true;
}

bool Loader::refuse(const std::string& where, const std::string& reason) {
  return refuse(Error{ErrorKind::BadInput, reason, where});
}

bool Loader::refuse_reference(const char* file, const std::string& where, const std::string& reason) {
  return faulty_files_.contains(file) || refuse(where, reason);
}

template <class T>
bool Loader::take(const char* file, Result<T> parsed, T& into) {
  if (!parsed) {
    faulty_files_.insert(file);
    return refuse(parsed.error());
  }
  into = std::move(*parsed);
  return true;
}

template <class T>
bool Loader::parse(const char* file, Result<T> (*parser)(std::string_view, const std::string&), T& into) {
  auto text = read_(file);
  if (!text) return take<T>(file, tl::unexpected(text.error()), into);
  return take(file, parser(*text, file), into);
}

template <class T>
bool Loader::parse(const char* file, Result<T> (*parser)(std::string_view, const std::string&, Faults*),
                   T& into) {
  auto text = read_(file);
  if (!text) return take<T>(file, tl::unexpected(text.error()), into);
  const std::size_t before = all_ == nullptr ? 0 : all_->all().size();
  auto parsed = parser(*text, file, all_);
  if (all_ != nullptr && all_->all().size() > before) faulty_files_.insert(file);
  return take(file, std::move(parsed), into);
}

Result<CatalogPtr> Loader::load() {
  catalog_ = std::shared_ptr<Catalog>(new Catalog());
  if (!read_files()) return tl::unexpected<Error>(error_);
  catalog_->sort_versions();
  if (!read_lists() || !link_items() || !link_agreements() || !read_admissions() || !read_queues() ||
      !read_slots() || !link_published_lists() || !check_references() || !check_versions() ||
      !override_points())
    return tl::unexpected<Error>(error_);
  if (all_ != nullptr && all_->any()) return tl::unexpected<Error>(all_->all().front());
  index();
  return CatalogPtr(catalog_);
}

bool Loader::read_files() {
  return parse("catalogue.json", &parse_county, catalog_->county_) &&
         parse("items.jsonl", &parse_items, catalog_->items_) &&
         parse("bundles.jsonl", &parse_bundles, catalog_->bundles_) &&
         parse("dictionaries.json", &parse_dictionaries, catalog_->dictionaries_) &&
         parse("options.json", &parse_options, options_) &&
         parse("calendar.json", &HolidayCalendar::parse, catalog_->calendar_) &&
         parse("facts.json", &parse_facts, catalog_->facts_) &&
         parse("synonyms.json", &parse_synonyms, *synonyms_) &&
         parse("translations.json", &parse_translations, translations_) &&
         parse("agreements.jsonl", &parse_agreements, agreements_);
}

bool Loader::read_lists() {
  GroupLists groups;
  std::vector<Region> regions;
  if (!parse("functions.json", &parse_groups, groups) ||
      !parse("life_events.json", &parse_life_events, catalog_->life_events_) ||
      !parse("departments.json", &parse_departments, catalog_->departments_) ||
      !parse("points.json", &parse_points, catalog_->points_) ||
      !parse("regions.json", &parse_regions, regions) ||
      !parse("bank_cards.json", &parse_card_prefixes, catalog_->card_prefixes_))
    return false;
  catalog_->regions_ = RegionTable(std::move(regions));
  catalog_->functions_ = std::move(groups.functions);
  catalog_->themes_ = std::move(groups.themes);
  return true;
}

bool Loader::read_admissions() {
  Admissions admissions;
  // A county that has none yet shows nothing, and `yitang catalog check` says why.
  if (const auto text = read_("admission.json"); !text && text.error().kind == ErrorKind::NotFound) {
    for (ServiceItem& item : catalog_->items_) admit(item, nullptr, *catalog_);
    return true;
  }
  if (!parse("admission.json", &parse_admissions, admissions)) return false;
  for (ServiceItem& item : catalog_->items_) {
    const auto found = admissions.find(item.id);
    admit(item, found == admissions.end() ? nullptr : &found->second, *catalog_);
  }
  for (const auto& [id, admission] : admissions) {
    if (catalog_->versions(id).empty() &&
        !refuse_reference("items.jsonl", "admission.json items." + id, "there is no item '" + id + "'"))
      return false;
  }
  return true;
}

// A county whose halls give out no numbers has none.
bool Loader::read_queues() {
  if (const auto text = read_("queues.json"); !text && text.error().kind == ErrorKind::NotFound) return true;
  return parse("queues.json", &parse_queues, catalog_->queues_) && check_queues();
}

// A county without appointments at its points has none.
bool Loader::read_slots() {
  if (const auto text = read_("slots.json"); !text && text.error().kind == ErrorKind::NotFound) return true;
  return parse("slots.json", &parse_slots, catalog_->slot_plans_) && check_slots();
}

bool Loader::override_points() {
  if (!options_of_load_.township) return true;
  auto changes = parse_township(*options_of_load_.township, options_of_load_.township_file, all_);
  if (!changes) return refuse(changes.error());
  for (const PointChange& change : *changes) {
    auto& points = catalog_->points_;
    const auto point =
        std::find_if(points.begin(), points.end(), [&](const ServicePoint& p) { return p.id == change.id; });
    if (point != points.end()) {
      apply(change, *point);
    } else if (!refuse_reference("points.json", change.place, "there is no point '" + change.id + "'")) {
      return false;
    }
  }
  return true;
}

void Loader::index() {
  for (const ServiceItem& item : catalog_->items_) {
    if (item.effective_from) catalog_->turns_.insert(*item.effective_from);
    if (item.effective_until) catalog_->turns_.insert(item.effective_until->plus_days(1));
  }
  catalog_->make_search_ = [synonyms = synonyms_](const Catalog& catalog, const ItemList& shown) {
    return make_search(catalog, shown, *synonyms);
  };
  Date day = catalog_->county_.published.value_or(Date{});
  if (!catalog_->county_.published) {
    for (const ServiceItem& item : catalog_->items_) day = std::max(day, item.effective_from.value_or(day));
  }
  catalog_->turn_to(day);
}

}  // namespace yitang::catalog
