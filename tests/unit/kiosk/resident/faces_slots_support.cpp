#include "screens_support.hpp"

namespace yitang::resident {
namespace {

const cases::Slot kFaceSlot{Date{2026, 11, 25}, 570, 630};

ResidentState choosing(const catalog::Catalog& catalog, Page page) {
  ResidentState state;
  state.page = page;
  state.item = catalog.item("gov.mediation-request");
  state.slots.plan = catalog.slot_plan("mediation");
  state.slots.view = SlotView::Choosing;
  const Date today = Date::of(face_time);
  std::vector<cases::PlacesTaken> taken;
  for (int from = 510; from <= 960; from += 30) taken.push_back({today.plus_days(3), from, 2});
  taken.push_back({kFaceSlot.day, 510, 2});
  taken.push_back({kFaceSlot.day, 570, 1});
  state.slots.days = cases::slots_on_offer(*state.slots.plan, catalog.calendar(), taken, face_time);
  state.slots.day = kFaceSlot.day;
  return state;
}

cases::Appointment booked() {
  return {std::string(32, 'c'), "mediation", kFaceSlot, cases::AppointmentState::Booked, ""};
}

ResidentState reporting(CheckInView view) {
  ResidentState state;
  state.page = Page::CheckIn;
  state.queues_here = true;
  state.appointments_here = true;
  state.card.role = CardRole::Ticket;
  state.check_in.view = view;
  if (view != CheckInView::Card && view != CheckInView::Nothing) state.check_in.appointment = booked();
  return state;
}

void add_choosing(std::vector<Face>& all, const catalog::Catalog& catalog) {
  ResidentState days = choosing(catalog, Page::SlotDays);
  all.push_back({"slot-days", days});
  days.slots.taken = true;
  all.push_back({"slot-days-taken", days});
  days.slots.taken = false;
  cases::put_slot(*days.item, kFaceSlot, days.draft.values);
  all.push_back({"slot-days-chosen", days});
  all.push_back({"slot-times", choosing(catalog, Page::SlotTimes)});
  for (const SlotView view : {SlotView::Looking, SlotView::NothingLeft, SlotView::HasOne, SlotView::Failed}) {
    ResidentState other = choosing(catalog, Page::SlotDays);
    other.slots.view = view;
    if (view == SlotView::HasOne) other.slots.existing = booked();
    all.push_back({"slot-days-" + std::to_string(static_cast<int>(view)), other});
  }
}

}  // namespace

// Appointments: choosing a place, reporting for it.
std::vector<Face> faces_of_slots(const catalog::Catalog& catalog) {
  std::vector<Face> all;
  add_choosing(all, catalog);
  for (int view = 0; view <= static_cast<int>(CheckInView::Failed); ++view)
    all.push_back({"check-in-" + std::to_string(view), reporting(static_cast<CheckInView>(view))});
  ResidentState trouble = reporting(CheckInView::Card);
  trouble.card.view = CardView::Problem;
  trouble.card.problem = CardProblem::NoReader;
  trouble.query.scanner = false;
  all.push_back({"check-in-trouble", trouble});
  ResidentState ticket;
  ticket.page = Page::Ticket;
  ticket.tickets.chosen.queue = catalog.queue("reception");
  ticket.tickets.name = "林**";
  ticket.tickets.appointment = booked();
  ticket.tickets.drawn = cases::DrawnTicket{
      {std::string(32, '7'), "reception", kFaceSlot.day, 4, true, cases::TicketState::Waiting, face_time},
      0,
      false};
  ticket.print = {PrintKind::Ticket, PrintFate::Printed, 1};
  all.push_back({"ticket-appointment", ticket});
  return all;
}

}  // namespace yitang::resident
