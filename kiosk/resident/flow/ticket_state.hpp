// What the pages about numbers for the windows show. Part of ResidentState.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "kiosk/cases/queue.hpp"
#include "kiosk/cases/slots.hpp"
#include "kiosk/catalog/queues.hpp"

namespace yitang::resident {

/// A queue of this hall as it stands now.
struct QueueOffer {
  const catalog::Queue* queue = nullptr;
  std::optional<cases::QueueHours> hours;  ///< empty: the clock cannot be believed, nothing is said of hours
  int waiting = 0;
  bool stopped = false;  ///< by the staff, for today
  cases::QueueWarning warning = cases::QueueWarning::None;

  bool gives_numbers() const { return !stopped && (!hours || hours->open); }
};

enum class TicketView {
  Card,     ///< put the card down, or go on without one
  Drawing,  ///< the store is asked
  Stopped,  ///< the staff gives out no more numbers today
  Failed,
};

struct TicketDesk {
  std::vector<QueueOffer> offers;  ///< Queues: those of this hall, or the one of the item
  bool from_guide = false;         ///< the way in, and back
  QueueOffer chosen;               ///< TicketCard and Ticket
  TicketView view = TicketView::Card;
  std::string name;  ///< masked; "" without a card
  std::optional<cases::DrawnTicket> drawn;
  std::optional<cases::Appointment> appointment;  ///< for which it was drawn
};

}  // namespace yitang::resident
