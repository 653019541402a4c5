#include "kiosk/office/rectify.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>

#include "kiosk/base/audit_events.hpp"
#include "kiosk/base/text.hpp"
#include "kiosk/cases/audit_log.hpp"
#include "kiosk/cases/rating.hpp"
#include "kiosk/office/parts.hpp"

namespace yitang::office {
namespace {

constexpr std::string_view kFollowUps[] = {"reached", "unreachable", "declined", "not_needed"};
constexpr std::size_t kMaxRectifyResult = 1000;  // characters

constexpr std::string_view kTaskRows =
    "SELECT t.number, c.uid, c.receipt_no, c.item_id, t.department, r.level, r.tags, r.comment, t.opened_on, "
    "t.due, t.closed_on, t.closed_by, t.follow_up, t.result FROM office_rectify AS t JOIN office_rating AS r "
    "ON r.id = t.rating_id JOIN office_case AS c ON c.id = r.case_id ";

std::optional<Date> date_or_none(const std::optional<std::string>& text) {
  return text ? Date::parse(*text) : std::nullopt;
}

RectifyTask read_task(const storage::Row& row) {
  RectifyTask task;
  task.number = row.text(0);
  task.case_uid = row.text(1);
  task.receipt_no = row.text(2);
  task.item_id = row.text(3);
  task.department = row.text(4);
  task.level = static_cast<int>(row.integer(5));
  task.tags = cases::split_tags(row.text(6));
  task.comment = row.text(7);
  task.opened_on = date_or_none(row.get<std::optional<std::string>>(8));
  task.due = date_or_none(row.get<std::optional<std::string>>(9));
  task.closed_on = date_or_none(row.get<std::optional<std::string>>(10));
  task.closed_by = row.text(11);
  task.follow_up = follow_up(row.text(12));
  task.result = row.text(13);
  return task;
}

void count_days(const Office::Parts& parts, RectifyTask& task) {
  if (task.closed_on || !task.due || !parts.clock.trusted()) return;
  task.days_left = parts.catalog->calendar().workdays_between(parts.clock.today(), *task.due);
}

/// "ZG", the day, four digits of that day's serial.
storage::Result<std::string> next_task_number(storage::Database& database, Date day) {
  auto serial = database.query_one<std::int64_t>(
      "INSERT INTO office_serial(task_code, day, last) VALUES ('rectify', ?, 1) "
      "ON CONFLICT DO UPDATE SET last = last + 1 RETURNING last",
      day.compact());
  if (!serial) return tl::unexpected(serial.error());
  return fmt::format("ZG{}{:04}", day.compact(), serial->value_or(0));
}

struct RatedCase {
  std::int64_t id = 0;
  std::string case_no;
  std::string department;
  std::string terminal;
  bool rated = false;
};

storage::Result<std::optional<RatedCase>> rated_case(Office::Parts& parts, const std::string& uid) {
  auto rows = parts.database.collect(
      "SELECT c.id, c.case_no, c.department, c.terminal, EXISTS (SELECT 1 FROM office_rating AS r WHERE "
      "r.case_id = c.id) FROM office_case AS c WHERE c.uid = ?",
      [](const storage::Row& row) {
        return RatedCase{row.integer(0), row.text(1), row.text(2), row.text(3), row.get<bool>(4)};
      },
      uid);
  if (!rows) return tl::unexpected(rows.error());
  if (rows->empty()) return std::optional<RatedCase>();
  return std::optional(std::move(rows->front()));
}

// The day counts only by a clock that is trusted: see date_rectifications().
storage::Result<void> open_task(Office::Parts& parts, std::int64_t rating_id, const std::string& department) {
  const Date today = parts.clock.today();
  auto number = next_task_number(parts.database, today);
  if (!number) return tl::unexpected(number.error());
  std::optional<std::string> opened;
  std::optional<std::string> due;
  if (parts.clock.trusted()) {
    opened = today.iso();
    due = parts.catalog->calendar().add_workdays(today, parts.catalog->county().rectify_days).iso();
  }
  auto added = parts.database.run(
      "INSERT INTO office_rectify(number, rating_id, department, opened_on, due) VALUES (?, ?, ?, ?, ?)",
      *number, rating_id, department, opened, due);
  if (!added) return tl::unexpected(added.error());
  return {};
}

storage::Result<void> store_rating_row(Office::Parts& parts, const RatedCase& owner,
                                       const cases::RatingEnvelope& rating, const std::string& receipt) {
  const UnixMillis now = parts.clock.now();
  auto added = parts.database.run(
      "INSERT INTO office_rating(uid, case_id, level, tags, comment, rated_at, received_at, receipt, "
      "kept_from) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
      rating.idempotency_key, owner.id, rating.level, cases::joined_tags(rating.tags), rating.comment,
      rating.at, now, receipt, parts.clock.trusted() ? std::optional(now) : std::nullopt);
  if (!added) return tl::unexpected(added.error());
  const bool bad = rating.level < cases::kWorstGoodLevel;
  if (bad) {
    if (auto opened = open_task(parts, parts.database.last_insert_id(), owner.department); !opened)
      return opened;
  }
  using Disposition = audit::OfficeRated::Disposition;
  auto noted =
      cases::append_event(parts.database,
                          audit::record_of(audit::OfficeRated{bad ? Disposition::Rectify : Disposition::Ok,
                                                              rating.case_uid, rating.level}),
                          now);
  if (!noted) return tl::unexpected(noted.error());
  return {};
}

}  // namespace

std::string_view name_of(FollowUp value) { return kFollowUps[static_cast<int>(value)]; }

std::optional<FollowUp> follow_up(std::string_view name) {
  const auto found = std::find(std::begin(kFollowUps), std::end(kFollowUps), name);
  if (found == std::end(kFollowUps)) return std::nullopt;
  return static_cast<FollowUp>(found - std::begin(kFollowUps));
}

// The comment may be gone from the terminal by the time it comes again, so only level and case are compared.
Result<std::string> take_rating(Office::Parts& parts, std::string_view text, std::string_view audit_head) {
  auto rating = cases::rating_from_json(text);
  if (!rating) return tl::unexpected(rating.error());
  auto known = parts.database.query_one<std::string, std::string, int>(
      "SELECT r.receipt, c.uid, r.level FROM office_rating AS r JOIN office_case AS c ON c.id = r.case_id "
      "WHERE r.uid = ?",
      rating->idempotency_key);
  if (!known) return failed(known);
  if (*known) {
    const auto& [receipt, uid, level] = **known;
    if (uid == rating->case_uid && level == rating->level) return receipt;
    return fail(ErrorKind::Refused, "this idempotency key came with another rating before");
  }
  auto transaction = parts.database.begin();
  if (!transaction) return failed(transaction);
  auto owner = rated_case(parts, rating->case_uid);
  if (!owner) return failed(owner);
  if (!*owner || (*owner)->terminal != rating->terminal)
    return fail(ErrorKind::Refused, "the case that was rated is not known, or is another terminal's",
                rating->case_uid);
  if ((*owner)->rated) return fail(ErrorKind::Refused, "this case was rated before", rating->case_uid);
  auto head = take_head(parts, rating->terminal, audit_head);
  if (!head) return failed(head);
  std::string receipt = cases::signed_receipt(
      {rating->idempotency_key, (*owner)->case_no, (*owner)->department, parts.clock.now(), std::move(*head)},
      parts.keys.keys().signing_seed.view());
  if (auto stored = store_rating_row(parts, **owner, *rating, receipt); !stored) return failed(stored);
  if (auto done = transaction->commit(); !done) return failed(done);
  return receipt;
}

storage::Result<void> date_rectifications(Office::Parts& parts) {
  const Date today = parts.clock.today();
  const Date due = parts.catalog->calendar().add_workdays(today, parts.catalog->county().rectify_days);
  auto dated = parts.database.run(
      "UPDATE office_rectify SET opened_on = ?, due = ? WHERE due IS NULL AND closed_on IS NULL", today.iso(),
      due.iso());
  if (!dated) return tl::unexpected(dated.error());
  return {};
}

// Those that came under an untrusted clock begin to age now, and so do those of a clock that was believed and
// ran ahead: kept longer than they must be, never shorter.
storage::Result<void> erase_rating_comments(Office::Parts& parts, int days) {
  constexpr std::int64_t kOneDay = 86'400'000;
  const UnixMillis now = parts.clock.now();
  auto dated = parts.database.run(
      "UPDATE office_rating SET kept_from = ?1 WHERE comment <> '' AND (kept_from IS NULL OR kept_from > ?1 "
      "+ 120000)",
      now);
  if (!dated) return tl::unexpected(dated.error());
  const UnixMillis before = now - days * kOneDay;
  auto erased = parts.database.run(
      "UPDATE office_rating SET comment = '' WHERE comment <> '' AND kept_from < ?1 AND NOT EXISTS (SELECT 1 "
      "FROM office_rectify AS t WHERE t.rating_id = office_rating.id AND (t.closed_on IS NULL OR t.closed_on "
      "> ?2))",
      before, Date::of(before).iso());
  if (!erased) return tl::unexpected(erased.error());
  return {};
}

Result<std::vector<RectifyTask>> Office::rectify_tasks(std::string_view department, bool open_only,
                                                       int limit) {
  static const std::string sql =
      std::string(kTaskRows) +
      "WHERE (?1 = '' OR t.department = ?1) AND (?2 = 0 OR t.closed_on IS NULL) ORDER BY t.closed_on IS NOT "
      "NULL, t.due, t.id LIMIT ?3";
  auto tasks = parts_->database.collect(sql, read_task, department, open_only ? 1 : 0, limit);
  if (!tasks) return failed(tasks);
  for (RectifyTask& task : *tasks) count_days(*parts_, task);
  return std::move(*tasks);
}

Result<RectifyTask> Office::close_rectify_task(std::string_view reference, const RectifyEnd& end,
                                               std::string_view by) {
  const std::string done = trim(end.result);
  if (done.empty()) return fail(ErrorKind::BadInput, "it must be said what was done about it");
  if (!is_utf8(done) || length_utf8(done) > kMaxRectifyResult)
    return fail(ErrorKind::BadInput, "what was done is too long or no UTF-8");
  static const std::string sql =
      std::string(kTaskRows) +
      "WHERE t.number = ?1 OR c.receipt_no = ?1 OR c.case_no = ?1 OR c.uid = ?1 LIMIT 1";
  auto transaction = parts_->database.begin();
  if (!transaction) return failed(transaction);
  auto found = parts_->database.collect(sql, read_task, reference);
  if (!found) return failed(found);
  if (found->empty()) return fail(ErrorKind::NotFound, "no such rectification task", std::string(reference));
  RectifyTask& task = found->front();
  if (task.closed_on) return fail(ErrorKind::Refused, "this task is closed already", task.number);
  if (!parts_->clock.trusted()) {
    return fail(ErrorKind::Refused, "the clock is not trusted, the day would be wrong",
                std::string(name_of(parts_->clock.judgement())));
  }
  using Disposition = audit::OfficeRectified::Disposition;
  const Date today = parts_->clock.today();
  const Disposition how = !task.due            ? Disposition::Undated
                          : today <= *task.due ? Disposition::InTime
                                               : Disposition::Late;
  task.closed_on = today;
  task.closed_by = by;
  task.follow_up = end.follow_up;
  task.result = done;
  auto closed = parts_->database.run(
      "UPDATE office_rectify SET closed_on = ?, closed_by = ?, follow_up = ?, result = ? WHERE number = ?",
      today.iso(), by, name_of(end.follow_up), done, task.number);
  if (!closed) return failed(closed);
  auto noted = cases::append_event(
      parts_->database,
      audit::record_of(audit::OfficeRectified{how, task.case_uid, name_of(end.follow_up), by}),
      parts_->clock.now());
  if (!noted) return failed(noted);
  if (auto committed = transaction->commit(); !committed) return failed(committed);
  return std::move(task);
}

}  // namespace yitang::office
