#include "kiosk/cases/timeline.hpp"

#include <algorithm>

#include "kiosk/catalog/enums.hpp"

namespace yitang::cases {
namespace {

std::size_t step_of_refusal(const catalog::ServiceItem& item, const std::string& step) {
  std::size_t decision = item.flow.size() - 1;
  for (std::size_t i = 0; i < item.flow.size(); ++i) {
    const catalog::StepKind kind = item.flow[i].kind;
    if (kind == catalog::StepKind::Decide) decision = i;
    // Handing over the result is no refusal.
    if (kind != catalog::StepKind::Issue && catalog::code_of(kind) == step) return i;
  }
  return decision;
}

/// Working days on which the case lay with the person.
int days_with_person(const std::vector<Notice>& notices, Date today,
                     const catalog::HolidayCalendar& calendar) {
  int days = 0;
  for (std::size_t i = 0; i < notices.size(); ++i) {
    if (notices[i].state != CaseState::Supplement) continue;
    const Date until = i + 1 < notices.size() ? Date::of(notices[i + 1].at) : today;
    days += std::max(0, calendar.workdays_between(Date::of(notices[i].at), until));
  }
  return days;
}

Date accepted_on(const CaseRow& row, const std::vector<Notice>& notices) {
  const auto found = std::find_if(notices.begin(), notices.end(),
                                  [](const Notice& notice) { return notice.state == CaseState::Accepted; });
  return Date::of(found == notices.end() ? row.submitted_at : found->at);
}

}  // namespace

std::size_t step_of(const catalog::ServiceItem& item, CaseState state, Outcome outcome,
                    const std::string& step) {
  if (item.flow.empty()) return 0;
  if (outcome == Outcome::Refused) return step_of_refusal(item, step);
  if (!is_open(state)) return item.flow.size();
  const std::size_t last = item.flow.size() - 1;
  // Nobody at the office has begun, whatever step may be named.
  if (state == CaseState::Submitted) return std::min<std::size_t>(1, last);
  for (std::size_t i = 0; i < item.flow.size(); ++i) {
    if (!step.empty() && catalog::code_of(item.flow[i].kind) == step) return i;
  }
  return std::min<std::size_t>(state == CaseState::Deciding ? 3 : 2, last);
}

Timeline timeline_of(const catalog::ServiceItem& item, const CaseRow& row, const std::vector<Notice>& notices,
                     Date today, const catalog::HolidayCalendar& calendar) {
  Timeline timeline;
  timeline.now = step_of(item, row.state, row.outcome, row.step);
  timeline.passed_on.resize(item.flow.size());
  if (!item.flow.empty() && timeline.now > 0) timeline.passed_on[0] = Date::of(row.submitted_at);
  for (const Notice& notice : notices) {
    // A step is done on the day on which the next one was entered for the last time.
    const std::size_t at = std::min(step_of(item, notice.state, notice.outcome, notice.step), timeline.now);
    for (std::size_t i = 1; i < timeline.passed_on.size(); ++i) {
      if (i >= at) timeline.passed_on[i].reset();
      if (i < at && !timeline.passed_on[i]) timeline.passed_on[i] = Date::of(notice.at);
    }
  }
  timeline.waits_for_person = row.state == CaseState::Supplement;
  timeline.promised = row.promised;
  if (timeline.waits_for_person) {
    timeline.stopped = Date::of(row.state_at);
    // A case that nobody has accepted yet begins on the day on which everything is there.
    const bool accepted = std::any_of(notices.begin(), notices.end(), [](const Notice& notice) {
      return notice.state == CaseState::Accepted;
    });
    if (!accepted) {
      timeline.promised = promised_date(item, today, calendar).date;
    } else if (row.promised) {
      timeline.promised = moved_promise(item, *row.promised, *timeline.stopped, today, calendar);
    }
  }
  if (timeline.promised && is_open(row.state)) {
    timeline.days = elapsed(accepted_on(row, notices), *timeline.promised, today, calendar);
    timeline.days->used = std::max(0, timeline.days->used - days_with_person(notices, today, calendar));
  }
  return timeline;
}

}  // namespace yitang::cases
