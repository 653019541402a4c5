#include "kiosk/resident/screens/ticket_words.hpp"

#include <algorithm>

#include "kiosk/resident/screens/words.hpp"

namespace yitang::resident {

std::string people_text(const Screen& s, int waiting) {
  if (waiting == 0) return s.tr("queues.nobody");
  if (waiting == 1) return s.tr("queues.one");
  return s.tr("queues.waiting", {{"count", std::to_string(waiting)}});
}

std::string opening_text(const Screen& s, UnixMillis when) {
  const Date today = Date::of(s.context.now);
  const Date day = Date::of(when);
  const std::string time = clock_text(when);
  if (day == today) return s.tr("queues.today", {{"time", time}});
  if (day == today.plus_days(1)) return s.tr("queues.tomorrow", {{"time", time}});
  return s.tr("queues.later", {{"date", short_date_text(s, day)},
                               {"weekday", s.tr("weekday." + std::to_string(day.weekday()))},
                               {"time", time}});
}

std::string closed_text(const Screen& s, const QueueOffer& offer) {
  if (offer.stopped) return s.tr("queues.stopped");
  if (!offer.hours || !offer.hours->next) return s.tr("queues.closed");
  return s.tr("queues.closed_until", {{"when", opening_text(s, *offer.hours->next)}});
}

std::string warning_text(const Screen& s, const QueueOffer& offer) {
  if (offer.warning == cases::QueueWarning::TooLate) return s.tr("ticket.too_late");
  if (offer.warning != cases::QueueWarning::AfterPause || !offer.hours || !offer.hours->next) return {};
  return s.tr("ticket.after_pause", {{"time", clock_text(*offer.hours->next)}});
}

const char* warning_badge_key(cases::QueueWarning warning) {
  switch (warning) {
    case cases::QueueWarning::None: break;
    case cases::QueueWarning::AfterPause: return "queues.before_pause";
    case cases::QueueWarning::TooLate: return "queues.near_closing";
  }
  return "";
}

const char* queues_hint_key(const ResidentState& state) {
  const auto& offers = state.tickets.offers;
  const bool any = std::any_of(offers.begin(), offers.end(),
                               [](const QueueOffer& offer) { return offer.gives_numbers(); });
  return any ? "queues.hint" : "queues.none_now";
}

std::string ticket_label_of(const ResidentState& state) {
  const TicketDesk& desk = state.tickets;
  if (!desk.drawn || desk.chosen.queue == nullptr) return {};
  return cases::ticket_label(desk.chosen.queue->prefix, desk.drawn->ticket.number);
}

}  // namespace yitang::resident
