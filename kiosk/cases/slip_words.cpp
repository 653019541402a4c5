#include "kiosk/cases/slip_words.hpp"

#include <fmt/format.h>

#include <array>

namespace yitang::cases {
namespace {

using devices::Align;
using devices::TextStyle;

constexpr std::array<std::string_view, 12> kMonths{"January",   "February", "March",    "April",
                                                   "May",       "June",     "July",     "August",
                                                   "September", "October",  "November", "December"};

constexpr std::string_view kKeys[] = {"slip.copy",           "slip.time",
                                      "slip.hotline",        "slip.clock_untrusted",
                                      "receipt.title",       "receipt.number",
                                      "receipt.item",        "receipt.department",
                                      "receipt.applicant",   "receipt.agent",
                                      "receipt.promised",    "receipt.promised_by",
                                      "receipt.immediate",   "receipt.provisional",
                                      "receipt.trips",       "receipt.delivery",
                                      "receipt.materials",   "receipt.pages",
                                      "receipt.first_asked", "receipt.scan",
                                      "receipt.keep",        "receipt.photograph",
                                      "receipt.submitted",   "supply.scanned",
                                      "supply.card_reader",  "supply.shared_data",
                                      "supply.e_licence",    "supply.form",
                                      "supply.commitment",   "supply.later",
                                      "leaflet.title",       "leaflet.conditions",
                                      "leaflet.materials",   "leaflet.steps",
                                      "leaflet.scan",        "leaflet.no_personal",
                                      "missing.title",       "missing.intro",
                                      "missing.not_scanned", "missing.too_few",
                                      "missing.not_sharp",   "missing.not_answered",
                                      "missing.until",       "missing.saved",
                                      "counter.title",       "counter.intro",
                                      "counter.answers",     "counter.materials",
                                      "counter.note",        "progress.title",
                                      "progress.state",      "progress.outcome",
                                      "progress.step",       "progress.in_charge",
                                      "progress.used",       "progress.left",
                                      "progress.late",       "progress.days",
                                      "progress.waiting",    "progress.office_number",
                                      "state.submitted",     "state.accepted",
                                      "state.supplement",    "state.deciding",
                                      "state.concluded",     "state.closed",
                                      "outcome.approved",    "outcome.refused",
                                      "outcome.withdrawn"};

}  // namespace

std::span<const std::string_view> slip_word_keys() { return kKeys; }

std::string worded(const SlipSettings& settings, std::string_view key, Blanks blanks) {
  auto text = settings.words(key);
  for (const auto& [name, value] : blanks) {
    const auto blank = fmt::format("{{{}}}", name);
    // Behind the inserted value, so that a value holding a blank's name is not filled again.
    for (auto at = text.find(blank); at != std::string::npos; at = text.find(blank, at + value.size())) {
      text.replace(at, blank.size(), value);
    }
  }
  return text;
}

std::string day_text(const SlipSettings& settings, Date day) {
  if (settings.language == Language::Chinese)
    return fmt::format("{}年{}月{}日", day.year, day.month, day.day);
  return fmt::format("{} {} {}", day.day, kMonths.at(static_cast<std::size_t>(day.month - 1)), day.year);
}

int label_cells(const SlipSettings& settings) {
  if (settings.language == Language::English) return settings.paper == PaperWidth::Mm80 ? 14 : 12;
  return settings.paper == PaperWidth::Mm80 ? 12 : 10;
}

int module_dots(const SlipSettings& settings) { return settings.paper == PaperWidth::Mm80 ? 8 : 6; }

void begin(devices::ReceiptBuilder& slip, const SlipSettings& settings, std::string_view title_key) {
  slip.title(worded(settings, title_key));
  if (!settings.place.empty()) slip.text(settings.place, TextStyle{.align = Align::Centre});
  slip.separator(devices::SeparatorKind::Solid);
}

void pair(devices::ReceiptBuilder& slip, const SlipSettings& settings, std::string_view label_key,
          std::string_view value) {
  if (!value.empty()) slip.pair(worded(settings, label_key), value, label_cells(settings));
}

void heading(devices::ReceiptBuilder& slip, const SlipSettings& settings, std::string_view key) {
  slip.separator();
  slip.text(worded(settings, key), TextStyle{.bold = true});
}

void numbered(devices::ReceiptBuilder& slip, int number, const std::string& text) {
  slip.pair(fmt::format("{}.", number), text, 3);
}

devices::ReceiptDocument finish(devices::ReceiptBuilder& slip, const SlipSettings& settings) {
  slip.separator();
  pair(slip, settings, "slip.hotline", settings.hotline);
  pair(slip, settings, "slip.time", date_time_text(settings.now));
  if (!settings.clock_trusted) slip.text(worded(settings, "slip.clock_untrusted"), TextStyle{.bold = true});
  return slip.cut().build();
}

}  // namespace yitang::cases
