// yitang catalog check: everything that is wrong, and everything that residents do not see.
#include <fmt/format.h>

#include <cstdio>
#include <nlohmann/json.hpp>

#include "kiosk/catalog/csv_items.hpp"
#include "kiosk/cli/catalog_commands.hpp"
#include "kiosk/cli/command.hpp"

namespace yitang::cli {
namespace {

using nlohmann::ordered_json;

ordered_json as_json(const catalog::Faults& faults, const catalog::Catalog* catalog, Date day) {
  ordered_json result{{"faults", ordered_json::array()}, {"hidden", ordered_json::array()}};
  for (const Error& error : faults.all()) {
    const catalog::Fault fault = catalog::fault_of(error);
    result["faults"].push_back(
        {{"file", fault.file}, {"line", fault.line}, {"place", fault.place}, {"reason", fault.reason}});
  }
  if (catalog == nullptr) return result;
  for (const catalog::ServiceItem& item : catalog->all_items()) {
    const std::string why = why_hidden(item, day);
    if (!why.empty()) result["hidden"].push_back({{"id", item.id}, {"version", item.version}, {"why", why}});
  }
  result["shown"] = catalog->items().size();
  result["list_entries"] = catalog->list_entries().size();
  result["day"] = day.iso();
  return result;
}

void print_hidden(const catalog::Catalog& catalog, Date day, const ClerkWords& words) {
  std::size_t hidden = 0;
  for (const catalog::ServiceItem& item : catalog.all_items()) {
    std::string why = why_hidden(item, day);
    if (why.empty()) continue;
    why = words.say(why);
    std::printf("%s\n",
                words.say(fmt::format("hidden: {} version {}: {}", item.id, item.version, why)).c_str());
    ++hidden;
  }
  std::printf("%s\n", words
                          .say(fmt::format("no faults; on {} residents see {} items, {} versions are hidden",
                                           day.iso(), catalog.items().size(), hidden))
                          .c_str());
  std::printf(
      "%s\n",
      words.say(fmt::format("published lists have {} entries", catalog.list_entries().size())).c_str());
}

void print(const catalog::Faults& faults, const catalog::Catalog* catalog, Date day,
           const ClerkWords& words) {
  for (const Error& error : faults.all()) std::printf("%s\n", words.say(error).c_str());
  if (faults.cut()) std::printf("%s\n", words.say("... and more").c_str());
  if (catalog == nullptr) {
    std::printf("%s\n", words.say(fmt::format("{} faults", faults.all().size())).c_str());
    return;
  }
  print_hidden(*catalog, day, words);
}

std::string gap_text(const catalog::ServiceItem& item, catalog::AdmissionGap gap) {
  switch (gap) {
    case catalog::AdmissionGap::NoDepartment: return "its department is not in departments.json";
    case catalog::AdmissionGap::NoLegalBasis: return "no legal basis";
    case catalog::AdmissionGap::NoConsent: return "the township has not agreed";
    case catalog::AdmissionGap::GuideIncomplete: break;
  }
  std::string text = "guide incomplete (";
  for (const std::string& member : item.admission.guide_gaps)
    text += (text.back() == '(' ? "" : ", ") + member;
  return text + ")";
}

}  // namespace

std::string why_hidden(const catalog::ServiceItem& item, Date day) {
  std::string why;
  const auto add = [&why](const std::string& reason) { why += (why.empty() ? "" : "; ") + reason; };
  if (item.status == catalog::ItemStatus::Hidden) add("status is hidden");
  for (const catalog::AdmissionGap gap : item.admission.gaps) add(gap_text(item, gap));
  if (item.effective_from && day < *item.effective_from)
    add("not in force before " + item.effective_from->iso());
  if (item.effective_until && *item.effective_until < day) add("ended on " + item.effective_until->iso());
  return why;
}

std::string span_text(const catalog::ServiceItem& item) {
  std::string text;
  if (item.effective_from) text = "from " + item.effective_from->iso();
  if (item.effective_until) text += (text.empty() ? "until " : " until ") + item.effective_until->iso();
  return text.empty() ? "always" : text;
}

int catalog_check(const CatalogArguments& arguments) {
  auto content = read_catalog(arguments.path);
  if (!content) return report(content.error());
  auto options = township_options(arguments.township);
  if (!options) return report(options.error());
  auto day = day_of(arguments);
  if (!day) return report(day.error());
  catalog::Faults faults;
  catalog::Files published;
  const catalog::CatalogPtr catalog = catalog::check_authored(content->files, *options, faults, published);
  if (catalog) catalog->turn_to(*day);
  if (arguments.json) {
    const auto result = as_json(faults, catalog.get(), *day);
    std::printf("%s\n", result.dump(2, ' ', false, ordered_json::error_handler_t::replace).c_str());
  } else {
    print(faults, catalog.get(), *day, ClerkWords::of(arguments.language));
  }
  return faults.any() ? kNotFoundOrNotHeld : kDone;
}

}  // namespace yitang::cli
