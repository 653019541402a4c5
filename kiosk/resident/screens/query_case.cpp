// One case: where it is now, what the office said, every step.
#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "kiosk/cases/timeline.hpp"
#include "kiosk/catalog/labels.hpp"
#include "kiosk/resident/flow/result_copy.hpp"
#include "kiosk/resident/screens/appointment_words.hpp"
#include "kiosk/resident/screens/case_parts.hpp"
#include "kiosk/resident/screens/layout.hpp"
#include "kiosk/resident/screens/pages.hpp"
#include "kiosk/resident/screens/printer_words.hpp"
#include "kiosk/resident/screens/words.hpp"
#include "ui/widgets/banner.hpp"
#include "ui/widgets/key_values.hpp"
#include "ui/widgets/list_row.hpp"

namespace yitang::resident {
namespace {

bool was_refused(const cases::CaseRow& row) { return row.outcome == cases::Outcome::Refused; }

// The office will not take it as it is. Nothing is lost, and it is not for the resident to repair.
void draw_stuck(Screen& s, Column& column) {
  ui::BannerSpec banner;
  banner.id = "query_case.state";
  banner.personal = true;
  banner.tone = ui::Tone::Warning;
  banner.icon = ui::Icon::Warning;
  banner.title = s.tr("query_case.stuck");
  banner.text = s.tr("query_case.stuck_hint", {{"phone", s.context.place.hotline}});
  ui::banner(s.ui, column.take(ui::banner_height(s.ui, column.width(), banner), s.space().m), banner);
}

bool said_why(const std::vector<cases::Notice>& notices) {
  return std::any_of(notices.begin(), notices.end(), [](const cases::Notice& notice) {
    return !cases::is_open(notice.state) && !notice.message.empty();
  });
}

std::string ready_key(catalog::Delivery way) {
  if (way == catalog::Delivery::Print) return "delivery.print_progress_ready";
  return "delivery." + std::string(catalog::code_of(way)) + "_ready";
}

// How the result comes, if it is known and there is one to come. Of one that is printed here its own line
// tells.
std::string result_hint(const Screen& s, const CaseDetail& detail) {
  if (!detail.delivery) return s.tr("state.concluded_hint");
  if (*detail.delivery == catalog::Delivery::Print &&
      result_way(s.state, s.context.catalog) != ResultWay::None)
    return {};
  return s.tr("state.concluded_way", {{"way", s.of(catalog::label_of(*detail.delivery))},
                                      {"how", s.tr(ready_key(*detail.delivery))}});
}

// What is wanted may be handed in here, by whoever shows the card; or it was already.
std::string supplement_key(const Screen& s) {
  if (may_hand_in(s.state)) return "state.supplement_here";
  if (unanswered_demand(s.state) != nullptr) return "state.supplement_card";
  const cases::Demand* demand = cases::open_demand(s.state.query.detail->notices);
  return demand != nullptr && !demand->wanted.empty() ? "state.supplement_sent" : "state.supplement_hint";
}

// What the office asked for was handed in; it has not yet said that it goes on.
bool was_handed_in(const Screen& s) {
  return s.state.query.detail->row.state == cases::CaseState::Supplement &&
         supplement_key(s) == "state.supplement_sent";
}

std::string state_hint(const Screen& s, const CaseDetail& detail) {
  const cases::CaseRow& row = detail.row;
  const std::string& phone = s.context.place.hotline;
  if (was_refused(row))
    return s.tr(said_why(detail.notices) ? "outcome.refused_hint" : "outcome.refused_silent",
                {{"phone", phone}});
  if (row.outcome == cases::Outcome::Withdrawn) return s.tr("outcome.withdrawn_hint");
  if (row.state == cases::CaseState::Concluded) return result_hint(s, detail);
  if (row.state == cases::CaseState::Supplement) return s.tr(supplement_key(s), {{"phone", phone}});
  return s.tr("state." + std::string(cases::name_of(row.state)) + "_hint", {{"phone", phone}});
}

void draw_state(Screen& s, Column& column, const CaseDetail& detail) {
  const cases::CaseRow& row = detail.row;
  if (row.refused) {
    draw_stuck(s, column);
    return;
  }
  ui::BannerSpec banner;
  banner.id = "query_case.state";
  banner.personal = true;
  banner.tone = state_tone(row.state, row.outcome);
  banner.icon = state_icon(row.state, row.outcome);
  banner.title = state_text(s, row.state, row.outcome);
  if (was_handed_in(s)) {  // nothing is left to do: no warning
    banner.tone = ui::Tone::Info;
    banner.icon = ui::Icon::Check;
    banner.title = s.tr("state.supplement_sent_title");
  }
  banner.text = state_hint(s, detail);
  ui::banner(s.ui, column.take(ui::banner_height(s.ui, column.width(), banner), s.space().m), banner);
}

std::string days_line(const Screen& s, const cases::Elapsed& days) {
  if (days.late()) return s.tr("query_case.late", {{"days", std::to_string(-days.left)}});
  return s.tr("query_case.days", {{"used", std::to_string(days.used)}, {"left", std::to_string(days.left)}});
}

void draw_lateness(Screen& s, Column& column, const cases::CaseRow& row, const cases::Timeline& timeline) {
  const auto& days = timeline.days;
  if (!days || !days->late() || row.refused || timeline.waits_for_person)
    return;  // refused: the staff must act, a call to hurry helps nobody
  ui::BannerSpec banner;
  banner.id = "query_case.late";
  banner.personal = true;
  banner.tone = ui::Tone::Warning;
  banner.icon = ui::Icon::Clock;
  banner.title = days_line(s, *days);
  banner.text = s.tr("query_case.late_hint", {{"phone", s.context.place.hotline}});
  ui::banner(s.ui, column.take(ui::banner_height(s.ui, column.width(), banner), s.space().m), banner);
}

// While it waits for the person the clock stands, and the date moves with every day.
void add_times(const Screen& s, const cases::CaseRow& row, const cases::Timeline& timeline,
               std::vector<ui::KeyValue>& rows) {
  if (was_handed_in(s)) return;  // the date comes when the office goes on
  if (timeline.waits_for_person && timeline.stopped) {
    rows.push_back({.key = s.tr("query_case.time"),
                    .value = s.tr("query_case.stopped", {{"date", short_date_text(s, *timeline.stopped)}})});
    if (timeline.promised)
      rows.push_back({.key = s.tr("query_case.if_today"), .value = date_with_weekday(s, *timeline.promised)});
    return;
  }
  if (row.promised)
    rows.push_back({.key = s.tr("case.promised"), .value = date_with_weekday(s, *row.promised)});
  if (const auto& days = timeline.days) {
    rows.push_back({.key = s.tr("query_case.time"),
                    .value = days_line(s, *days),
                    .tone = days->late() ? ui::Tone::Warning : ui::Tone::Neutral});
  }
}

void draw_facts(Screen& s, Column& column, const cases::CaseRow& row, const cases::Timeline& timeline,
                const catalog::ServiceItem* item) {
  std::vector<ui::KeyValue> rows;
  rows.push_back({.key = s.tr("case.number"), .value = row.receipt_no, .strong = true});
  rows.push_back({.key = s.tr("case.submitted"), .value = date_with_weekday(s, Date::of(row.submitted_at))});
  add_times(s, row, timeline, rows);
  if (timeline.waits_for_person && unanswered_demand(s.state) != nullptr) {
    rows.push_back({.key = s.tr("query_case.in_charge"), .value = s.tr("query_case.with_you_now")});
  } else if (item != nullptr && !item->restricted_to) {
    rows.push_back({.key = s.tr("query_case.in_charge"), .value = s.of(item->department)});
  }
  if (!row.delivered && cases::is_open(row.state))
    rows.push_back({.key = s.tr("query_case.transfer"),
                    .value = s.tr(row.refused ? "query_case.not_taken" : "query_case.not_delivered")});
  card_around(s, column, ui::key_values_height(s.ui, column.width() - 2 * ui::card_padding(s.ui), rows),
              s.space().m, [&](const ui::Rect& inside) { ui::key_values(s.ui, inside, rows); });
}

void draw_news(Screen& s, Column& column, const std::vector<cases::Notice>& notices) {
  bool titled = false;
  for (auto notice = notices.rbegin(); notice != notices.rend(); ++notice) {
    if (notice->message.empty()) continue;  // a mere change of state stands above and in the steps
    if (!std::exchange(titled, true)) section(s, column, s.tr("query_case.news"));
    ui::BannerSpec banner;
    banner.id = "query_case.notice." + std::to_string(notice->id);
    banner.personal = true;
    banner.tone = state_tone(notice->state, notice->outcome);
    banner.icon = ui::Icon::Bell;
    banner.title = s.tr("query_case.notice", {{"time", moment_text(s, notice->at)},
                                              {"state", state_text(s, notice->state, notice->outcome)}});
    banner.text = notice->message;
    ui::banner(s.ui, column.take(ui::banner_height(s.ui, column.width(), banner), s.space().s), banner);
  }
}

// What became of the rating that was just given.
void draw_rated(Screen& s, Column& column) {
  const bool failed = s.state.rating.failed;
  if (!s.state.rating.later || (!failed && !s.state.query.detail->rated)) return;
  ui::BannerSpec banner;
  banner.id = "query_case.rating";
  banner.tone = failed ? ui::Tone::Warning : ui::Tone::Success;
  banner.title = s.tr(failed ? "query_case.rating_failed" : "query_case.rated");
  ui::banner(s.ui, column.take(ui::banner_height(s.ui, column.width(), banner), s.space().m), banner);
}

// Offered quietly, below what the person came for.
void draw_rate_button(Screen& s, Column& column) {
  if (!may_rate(s.state)) return;
  const ui::ButtonSpec rate = second_button("query.rate", s.tr("query_case.rate"), ui::Icon::Star);
  if (ui::button(s.ui, column.take(s.theme().button_height(), s.space().m), rate))
    s.send(IntentKind::RateCase);
}

void draw_missing_receipt(Screen& s, Column& column) {
  if (s.state.query.detail->receipt_printed || offers_result(s)) return;
  ui::BannerSpec banner;
  banner.id = "query_case.receipt_missing";
  banner.tone = ui::Tone::Info;
  banner.icon = ui::Icon::Printer;
  banner.title = s.tr("query_case.receipt_missing");
  banner.text = s.tr("query_case.receipt_hint");
  ui::banner(s.ui, column.take(ui::banner_height(s.ui, column.width(), banner), s.space().m), banner);
}

void draw_print_fate(Screen& s) {
  const bool receipt = s.state.print.kind == PrintKind::Receipt;
  if (!s.state.print.fate || (s.state.print.kind != PrintKind::ProgressSlip && !receipt)) return;
  const PrintFate fate = *s.state.print.fate;
  ui::BannerSpec banner;
  banner.id = "query_case.print";
  banner.icon = ui::Icon::Printer;
  banner.tone = fate == PrintFate::Printed    ? ui::Tone::Success
                : fate == PrintFate::Printing ? ui::Tone::Info
                                              : ui::Tone::Warning;
  banner.title = s.tr(print_key(fate, receipt ? "receipt.not_printed" : "print.slip_failed"));
  ui::banner(s.ui, s.content.cut_bottom(ui::banner_height(s.ui, s.content.w, banner), s.space().m), banner);
}

// Whoever comes back without a receipt gets one, also days later: an application is not handed in without.
// Handing in what is missing goes first, and so does the result.
void draw_case_foot(Screen& s, const CaseDetail& detail) {
  const ui::ButtonSpec print = main_button("query.print", s.tr("query_case.print"), ui::Icon::Printer);
  const auto before_print = [&](const ui::ButtonSpec& first, IntentKind intent, const char* print_key,
                                ui::Icon icon) {
    const Foot tapped = foot(s, first, second_button("query.print", s.tr(print_key), icon));
    if (tapped == Foot::Main) s.send(intent);
    if (tapped == Foot::Second) s.send(IntentKind::PrintProgress);
  };
  if (may_check_in(s.state, s.context.catalog, s.context.now)) {
    return before_print(main_button("query.check_in", s.tr("query_case.check_in"), ui::Icon::Calendar),
                        IntentKind::OpenCheckIn, "query_case.print", ui::Icon::Printer);
  }
  if (offers_result(s))
    return before_print(result_button(s), IntentKind::PrintResult, "query_case.print", ui::Icon::Receipt);
  if (may_hand_in(s.state)) {
    return before_print(main_button("query.hand_in", s.tr("query_case.hand_in"), ui::Icon::Camera),
                        IntentKind::HandInMissing, "query_case.print_notice", ui::Icon::Printer);
  }
  if (detail.receipt_printed) {
    if (foot(s, print) == Foot::Main) s.send(IntentKind::PrintProgress);
    return;
  }
  const Foot tapped = foot(s, main_button("query.receipt", s.tr("query_case.receipt"), ui::Icon::Receipt),
                           second_button("query.print", s.tr("query_case.print"), ui::Icon::Printer));
  if (tapped == Foot::Main) s.send(IntentKind::PrintReceiptAgain);
  if (tapped == Foot::Second) s.send(IntentKind::PrintProgress);
}

}  // namespace

void draw_query_case(Screen& s) {
  if (!s.state.query.detail) return;
  const CaseDetail& detail = *s.state.query.detail;
  const catalog::ServiceItem* item = s.context.catalog.nearest(detail.row.item_id, detail.row.item_version);
  draw_case_foot(s, detail);
  draw_print_fate(s);
  const cases::Timeline timeline =
      cases::timeline_of(item != nullptr ? *item : catalog::ServiceItem{}, detail.row, detail.notices,
                         Date::of(s.context.now), s.context.catalog.calendar());
  scrolling(s, s.content, "query." + detail.row.uid, [&](Column& column) {
    draw_rated(s, column);
    draw_state(s, column, detail);
    draw_lateness(s, column, detail.row, timeline);
    draw_result_place(s, column, detail.notices);
    draw_result_copy(s, column);
    if (!may_hand_in(s.state)) draw_missing_receipt(s, column);
    const cases::Demand* demand = cases::open_demand(detail.notices);
    if (demand != nullptr && item != nullptr && !was_handed_in(s)) draw_demand(s, column, *demand, *item);
    draw_appointment(s, column);
    draw_facts(s, column, detail.row, timeline, item);
    draw_form_copy(s, column);
    draw_rate_button(s, column);
    draw_news(s, column, detail.notices);
    if (item != nullptr) draw_steps(s, column, detail.row, timeline, *item);
  });
}

}  // namespace yitang::resident
