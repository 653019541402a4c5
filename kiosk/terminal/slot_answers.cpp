#include "kiosk/terminal/slot_answers.hpp"

#include <algorithm>
#include <optional>
#include <utility>
#include <vector>

namespace yitang::terminal {
namespace {

using cases::Appointment;
using resident::CheckedIn;
using resident::CheckInVerdict;

Result<std::vector<Appointment>> of_case(cases::CaseStore& store, const std::string& uid) {
  auto one = store.appointment_of_case(uid);
  if (!one) return tl::unexpected(one.error());
  return *one ? std::vector<Appointment>{**one} : std::vector<Appointment>{};
}

Result<std::vector<Appointment>> appointments_for(cases::CaseStore& store,
                                                  const resident::CheckInRequest& wish) {
  if (!wish.case_uid.empty()) return of_case(store, wish.case_uid);
  if (wish.token.empty()) return store.appointments_of(wish.id_number);
  auto row = store.find_by_token(wish.token);
  if (!row) return tl::unexpected(row.error());
  return *row ? of_case(store, (*row)->uid) : std::vector<Appointment>{};
}

CheckedIn verdict(CheckInVerdict what, const Appointment& one) { return {0, what, one, std::nullopt}; }

/// The number that was drawn for it, or is now.
Result<CheckedIn> number_for(cases::CaseStore& store, const catalog::SlotPlan& plan, const Appointment& one,
                             bool priority, const Clock& clock) {
  auto drawn = store.check_in({one.case_uid, plan.queue, priority});
  if (!drawn && drawn.error().kind == ErrorKind::Refused) return verdict(CheckInVerdict::Closed, one);
  if (!drawn) return tl::unexpected(drawn.error());
  if (!cases::is_live(drawn->ticket, clock.today())) return verdict(CheckInVerdict::Over, one);
  return CheckedIn{0, CheckInVerdict::Drawn, one, std::move(*drawn)};
}

}  // namespace

Result<resident::SlotsKnown> slots_of(cases::CaseStore& store, const catalog::SlotPlan& plan,
                                      const std::string& id_number) {
  resident::SlotsKnown known;
  auto taken = store.places_taken(plan.id);
  if (!taken) return tl::unexpected(taken.error());
  auto unknown = store.places_unknown_until(plan.last_day);
  if (!unknown) return tl::unexpected(unknown.error());
  auto own = store.live_appointment(plan.id, id_number);
  if (!own) return tl::unexpected(own.error());
  known.taken = std::move(*taken);
  known.unknown_until = *unknown;
  known.own = std::move(*own);
  return known;
}

Result<cases::SubmittedCase> submit_with_place(cases::CaseStore& store, const catalog::Catalog& catalog,
                                               const catalog::ServiceItem& item,
                                               const cases::Envelope& envelope, const catalog::SlotPlan& plan,
                                               UnixMillis now) {
  auto known = store.find_by_uid(envelope.idempotency_key);
  if (!known) return tl::unexpected(known.error());
  if (*known) return store.submit(envelope);  // again after an answer that was lost: it has its place already
  const auto slot = cases::slot_of(item, envelope.values);
  if (!slot || !cases::may_be_booked(plan, catalog.calendar(), *slot, now))
    return fail(ErrorKind::Taken, "this slot is not given out any more", plan.id);
  auto own = store.live_appointment(plan.id, envelope.applicant.number);
  if (!own) return tl::unexpected(own.error());
  if (*own) return fail(ErrorKind::Taken, "this person has an appointment of this plan", plan.id);
  return store.submit(envelope, cases::SlotWish{plan.id, *slot, plan.capacity, plan.last_day});
}

Result<resident::TicketDrawn> draw_ticket_of(cases::CaseStore& store, const catalog::Catalog& catalog,
                                             const Clock& clock, const cases::TicketWish& wish) {
  std::vector<Appointment> expected;
  if (!wish.id_number.empty() && clock.trusted()) {
    auto all = store.appointments_of(wish.id_number);
    if (!all) return tl::unexpected(all.error());
    expected = std::move(*all);
  }
  for (const Appointment& one : expected) {
    const catalog::SlotPlan* plan = catalog.slot_plan(one.plan);
    const bool here = plan != nullptr && plan->queue == wish.queue &&
                      one.state == cases::AppointmentState::Booked &&
                      cases::check_in_time(*plan, one, clock.now()) == cases::CheckInTime::Now;
    if (!here) continue;
    auto drawn = store.check_in({one.case_uid, wish.queue, true});
    if (!drawn) return tl::unexpected(drawn.error());
    return resident::TicketDrawn{0, std::move(*drawn), one};
  }
  auto drawn = store.draw_ticket(wish);
  if (!drawn) return tl::unexpected(drawn.error());
  return resident::TicketDrawn{0, std::move(*drawn), std::nullopt};
}

Result<CheckedIn> answer_check_in(cases::CaseStore& store, const catalog::Catalog& catalog,
                                  const Clock& clock, const resident::CheckInRequest& wish) {
  if (!clock.trusted()) return CheckedIn{0, CheckInVerdict::Unsure, std::nullopt, std::nullopt};
  auto all = appointments_for(store, wish);
  if (!all) return tl::unexpected(all.error());
  const UnixMillis now = clock.now();
  const Appointment* one = cases::nearest_of(*all, catalog.slot_plans(), now);
  if (one == nullptr) return CheckedIn{0, CheckInVerdict::Nothing, std::nullopt, std::nullopt};
  const catalog::SlotPlan& plan = *catalog.slot_plan(one->plan);
  if (plan.point != wish.point) return verdict(CheckInVerdict::OtherPlace, *one);
  const cases::CheckInTime time = cases::check_in_time(plan, *one, now);
  if (time == cases::CheckInTime::Over) return verdict(CheckInVerdict::Over, *one);
  if (time == cases::CheckInTime::OtherDay) return verdict(CheckInVerdict::OtherDay, *one);
  if (one->state == cases::AppointmentState::CheckedIn) return number_for(store, plan, *one, true, clock);
  if (time == cases::CheckInTime::TooEarly) return verdict(CheckInVerdict::TooEarly, *one);
  if (time == cases::CheckInTime::Now) return number_for(store, plan, *one, true, clock);
  if (!wish.late) return verdict(CheckInVerdict::TooLate, *one);
  return number_for(store, plan, *one, false, clock);
}

}  // namespace yitang::terminal
