// Ratings, and what a technician did to the keys.
#include "kiosk/cases/case_store.hpp"
#include "kiosk/cases/rating.hpp"
#include "kiosk/cases/store_parts.hpp"

namespace yitang::cases {
namespace {

/// The case itself, or the cases of a bundle; without those that were rated before.
storage::Result<std::vector<std::string>> unrated(StoreParts& parts, std::string_view uid) {
  return parts.database.collect(
      "SELECT uid FROM case_row AS c WHERE (uid = ?1 OR uid IN (SELECT uid FROM bundle_member WHERE bundle = "
      "?1)) AND NOT EXISTS (SELECT 1 FROM case_rating AS r WHERE r.case_uid = c.uid) ORDER BY id",
      [](const storage::Row& row) { return row.text(0); }, uid);
}

/// Inside the caller's transaction.
Result<void> write_rating(StoreParts& parts, const std::string& case_uid, const Rating& rating) {
  const std::string uid = parts.random.text(32, "0123456789abcdef");
  const UnixMillis now = parts.clock.now();
  auto added = parts.database.run(
      "INSERT INTO case_rating (case_uid, uid, level, tags, comment, at, kept_from) VALUES (?, ?, ?, ?, ?, "
      "?, ?)",
      case_uid, uid, rating.level, joined_tags(rating.tags), rating.comment, now,
      parts.clock.trusted() ? std::optional(now) : std::nullopt);
  if (!added) return failure(added);
  added = parts.database.run(
      "INSERT INTO outbox (uid, idempotency_key, created, next_at, behind) VALUES (?1, ?1, ?2, ?2, ?3)", uid,
      now, case_uid);
  if (!added) return failure(added);
  if (auto audited = append_audit(parts, audit::RatingStored{case_uid, rating.level}); !audited)
    return audited;
  auto refused = parts.database.query_one<bool>("SELECT state = 3 FROM outbox WHERE uid = ?", case_uid);
  if (!refused) return failure(refused);
  if (!refused->value_or(false)) return {};
  return refuse_behind(parts, case_uid);
}

}  // namespace

Result<void> CaseStore::store_rating(const Rating& rating) {
  if (auto right = check_rating(rating); !right) return right;
  auto& parts = *parts_;
  auto transaction = parts.database.begin();
  if (!transaction) return failure(transaction);
  const auto uids = unrated(parts, rating.visit_uid);
  if (!uids) return failure(uids);
  if (uids->empty()) {
    auto known = rating_of(rating.visit_uid);
    auto bundle = cases_of_bundle(rating.visit_uid);
    if (!known) return failure(known);
    if (!bundle) return failure(bundle);
    if (*known || !bundle->empty()) return fail(ErrorKind::Refused, "the matter was rated before");
    return fail(ErrorKind::NotFound, "no such case");
  }
  for (const std::string& uid : *uids) {
    if (auto written = write_rating(parts, uid, rating); !written) return written;
  }
  return up(transaction->commit());
}

Result<void> CaseStore::note_keys_change(const audit::KeysChanged& change) {
  auto transaction = parts_->database.begin();
  if (!transaction) return failure(transaction);
  if (auto audited = append_audit(*parts_, change); !audited) return audited;
  return up(transaction->commit());
}

Result<std::optional<Rating>> CaseStore::rating_of(std::string_view case_uid) {
  auto row = parts_->database.query_one<int, std::string, std::string, std::int64_t>(
      "SELECT level, tags, comment, at FROM case_rating WHERE case_uid = ?", case_uid);
  if (!row) return failure(row);
  if (!*row) return std::nullopt;
  auto& [level, tags, comment, at] = **row;
  return Rating{std::string(case_uid), level, split_tags(tags), std::move(comment), at};
}

}  // namespace yitang::cases
