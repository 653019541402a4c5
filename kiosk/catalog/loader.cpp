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

std::string place_of(const ServiceItem& item, const std::string& inside) {
  return "items.jsonl " + item.id + " " + inside;
}

}  // namespace

Result<CatalogPtr> Catalog::load(const std::filesystem::path& directory) { return Loader(directory).load(); }

bool Loader::refuse(const std::string& where, const std::string& reason) {
  error_ = Error{ErrorKind::BadInput, reason, where};
  return false;
}

template <class T>
bool Loader::parse(const char* file, Result<T> (*parser)(std::string_view, const std::string&), T& into) {
  const auto text = read_file(directory_ / file);
  if (!text) {
    error_ = text.error();
    return false;
  }
  auto parsed = parser(*text, file);
  if (!parsed) {
    error_ = parsed.error();
    return false;
  }
  into = std::move(*parsed);
  return true;
}

Result<CatalogPtr> Loader::load() {
  catalog_ = std::shared_ptr<Catalog>(new Catalog());
  if (!read_files() || !read_lists() || !link_items() || !check_references())
    return tl::unexpected<Error>(error_);
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
         parse("synonyms.json", &parse_synonyms, synonyms_) &&
         parse("translations.json", &parse_translations, translations_);
}

bool Loader::read_lists() {
  GroupLists groups;
  if (!parse("functions.json", &parse_groups, groups) ||
      !parse("life_events.json", &parse_life_events, catalog_->life_events_) ||
      !parse("departments.json", &parse_departments, catalog_->departments_) ||
      !parse("points.json", &parse_points, catalog_->points_))
    return false;
  catalog_->functions_ = std::move(groups.functions);
  catalog_->themes_ = std::move(groups.themes);
  return true;
}

void Loader::translate(Text& text) const {
  if (text.zh.empty() || !text.en.empty()) return;
  const auto found = translations_.find(text.zh);
  if (found != translations_.end()) text.en = found->second;
}

bool Loader::link_items() {
  return std::all_of(catalog_->items_.begin(), catalog_->items_.end(),
                     [this](ServiceItem& item) { return link_item(item); });
}

bool Loader::link_item(ServiceItem& item) {
  const auto has_key = [](const std::vector<Group>& groups, const std::string& key) {
    return std::any_of(groups.begin(), groups.end(), [&](const Group& group) { return group.key == key; });
  };
  if (!has_key(catalog_->functions_, item.function))
    return refuse(place_of(item, "function_group"), "'" + item.function + "' is not in functions.json");
  if (!has_key(catalog_->themes_, item.theme))
    return refuse(place_of(item, "theme"), "'" + item.theme + "' is not in functions.json");
  if (!catalog_->department(item.department_code))
    return refuse(place_of(item, "task_code"), "its body is not in departments.json");
  translate(item.visit_reason);
  translate(item.note);
  for (Material& material : item.materials) translate(material.condition);
  for (Text& name : item.coop_departments) {
    for (const Department& department : catalog_->departments_) {
      if (department.name.zh == name.zh) name = department.name;
    }
  }
  for (FormField& field : item.form) {
    if (!link_field(item, field)) return false;
  }
  return check_facts(item);
}

bool Loader::link_field(const ServiceItem& item, FormField& field) {
  return label_options(item, field) && label_columns(item, field);
}

bool Loader::label_options(const ServiceItem& item, FormField& field) {
  Validation& rules = field.validation;
  if (!rules.dictionary.empty()) {
    const Dictionary* dictionary = catalog_->dictionary(rules.dictionary);
    if (!dictionary)
      return refuse(place_of(item, field.key), "there is no dictionary '" + rules.dictionary + "'");
    rules.options = *dictionary;
    return true;
  }
  const auto own = options_.fields.find(item.id + "#" + field.key);
  for (Option& option : rules.options) {
    const auto common = options_.common.find(option.code);
    if (common != options_.common.end()) option.label = common->second;
    if (own != options_.fields.end()) {
      const auto better = own->second.find(option.code);
      if (better != own->second.end()) option.label = better->second;
    }
    if (option.label.zh.empty())
      return refuse(place_of(item, field.key), "option '" + option.code + "' has no label in options.json");
  }
  return true;
}

bool Loader::label_columns(const ServiceItem& item, FormField& field) {
  for (TableColumn& column : field.validation.columns) {
    const auto found = options_.columns.find(column.key);
    if (found == options_.columns.end())
      return refuse(place_of(item, field.key), "column '" + column.key + "' is not in options.json");
    column.label = found->second.label;
    column.type = found->second.type;
    if (found->second.dictionary.empty()) continue;
    const Dictionary* dictionary = catalog_->dictionary(found->second.dictionary);
    if (!dictionary)
      return refuse("options.json columns." + column.key,
                    "there is no dictionary '" + found->second.dictionary + "'");
    column.options = *dictionary;
  }
  return true;
}

bool Loader::check_facts(const ServiceItem& item) {
  const FactBook& book = catalog_->facts_;
  for (std::size_t i = 0; i < item.checks.size(); ++i) {
    const Check& check = item.checks[i];
    const std::string place = place_of(item, "checks[" + std::to_string(i) + "]");
    for (const FactTest& test : check.any) {
      if (!book.fact(test.fact)) return refuse(place, "fact '" + test.fact + "' is not in facts.json");
      if (!test.parameter.empty() && !catalog_->county_.parameters.contains(test.parameter))
        return refuse(place, "parameter '" + test.parameter + "' is not in catalogue.json");
    }
    for (const std::string& key : {check.then_outcome, check.else_outcome}) {
      if (!key.empty() && !book.outcome(key))
        return refuse(place, "outcome '" + key + "' is not in facts.json");
    }
  }
  return true;
}

bool Loader::check_item_ids(const std::vector<std::string>& ids, const std::string& place) {
  for (const std::string& id : ids) {
    if (!catalog_->item(id)) return refuse(place, "there is no item '" + id + "'");
  }
  return true;
}

bool Loader::check_references() {
  for (const ServiceItem& item : catalog_->items_) {
    for (const std::string& id : item.bundles) {
      if (!catalog_->bundle(id)) return refuse(place_of(item, "bundles"), "there is no bundle '" + id + "'");
    }
  }
  for (const Bundle& bundle : catalog_->bundles_) {
    if (!check_item_ids(bundle.items, "bundles.jsonl " + bundle.id)) return false;
  }
  for (const LifeEvent& event : catalog_->life_events_) {
    const std::string place = "life_events.json " + event.key;
    if (!check_item_ids(event.items, place)) return false;
    for (const std::string& id : event.bundles) {
      if (!catalog_->bundle(id)) return refuse(place, "there is no bundle '" + id + "'");
    }
  }
  for (const auto& [id, words] : synonyms_.items) {
    if (!check_item_ids({id}, "synonyms.json")) return false;
  }
  for (const auto& [id, words] : synonyms_.bundles) {
    if (!catalog_->bundle(id)) return refuse("synonyms.json", "there is no bundle '" + id + "'");
  }
  return true;
}

void Loader::index() {
  for (const ServiceItem& item : catalog_->items_) {
    if (item.status == ItemStatus::Published) catalog_->published_.push_back(&item);
  }
  std::stable_sort(catalog_->published_.begin(), catalog_->published_.end(),
                   [](const ServiceItem* a, const ServiceItem* b) { return a->seq < b->seq; });
  std::vector<SearchEntry> entries;
  for (const ServiceItem* item : catalog_->published_) {
    SearchEntry entry{item, {}};
    const auto words = synonyms_.items.find(item->id);
    if (words != synonyms_.items.end()) entry.everyday = words->second;
    for (const Bundle& bundle : catalog_->bundles_) {
      if (std::find(bundle.items.begin(), bundle.items.end(), item->id) == bundle.items.end()) continue;
      entry.tags.insert(entry.tags.end(), bundle.tags_zh.begin(), bundle.tags_zh.end());
    }
    entries.push_back(std::move(entry));
  }
  for (const Bundle& bundle : catalog_->bundles_) {
    if (catalog_->items_of(bundle).empty()) continue;
    SearchEntry entry{&bundle, {}};
    const auto words = synonyms_.bundles.find(bundle.id);
    if (words != synonyms_.bundles.end()) entry.everyday = words->second;
    entries.push_back(std::move(entry));
  }
  catalog_->search_ = std::make_unique<SearchIndex>(entries, synonyms_.fillers);
}

}  // namespace yitang::catalog
