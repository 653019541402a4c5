// One case: where it is now, what the office said, every step.
#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "kiosk/cases/deadlines.hpp"
#include "kiosk/catalog/guide.hpp"
#include "kiosk/catalog/labels.hpp"
#include "kiosk/resident/screens/layout.hpp"
#include "kiosk/resident/screens/pages.hpp"
#include "kiosk/resident/screens/printer_words.hpp"
#include "kiosk/resident/screens/words.hpp"
#include "ui/widgets/banner.hpp"
#include "ui/widgets/key_values.hpp"
#include "ui/widgets/list_row.hpp"
#include "ui/widgets/timeline.hpp"

namespace yitang::resident {
namespace {

using State = ui::TimelineStep::State;

bool was_refused(const cases::CaseRow& row) { return row.outcome == cases::Outcome::Refused; }

// Where the office said no: at the step it named, else at the decision. Handing over the result is none.
std::size_t step_of_refusal(const cases::CaseRow& row, const catalog::Guide& guide) {
  std::size_t decision = guide.steps.size() - 1;
  for (std::size_t i = 0; i < guide.steps.size(); ++i) {
    const catalog::StepKind kind = guide.steps[i].kind;
    if (kind == catalog::StepKind::Decide) decision = i;
    if (kind != catalog::StepKind::Issue && catalog::code_of(kind) == row.step) return i;
  }
  return decision;
}

// Index of the step the case stands at; the number of steps when it is over.
std::size_t step_now(const cases::CaseRow& row, const catalog::Guide& guide) {
  if (was_refused(row)) return step_of_refusal(row, guide);
  if (!cases::is_open(row.state)) return guide.steps.size();
  const std::size_t last = guide.steps.size() - 1;
  // Nobody at the office has begun, whatever step may be named.
  if (row.state == cases::CaseState::Submitted) return std::min<std::size_t>(1, last);
  for (std::size_t i = 0; i < guide.steps.size(); ++i) {
    if (!row.step.empty() && catalog::code_of(guide.steps[i].kind) == row.step) return i;
  }
  return std::min<std::size_t>(row.state == cases::CaseState::Deciding ? 3 : 2, last);
}

void draw_steps(Screen& s, Column& column, const cases::CaseRow& row, const catalog::Guide& guide) {
  if (guide.steps.empty()) return;
  section(s, column, s.tr("query_case.steps"));
  const std::size_t now = step_now(row, guide);
  std::vector<ui::TimelineStep> steps;
  for (std::size_t i = 0; i < guide.steps.size(); ++i) {
    ui::TimelineStep step;
    step.title = guide.steps[i].name;
    step.text = guide.steps[i].level;
    step.trailing = guide.steps[i].days_text;
    step.state = i < now ? State::Done : i == now ? State::Current : State::Waiting;
    if (i == now && was_refused(row)) step.state = State::Failed;
    steps.push_back(step);
  }
  card_around(s, column, ui::timeline_height(s.ui, column.width() - 2 * ui::card_padding(s.ui), steps), 0,
              [&](const ui::Rect& inside) { ui::timeline(s.ui, inside, steps); });
}

// The office will not take it as it is. Nothing is lost, and it is not for the resident to repair.
void draw_stuck(Screen& s, Column& column) {
  ui::BannerSpec banner;
  banner.id = "query_case.state";
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

// How the result comes, if it is known and there is one to come.
std::string result_hint(const Screen& s, const CaseDetail& detail) {
  if (!detail.delivery) return s.tr("state.concluded_hint");
  return s.tr("state.concluded_way",
              {{"way", s.of(catalog::label_of(*detail.delivery))},
               {"how", s.tr("delivery." + std::string(catalog::code_of(*detail.delivery)) + "_ready")}});
}

std::string state_hint(const Screen& s, const CaseDetail& detail) {
  const cases::CaseRow& row = detail.row;
  const std::string& phone = s.context.place.hotline;
  if (was_refused(row))
    return s.tr(said_why(detail.notices) ? "outcome.refused_hint" : "outcome.refused_silent",
                {{"phone", phone}});
  if (row.outcome == cases::Outcome::Withdrawn) return s.tr("outcome.withdrawn_hint");
  if (row.state == cases::CaseState::Concluded) return result_hint(s, detail);
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
  banner.tone = state_tone(row.state, row.outcome);
  banner.icon = state_icon(row.state, row.outcome);
  banner.title = state_text(s, row.state, row.outcome);
  banner.text = state_hint(s, detail);
  ui::banner(s.ui, column.take(ui::banner_height(s.ui, column.width(), banner), s.space().m), banner);
}

std::optional<cases::Elapsed> days_of(const Screen& s, const cases::CaseRow& row) {
  if (!row.promised || !cases::is_open(row.state)) return std::nullopt;
  return cases::elapsed(Date::of(row.submitted_at), *row.promised, Date::of(s.context.now),
                        s.context.catalog.calendar());
}

std::string days_line(const Screen& s, const cases::Elapsed& days) {
  if (days.late()) return s.tr("query_case.late", {{"days", std::to_string(-days.left)}});
  return s.tr("query_case.days", {{"used", std::to_string(days.used)}, {"left", std::to_string(days.left)}});
}

void draw_lateness(Screen& s, Column& column, const cases::CaseRow& row) {
  const auto days = days_of(s, row);
  if (!days || !days->late() || row.refused)
    return;  // refused: the staff must act, a call to hurry helps nobody
  ui::BannerSpec banner;
  banner.id = "query_case.late";
  banner.tone = ui::Tone::Warning;
  banner.icon = ui::Icon::Clock;
  banner.title = days_line(s, *days);
  banner.text = s.tr("query_case.late_hint", {{"phone", s.context.place.hotline}});
  ui::banner(s.ui, column.take(ui::banner_height(s.ui, column.width(), banner), s.space().m), banner);
}

void draw_facts(Screen& s, Column& column, const cases::CaseRow& row, const catalog::ServiceItem* item) {
  std::vector<ui::KeyValue> rows;
  rows.push_back({.key = s.tr("case.number"), .value = row.receipt_no, .strong = true});
  rows.push_back({.key = s.tr("case.submitted"), .value = date_with_weekday(s, Date::of(row.submitted_at))});
  if (row.promised)
    rows.push_back({.key = s.tr("case.promised"), .value = date_with_weekday(s, *row.promised)});
  if (const auto days = days_of(s, row)) {
    rows.push_back({.key = s.tr("query_case.time"),
                    .value = days_line(s, *days),
                    .tone = days->late() ? ui::Tone::Warning : ui::Tone::Neutral});
  }
  if (item != nullptr) rows.push_back({.key = s.tr("query_case.in_charge"), .value = s.of(item->department)});
  if (!row.delivered && cases::is_open(row.state))
    rows.push_back({.key = s.tr("query_case.transfer"),
                    .value = s.tr(row.refused ? "query_case.not_taken" : "query_case.not_delivered")});
  card_around(s, column, ui::key_values_height(s.ui, column.width() - 2 * ui::card_padding(s.ui), rows), 0,
              [&](const ui::Rect& inside) { ui::key_values(s.ui, inside, rows); });
}

void draw_news(Screen& s, Column& column, const std::vector<cases::Notice>& notices) {
  bool titled = false;
  for (auto notice = notices.rbegin(); notice != notices.rend(); ++notice) {
    if (notice->message.empty()) continue;  // a mere change of state stands above and in the steps
    if (!std::exchange(titled, true)) section(s, column, s.tr("query_case.news"));
    ui::BannerSpec banner;
    banner.id = "query_case.notice." + std::to_string(notice->id);
    banner.tone = state_tone(notice->state, notice->outcome);
    banner.icon = ui::Icon::Bell;
    banner.title = s.tr("query_case.notice", {{"time", moment_text(s, notice->at)},
                                              {"state", state_text(s, notice->state, notice->outcome)}});
    banner.text = notice->message;
    ui::banner(s.ui, column.take(ui::banner_height(s.ui, column.width(), banner), s.space().s), banner);
  }
}

void draw_missing_receipt(Screen& s, Column& column) {
  if (s.state.query.detail->receipt_printed) return;
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

}  // namespace

void draw_query_case(Screen& s) {
  if (!s.state.query.detail) return;
  const CaseDetail& detail = *s.state.query.detail;
  const catalog::ServiceItem* item = s.context.catalog.item(detail.row.item_id);
  // Whoever comes back without a receipt gets one, also days later: an application is not handed in without.
  const ui::ButtonSpec print = main_button("query.print", s.tr("query_case.print"), ui::Icon::Printer);
  const Foot tapped =
      detail.receipt_printed
          ? foot(s, print)
          : foot(s, print, second_button("query.receipt", s.tr("query_case.receipt"), ui::Icon::Receipt));
  if (tapped == Foot::Main) s.send(IntentKind::PrintProgress);
  if (tapped == Foot::Second) s.send(IntentKind::PrintReceiptAgain);
  draw_print_fate(s);
  scrolling(s, s.content, "query." + detail.row.uid, [&](Column& column) {
    draw_state(s, column, detail);
    draw_lateness(s, column, detail.row);
    draw_missing_receipt(s, column);
    draw_facts(s, column, detail.row, item);
    draw_form_copy(s, column);
    draw_news(s, column, detail.notices);
    if (item != nullptr) draw_steps(s, column, detail.row, catalog::make_guide(*item, s.state.language));
  });
}

}  // namespace yitang::resident
