#include <algorithm>
#include <array>
#include <set>
#include <tuple>

#include "kiosk/catalog/document.hpp"
#include "kiosk/catalog/list_parsers.hpp"

namespace yitang::catalog {
namespace {

// Drawn by the screens; a county's file may only choose among them.
constexpr std::array<std::string_view, 40> kIcons{
    "baby",      "bell",      "briefcase", "building", "calendar", "car",   "coins",      "document",
    "eye",       "family",    "flag",      "flame",    "gavel",    "globe", "graduation", "handshake",
    "heart",     "house",     "id-card",   "info",     "leaf",     "list",  "medal",      "medical-cross",
    "megaphone", "people",    "person",    "phone",    "receipt",  "rings", "scales",     "shield",
    "shop",      "signature", "star",      "tree",     "truck",    "water", "warning",    "wheelchair"};

Text bilingual_or_empty(const Node& node) { return node ? node.bilingual() : Text{}; }

std::string read_icon(const Node& node) {
  std::string icon = node.text();
  if (!icon.empty() && !is_icon(icon)) node.problem("unknown icon '" + icon.substr(0, 60) + "'");
  return icon;
}

std::string read_unique(const Node& node, std::set<std::string>& seen) {
  std::string key = node.text();
  if (!key.empty() && !seen.insert(key).second) node.problem("'" + key + "' is there twice");
  return key;
}

std::vector<Group> read_groups(const Node& node) {
  std::vector<Group> groups;
  std::set<std::string> seen;
  for (const Node& entry : node.list(200)) {
    Group group;
    group.key = read_unique(entry["key"], seen);
    group.icon = read_icon(entry["icon"]);
    group.name = entry.bilingual();
    group.hint = bilingual_or_empty(entry.optional("hint"));
    groups.push_back(std::move(group));
  }
  return groups;
}

LifeEvent read_life_event(const Node& node, std::set<std::string>& seen) {
  LifeEvent event;
  event.key = read_unique(node["key"], seen);
  event.icon = read_icon(node["icon"]);
  event.name = node.bilingual();
  event.hint = node["hint"].bilingual();
  event.items = node["items"].texts(100);
  event.bundles = node["bundles"].texts(20);
  return event;
}

ServicePoint read_point(const Node& node, std::set<std::string>& seen) {
  ServicePoint point;
  point.id = read_unique(node["id"], seen);
  point.level = node["level"].member_of(&enum_from<Level>, "level");
  point.name = node.bilingual();
  point.address = node["address"].bilingual();
  point.hours = node["hours"].bilingual();
  point.counter = node["counter"].bilingual();
  point.phone = node["phone"].text();
  return point;
}

std::pair<int, int> read_month_day(const Node& node) {
  const std::string text = node.text();
  const auto date = Date::parse("2024-" + text);  // a leap year: 02-29 is a day
  if (!date) node.problem("is no day such as 09-01");
  return date ? std::pair{date->month, date->day} : std::pair{1, 1};
}

std::map<std::string, Text, std::less<>> read_labels(const Node& node) {
  std::map<std::string, Text, std::less<>> labels;
  for (const auto& [code, label] : node.members()) labels.emplace(code, label.bilingual());
  return labels;
}

OptionLabels::Column read_column(const Node& node) {
  OptionLabels::Column column;
  column.label = node.bilingual();
  column.type = node["type"].member_of(&enum_from<FieldType>, "type");
  const Node options = node.optional("options");
  const std::string dictionary = options.text_or_empty();
  if (!dictionary.empty() && !dictionary.starts_with("dict:")) options.problem("must be 'dict:name'");
  if (column.type == FieldType::Enum && dictionary.empty()) options.problem("is missing");
  if (column.type == FieldType::Table) node.optional("type").problem("must not be a table");
  column.person_name = node.optional("person_name").boolean_or(false);
  column.dictionary = dictionary.substr(std::min<std::size_t>(dictionary.size(), 5));
  return column;
}

}  // namespace

bool is_icon(std::string_view key) { return std::find(kIcons.begin(), kIcons.end(), key) != kIcons.end(); }

Result<CountyInfo> parse_county(std::string_view json, const std::string& file, Faults* all) {
  return read_document<CountyInfo>(
      json, file, "yitang.catalogue/1", all, [](const Node& root, CountyInfo& county) {
        county.sample = root.optional("sample").boolean_or(false);
        county.version = root["version"].text();
        county.county = root["county"].bilingual();
        county.township = root["township"].bilingual();
        county.region_code = root.optional("region_code").text_or_empty();
        county.hotline = root["hotline"].text();
        if (const Node serial = root.optional("serial")) county.serial = serial.integer(1, 1'000'000'000);
        if (const Node published = root.optional("published")) {
          county.published = Date::parse(published.text());
          if (!county.published) published.problem("is no date such as 2026-11-22");
        }
        for (const auto& [name, value] : root["parameters"].members())
          county.parameters[name] = value.number();
        if (const Node days = root.optional("rectify_days")) county.rectify_days = days.integer(1, 250);
        const Node enrolment = root["enrolment"];
        std::tie(county.enrolment.from_month, county.enrolment.from_day) = read_month_day(enrolment["from"]);
        std::tie(county.enrolment.to_month, county.enrolment.to_day) = read_month_day(enrolment["to"]);
      });
}

Result<GroupLists> parse_groups(std::string_view json, const std::string& file, Faults* all) {
  return read_document<GroupLists>(json, file, "yitang.functions/1", all,
                                   [](const Node& root, GroupLists& lists) {
                                     lists.functions = read_groups(root["functions"]);
                                     lists.themes = read_groups(root["themes"]);
                                   });
}

Result<std::vector<LifeEvent>> parse_life_events(std::string_view json, const std::string& file,
                                                 Faults* all) {
  return read_document<std::vector<LifeEvent>>(json, file, "yitang.life_events/1", all,
                                               [](const Node& root, std::vector<LifeEvent>& events) {
                                                 std::set<std::string> seen;
                                                 for (const Node& node : root["life_events"].list(200))
                                                   events.push_back(read_life_event(node, seen));
                                               });
}

Result<std::vector<Department>> parse_departments(std::string_view json, const std::string& file,
                                                  Faults* all) {
  return read_document<std::vector<Department>>(
      json, file, "yitang.departments/1", all, [](const Node& root, std::vector<Department>& departments) {
        std::set<std::string> codes;
        std::set<std::string> keys;
        for (const Node& node : root["departments"].list(1000)) {
          const std::string code = read_unique(node["code"], codes);
          const std::string key = read_unique(node["key"], keys);
          departments.push_back({code, key, node.bilingual(), node["phone"].text()});
        }
      });
}

Result<std::vector<ServicePoint>> parse_points(std::string_view json, const std::string& file, Faults* all) {
  return read_document<std::vector<ServicePoint>>(json, file, "yitang.points/1", all,
                                                  [](const Node& root, std::vector<ServicePoint>& points) {
                                                    std::set<std::string> seen;
                                                    for (const Node& node : root["points"].list())
                                                      points.push_back(read_point(node, seen));
                                                  });
}

Result<Dictionaries> parse_dictionaries(std::string_view json, const std::string& file, Faults* all) {
  return read_document<Dictionaries>(
      json, file, "yitang.dictionaries/1", all, [](const Node& root, Dictionaries& dictionaries) {
        for (const auto& [name, entries] : root["dictionaries"].members(500)) {
          std::set<std::string> seen;
          Dictionary dictionary;
          for (const Node& entry : entries.list())
            dictionary.push_back({read_unique(entry["code"], seen), entry.bilingual()});
          if (dictionary.empty()) entries.problem("is empty");
          dictionaries.emplace(name, std::move(dictionary));
        }
      });
}

Result<OptionLabels> parse_options(std::string_view json, const std::string& file, Faults* all) {
  return read_document<OptionLabels>(json, file, "yitang.options/1", all,
                                     [](const Node& root, OptionLabels& options) {
                                       options.common = read_labels(root["common"]);
                                       for (const auto& [field, labels] : root["fields"].members())
                                         options.fields.emplace(field, read_labels(labels));
                                       for (const auto& [key, column] : root["columns"].members())
                                         options.columns.emplace(key, read_column(column));
                                     });
}

Result<Synonyms> parse_synonyms(std::string_view json, const std::string& file, Faults* all) {
  return read_document<Synonyms>(json, file, "yitang.synonyms/1", all,
                                 [](const Node& root, Synonyms& synonyms) {
                                   for (const auto& [item, words] : root["items"].members(20'000))
                                     synonyms.items.emplace(item, words.texts(100));
                                   if (const Node bundles = root.optional("bundles")) {
                                     for (const auto& [bundle, words] : bundles.members(20'000))
                                       synonyms.bundles.emplace(bundle, words.texts(100));
                                   }
                                   if (const Node fillers = root.optional("fillers"))
                                     synonyms.fillers = fillers.texts(500);
                                 });
}

Result<Translations> parse_translations(std::string_view json, const std::string& file, Faults* all) {
  return read_document<Translations>(json, file, "yitang.translations/1", all,
                                     [](const Node& root, Translations& translations) {
                                       for (const auto& [chinese, english] : root["texts"].members(20'000))
                                         translations.emplace(chinese, english.text());
                                     });
}

}  // namespace yitang::catalog
