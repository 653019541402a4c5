// What the store knows of the time: the newest that a trusted clock has shown, and which records have none
// yet.
#include "kiosk/cases/case_store.hpp"
#include "kiosk/cases/store_parts.hpp"

namespace yitang::cases {
namespace {

Result<void> keep_time(StoreParts& parts, UnixMillis now) {
  auto kept = parts.database.run(
      "INSERT INTO counter (name, value) VALUES ('clock.newest', ?) ON CONFLICT (name) DO UPDATE SET value = "
      "excluded.value",
      now);
  if (!kept) return failure(kept);
  return {};
}

/// Records from an untrusted clock begin to age now, and so do those from a clock that was believed and ran
/// ahead: they are kept longer than they must be, never shorter.
Result<void> date_records(StoreParts& parts, UnixMillis now) {
  for (const std::string_view sql :
       {"UPDATE draft SET until = until + (?1 - updated), updated = ?1, dated = 1 "
        "WHERE dated = 0 OR updated > ?1 + 120000",
        "UPDATE case_row SET kept_from = ?1 WHERE kept_from IS NULL",
        "UPDATE case_row SET kept_from = ?1 WHERE kept_from > ?1 + 120000",
        "UPDATE case_rating SET kept_from = ?1 WHERE kept_from IS NULL OR kept_from > ?1 + 120000"}) {
    auto dated = parts.database.run(sql, now);
    if (!dated) return failure(dated);
  }
  return {};
}

}  // namespace

Result<std::optional<UnixMillis>> CaseStore::newest_time() {
  return up(
      parts_->database.query_one<std::int64_t>("SELECT value FROM counter WHERE name = 'clock.newest'"));
}

Result<void> CaseStore::note_time() {
  if (!parts_->clock.trusted()) return {};
  const UnixMillis now = parts_->clock.now();
  auto transaction = parts_->database.begin();
  if (!transaction) return failure(transaction);
  if (auto kept = keep_time(*parts_, now); !kept) return kept;
  if (auto dated = date_records(*parts_, now); !dated) return dated;
  return up(transaction->commit());
}

Result<void> CaseStore::confirm_time() {
  auto newest = newest_time();
  if (!newest) return failure(newest);
  auto transaction = parts_->database.begin();
  if (!transaction) return failure(transaction);
  if (auto kept = keep_time(*parts_, parts_->clock.now()); !kept) return kept;
  auto audited = append_audit(*parts_, audit::ClockConfirmed{newest->value_or(0)});
  if (!audited) return audited;
  return up(transaction->commit());
}

}  // namespace yitang::cases
