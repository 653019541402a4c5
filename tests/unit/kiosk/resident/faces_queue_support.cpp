#include "screens_support.hpp"

namespace yitang::resident {
namespace {

QueueOffer offer(const catalog::Catalog& catalog, const char* queue, UnixMillis now, int waiting) {
  QueueOffer made;
  made.queue = catalog.queue(queue);
  made.hours = cases::hours_at(*made.queue, catalog.calendar(), now);
  made.waiting = waiting;
  made.warning = cases::warning_for(*made.queue, *made.hours, waiting, now);
  return made;
}

ResidentState queues(const catalog::Catalog& catalog, UnixMillis now) {
  ResidentState state;
  state.page = Page::Queues;
  state.queues_here = true;
  int waiting = 0;
  for (const catalog::Queue& queue : catalog.queues())
    state.tickets.offers.push_back(offer(catalog, queue.id.c_str(), now, waiting++));
  return state;
}

ResidentState ticket(const catalog::Catalog& catalog, std::optional<PrintFate> fate) {
  ResidentState state;
  state.page = Page::Ticket;
  state.queues_here = true;
  state.tickets.chosen = offer(catalog, "household", face_time, 3);
  state.tickets.name = "林**";
  state.tickets.drawn = cases::DrawnTicket{{std::string(32, '7'), "household", Date::of(face_time), 27, false,
                                            cases::TicketState::Waiting, face_time},
                                           3,
                                           !fate};
  state.print = {PrintKind::Ticket, fate, 1};
  return state;
}

}  // namespace

// Numbers for the windows.
std::vector<Face> faces_of_queues(const catalog::Catalog& catalog) {
  std::vector<Face> all;
  ResidentState home;
  home.page = Page::Home;
  home.queues_here = true;
  all.push_back({"home-queues", home});
  ResidentState guide;
  guide.page = Page::Guide;
  guide.queues_here = true;
  guide.item = catalog.item("hk.residence-permit");
  all.push_back({"guide-queue", guide});
  all.push_back({"queues", queues(catalog, face_time)});
  const UnixMillis noon = start_of(Date::of(face_time)) + UnixMillis{(12 * 60 + 20)} * 60'000;
  all.push_back({"queues-closed", queues(catalog, noon)});
  const UnixMillis late = start_of(Date::of(face_time)) + UnixMillis{(16 * 60 + 45)} * 60'000;
  ResidentState mixed = queues(catalog, late);
  mixed.tickets.offers.front().stopped = true;
  all.push_back({"queues-late", mixed});

  ResidentState card;
  card.page = Page::TicketCard;
  card.queues_here = true;
  card.card.role = CardRole::Ticket;
  card.tickets.chosen = offer(catalog, "general", face_time, 2);
  all.push_back({"ticket-card", card});
  card.tickets.chosen = offer(catalog, "general", late, 9);
  all.push_back({"ticket-card-late", card});
  card.card.view = CardView::Problem;
  card.card.problem = CardProblem::NotAnIdCard;
  all.push_back({"ticket-card-problem", card});
  for (const TicketView view : {TicketView::Drawing, TicketView::Stopped, TicketView::Failed}) {
    card.tickets.view = view;
    all.push_back({"ticket-card-" + std::to_string(static_cast<int>(view)), card});
  }

  all.push_back({"ticket-printing", ticket(catalog, PrintFate::Printing)});
  all.push_back({"ticket", ticket(catalog, PrintFate::Printed)});
  all.push_back({"ticket-not-printed", ticket(catalog, PrintFate::NotPrinted)});
  ResidentState again = ticket(catalog, std::nullopt);
  again.tickets.chosen = offer(catalog, "household", late, 3);
  all.push_back({"ticket-again", again});
  again.tickets.drawn->ticket.state = cases::TicketState::Called;
  all.push_back({"ticket-called", again});
  return all;
}

}  // namespace yitang::resident
