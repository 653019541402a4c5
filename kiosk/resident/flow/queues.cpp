// Numbers for the windows of this hall: which queue, with the card or without, the number, its slip.
#include <algorithm>
#include <utility>

#include "kiosk/resident/flow/flow.hpp"

namespace yitang::resident {

bool ResidentFlow::on_queues(const Intent& intent) {
  switch (intent.kind) {
    case IntentKind::OpenQueues:
      if (state_.page == Page::Home) open_queues(false);
      if (state_.page == Page::Guide) open_queues(true);
      return true;
    case IntentKind::ChooseQueue:
      if (state_.page == Page::Queues || state_.page == Page::TicketCard) choose_queue(intent.id);
      return true;
    case IntentKind::TakeWithoutCard:
      if (state_.page == Page::TicketCard && state_.tickets.view == TicketView::Card) draw_ticket({});
      return true;
    case IntentKind::PrintTicket:
      if (state_.page == Page::Ticket) print_ticket();
      return true;
    case IntentKind::FinishTicket:
      if (state_.page == Page::Ticket) open_goodbye();
      return true;
    default: return false;
  }
}

QueueOffer ResidentFlow::offer_of(const catalog::Queue& queue) const {
  QueueOffer offer;
  offer.queue = &queue;
  if (clock_.trusted()) offer.hours = cases::hours_at(queue, catalog_.calendar(), clock_.now());
  for (const cases::QueueCount& count : queue_counts_) {
    if (count.queue != queue.id) continue;
    offer.waiting = count.waiting;
    offer.stopped = count.stopped;
  }
  if (offer.hours) offer.warning = cases::warning_for(queue, *offer.hours, offer.waiting, clock_.now());
  return offer;
}

void ResidentFlow::refresh_offers() {
  state_.tickets.offers.clear();
  const bool one = state_.tickets.from_guide && state_.item != nullptr;
  const catalog::Queue* of_item = one ? catalog_.queue_for(*state_.item, settings_.point) : nullptr;
  for (const catalog::Queue& queue : catalog_.queues()) {
    if (queue.point != settings_.point || (one && &queue != of_item)) continue;
    state_.tickets.offers.push_back(offer_of(queue));
  }
}

void ResidentFlow::open_queues(bool from_guide) {
  if (from_guide && (state_.item == nullptr || !catalog_.queue_for(*state_.item, settings_.point))) return;
  state_.tickets = {};
  state_.tickets.from_guide = from_guide;
  state_.print = {};
  queue_counts_.clear();
  ports_.count_queues();
  refresh_offers();
  if (from_guide && state_.tickets.offers.front().gives_numbers()) {
    choose_queue(state_.tickets.offers.front().queue->id);
  } else {
    go(Page::Queues);
  }
}

void ResidentFlow::queues_counted(const QueuesCounted& counted) {
  queue_counts_ = counted.queues;
  if (state_.page == Page::Queues) refresh_offers();
  const bool waits = state_.page == Page::TicketCard && state_.tickets.view == TicketView::Card;
  if (!waits) return;
  state_.tickets.chosen = offer_of(*state_.tickets.chosen.queue);
  if (state_.tickets.chosen.stopped) refuse_ticket(TicketView::Stopped);
}

// Perhaps work ended while the page was open: then the page says so.
void ResidentFlow::choose_queue(const std::string& id) {
  const catalog::Queue* queue = catalog_.queue(id);
  if (queue == nullptr || queue->point != settings_.point || state_.tickets.view == TicketView::Drawing)
    return;
  QueueOffer offer = offer_of(*queue);
  if (!offer.gives_numbers()) {
    refresh_offers();
    if (state_.page != Page::Queues) go(Page::Queues);
    return;
  }
  state_.tickets.chosen = std::move(offer);
  state_.tickets.view = TicketView::Card;
  state_.tickets.drawn.reset();
  state_.tickets.name.clear();
  state_.print = {};
  state_.card = {};
  state_.card.role = CardRole::Ticket;
  card_since_ = -1;
  ports_.want_card(true);
  go(Page::TicketCard);
}

void ResidentFlow::take_ticket_card(const cases::Person& person) {
  if (state_.tickets.view != TicketView::Card) return;
  state_.card.view = CardView::Waiting;  // a complaint about another card is over
  state_.tickets.name = cases::masked_name(person.name);
  draw_ticket(person.number);
}

void ResidentFlow::draw_ticket(const std::string& id_number) {
  ports_.want_card(false);
  const QueueOffer now = offer_of(*state_.tickets.chosen.queue);
  if (!now.gives_numbers()) {  // work ended while the page waited for a card
    state_.tickets.name.clear();
    refresh_offers();
    go(Page::Queues);
    return;
  }
  if (ticket_visit_.empty()) ticket_visit_ = random_.text(32, "0123456789abcdef");
  state_.tickets.view = TicketView::Drawing;
  ports_.draw_ticket({now.queue->id, id_number, ticket_visit_, false}, ++ticket_request_);
}

void ResidentFlow::ticket_drawn(const TicketDrawn& answer) {
  TicketDesk& desk = state_.tickets;
  const bool wanted = state_.page == Page::TicketCard && desk.view == TicketView::Drawing;
  if (!wanted || answer.request != ticket_request_) return;
  last_touch_ = clock_.steady();
  desk.drawn = answer.drawn;
  desk.appointment = answer.appointment;
  desk.view = TicketView::Card;
  if (desk.chosen.hours) {
    desk.chosen.hours = cases::hours_at(*desk.chosen.queue, catalog_.calendar(), clock_.now());
    desk.chosen.warning =
        cases::warning_for(*desk.chosen.queue, *desk.chosen.hours, answer.drawn.ahead, clock_.now());
  }
  if (answer.appointment) desk.chosen.warning = cases::QueueWarning::None;  // is expected
  go(Page::Ticket);
  if (!answer.drawn.again) print_ticket();
}

void ResidentFlow::ticket_failed(const TicketFailed& answer) {
  const bool wanted = state_.page == Page::TicketCard && state_.tickets.view == TicketView::Drawing;
  if (!wanted || answer.request != ticket_request_) return;
  refuse_ticket(answer.kind == ErrorKind::Refused ? TicketView::Stopped : TicketView::Failed);
}

void ResidentFlow::refuse_ticket(TicketView why) {
  last_touch_ = clock_.steady();
  ports_.want_card(false);
  state_.tickets.name.clear();
  state_.tickets.view = why;
}

void ResidentFlow::print_ticket() {
  if (!state_.tickets.drawn) return;
  PrintRequest request;
  request.kind = PrintKind::Ticket;
  request.language = state_.language;
  request.case_uid = state_.tickets.drawn->ticket.uid;
  request.name = state_.tickets.name;
  start_print(std::move(request));
}

void ResidentFlow::back_from_queues() {
  if (state_.tickets.view == TicketView::Drawing) return;
  const bool at_list = state_.page == Page::Queues;
  const bool from_guide = state_.tickets.from_guide;
  state_.tickets = {};
  state_.print = {};
  if (from_guide) {
    go(Page::Guide);
  } else if (at_list) {
    go(Page::Home);
  } else {
    open_queues(false);
  }
}

}  // namespace yitang::resident
