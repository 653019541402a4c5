// What the office's store no longer needs.
//
// A case that has ended (concluded or closed) keeps its content for the item's retention days, counted from
// the first moment at which a trusted clock found it ended; then body, pictures, messages and the remark are
// destroyed, each body and picture with its key. Number, item, state, dates and the audit log stay. A case
// that has not ended is never touched: its content is needed to decide it. The words of a rating are kept as
// long as a terminal keeps them, those of a bad one until so long after its task was closed.
#include "kiosk/cases/retention.hpp"
#include "kiosk/base/audit_events.hpp"
#include "kiosk/cases/audit_log.hpp"
#include "kiosk/office/parts.hpp"
#include "storage/migration_copy.hpp"

namespace yitang::office {
namespace {

constexpr std::int64_t kOneDay = 86'400'000;
constexpr int kDueAtOnce = 200;

struct Ended {
  std::int64_t id = 0;
  std::string uid;
  std::string item_id;
  int item_version = 0;
  UnixMillis kept_from = 0;
};

// Those of a clock that was believed and ran ahead begin anew: kept longer than they must be, never shorter.
storage::Result<void> date_ended(storage::Database& database, UnixMillis now) {
  for (const std::string_view sql :
       {"UPDATE office_case SET kept_from = ?1 WHERE kept_from IS NULL AND state IN ('concluded', 'closed')",
        "UPDATE office_case SET kept_from = ?1 WHERE kept_from > ?1 + 120000 AND erased_at IS NULL"}) {
    auto dated = database.run(sql, now);
    if (!dated) return tl::unexpected(dated.error());
  }
  return {};
}

storage::Result<std::vector<std::string>> erase_rows(Office::Parts& parts, const Ended& ended,
                                                     UnixMillis now) {
  auto names = parts.database.collect(
      "SELECT name FROM office_page WHERE case_id = ?", [](const storage::Row& row) { return row.text(0); },
      ended.id);
  if (!names) return names;
  for (const std::string_view sql :
       {"DELETE FROM office_sealed WHERE case_id = ?", "DELETE FROM office_body WHERE case_id = ?",
        "DELETE FROM office_page WHERE case_id = ?", "UPDATE office_case SET remark = '' WHERE id = ?",
        "UPDATE office_supplement SET key = NULL, body = NULL WHERE case_id = ?",
        "UPDATE office_answer SET message = '', details = '' WHERE uid = (SELECT uid FROM office_case WHERE "
        "id = ?)"}) {
    auto erased = parts.database.run(sql, ended.id);
    if (!erased) return tl::unexpected(erased.error());
  }
  auto marked = parts.database.run("UPDATE office_case SET erased_at = ? WHERE id = ?", now, ended.id);
  if (!marked) return tl::unexpected(marked.error());
  auto noted = cases::append_event(parts.database, audit::record_of(audit::OfficeErased{ended.uid}), now);
  if (!noted) return tl::unexpected(noted.error());
  return names;
}

storage::Result<void> erase_one(Office::Parts& parts, const Ended& ended, UnixMillis now) {
  auto transaction = parts.database.begin();
  if (!transaction) return tl::unexpected(transaction.error());
  // A copy from before a change of the schema would keep the key.
  if (auto gone = storage::discard_migration_copies(parts.database); !gone) return gone;
  auto names = erase_rows(parts, ended, now);
  if (!names) return tl::unexpected(names.error());
  if (auto done = transaction->commit(); !done) return done;
  for (const std::string& name : *names) {
    // Its key is gone; a file that cannot be removed now is swept at the next start.
    static_cast<void>(parts.sealed.remove(name));
  }
  return {};
}

storage::Result<std::vector<Ended>> ended_before(Office::Parts& parts, UnixMillis before,
                                                 std::int64_t after_id) {
  return parts.database.collect(
      "SELECT id, uid, item_id, item_version, kept_from FROM office_case WHERE kept_from <= ? AND erased_at "
      "IS NULL AND id "
      "> ? "
      "ORDER BY id LIMIT ?",
      [](const storage::Row& row) {
        return Ended{row.integer(0), row.text(1), row.text(2), static_cast<int>(row.integer(3)),
                     row.integer(4)};
      },
      before, after_id, kDueAtOnce);
}

}  // namespace

Result<int> Office::erase_due() {
  Parts& parts = *parts_;
  if (!parts.clock.trusted()) return 0;
  const UnixMillis now = parts.clock.now();
  if (auto dated = date_ended(parts.database, now); !dated) return failed(dated);
  int erased = 0;
  for (std::int64_t last = 0;;) {
    auto ended = ended_before(parts, now - cases::kShortestRetention * kOneDay, last);
    if (!ended) return failed(ended);
    if (ended->empty()) break;
    for (const Ended& one : *ended) {
      last = one.id;
      const std::int64_t days = cases::retention_days(parts.catalog->nearest(one.item_id, one.item_version));
      if (one.kept_from + days * kOneDay > now) continue;
      if (auto done = erase_one(parts, one, now); !done) return failed(done);
      ++erased;
    }
  }
  if (auto gone = erase_rating_comments(parts, cases::kRetentionWithoutItem); !gone) return failed(gone);
  if (erased == 0) return 0;
  if (auto folded = parts.database.checkpoint(storage::CheckpointMode::Truncate); !folded)
    return failed(folded);
  return erased;
}

}  // namespace yitang::office
