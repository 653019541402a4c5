// Places of appointments. A place is given in the transaction that commits its case; what is kept of a person
// is the keyed digest of the number on the card, until the day is over.
#include <algorithm>

#include "kiosk/cases/case_store.hpp"
#include "kiosk/cases/case_writing.hpp"
#include "kiosk/cases/store_parts.hpp"
#include "kiosk/cases/ticket_drawing.hpp"

namespace yitang::cases {
namespace {

constexpr int kAppointmentDays = 30;  // rows without a holder, for counting

// Statements are cached by their text, so each is one literal.
#define YITANG_APPOINTMENT_COLUMNS                                                                          \
  "SELECT a.case_uid, a.plan, a.day, a.from_minute, a.until_minute, a.state, a.ticket FROM appointment AS " \
  "a "

Appointment appointment_row(const storage::Row& row) {
  Appointment one;
  one.case_uid = row.text(0);
  one.plan = row.text(1);
  one.slot = {Date::parse(row.text(2)).value_or(Date{}), row.get<int>(3), row.get<int>(4)};
  one.state = row.get<AppointmentState>(5);
  one.ticket = row.get<std::optional<std::string>>(6).value_or("");
  return one;
}

Result<std::optional<Appointment>> only_appointment(storage::Result<std::vector<Appointment>> rows) {
  if (!rows) return failure(rows);
  if (rows->empty()) return std::nullopt;
  return std::optional<Appointment>(std::move(rows->front()));
}

using Changed = audit::AppointmentChanged::Disposition;

Result<void> set_appointment(StoreParts& parts, const Appointment& one, AppointmentState state, Changed how,
                             const std::optional<std::string>& ticket = std::nullopt) {
  auto changed = parts.database.run(
      "UPDATE appointment SET state = ?2, state_at = ?3, ticket = coalesce(?4, ticket) WHERE case_uid = ?1",
      one.case_uid, state, parts.clock.now(), ticket);
  if (!changed) return failure(changed);
  return append_audit(parts, audit::AppointmentChanged{how, one.case_uid, one.plan});
}

/// Of days before this one; they hold nobody's place any more.
Result<void> mark_missed(StoreParts& parts, Date today) {
  auto missed = parts.database.collect(YITANG_APPOINTMENT_COLUMNS "WHERE a.state = 0 AND a.day < ?",
                                       appointment_row, today.iso());
  if (!missed) return failure(missed);
  for (const Appointment& one : *missed) {
    auto marked = set_appointment(parts, one, AppointmentState::Missed, Changed::Missed);
    if (!marked) return marked;
  }
  return {};
}

Result<int> places_of(StoreParts& parts, const SlotWish& wish) {
  auto count = parts.database.query_one<int>(
      "SELECT count(*) FROM appointment WHERE plan = ? AND day = ? AND from_minute < ? AND until_minute > ?"
      " AND state < 2",
      wish.plan, wish.slot.day.iso(), wish.slot.until, wish.slot.from);
  if (!count) return failure(count);
  return count->value_or(0);
}

Result<std::optional<Appointment>> held_by(StoreParts& parts, std::string_view plan,
                                           const storage::BlindIndex& holder) {
  return only_appointment(parts.database.collect(
      YITANG_APPOINTMENT_COLUMNS "WHERE a.plan = ? AND a.holder = ? AND a.state = 0 AND a.day >= ?",
      appointment_row, plan, holder, parts.clock.today().iso()));
}

}  // namespace

Result<void> hold_place(CaseStore& store, StoreParts& parts, const Envelope& envelope, const SlotWish& wish) {
  const auto holder = index_of(parts, envelope.applicant.number);
  if (!holder) return fail(ErrorKind::BadInput, "an appointment is somebody's", "applicant.number");
  auto unknown = store.places_unknown_until(wish.last_day);
  if (!unknown) return failure(unknown);
  if (*unknown && wish.slot.day <= **unknown)
    return fail(ErrorKind::Taken, "a copy does not know which places of that day are given away", wish.plan);
  if (parts.clock.trusted()) {
    if (auto missed = mark_missed(parts, parts.clock.today()); !missed) return missed;
  }
  auto held = held_by(parts, wish.plan, *holder);
  if (!held) return failure(held);
  if (*held) return fail(ErrorKind::Refused, "this person has an appointment of this plan", wish.plan);
  auto count = places_of(parts, wish);
  if (!count) return failure(count);
  if (*count >= wish.capacity) return fail(ErrorKind::Taken, "no place is left in this slot", wish.plan);
  const UnixMillis now = parts.clock.now();
  auto added = parts.database.run(
      "INSERT INTO appointment (plan, day, from_minute, until_minute, case_uid, holder, booked_at, state_at)"
      " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?7)",
      wish.plan, wish.slot.day.iso(), wish.slot.from, wish.slot.until, envelope.idempotency_key, *holder,
      now);
  if (!added) return failure(added);
  return append_audit(parts,
                      audit::AppointmentBooked{envelope.idempotency_key, wish.plan, begin_of(wish.slot)});
}

Result<void> free_place(StoreParts& parts, std::string_view uid) {
  auto held = only_appointment(parts.database.collect(
      YITANG_APPOINTMENT_COLUMNS "WHERE a.case_uid = ? AND a.state = 0", appointment_row, uid));
  if (!held) return failure(held);
  if (!*held) return {};
  return set_appointment(parts, **held, AppointmentState::Cancelled, Changed::Cancelled);
}

Result<std::vector<PlacesTaken>> CaseStore::places_taken(std::string_view plan) {
  return up(parts_->database.collect(
      "SELECT day, from_minute, count(*), until_minute FROM appointment WHERE plan = ? AND day >= ? AND"
      " state < 2 GROUP BY day, from_minute, until_minute ORDER BY day, from_minute",
      [](const storage::Row& row) {
        return PlacesTaken{Date::parse(row.text(0)).value_or(Date{}), row.get<int>(1), row.get<int>(2),
                           row.get<int>(3)};
      },
      plan, parts_->clock.today().iso()));
}

Result<std::optional<Date>> CaseStore::places_unknown_until(int last_day) {
  auto copy = restored();
  if (!copy) return failure(copy);
  if (!*copy) return std::nullopt;
  // The clock may have been wrong when it was put back; the copy itself is no older than what it holds.
  return std::optional<Date>(Date::of(std::max((*copy)->at, (*copy)->as_of)).plus_days(last_day));
}

Result<std::optional<Appointment>> CaseStore::live_appointment(std::string_view plan,
                                                               std::string_view id_number) {
  const auto holder = index_of(*parts_, id_number);
  if (!holder) return std::nullopt;
  return held_by(*parts_, plan, *holder);
}

Result<std::vector<Appointment>> CaseStore::appointments_of(std::string_view id_number) {
  const auto person = index_of(*parts_, id_number);
  if (!person) return std::vector<Appointment>{};
  return up(parts_->database.collect(YITANG_APPOINTMENT_COLUMNS
                                     "JOIN case_row AS c ON c.uid = a.case_uid WHERE a.day >= ?2 AND "
                                     "(a.holder = ?1 OR c.agent = ?1) ORDER BY a.day, a.from_minute LIMIT 50",
                                     appointment_row, *person, parts_->clock.today().iso()));
}

Result<std::optional<Appointment>> CaseStore::appointment_of_case(std::string_view uid) {
  return only_appointment(
      parts_->database.collect(YITANG_APPOINTMENT_COLUMNS "WHERE a.case_uid = ?", appointment_row, uid));
}

Result<std::optional<Appointment>> CaseStore::appointment_of_ticket(std::string_view ticket_uid) {
  return only_appointment(
      parts_->database.collect(YITANG_APPOINTMENT_COLUMNS "WHERE a.ticket = ?", appointment_row, ticket_uid));
}

Result<std::vector<ListedAppointment>> CaseStore::list_appointments(std::optional<Date> day) {
  const std::string from = day.value_or(parts_->clock.today()).iso();
  const std::string until = day ? from : "9999";
  return up(parts_->database.collect(
      "SELECT a.case_uid, a.plan, a.day, a.from_minute, a.until_minute, a.state, a.ticket, c.receipt_no,"
      " c.item_id, c.item_version FROM appointment AS a JOIN case_row AS c ON c.uid = a.case_uid"
      " WHERE a.day >= ? AND a.day <= ? ORDER BY a.day, a.from_minute, a.id LIMIT 1000",
      [](const storage::Row& row) {
        return ListedAppointment{appointment_row(row), row.text(7), row.text(8), row.get<int>(9)};
      },
      from, until));
}

Result<DrawnTicket> CaseStore::check_in(const CheckInWish& wish) {
  auto& parts = *parts_;
  auto transaction = parts.database.begin();
  if (!transaction) return failure(transaction);
  auto known = appointment_of_case(wish.case_uid);
  if (!known) return failure(known);
  if (!*known) return fail(ErrorKind::NotFound, "no such appointment");
  const Appointment& one = **known;
  if (one.slot.day != parts.clock.today()) return fail(ErrorKind::Refused, "it is not of today");
  if (one.state == AppointmentState::CheckedIn) {
    auto drawn = ticket(one.ticket);
    if (!drawn) return failure(drawn);
    if (!*drawn) return fail(ErrorKind::NotFound, "its number is not known any more");
    return std::move(**drawn);
  }
  if (one.state != AppointmentState::Booked) return fail(ErrorKind::Refused, "it is not held any more");
  auto holder = parts.database.query_one<std::optional<storage::BlindIndex>>(
      "SELECT holder FROM appointment WHERE case_uid = ?", wish.case_uid);
  if (!holder) return failure(holder);
  auto drawn =
      draw_inside(*this, parts,
                  {wish.queue, holder->value_or(std::nullopt), wish.case_uid, wish.priority, wish.priority});
  if (!drawn) return drawn;
  const Changed how = wish.priority ? Changed::CheckedIn : Changed::Late;
  auto changed = set_appointment(parts, one, AppointmentState::CheckedIn, how, drawn->ticket.uid);
  if (!changed) return failure(changed);
  if (auto committed = transaction->commit(); !committed) return failure(committed);
  return drawn;
}

Result<void> CaseStore::cancel_appointment(std::string_view uid) {
  auto& parts = *parts_;
  auto transaction = parts.database.begin();
  if (!transaction) return failure(transaction);
  auto known = appointment_of_case(uid);
  if (!known) return failure(known);
  if (!*known) return fail(ErrorKind::NotFound, "no such appointment");
  if ((*known)->state != AppointmentState::Booked)
    return fail(ErrorKind::Refused, "it is " + std::string(name_of((*known)->state)) + " already");
  if (auto freed = free_place(parts, uid); !freed) return freed;
  return up(transaction->commit());
}

Result<void> CaseStore::close_appointments() {
  auto& parts = *parts_;
  if (!parts.clock.trusted()) return {};
  const Date today = parts.clock.today();
  auto transaction = parts.database.begin();
  if (!transaction) return failure(transaction);
  if (auto missed = mark_missed(parts, today); !missed) return missed;
  auto forgotten = parts.database.run(
      "UPDATE appointment SET holder = NULL WHERE day < ? AND holder IS NOT NULL", today.iso());
  if (!forgotten) return failure(forgotten);
  auto removed =
      parts.database.run("DELETE FROM appointment WHERE day < ?", today.plus_days(-kAppointmentDays).iso());
  if (!removed) return failure(removed);
  return up(transaction->commit());
}

}  // namespace yitang::cases
