// What joins the files: every reference leads to something, and every option has its words.
#include <algorithm>

#include "kiosk/catalog/loader.hpp"

namespace yitang::catalog {
namespace {

std::string place_of(const ServiceItem& item, const std::string& inside) {
  return "items.jsonl:" + std::to_string(item.line) + " " + item.id + " " + inside;
}

bool has_key(const std::vector<Group>& groups, const std::string& key) {
  return std::any_of(groups.begin(), groups.end(), [&](const Group& group) { return group.key == key; });
}

}  // namespace

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
  if (!has_key(catalog_->functions_, item.function) &&
      !refuse_reference("functions.json", place_of(item, "function_group"),
                        "'" + item.function + "' is not in functions.json"))
    return false;
  if (!has_key(catalog_->themes_, item.theme) &&
      !refuse_reference("functions.json", place_of(item, "theme"),
                        "'" + item.theme + "' is not in functions.json"))
    return false;
  if (item.scope == Scope::CrossProvince)
    item.own_region = catalog_->regions_.words(catalog_->county_.region_code, Language::Chinese);
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
      return refuse_reference("dictionaries.json", place_of(item, field.key),
                              "there is no dictionary '" + rules.dictionary + "'");
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
    if (option.label.zh.empty() &&
        !refuse_reference("options.json", place_of(item, field.key),
                          "option '" + option.code + "' has no label in options.json"))
      return false;
  }
  return true;
}

bool Loader::label_columns(const ServiceItem& item, FormField& field) {
  for (TableColumn& column : field.validation.columns) {
    const auto found = options_.columns.find(column.key);
    if (found == options_.columns.end()) {
      if (!refuse_reference("options.json", place_of(item, field.key),
                            "column '" + column.key + "' is not in options.json"))
        return false;
      continue;
    }
    column.label = found->second.label;
    column.type = found->second.type;
    column.person_name = found->second.person_name;
    if (found->second.dictionary.empty()) continue;
    const Dictionary* dictionary = catalog_->dictionary(found->second.dictionary);
    if (dictionary) {
      column.options = *dictionary;
    } else if (!refuse_reference("dictionaries.json", "options.json columns." + column.key,
                                 "there is no dictionary '" + found->second.dictionary + "'")) {
      return false;
    }
  }
  return true;
}

bool Loader::check_facts(const ServiceItem& item) {
  const FactBook& book = catalog_->facts_;
  for (std::size_t i = 0; i < item.checks.size(); ++i) {
    const Check& check = item.checks[i];
    const std::string place = place_of(item, "checks[" + std::to_string(i) + "]");
    for (const FactTest& test : check.any) {
      if (!book.fact(test.fact) &&
          !refuse_reference("facts.json", place, "fact '" + test.fact + "' is not in facts.json"))
        return false;
      if (!test.parameter.empty() && !catalog_->county_.parameters.contains(test.parameter) &&
          !refuse_reference("catalogue.json", place,
                            "parameter '" + test.parameter + "' is not in catalogue.json"))
        return false;
    }
    for (const std::string& key : {check.then_outcome, check.else_outcome}) {
      if (!key.empty() && !book.outcome(key) &&
          !refuse_reference("facts.json", place, "outcome '" + key + "' is not in facts.json"))
        return false;
    }
  }
  return true;
}

bool Loader::check_item_ids(const std::vector<std::string>& ids, const std::string& place) {
  for (const std::string& id : ids) {
    if (catalog_->versions(id).empty() &&
        !refuse_reference("items.jsonl", place, "there is no item '" + id + "'"))
      return false;
  }
  return true;
}

bool Loader::check_bundle_ids(const std::vector<std::string>& ids, const std::string& place) {
  for (const std::string& id : ids) {
    if (!catalog_->bundle(id) && !refuse_reference("bundles.jsonl", place, "there is no bundle '" + id + "'"))
      return false;
  }
  return true;
}

bool Loader::check_places() {
  const std::string& own = catalog_->county_.region_code;
  if (!own.empty() && catalog_->regions_.find(own) == nullptr &&
      !refuse_reference("regions.json", "catalogue.json region_code", "'" + own + "' is not in regions.json"))
    return false;
  for (const CardPrefix& prefix : catalog_->card_prefixes_) {
    if (catalog_->card_issuer(prefix.digits) == nullptr &&
        !refuse_reference("dictionaries.json", "bank_cards.json " + prefix.digits,
                          "there is no bank '" + prefix.bank + "' in the dictionary 'bank'"))
      return false;
  }
  return true;
}

bool Loader::check_references() {
  if (!check_places()) return false;
  for (const ServiceItem& item : catalog_->items_) {
    if (!check_bundle_ids(item.bundles, place_of(item, "bundles"))) return false;
  }
  for (const Bundle& bundle : catalog_->bundles_) {
    if (!check_item_ids(bundle.items, "bundles.jsonl " + bundle.id)) return false;
  }
  for (const LifeEvent& event : catalog_->life_events_) {
    const std::string place = "life_events.json " + event.key;
    if (!check_item_ids(event.items, place) || !check_bundle_ids(event.bundles, place)) return false;
  }
  for (const auto& [id, words] : synonyms_->items) {
    if (!check_item_ids({id}, "synonyms.json")) return false;
  }
  for (const auto& [id, words] : synonyms_->bundles) {
    if (!check_bundle_ids({id}, "synonyms.json")) return false;
  }
  return true;
}

// A later version begins later: otherwise nobody could say which one is in force.
bool Loader::check_versions() {
  for (const ServiceItem& item : catalog_->items_) {
    for (const ServiceItem* older : catalog_->versions(item.id)) {
      if (older->version >= item.version) continue;
      const bool later =
          item.effective_from && (!older->effective_from || *older->effective_from < *item.effective_from);
      if (later) break;  // the nearest older one; that one looks at those before it
      if (!refuse(place_of(item, "effective_from"),
                  "must be later than that of version " + std::to_string(older->version)))
        return false;
      break;
    }
  }
  return true;
}

std::unique_ptr<SearchIndex> make_search(const Catalog& catalog, const ItemList& shown,
                                         const Synonyms& synonyms) {
  const auto words_of = [](const Synonyms::Words& all, const std::string& id) {
    const auto words = all.find(id);
    return words == all.end() ? std::vector<std::string>() : words->second;
  };
  const auto holds = [](const Bundle& bundle, const std::string& id) {
    return std::find(bundle.items.begin(), bundle.items.end(), id) != bundle.items.end();
  };
  std::vector<SearchEntry> entries;
  for (const ServiceItem* item : shown) {
    SearchEntry entry{item, words_of(synonyms.items, item->id)};
    for (const Bundle& bundle : catalog.bundles()) {
      if (holds(bundle, item->id))
        entry.tags.insert(entry.tags.end(), bundle.tags_zh.begin(), bundle.tags_zh.end());
    }
    entries.push_back(std::move(entry));
  }
  for (const Bundle& bundle : catalog.bundles()) {
    const bool empty = std::none_of(shown.begin(), shown.end(),
                                    [&](const ServiceItem* item) { return holds(bundle, item->id); });
    if (!empty) entries.push_back({&bundle, words_of(synonyms.bundles, bundle.id)});
  }
  for (const ListEntry& entry : catalog.list_entries()) entries.push_back({&entry, entry.words});
  return std::make_unique<SearchIndex>(entries, synonyms.fillers);
}

}  // namespace yitang::catalog
