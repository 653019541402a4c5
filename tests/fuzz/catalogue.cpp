// Every parser of catalogue files, on any bytes: an answer or a typed error, never a crash.
// The first byte chooses the parser, so that one corpus serves them all.
#include <cstdint>
#include <string>
#include <string_view>

#include "kiosk/catalog/admission.hpp"
#include "kiosk/catalog/agreement_parser.hpp"
#include "kiosk/catalog/calendar.hpp"
#include "kiosk/catalog/guide.hpp"
#include "kiosk/catalog/item_parser.hpp"
#include "kiosk/catalog/list_parsers.hpp"

namespace {

using namespace yitang;
using namespace yitang::catalog;

template <class T>
void demand_reason(const Result<T>& result) {
  if (!result && (result.error().reason.empty() || result.error().where.empty())) __builtin_trap();
}

void items(std::string_view text) {
  const auto parsed = parse_items(text);
  demand_reason(parsed);
  Faults faults;
  // All faults or none: both ways of reading agree on whether there is one.
  if (const auto all = parse_items(text, "items.jsonl", &faults); all && parsed.has_value() == faults.any())
    __builtin_trap();
  if (!parsed) return;
  for (const ServiceItem& item : *parsed) {
    for (const Language language : {Language::Chinese, Language::English})
      if (make_guide(item, language).steps.empty()) __builtin_trap();
    for (const FormField& field : item.form) {
      if (field.validation.pattern) static_cast<void>(field.validation.pattern->matches(text.substr(0, 200)));
      if (field.show_if) static_cast<void>(field.show_if->holds(text.substr(0, 20)));
    }
  }
}

void calendar(std::string_view text) {
  const auto parsed = HolidayCalendar::parse(text);
  demand_reason(parsed);
  if (!parsed) return;
  const Date start{2026, 1, 1};
  if (parsed->workdays_between(start, parsed->add_workdays(start, 30)) != 30) __builtin_trap();
}

void pattern(std::string_view text) {
  const std::size_t half = text.size() / 2;
  const auto compiled = Pattern::compile(text.substr(0, half));
  if (compiled) static_cast<void>(compiled->matches(text.substr(half)));
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  const std::string_view text(reinterpret_cast<const char*>(data) + 1, size - 1);
  if (data[0] == 0xFF) {
    demand_reason(parse_agreements(text, "a"));
    return 0;
  }
  if (data[0] == 0xFC) {
    demand_reason(parse_published_lists(text, "l"));
    return 0;
  }
  if (data[0] == 0xFE || data[0] == 0xFD) {
    demand_reason(parse_regions(text, "r"));
    demand_reason(parse_card_prefixes(text, "b"));
    demand_reason(parse_queues(text, "q"));
    demand_reason(parse_slots(text, "s"));
    return 0;
  }
  switch (data[0] % 13) {
    case 0: items(text); break;
    case 1: demand_reason(parse_bundles(text)); break;
    case 2: calendar(text); break;
    case 3: pattern(text); break;
    case 4: demand_reason(parse_facts(text, "f")); break;
    case 5: demand_reason(parse_county(text, "f")); break;
    case 6: demand_reason(parse_groups(text, "f")); break;
    case 7: demand_reason(parse_life_events(text, "f")); break;
    case 8: demand_reason(parse_departments(text, "f")); break;
    case 9: demand_reason(parse_points(text, "f")); break;
    case 10: demand_reason(parse_dictionaries(text, "f")); break;
    case 11: demand_reason(parse_options(text, "f")); break;
    default:
      demand_reason(parse_synonyms(text, "f"));
      demand_reason(parse_translations(text, "f"));
      demand_reason(parse_admissions(text, "f"));
  }
  return 0;
}
