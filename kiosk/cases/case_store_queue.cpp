// Numbers for the windows. What is kept of a person is the keyed digest of the number on the card, as for
// cases, and only until the day is over.
#include "kiosk/cases/case_store.hpp"
#include "kiosk/cases/store_parts.hpp"
#include "kiosk/cases/ticket_drawing.hpp"

namespace yitang::cases {
namespace {

constexpr int kTicketDays = 30;        // rows without a holder, for counting
constexpr int kNumbersOfABlock = 100;  // a restored store begins behind those that may be on paper already
constexpr int kNumberBlocks = 9;

// Statements are cached by their text, so each is one literal.
#define YITANG_TICKET_COLUMNS "SELECT uid, queue, day, number, priority, state, drawn_at FROM ticket "

Ticket ticket_of(const storage::Row& row) {
  Ticket ticket;
  ticket.uid = row.text(0);
  ticket.queue = row.text(1);
  ticket.day = Date::parse(row.text(2)).value_or(Date{});
  ticket.number = row.get<int>(3);
  ticket.priority = row.get<bool>(4);
  ticket.state = row.get<TicketState>(5);
  ticket.drawn_at = row.integer(6);
  return ticket;
}

Result<std::optional<Ticket>> only_ticket(storage::Result<std::vector<Ticket>> rows) {
  if (!rows) return failure(rows);
  if (rows->empty()) return std::nullopt;
  return std::optional<Ticket>(std::move(rows->front()));
}

Result<int> ahead_of(StoreParts& parts, const Ticket& ticket) {
  if (ticket.state != TicketState::Waiting) return 0;
  auto count = parts.database.query_one<int>(
      "SELECT count(*) FROM ticket WHERE queue = ?1 AND day = ?2 AND state = 0 AND (priority > ?3 OR"
      " (priority = ?3 AND number < ?4))",
      ticket.queue, ticket.day.iso(), ticket.priority ? 1 : 0, ticket.number);
  if (!count) return failure(count);
  return count->value_or(0);
}

Result<std::optional<Ticket>> live_ticket(StoreParts& parts, const Drawing& wish, Date today) {
  return only_ticket(
      wish.holder ? parts.database.collect(YITANG_TICKET_COLUMNS
                                           "WHERE queue = ? AND day = ? AND holder = ? AND state < 2",
                                           ticket_of, wish.queue, today.iso(), *wish.holder)
                  : parts.database.collect(
                        YITANG_TICKET_COLUMNS
                        "WHERE queue = ? AND day = ? AND visit = ? AND visit <> '' AND holder IS NULL AND"
                        " state < 2",
                        ticket_of, wish.queue, today.iso(), wish.visit));
}

/// A copy does not know the numbers that were given out after it was made.
Result<int> first_number(CaseStore& store, StoreParts& parts, Date today) {
  auto copy = store.restored();
  if (!copy) return failure(copy);
  if (!*copy || Date::of((*copy)->at) != today) return 0;
  auto block = parts.database.query_one<int>("SELECT value FROM counter WHERE name = 'serial.block'");
  if (!block) return failure(block);
  return kNumbersOfABlock * (1 + block->value_or(0) % kNumberBlocks);
}

Result<int> next_number(CaseStore& store, StoreParts& parts, const std::string& queue, Date today) {
  auto first = first_number(store, parts, today);
  if (!first) return first;
  auto number = parts.database.query_one<int>(
      "INSERT INTO queue_day (queue, day, last) VALUES (?1, ?2, ?3 + 1) ON CONFLICT (queue, day) DO UPDATE "
      "SET"
      " last = max(last, ?3) + 1 RETURNING last",
      queue, today.iso(), *first);
  if (!number) return failure(number);
  return number->value_or(0);
}

Result<bool> is_stopped(StoreParts& parts, const std::string& queue, Date today) {
  auto stopped = parts.database.query_one<int>("SELECT stopped FROM queue_day WHERE queue = ? AND day = ?",
                                               queue, today.iso());
  if (!stopped) return failure(stopped);
  return stopped->value_or(0) != 0;
}

Result<Ticket> add_ticket(CaseStore& store, StoreParts& parts, const Drawing& wish, Date today) {
  auto number = next_number(store, parts, wish.queue, today);
  if (!number) return failure(number);
  const Ticket ticket{parts.random.text(32, "0123456789abcdef"),
                      wish.queue,
                      today,
                      *number,
                      wish.priority,
                      TicketState::Waiting,
                      parts.clock.now()};
  auto added = parts.database.run(
      "INSERT INTO ticket (uid, queue, day, number, priority, holder, visit, drawn_at, state_at)"
      " VALUES (?, ?, ?, ?, ?, ?, ?, ?8, ?8)",
      ticket.uid, ticket.queue, today.iso(), ticket.number, ticket.priority ? 1 : 0, wish.holder,
      wish.holder ? std::string() : wish.visit, ticket.drawn_at);
  if (!added) return failure(added);
  auto audited = append_audit(parts, audit::QueueDrawn{ticket.queue, ticket.number});
  if (!audited) return failure(audited);
  return ticket;
}

Result<void> set_ticket_state(StoreParts& parts, Ticket& ticket, TicketState state) {
  using How = audit::QueueCalled::Disposition;
  auto changed = parts.database.run("UPDATE ticket SET state = ?, state_at = ? WHERE uid = ?", state,
                                    parts.clock.now(), ticket.uid);
  if (!changed) return failure(changed);
  ticket.state = state;
  const How how = state == TicketState::Called   ? How::Called
                  : state == TicketState::Served ? How::Served
                                                 : How::Absent;
  return append_audit(parts, audit::QueueCalled{how, ticket.queue, ticket.number});
}

}  // namespace

Result<DrawnTicket> draw_inside(CaseStore& store, StoreParts& parts, const Drawing& wanted) {
  const Date today = parts.clock.today();
  auto live = live_ticket(parts, wanted, today);
  if (!live) return failure(live);
  DrawnTicket drawn;
  if (*live) {
    drawn = {**live, 0, true};
    if (wanted.priority && !(*live)->priority) {  // who came by appointment had drawn a number before
      auto raised = parts.database.run("UPDATE ticket SET priority = 1 WHERE uid = ?", drawn.ticket.uid);
      if (!raised) return failure(raised);
      drawn.ticket.priority = true;
    }
  } else {
    auto stopped = is_stopped(parts, wanted.queue, today);
    if (!stopped) return failure(stopped);
    if (*stopped && !wanted.promised) return fail(ErrorKind::Refused, "no more numbers today", wanted.queue);
    auto ticket = add_ticket(store, parts, wanted, today);
    if (!ticket) return failure(ticket);
    drawn.ticket = std::move(*ticket);
  }
  auto ahead = ahead_of(parts, drawn.ticket);
  if (!ahead) return failure(ahead);
  drawn.ahead = *ahead;
  return drawn;
}

Result<DrawnTicket> CaseStore::draw_ticket(const TicketWish& wish) {
  auto& parts = *parts_;
  auto transaction = parts.database.begin();
  if (!transaction) return failure(transaction);
  auto drawn =
      draw_inside(*this, parts, {wish.queue, index_of(parts, wish.id_number), wish.visit, wish.priority});
  if (!drawn) return drawn;
  if (auto committed = transaction->commit(); !committed) return failure(committed);
  return drawn;
}

Result<std::optional<DrawnTicket>> CaseStore::ticket(std::string_view uid) {
  auto found = only_ticket(parts_->database.collect(YITANG_TICKET_COLUMNS "WHERE uid = ?", ticket_of, uid));
  if (!found) return failure(found);
  if (!*found) return std::nullopt;
  auto ahead = ahead_of(*parts_, **found);
  if (!ahead) return failure(ahead);
  return DrawnTicket{std::move(**found), *ahead, true};
}

Result<std::vector<QueueCount>> CaseStore::queue_counts() {
  return up(parts_->database.collect(
      "SELECT d.queue, (SELECT count(*) FROM ticket AS t WHERE t.queue = d.queue AND t.day = d.day AND "
      "t.state"
      " = 0), d.stopped FROM queue_day AS d WHERE d.day = ? ORDER BY d.queue",
      [](const storage::Row& row) {
        return QueueCount{row.text(0), row.get<int>(1), row.get<bool>(2)};
      },
      parts_->clock.today().iso()));
}

Result<std::vector<Ticket>> CaseStore::tickets(std::string_view queue) {
  return up(parts_->database.collect(YITANG_TICKET_COLUMNS
                                     "WHERE queue = ? AND day = ? ORDER BY state, priority DESC, number",
                                     ticket_of, queue, parts_->clock.today().iso()));
}

Result<std::optional<Ticket>> CaseStore::call_next(std::string_view queue) {
  auto& parts = *parts_;
  auto transaction = parts.database.begin();
  if (!transaction) return failure(transaction);
  auto next = only_ticket(parts.database.collect(
      YITANG_TICKET_COLUMNS
      "WHERE queue = ? AND day = ? AND state = 0 ORDER BY priority DESC, number LIMIT 1",
      ticket_of, queue, parts.clock.today().iso()));
  if (!next || !*next) return next;
  if (auto called = set_ticket_state(parts, **next, TicketState::Called); !called) return failure(called);
  if (auto committed = transaction->commit(); !committed) return failure(committed);
  return next;
}

Result<Ticket> CaseStore::end_ticket(std::string_view queue, int number, TicketState end) {
  auto& parts = *parts_;
  auto transaction = parts.database.begin();
  if (!transaction) return failure(transaction);
  auto found =
      only_ticket(parts.database.collect(YITANG_TICKET_COLUMNS "WHERE queue = ? AND day = ? AND number = ?",
                                         ticket_of, queue, parts.clock.today().iso(), number));
  if (!found) return failure(found);
  if (!*found) return fail(ErrorKind::NotFound, "no such number today", std::string(queue));
  if ((*found)->state != TicketState::Called)
    return fail(ErrorKind::Refused, "this number is not being called", std::string(queue));
  if (auto done = set_ticket_state(parts, **found, end); !done) return failure(done);
  if (auto committed = transaction->commit(); !committed) return failure(committed);
  return std::move(**found);
}

Result<void> CaseStore::stop_queue(std::string_view queue, bool stopped) {
  using How = audit::QueueStopped::Disposition;
  auto& parts = *parts_;
  auto transaction = parts.database.begin();
  if (!transaction) return failure(transaction);
  auto changed = parts.database.run(
      "INSERT INTO queue_day (queue, day, stopped) VALUES (?, ?, ?) ON CONFLICT (queue, day) DO UPDATE SET"
      " stopped = excluded.stopped",
      queue, parts.clock.today().iso(), stopped ? 1 : 0);
  if (!changed) return failure(changed);
  const How how = stopped ? How::Stopped : How::Reopened;
  auto audited = append_audit(parts, audit::QueueStopped{how, std::string(queue)});
  if (!audited) return audited;
  return up(transaction->commit());
}

Result<void> CaseStore::forget_tickets() {
  auto& parts = *parts_;
  if (!parts.clock.trusted()) return {};
  const Date today = parts.clock.today();
  auto transaction = parts.database.begin();
  if (!transaction) return failure(transaction);
  auto forgotten = parts.database.run(
      "UPDATE ticket SET holder = NULL, visit = '' WHERE day < ? AND (holder IS NOT NULL OR visit <> '')",
      today.iso());
  if (!forgotten) return failure(forgotten);
  const std::string oldest = today.plus_days(-kTicketDays).iso();
  for (const std::string_view sql :
       {"DELETE FROM ticket WHERE day < ?", "DELETE FROM queue_day WHERE day < ?"}) {
    if (auto removed = parts.database.run(sql, oldest); !removed) return failure(removed);
  }
  return up(transaction->commit());
}

}  // namespace yitang::cases
