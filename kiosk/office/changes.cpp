#include "kiosk/base/audit_events.hpp"
#include "kiosk/cases/audit_log.hpp"
#include "kiosk/office/parts.hpp"

namespace yitang::office {
namespace {

std::optional<Date> date_of(const std::optional<std::string>& text) {
  return text ? Date::parse(*text) : std::nullopt;
}

std::optional<std::string> text_of(const std::optional<Date>& date) {
  return date ? std::optional(date->iso()) : std::nullopt;
}

}  // namespace

OfficeCase read_case(const storage::Row& row) {
  OfficeCase result;
  result.uid = row.get<std::string>(0);
  result.case_no = row.get<std::string>(1);
  result.receipt_no = row.get<std::string>(2);
  result.terminal = row.get<std::string>(3);
  result.item_id = row.get<std::string>(4);
  result.item_version = static_cast<int>(row.get<std::int64_t>(5));
  result.department = row.get<std::string>(6);
  result.state = cases::case_state(row.get<std::string>(7)).value_or(cases::CaseState::Submitted);
  result.outcome = cases::outcome(row.get<std::string>(8)).value_or(cases::Outcome::None);
  result.step = row.get<std::string>(9);
  result.revision = row.get<std::int64_t>(10);
  result.received_at = row.get<std::int64_t>(11);
  result.accepted_on = date_of(row.get<std::optional<std::string>>(12));
  result.promised = date_of(row.get<std::optional<std::string>>(13));
  result.remark = row.get<std::string>(14);
  result.notice_no = row.get<std::string>(15);
  result.due = date_of(row.get<std::optional<std::string>>(16));
  return result;
}

storage::Result<void> apply_change(Office::Parts& parts, OfficeCase& the_case, const Change& change) {
  const UnixMillis now = parts.clock.now();
  the_case.state = change.state;
  the_case.outcome = change.outcome;
  the_case.step = change.step;
  if (change.state != cases::CaseState::Supplement) {
    the_case.notice_no.clear();
    the_case.due.reset();
  }
  ++the_case.revision;
  const std::string state(cases::name_of(change.state));
  const std::string outcome(cases::name_of(change.outcome));
  auto updated = parts.database.run(
      "UPDATE office_case SET state = ?, outcome = ?, step = ?, revision = ?, accepted_on = ?, promised = ? "
      "WHERE uid = ?",
      state, outcome, change.step, the_case.revision, text_of(the_case.accepted_on),
      text_of(the_case.promised), the_case.uid);
  if (!updated) return tl::unexpected(updated.error());
  auto answered = parts.database.run(
      "INSERT INTO office_answer(terminal, uid, revision, state, outcome, at, step, case_no, promised, "
      "message, account, details) "
      "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
      the_case.terminal, the_case.uid, the_case.revision, state, outcome, now, change.step, the_case.case_no,
      text_of(the_case.promised), change.message, change.account, cases::details_to_json(change.details));
  if (!answered) return tl::unexpected(answered.error());
  auto audited = cases::append_event(
      parts.database,
      audit::record_of(audit::OfficeStatus{the_case.uid, the_case.revision, state, outcome, change.account}),
      now);
  if (!audited) return tl::unexpected(audited.error());
  return {};
}

}  // namespace yitang::office
