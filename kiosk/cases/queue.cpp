#include "kiosk/cases/queue.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

namespace yitang::cases {
namespace {

constexpr UnixMillis kMinute = 60'000;
constexpr int kDaysLookedAhead = 60;  // longer than any holiday
constexpr int kHighestNumber = 99'999;

}  // namespace

std::string ticket_label(std::string_view prefix, int number) {
  return fmt::format("{}{:03}", prefix, number);
}

std::optional<int> ticket_number(std::string_view label, std::string_view prefix) {
  if (label.starts_with(prefix)) label.remove_prefix(prefix.size());
  int number = 0;
  const auto [end, error] = std::from_chars(label.data(), label.data() + label.size(), number);
  const bool whole = error == std::errc() && end == label.data() + label.size();
  if (!whole || number < 1 || number > kHighestNumber) return std::nullopt;
  return number;
}

bool is_live(const Ticket& ticket, Date today) {
  return ticket.day == today && (ticket.state == TicketState::Waiting || ticket.state == TicketState::Called);
}

bool is_before(const Ticket& a, const Ticket& b) {
  if (a.priority != b.priority) return a.priority;
  return a.number < b.number;
}

int people_ahead(std::span<const Ticket> of_queue, const Ticket& mine) {
  if (mine.state != TicketState::Waiting) return 0;
  return static_cast<int>(std::count_if(of_queue.begin(), of_queue.end(), [&](const Ticket& other) {
    return other.state == TicketState::Waiting && other.day == mine.day && other.uid != mine.uid &&
           is_before(other, mine);
  }));
}

QueueHours hours_at(const catalog::Queue& queue, const catalog::HolidayCalendar& calendar, UnixMillis now) {
  QueueHours hours;
  const Date today = Date::of(now);
  for (int days = 0; days < kDaysLookedAhead && !hours.next; ++days) {
    const Date day = today.plus_days(days);
    if (!calendar.is_workday(day)) continue;
    for (const catalog::WorkHours& stretch : queue.hours) {
      const UnixMillis from = start_of(day) + stretch.from * kMinute;
      const UnixMillis until = start_of(day) + stretch.until * kMinute;
      if (until <= now) continue;
      if (days == 0) hours.minutes_left += static_cast<int>((until - std::max(from, now)) / kMinute);
      if (from <= now) {
        hours.open = true;
        hours.until = until;
      } else if (!hours.next) {
        hours.next = from;
      }
    }
    if (hours.open) break;  // a later day is of no use to those who wait today
  }
  return hours;
}

QueueWarning warning_for(const catalog::Queue& queue, const QueueHours& hours, int ahead, UnixMillis now) {
  if (!hours.open) return QueueWarning::None;
  const int needed = std::max(queue.near_closing, ahead * queue.minutes_each);
  if (hours.minutes_left <= needed) return QueueWarning::TooLate;
  const bool before_pause = (hours.until - now) / kMinute > needed;
  return before_pause || !hours.next ? QueueWarning::None : QueueWarning::AfterPause;
}

}  // namespace yitang::cases
