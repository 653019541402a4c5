// Private to the loader: the data files beside items and bundles. Pure; errors name file and place. With
// `all` every fault goes there, and what is right of the file is returned.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "kiosk/base/error.hpp"
#include "kiosk/catalog/catalog.hpp"
#include "kiosk/catalog/facts.hpp"
#include "kiosk/catalog/faults.hpp"
#include "kiosk/catalog/lists.hpp"
#include "kiosk/catalog/published_lists.hpp"
#include "kiosk/catalog/queues.hpp"
#include "kiosk/catalog/regions.hpp"
#include "kiosk/catalog/slots.hpp"

namespace yitang::catalog {

struct GroupLists {
  std::vector<Group> functions;
  std::vector<Group> themes;
};

/// Labels of inline option codes and of table columns.
struct OptionLabels {
  std::map<std::string, Text, std::less<>> common;
  /// By "item.id#field.key", then code: before `common`.
  std::map<std::string, std::map<std::string, Text, std::less<>>, std::less<>> fields;
  struct Column {
    Text label;
    FieldType type = FieldType::Text;
    std::string dictionary;  ///< Enum only
    bool person_name = false;
  };
  std::map<std::string, Column, std::less<>> columns;
};

using Dictionaries = std::map<std::string, Dictionary, std::less<>>;
/// The words of people, for the search.
struct Synonyms {
  using Words = std::map<std::string, std::vector<std::string>, std::less<>>;
  Words items;    ///< by id
  Words bundles;  ///< by id
  std::vector<std::string> fillers;
};
using Translations = std::map<std::string, std::string, std::less<>>;

Result<CountyInfo> parse_county(std::string_view json, const std::string& file, Faults* all = nullptr);
Result<GroupLists> parse_groups(std::string_view json, const std::string& file, Faults* all = nullptr);
Result<std::vector<LifeEvent>> parse_life_events(std::string_view json, const std::string& file,
                                                 Faults* all = nullptr);
Result<std::vector<Department>> parse_departments(std::string_view json, const std::string& file,
                                                  Faults* all = nullptr);
Result<std::vector<ServicePoint>> parse_points(std::string_view json, const std::string& file,
                                               Faults* all = nullptr);
Result<Dictionaries> parse_dictionaries(std::string_view json, const std::string& file,
                                        Faults* all = nullptr);
Result<OptionLabels> parse_options(std::string_view json, const std::string& file, Faults* all = nullptr);
Result<Synonyms> parse_synonyms(std::string_view json, const std::string& file, Faults* all = nullptr);
Result<Translations> parse_translations(std::string_view json, const std::string& file,
                                        Faults* all = nullptr);
Result<std::vector<Region>> parse_regions(std::string_view json, const std::string& file,
                                          Faults* all = nullptr);
/// The longest prefixes first.
Result<std::vector<CardPrefix>> parse_card_prefixes(std::string_view json, const std::string& file,
                                                    Faults* all = nullptr);
/// In the order of the file. What comes from other files (names of departments) is not filled in.
Result<std::vector<ListEntry>> parse_published_lists(std::string_view json, const std::string& file,
                                                     Faults* all = nullptr);
Result<std::vector<Queue>> parse_queues(std::string_view json, const std::string& file,
                                        Faults* all = nullptr);
Result<std::vector<SlotPlan>> parse_slots(std::string_view json, const std::string& file,
                                          Faults* all = nullptr);
Result<FactBook> parse_facts(std::string_view json, const std::string& file, Faults* all = nullptr);

}  // namespace yitang::catalog
