#include "kiosk/catalog/catalog.hpp"

#include <algorithm>

namespace yitang::catalog {
namespace {

template <class List, class Matches>
auto find_in(const List& list, Matches matches) -> decltype(list.data()) {
  const auto found = std::find_if(list.begin(), list.end(), matches);
  return found == list.end() ? nullptr : &*found;
}

template <class Wanted>
ItemList filter(const ItemList& items, Wanted wanted) {
  ItemList result;
  std::copy_if(items.begin(), items.end(), std::back_inserter(result), wanted);
  return result;
}

bool holds(const std::vector<std::string>& ids, const std::string& id) {
  return std::find(ids.begin(), ids.end(), id) != ids.end();
}

}  // namespace

const Bundle* Catalog::bundle(std::string_view id) const {
  return find_in(bundles_, [&](const Bundle& bundle) { return bundle.id == id; });
}

const Department* Catalog::department(std::string_view code) const {
  return find_in(departments_, [&](const Department& department) { return department.code == code; });
}

const ServicePoint* Catalog::point(std::string_view id) const {
  return find_in(points_, [&](const ServicePoint& point) { return point.id == id; });
}

const Group* Catalog::function(std::string_view key) const {
  return find_in(functions_, [&](const Group& group) { return group.key == key; });
}

const Group* Catalog::theme(std::string_view key) const {
  return find_in(themes_, [&](const Group& group) { return group.key == key; });
}

const LifeEvent* Catalog::life_event(std::string_view key) const {
  return find_in(life_events_, [&](const LifeEvent& event) { return event.key == key; });
}

const Option* Catalog::card_issuer(std::string_view card_number) const {
  const Dictionary* banks = dictionary("bank");
  if (banks == nullptr) return nullptr;
  for (const CardPrefix& prefix : card_prefixes_) {
    if (!card_number.starts_with(prefix.digits)) continue;
    const auto found = std::find_if(banks->begin(), banks->end(),
                                    [&](const Option& bank) { return bank.code == prefix.bank; });
    return found == banks->end() ? nullptr : &*found;
  }
  return nullptr;
}

const Dictionary* Catalog::dictionary(std::string_view name) const {
  const auto found = dictionaries_.find(name);
  return found == dictionaries_.end() ? nullptr : &found->second;
}

ItemList Catalog::by_function(std::string_view key) const {
  return filter(items(), [&](const ServiceItem* item) { return item->function == key; });
}

ItemList Catalog::by_theme(std::string_view key) const {
  return filter(items(), [&](const ServiceItem* item) { return item->theme == key; });
}

ItemList Catalog::by_four_do(FourDo primary) const {
  return filter(items(), [&](const ServiceItem* item) { return item->four_do == primary; });
}

ItemList Catalog::by_life_event(std::string_view key) const {
  ItemList result;
  const LifeEvent* event = life_event(key);
  if (!event) return result;
  for (const std::string& id : event->items) {  // in the order of the event, the likeliest first
    if (const ServiceItem* found = item(id)) result.push_back(found);
  }
  return result;
}

ItemList Catalog::items_of(const Bundle& bundle) const {
  return filter(items(), [&](const ServiceItem* item) { return holds(bundle.items, item->id); });
}

std::vector<const Bundle*> Catalog::bundles_of(const LifeEvent& event) const {
  std::vector<const Bundle*> result;
  for (const std::string& id : event.bundles) {
    if (const Bundle* found = bundle(id)) result.push_back(found);
  }
  return result;
}

std::vector<const ListEntry*> Catalog::list_entries(ListKind kind) const {
  std::vector<const ListEntry*> result;
  for (const ListEntry& entry : list_entries_) {
    if (entry.kind == kind) result.push_back(&entry);
  }
  return result;
}

const ListEntry* Catalog::list_entry(std::string_view id) const {
  return find_in(list_entries_, [&](const ListEntry& entry) { return entry.id == id; });
}

std::vector<SearchHit> Catalog::search(std::string_view query, std::size_t limit) const {
  return view().search->find(query, limit);
}

Eligibility Catalog::evaluate(const ServiceItem& item, const Facts& facts,
                              const std::set<std::string>& accepted, bool wait_for_card) const {
  return catalog::evaluate({item, facts_, county_.parameters, facts, accepted, wait_for_card});
}

}  // namespace yitang::catalog
