// Everything a county publishes: items, bundles, ways in, dictionaries, holiday calendar, questions. Loaded
// once, checked as a whole, immutable, shared.
#pragma once

#include <filesystem>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "kiosk/base/error.hpp"
#include "kiosk/catalog/calendar.hpp"
#include "kiosk/catalog/eligibility.hpp"
#include "kiosk/catalog/facts.hpp"
#include "kiosk/catalog/item.hpp"
#include "kiosk/catalog/lists.hpp"
#include "kiosk/catalog/search.hpp"

namespace yitang::catalog {

/// The county and its settings (catalogue.json).
struct CountyInfo {
  bool sample = false;
  std::string version;  ///< of the whole catalogue, "2026.11"
  Text county;
  Text township;
  std::string hotline;  ///< consultation and complaints
  Parameters parameters;
  YearlyPeriod enrolment;
};

class Catalog;
using CatalogPtr = std::shared_ptr<const Catalog>;
using ItemList = std::vector<const ServiceItem*>;

/// Thread-safe: nothing changes after load(). Pointers and references live as long as the catalogue.
class Catalog {
 public:
  /// Reads every file of `directory` (see README.md). An error names file, line and place of the first fault;
  /// a catalogue with any fault is refused as a whole.
  static Result<CatalogPtr> load(const std::filesystem::path& directory);

  Catalog(const Catalog&) = delete;
  Catalog& operator=(const Catalog&) = delete;

  const CountyInfo& county() const { return county_; }

  /// The item with this id, also if it is hidden (running cases keep it); nullptr if there is none.
  const ServiceItem* item(std::string_view id) const;
  const Bundle* bundle(std::string_view id) const;
  const Department* department(std::string_view code) const;
  const ServicePoint* point(std::string_view id) const;
  const Dictionary* dictionary(std::string_view name) const;  ///< "village", not "dict:village"

  // Published items only, in the order of `seq`. An unknown key gives an empty list.
  const ItemList& items() const { return published_; }
  ItemList by_function(std::string_view key) const;
  ItemList by_theme(std::string_view key) const;
  ItemList by_four_do(FourDo primary) const;
  ItemList by_life_event(std::string_view key) const;
  /// The bundle's published items.
  ItemList items_of(const Bundle& bundle) const;
  std::vector<const Bundle*> bundles_of(const LifeEvent& event) const;

  const std::vector<Group>& functions() const { return functions_; }
  const std::vector<Group>& themes() const { return themes_; }
  const Group* function(std::string_view key) const;
  const Group* theme(std::string_view key) const;
  const std::vector<LifeEvent>& life_events() const { return life_events_; }
  const LifeEvent* life_event(std::string_view key) const;
  const std::vector<Bundle>& bundles() const { return bundles_; }
  const std::vector<Department>& departments() const { return departments_; }
  const std::vector<ServicePoint>& points() const { return points_; }

  const HolidayCalendar& calendar() const { return calendar_; }
  const FactBook& facts() const { return facts_; }
  std::vector<SearchHit> search(std::string_view query, std::size_t limit = 20) const;
  /// evaluate() with this catalogue's questions and parameters.
  Eligibility evaluate(const ServiceItem& item, const Facts& facts, const std::set<std::string>& accepted,
                       bool wait_for_card = false) const;

 private:
  friend class Loader;
  Catalog() = default;

  CountyInfo county_;
  std::vector<ServiceItem> items_;
  ItemList published_;
  std::vector<Bundle> bundles_;
  std::vector<Group> functions_;
  std::vector<Group> themes_;
  std::vector<LifeEvent> life_events_;
  std::vector<Department> departments_;
  std::vector<ServicePoint> points_;
  std::map<std::string, Dictionary, std::less<>> dictionaries_;
  HolidayCalendar calendar_;
  FactBook facts_;
  std::unique_ptr<SearchIndex> search_;
};

}  // namespace yitang::catalog
