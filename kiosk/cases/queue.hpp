// Numbers for the windows of a hall: who is before whom, when numbers are given out, and when a number comes
// with a warning. Pure rules; the store draws the numbers (case_store_queue.cpp).
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "kiosk/base/date.hpp"
#include "kiosk/catalog/calendar.hpp"
#include "kiosk/catalog/queues.hpp"

namespace yitang::cases {

enum class TicketState {
  Waiting,
  Called,  ///< to the window, and not seen to yet
  Served,
  Absent,  ///< called, and nobody came
};

/// One number. It holds for its own day only.
struct Ticket {
  std::string uid;    ///< 32 hexadecimal digits, on no slip
  std::string queue;  ///< see catalog/queues.hpp
  Date day;
  int number = 0;         ///< counts from 1 in each queue on each day
  bool priority = false;  ///< goes before those who only drew a number
  TicketState state = TicketState::Waiting;
  UnixMillis drawn_at = 0;
};

/// A number as it was drawn, or found.
struct DrawnTicket {
  Ticket ticket;
  int ahead = 0;       ///< people called before this one, as it was then
  bool again = false;  ///< it was there already: this person, or this visit, waits in that queue
};

/// What is asked for. With an identity number: never two live ones in one queue; without one no such promise
/// is made, but the same visit gets the same number.
struct TicketWish {
  std::string queue;
  std::string id_number;  ///< kept as keyed digest until the day is over; "" for none
  std::string visit;      ///< 32 hexadecimal digits that say nothing of anybody
  bool priority = false;
};

struct QueueCount {
  std::string queue;
  int waiting = 0;
  bool stopped = false;  ///< today no more numbers, by a word of the staff
};

/// "A007": as it is called out, printed and shown.
std::string ticket_label(std::string_view prefix, int number);
/// The number of "A007" in the queue with this prefix, also without the letter; nullopt if it is none.
std::optional<int> ticket_number(std::string_view label, std::string_view prefix);

/// It may still be called, or is being called.
bool is_live(const Ticket& ticket, Date today);
/// The order in which tickets of one queue are called.
bool is_before(const Ticket& a, const Ticket& b);
/// How many of these are called before `mine`; those called already are not.
int people_ahead(std::span<const Ticket> of_queue, const Ticket& mine);

/// Work at the windows as it stands at one moment.
struct QueueHours {
  bool open = false;
  UnixMillis until = 0;            ///< open: end of this stretch of work
  int minutes_left = 0;            ///< of work today, pauses left out
  std::optional<UnixMillis> next;  ///< beginning of the next stretch; open: only one of today
};
QueueHours hours_at(const catalog::Queue& queue, const catalog::HolidayCalendar& calendar, UnixMillis now);

enum class QueueWarning {
  None,
  AfterPause,  ///< perhaps only in the next stretch of work, see QueueHours::next
  TooLate,     ///< perhaps not today any more
};
/// For somebody with so many people ahead, while it is open.
QueueWarning warning_for(const catalog::Queue& queue, const QueueHours& hours, int ahead, UnixMillis now);

}  // namespace yitang::cases
