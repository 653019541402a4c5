#include "kiosk/cli/case_prepared.hpp"

#include <cstdio>
#include <memory>
#include <nlohmann/json.hpp>
#include <optional>

#include "kiosk/base/judged_clock.hpp"
#include "kiosk/cases/case_store.hpp"
#include "kiosk/cases/prepared_slip.hpp"
#include "kiosk/cli/command.hpp"
#include "kiosk/terminal/paths.hpp"

namespace yitang::cli {
namespace {

constexpr int kMostListed = 1000;

struct PreparedDesk {
  SystemClock system;
  JudgedClock clock{system};
  std::unique_ptr<Random> random = system_random();
  catalog::CatalogPtr catalog;
  std::optional<cases::CaseStore> store;
};

Result<std::unique_ptr<PreparedDesk>> open_desk(const PreparedArguments& arguments) {
  auto config = configuration(arguments.config);
  if (!config) return tl::unexpected(config.error());
  auto desk = std::make_unique<PreparedDesk>();
  auto catalog = catalogue(*config);
  if (!catalog) return tl::unexpected(catalog.error());
  desk->catalog = std::move(*catalog);
  auto store =
      cases::CaseStore::open({terminal::terminal_store(arguments.data),
                              terminal::host_binding(arguments.data, *config), config->terminal_code},
                             desk->clock, *desk->random);
  if (!store) return tl::unexpected(store.error());
  desk->store.emplace(std::move(*store));
  auto newest = desk->store->newest_time();
  if (!newest) return tl::unexpected(newest.error());
  if (*newest) desk->clock.remember(**newest);
  return desk;
}

std::string source_word(const cases::Draft& draft) {
  return cases::is_unproven(draft.applicant, draft.agent) ? "typed" : "proven";
}

nlohmann::json summary(const cases::Draft& draft) {
  const cases::Person person = draft.applicant.value_or(cases::Person{});
  return {{"reference", cases::readable_reference(draft.prepared->reference)},
          {"item", draft.item_id},
          {"version", draft.item_version},
          {"until", cases::last_day_of(*draft.prepared).iso()},
          {"saved", date_time_text(draft.updated)},
          {"name", cases::masked_name(person.name)},
          {"number", cases::masked_number(person.number)},
          {"source", source_word(draft)}};
}

std::string english_of(std::string_view key) {
  if (key == "slip.prepared.filled") return "filled in";
  if (key == "slip.form.comma") return ", ";
  if (key == "slip.form.agreed") return "agreed";
  if (key == "slip.form.not_agreed") return "not agreed";
  return std::string(key);
}

nlohmann::json details(const PreparedDesk& desk, const cases::Draft& draft) {
  nlohmann::json shown = summary(draft);
  const catalog::ServiceItem* item = desk.catalog->nearest(draft.item_id, draft.item_version);
  if (item == nullptr) return shown;
  shown["name_of_item"] = item->name.zh;
  cases::SlipSettings settings;
  settings.words = english_of;
  settings.language = Language::English;
  settings.now = desk.clock.now();
  nlohmann::json entries = nlohmann::json::array();
  const cases::FormContext context = cases::form_context(draft, settings.now);
  for (const catalog::FormField& field : item->form) {
    if (!cases::is_shown(field, draft.values, context)) continue;
    const std::string value = cases::masked_entry(settings, field, draft.values);
    if (!value.empty()) entries.push_back({{"field", field.label.en}, {"value", value}});
  }
  shown["entries"] = entries;
  nlohmann::json materials = nlohmann::json::array();
  for (const cases::MaterialPages& material : draft.materials) {
    const catalog::Material* known = item->material(material.code);
    materials.push_back(
        {{"material", known != nullptr ? known->name.en : material.code}, {"pages", material.pages.size()}});
  }
  shown["materials"] = materials;
  nlohmann::json gaps = nlohmann::json::array();
  for (const cases::MissingMaterial& gap : cases::missing(*item, draft, Date::of(settings.now)))
    gaps.push_back(gap.material->name.en);
  shown["missing"] = gaps;
  return shown;
}

void print_line(const cases::Draft& draft) {
  const nlohmann::json row = summary(draft);
  const auto word = [&row](const char* key) { return row.at(key).get<std::string>(); };
  std::printf("%s  until %s  %-6s  %s  %s  %s\n", word("reference").c_str(), word("until").c_str(),
              word("source").c_str(), word("item").c_str(), word("name").c_str(), word("number").c_str());
}

void print_details(const nlohmann::json& shown) {
  for (const char* key : {"reference", "item", "until", "saved", "name", "number", "source"})
    std::printf("%-10s %s\n", key, shown.at(key).get<std::string>().c_str());
  for (const auto& entry : shown.value("entries", nlohmann::json::array()))
    std::printf("  %s: %s\n", entry.at("field").get<std::string>().c_str(),
                entry.at("value").get<std::string>().c_str());
  for (const auto& material : shown.value("materials", nlohmann::json::array()))
    std::printf("  kept: %s, %zu pages\n", material.at("material").get<std::string>().c_str(),
                material.at("pages").get<std::size_t>());
  for (const auto& gap : shown.value("missing", nlohmann::json::array()))
    std::printf("  missing: %s\n", gap.get<std::string>().c_str());
}

int show_one(PreparedDesk& desk, const PreparedArguments& arguments) {
  const auto reference = cases::parse_prepared_reference(arguments.reference);
  if (!reference) return report({ErrorKind::BadInput, "this is no reference", arguments.reference});
  auto draft = desk.store->prepared(*reference);
  if (!draft) return report(draft.error());
  if (!*draft || !(*draft)->prepared)
    return report({ErrorKind::NotFound, "nothing is kept under it", cases::readable_reference(*reference)});
  const nlohmann::json shown = details(desk, **draft);
  if (arguments.json) {
    std::printf("%s\n", shown.dump(2).c_str());
  } else {
    print_details(shown);
  }
  return kDone;
}

int list_all(PreparedDesk& desk, bool json) {
  auto all = desk.store->all_prepared(kMostListed);
  if (!all) return report(all.error());
  nlohmann::json rows = nlohmann::json::array();
  for (const cases::Draft& draft : *all) {
    if (json) {
      rows.push_back(summary(draft));
    } else {
      print_line(draft);
    }
  }
  if (json) std::printf("%s\n", rows.dump(2).c_str());
  return kDone;
}

}  // namespace

int case_prepared(const PreparedArguments& arguments) {
  auto desk = open_desk(arguments);
  if (!desk) return report(desk.error());
  return arguments.reference.empty() ? list_all(**desk, arguments.json) : show_one(**desk, arguments);
}

}  // namespace yitang::cli
