#include "kiosk/cases/slip_words.hpp"

#include <fmt/format.h>

#include <array>

#include "kiosk/catalog/labels.hpp"

namespace yitang::cases {
namespace {

using devices::Align;
using devices::TextStyle;

// As short as on the screen.
constexpr std::array<std::string_view, 12> kMonths{"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                   "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
constexpr std::array<std::string_view, 7> kWeekdays{"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
constexpr std::array<std::string_view, 7> kWeekdaysChinese{"星期日", "星期一", "星期二", "星期三",
                                                           "星期四", "星期五", "星期六"};

constexpr std::string_view kKeys[] = {"slip.copy",
                                      "slip.time",
                                      "slip.hotline",
                                      "slip.clock_untrusted",
                                      "slip.receipt.title",
                                      "slip.receipt.number",
                                      "slip.receipt.item",
                                      "slip.receipt.department",
                                      "slip.receipt.applicant",
                                      "slip.receipt.agent",
                                      "slip.receipt.typed",
                                      "slip.receipt.by_code",
                                      "slip.receipt.guardian",
                                      "slip.receipt.relation",
                                      "slip.receipt.both_signed",
                                      "slip.relation.father",
                                      "slip.relation.mother",
                                      "slip.relation.grandparent",
                                      "slip.relation.other_guardian",
                                      "slip.receipt.promised",
                                      "slip.receipt.promised_by",
                                      "slip.receipt.promised_later",
                                      "slip.receipt.immediate",
                                      "slip.receipt.provisional",
                                      "slip.receipt.trips",
                                      "slip.receipt.trip_for_result",
                                      "slip.result_copy.title",
                                      "slip.result_copy.mark",
                                      "slip.result_copy.number",
                                      "slip.result_copy.issuer",
                                      "slip.result_copy.date",
                                      "slip.result_copy.valid_until",
                                      "slip.result_copy.printed",
                                      "slip.result_copy.machine",
                                      "slip.result_copy.of_case",
                                      "slip.result_copy.note",
                                      "slip.result_copy.about",
                                      "slip.result_copy.check",
                                      "slip.result_copy.time_doubtful",
                                      "slip.progress.printable",
                                      "slip.receipt.print_here",
                                      "slip.receipt.look_here",
                                      "slip.receipt.trip_to_print",
                                      "slip.receipt.and_for_result",
                                      "slip.leaflet.agent_papers",
                                      "slip.receipt.delivery",
                                      "slip.receipt.sent_to",
                                      "slip.receipt.materials",
                                      "slip.receipt.pages",
                                      "slip.receipt.first_asked",
                                      "slip.receipt.scan",
                                      "slip.receipt.keep",
                                      "slip.receipt.photograph",
                                      "slip.receipt.submitted",
                                      "slip.bundle.title",
                                      "slip.bundle.together",
                                      "slip.bundle.case",
                                      "slip.bundle.scan",
                                      "slip.supply.scanned",
                                      "slip.supply.card_reader",
                                      "slip.supply.shared_data",
                                      "slip.supply.e_licence",
                                      "slip.supply.form",
                                      "slip.supply.commitment",
                                      "slip.supply.later",
                                      "slip.leaflet.title",
                                      "slip.leaflet.conditions",
                                      "slip.leaflet.materials",
                                      "slip.leaflet.steps",
                                      "slip.leaflet.place",
                                      "slip.leaflet.hours",
                                      "slip.leaflet.scan",
                                      "slip.leaflet.scan_part",
                                      "slip.leaflet.no_personal",
                                      "slip.missing.title",
                                      "slip.missing.intro",
                                      "slip.missing.not_scanned",
                                      "slip.missing.too_few",
                                      "slip.missing.not_sharp",
                                      "slip.missing.not_answered",
                                      "slip.missing.until",
                                      "slip.missing.saved",
                                      "slip.counter.title",
                                      "slip.counter.intro",
                                      "slip.counter.answers",
                                      "slip.counter.materials",
                                      "slip.counter.note",
                                      "slip.progress.title",
                                      "slip.progress.state",
                                      "slip.progress.outcome",
                                      "slip.progress.step",
                                      "slip.progress.in_charge",
                                      "slip.progress.used",
                                      "slip.progress.left",
                                      "slip.progress.late",
                                      "slip.progress.days",
                                      "slip.progress.waiting",
                                      "slip.progress.office_number",
                                      "slip.progress.message",
                                      "slip.progress.refused",
                                      "slip.progress.refused_silent",
                                      "slip.progress.supplement",
                                      "slip.state.submitted",
                                      "slip.state.accepted",
                                      "slip.state.supplement",
                                      "slip.state.deciding",
                                      "slip.state.concluded",
                                      "slip.state.closed",
                                      "slip.outcome.approved",
                                      "slip.outcome.refused",
                                      "slip.outcome.withdrawn",
                                      "slip.form.title",
                                      "slip.form.page",
                                      "slip.form.case",
                                      "slip.form.people",
                                      "slip.form.entries",
                                      "slip.form.result",
                                      "slip.form.signature",
                                      "slip.form.place",
                                      "slip.form.terminal",
                                      "slip.form.latin_name",
                                      "slip.form.id_number",
                                      "slip.form.identity",
                                      "slip.form.agent_number",
                                      "slip.form.acts_as",
                                      "slip.form.recipient",
                                      "slip.form.address",
                                      "slip.form.phone",
                                      "slip.form.agreed",
                                      "slip.form.not_agreed",
                                      "slip.form.with_unit",
                                      "slip.form.comma",
                                      "slip.form.semicolon",
                                      "slip.form.cell",
                                      "slip.form.empty",
                                      "slip.form.signed_at",
                                      "slip.form.hash",
                                      "slip.form.other_version",
                                      "slip.form.note",
                                      "slip.notice.title",
                                      "slip.notice.number",
                                      "slip.notice.cites",
                                      "slip.notice.clock",
                                      "slip.notice.stopped",
                                      "slip.notice.if_today",
                                      "slip.progress.supplement_here",
                                      "slip.result.shelf",
                                      "slip.result.courier",
                                      "slip.supplement.title",
                                      "slip.supplement.number",
                                      "slip.supplement.materials",
                                      "slip.supplement.next",
                                      "slip.fee.label",
                                      "slip.fee.basis",
                                      "slip.fee.title",
                                      "slip.fee.number",
                                      "slip.fee.where",
                                      "slip.fee.how",
                                      "slip.fee.not_here",
                                      "slip.ticket.title",
                                      "slip.ticket.queue",
                                      "slip.ticket.ahead",
                                      "slip.ticket.people",
                                      "slip.ticket.nobody",
                                      "slip.ticket.called",
                                      "slip.ticket.name",
                                      "slip.ticket.priority",
                                      "slip.ticket.drawn",
                                      "slip.ticket.today",
                                      "slip.ticket.missed",
                                      "slip.ticket.after_pause",
                                      "slip.ticket.too_late",
                                      "slip.ticket.appointment",
                                      "slip.appointment.title",
                                      "slip.appointment.place",
                                      "slip.appointment.window",
                                      "slip.appointment.bring",
                                      "slip.appointment.check_in",
                                      "slip.appointment.cannot_come",
                                      "slip.appointment.checked_in",
                                      "slip.appointment.cancelled",
                                      "slip.appointment.missed",
                                      "slip.appointment.wish",
                                      "slip.appointment.wish_hint",
                                      "slip.prepared.title",
                                      "slip.prepared.not_submitted",
                                      "slip.prepared.reference",
                                      "slip.prepared.typed",
                                      "slip.prepared.until",
                                      "slip.prepared.next",
                                      "slip.prepared.next_counter",
                                      "slip.prepared.next_card",
                                      "slip.prepared.bring",
                                      "slip.prepared.bring_document",
                                      "slip.prepared.if_needed",
                                      "slip.prepared.kept",
                                      "slip.prepared.entries",
                                      "slip.prepared.filled",
                                      "slip.prepared.scan",
                                      "slip.prepared.keep"};

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

std::string weekday_text(const SlipSettings& settings, Date day) {
  const auto weekday = static_cast<std::size_t>(day.weekday());
  if (settings.language == Language::Chinese)
    return fmt::format("{} {}", day_text(settings, day), kWeekdaysChinese.at(weekday));
  return fmt::format("{}, {}", kWeekdays.at(weekday), day_text(settings, day));
}

std::string moment_text(const SlipSettings& settings, UnixMillis when) {
  const char* joint = settings.language == Language::Chinese ? " " : ", ";
  return day_text(settings, Date::of(when)) + joint + clock_text(when);
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

std::string proof_text(const SlipSettings& settings, const Person& person) {
  if (!person.proof) return {};
  return worded(settings, "slip.receipt.by_code",
                {{"way", catalog::label_of(person.proof->method).of(settings.language)}});
}

void add_proof(devices::ReceiptBuilder& slip, const SlipSettings& settings, const Person& person) {
  if (const std::string text = proof_text(settings, person); !text.empty()) slip.text(text);
}

void add_item(devices::ReceiptBuilder& slip, const SlipSettings& settings, const catalog::ServiceItem& item) {
  pair(slip, settings, "slip.receipt.item", catalog::public_name_of(item).of(settings.language));
  if (!item.restricted_to)
    pair(slip, settings, "slip.receipt.department", item.department.of(settings.language));
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
  pair(slip, settings, "slip.time", moment_text(settings, settings.now));
  if (!settings.clock_trusted) slip.text(worded(settings, "slip.clock_untrusted"), TextStyle{.bold = true});
  return slip.cut().build();
}

}  // namespace yitang::cases
