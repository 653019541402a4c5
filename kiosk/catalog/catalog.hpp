// Everything a county publishes: items, bundles, ways in, dictionaries, holiday calendar, questions. Loaded
// once, checked as a whole, immutable, shared.
#pragma once

#include <atomic>
#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "kiosk/base/error.hpp"
#include "kiosk/catalog/calendar.hpp"
#include "kiosk/catalog/eligibility.hpp"
#include "kiosk/catalog/facts.hpp"
#include "kiosk/catalog/faults.hpp"
#include "kiosk/catalog/item.hpp"
#include "kiosk/catalog/lists.hpp"
#include "kiosk/catalog/published_lists.hpp"
#include "kiosk/catalog/queues.hpp"
#include "kiosk/catalog/regions.hpp"
#include "kiosk/catalog/search.hpp"
#include "kiosk/catalog/slots.hpp"

namespace yitang::catalog {

/// The county and its settings (catalogue.json).
struct CountyInfo {
  bool sample = false;
  std::string version;            ///< of the whole catalogue, "2026.11"
  int serial = 0;                 ///< counts up with each published catalogue; 0: none was given
  std::optional<Date> published;  ///< the day on which it was
  Text county;
  Text township;
  std::string region_code;  ///< of the county, in regions.json; "" if it does not say
  std::string hotline;      ///< consultation and complaints
  Parameters parameters;
  YearlyPeriod enrolment;
  int rectify_days = 15;  ///< working days to put right what a bad rating was about
};

class Catalog;
using CatalogPtr = std::shared_ptr<const Catalog>;
using ItemList = std::vector<const ServiceItem*>;
/// Content by name ("items.jsonl"), as in a signed catalogue.
using Files = std::map<std::string, std::string, std::less<>>;

struct LoadOptions {
  /// What a township says of its own places (see township.hpp): content of its file, and its name for errors.
  std::optional<std::string> township;
  std::string township_file = "township.csv";
};

/// Thread-safe. What is in force is a matter of the day, which turn_to() sets; all else never changes.
/// Pointers and references live as long as the catalogue, whatever day it is.
class Catalog {
 public:
  /// Reads every file of `directory` (see README.md). An error names file, line and place of the first fault;
  /// a catalogue with any fault is refused as a whole. The day is the one on which it was published; without
  /// one, the last on which something of it begins.
  static Result<CatalogPtr> load(const std::filesystem::path& directory, const LoadOptions& options = {});
  static Result<CatalogPtr> load(const Files& files, const LoadOptions& options = {});
  /// The same, but all faults, not only the first; the catalogue is there if there is none.
  static CatalogPtr check(const std::filesystem::path& directory, const LoadOptions& options, Faults& faults);
  static CatalogPtr check(const Files& files, const LoadOptions& options, Faults& faults);

  Catalog(const Catalog&) = delete;
  Catalog& operator=(const Catalog&) = delete;

  const CountyInfo& county() const { return county_; }

  /// From now on it is this day. Any thread. True if anything else is in force by that.
  bool turn_to(Date day) const;
  Date day() const;

  /// The version that is in force on this day; nullptr if there is none, or it is hidden.
  const ServiceItem* item(std::string_view id) const;
  /// This version, in force or not, shown or not: what a running case goes by. nullptr: not known.
  const ServiceItem* item(std::string_view id, int version) const;
  /// This version or, if it is not known, the one in force, or else the newest: for names of things of the
  /// past.
  const ServiceItem* nearest(std::string_view id, int version) const;
  /// All of them, the newest first.
  const ItemList& versions(std::string_view id) const;
  /// Every version of every item, in the order of the file.
  const std::vector<ServiceItem>& all_items() const { return items_; }
  const Bundle* bundle(std::string_view id) const;
  const Department* department(std::string_view code) const;
  const ServicePoint* point(std::string_view id) const;
  const Dictionary* dictionary(std::string_view name) const;  ///< "village", not "dict:village"
  const RegionTable& regions() const { return regions_; }
  /// The bank whose cards begin like this number, an option of the dictionary "bank"; nullptr if no listed
  /// prefix fits.
  const Option* card_issuer(std::string_view card_number) const;

  // Items in force that residents may see, in the order of `seq`. An unknown key gives an empty list.
  const ItemList& items() const { return view().published; }
  ItemList by_function(std::string_view key) const;
  ItemList by_theme(std::string_view key) const;
  ItemList by_four_do(FourDo primary) const;
  ItemList by_life_event(std::string_view key) const;
  /// The bundle's items that residents may see.
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

  /// All published lists, in the order of the file.
  const std::vector<ListEntry>& list_entries() const { return list_entries_; }
  /// Entries of one list, in the order of the file.
  std::vector<const ListEntry*> list_entries(ListKind kind) const;
  const ListEntry* list_entry(std::string_view id) const;
  const std::vector<Queue>& queues() const { return queues_; }
  const Queue* queue(std::string_view id) const;
  /// Where numbers are drawn at this point for an item that needs a trip to a counter; nullptr: nowhere.
  const Queue* queue_for(const ServiceItem& item, std::string_view point) const;
  const std::vector<SlotPlan>& slot_plans() const { return slot_plans_; }
  const SlotPlan* slot_plan(std::string_view id) const;
  /// By which places are given out at this point for an item; nullptr: none are.
  const SlotPlan* slot_plan_for(const ServiceItem& item, std::string_view point) const;
  /// What its people have come for, in words that others may see.
  const Text& hall_name_of(const SlotPlan& plan) const;
  /// The point of this Chinese name; nullptr if none is called so.
  const ServicePoint* point_called(std::string_view name_zh) const;

  const HolidayCalendar& calendar() const { return calendar_; }
  const FactBook& facts() const { return facts_; }
  std::vector<SearchHit> search(std::string_view query, std::size_t limit = 20) const;
  /// evaluate() with this catalogue's questions and parameters.
  Eligibility evaluate(const ServiceItem& item, const Facts& facts, const std::set<std::string>& accepted,
                       bool wait_for_card = false) const;

 private:
  friend class Loader;
  /// What is in force from one day to another. Made once and kept, so that nothing of it ever dangles.
  struct View {
    Date from;   ///< first day
    Date until;  ///< last day
    ItemList published;
    std::map<std::string_view, const ServiceItem*> by_id;  ///< the same
    std::unique_ptr<SearchIndex> search;
  };
  Catalog() = default;
  const View& view() const { return *view_.load(std::memory_order_acquire); }
  std::unique_ptr<View> make_view(Date day) const;
  void sort_versions();

  CountyInfo county_;
  std::vector<ServiceItem> items_;
  std::map<std::string_view, ItemList> versions_;  ///< by id, the newest first
  std::vector<Bundle> bundles_;
  std::vector<Group> functions_;
  std::vector<Group> themes_;
  std::vector<LifeEvent> life_events_;
  std::vector<Department> departments_;
  std::vector<ServicePoint> points_;
  std::vector<ListEntry> list_entries_;
  std::vector<Queue> queues_;
  std::vector<SlotPlan> slot_plans_;
  std::map<std::string, Dictionary, std::less<>> dictionaries_;
  RegionTable regions_;
  std::vector<CardPrefix> card_prefixes_;  ///< the longest first
  HolidayCalendar calendar_;
  FactBook facts_;
  std::set<Date> turns_;  ///< days on which another version begins, or one has ended
  std::function<std::unique_ptr<SearchIndex>(const Catalog&, const ItemList&)> make_search_;
  mutable std::mutex turning_;
  mutable Date day_;
  mutable std::vector<std::unique_ptr<View>> views_;
  mutable std::atomic<const View*> view_{nullptr};
};

}  // namespace yitang::catalog
