// Reporting for an appointment: by the own card, by the code of the receipt, or from the page of its case.
#include <utility>

#include "kiosk/resident/flow/flow.hpp"

namespace yitang::resident {
namespace {

CheckInView view_of(CheckInVerdict verdict) {
  switch (verdict) {
    case CheckInVerdict::TooEarly: return CheckInView::TooEarly;
    case CheckInVerdict::TooLate: return CheckInView::TooLate;
    case CheckInVerdict::OtherDay: return CheckInView::OtherDay;
    case CheckInVerdict::OtherPlace: return CheckInView::OtherPlace;
    case CheckInVerdict::Over: return CheckInView::Over;
    case CheckInVerdict::Nothing: return CheckInView::Nothing;
    case CheckInVerdict::Closed: return CheckInView::Closed;
    case CheckInVerdict::Unsure: return CheckInView::Unsure;
    case CheckInVerdict::Drawn:
    case CheckInVerdict::Failed: break;
  }
  return CheckInView::Failed;
}

}  // namespace

bool may_check_in(const ResidentState& state, const catalog::Catalog& catalog, UnixMillis now) {
  if (!state.appointments_here || !state.query.detail || !state.query.detail->appointment) return false;
  const cases::Appointment& one = *state.query.detail->appointment;
  const catalog::SlotPlan* plan = catalog.slot_plan(one.plan);
  return plan != nullptr && one.state == cases::AppointmentState::Booked &&
         cases::check_in_time(*plan, one, now) == cases::CheckInTime::Now;
}

// After a code that is of no use here, too: both are asked for again.
bool listens_for_check_in(const ResidentState& state) {
  const CheckInView view = state.check_in.view;
  return state.page == Page::CheckIn && (view == CheckInView::Card || view == CheckInView::Nothing);
}

bool ResidentFlow::on_check_in(const Intent& intent) {
  switch (intent.kind) {
    case IntentKind::OpenCheckIn:
      if (state_.page == Page::Queues || state_.page == Page::CheckIn) open_check_in();
      if (state_.page == Page::QueryCase && may_check_in(state_, catalog_, clock_.now())) {
        state_.check_in = {};
        state_.check_in.from_case = true;
        ask_check_in({.case_uid = state_.query.detail->row.uid});
      }
      return true;
    case IntentKind::TakeLateNumber:
      if (state_.page == Page::CheckIn) take_late_number();
      return true;
    default: return false;
  }
}

void ResidentFlow::open_check_in() {
  if (!state_.appointments_here || state_.check_in.view == CheckInView::Looking) return;
  state_.check_in = {};
  state_.query.scanner = settings_.scanner && scanner_present_;
  state_.print = {};
  state_.card = {};
  state_.card.role = CardRole::Ticket;
  card_since_ = -1;
  ports_.want_card(true);
  ports_.want_scan(true);
  go(Page::CheckIn);
}

void ResidentFlow::ask_check_in(CheckInRequest wish) {
  ports_.want_card(false);
  ports_.want_scan(false);
  wish.point = settings_.point;
  if (!wish.token.empty()) state_.check_in.name.clear();  // a paper does not tell whose it is
  state_.check_in.view = CheckInView::Looking;
  ports_.check_in(wish, ++check_in_request_);
  go(Page::CheckIn);
}

void ResidentFlow::take_check_in_card(const cases::Person& person) {
  if (!listens_for_check_in(state_)) return;
  state_.card.view = CardView::Waiting;
  state_.check_in.name = cases::masked_name(person.name);
  ask_check_in({.id_number = person.number});
}

void ResidentFlow::checked_in(const CheckedIn& answer) {
  CheckInDesk& desk = state_.check_in;
  const bool wanted = state_.page == Page::CheckIn && desk.view == CheckInView::Looking;
  if (!wanted || answer.request != check_in_request_) return;
  last_touch_ = clock_.steady();
  desk.appointment = answer.appointment;
  const catalog::Queue* queue = answer.drawn ? catalog_.queue(answer.drawn->ticket.queue) : nullptr;
  if (answer.verdict != CheckInVerdict::Drawn || queue == nullptr) {
    desk.view = view_of(answer.verdict);
    return;
  }
  state_.tickets = {};
  state_.tickets.chosen = offer_of(*queue);
  QueueOffer& chosen = state_.tickets.chosen;
  chosen.warning = cases::QueueWarning::None;  // whoever comes in time for an appointment is expected
  if (!answer.drawn->ticket.priority && chosen.hours)
    chosen.warning = cases::warning_for(*queue, *chosen.hours, answer.drawn->ahead, clock_.now());
  state_.tickets.drawn = answer.drawn;
  state_.tickets.appointment = answer.appointment;
  state_.tickets.name = std::exchange(desk.name, {});
  desk.view = CheckInView::Card;
  state_.print = {};
  go(Page::Ticket);
  if (!answer.drawn->again) print_ticket();
}

// Not at their time, but today: they wait as everybody else does.
void ResidentFlow::take_late_number() {
  CheckInDesk& desk = state_.check_in;
  if (desk.view != CheckInView::TooLate || !desk.appointment) return;
  const catalog::SlotPlan* plan = catalog_.slot_plan(desk.appointment->plan);
  const catalog::Queue* queue = plan == nullptr ? nullptr : catalog_.queue(plan->queue);
  if (queue == nullptr || !offer_of(*queue).gives_numbers()) {
    desk.view = CheckInView::Closed;
    return;
  }
  ask_check_in({.case_uid = desk.appointment->case_uid, .late = true});
}

void ResidentFlow::back_from_check_in() {
  if (state_.check_in.view == CheckInView::Looking) return;
  const bool from_case = state_.check_in.from_case;
  state_.check_in = {};
  if (from_case && state_.query.detail) {
    go(Page::QueryCase);
  } else {
    open_queues(false);
  }
}

}  // namespace yitang::resident
