// The outbox of the store: rows that submit() made, handed out one at a time.
#include <fmt/format.h>

#include "kiosk/cases/audit_heads.hpp"
#include "kiosk/cases/outbox_queue.hpp"
#include "kiosk/cases/rating.hpp"
#include "kiosk/cases/store_parts.hpp"

namespace yitang::cases {
namespace {

enum class EntryState { Waiting, Claimed, Delivered, Refused };

// What a rating is behind is with the office: before, the office would not know what was rated.
#define YITANG_OUTBOX_MAY_GO                                                                            \
  "state = 0 AND (behind IS NULL OR EXISTS (SELECT 1 FROM outbox AS o WHERE o.uid = outbox.behind AND " \
  "o.state = 2))"

Result<void> refuse_behind_refused(StoreParts& parts) {
  auto uids = parts.database.collect(
      "SELECT behind FROM outbox AS r WHERE state < 2 AND behind IS NOT NULL AND EXISTS (SELECT 1 FROM "
      "outbox AS o WHERE o.uid = r.behind AND o.state = 3)",
      [](const storage::Row& row) { return row.text(0); });
  if (!uids) return failure(uids);
  if (uids->empty()) return {};
  auto transaction = parts.database.begin();
  if (!transaction) return failure(transaction);
  for (const std::string& uid : *uids) {
    if (auto refused = refuse_behind(parts, uid); !refused) return refused;
  }
  return up(transaction->commit());
}

class OutboxTable final : public OutboxQueue {
 public:
  explicit OutboxTable(StoreParts& parts) : parts_(parts) {}

  Result<std::optional<OutboxEntry>> claim_next(UnixMillis now) override {
    if (parts_.claims_held) {  // the disk was full when the store was opened
      if (auto released = release_claims(); !released) return failure(released);
    }
    while (true) {
      auto transaction = parts_.database.begin();
      if (!transaction) return failure(transaction);
      auto row = parts_.database.query_one<std::int64_t, std::string, std::string, int>(
          "UPDATE outbox SET state = 1, attempts = attempts + 1 WHERE id = (SELECT id FROM outbox "
          "WHERE " YITANG_OUTBOX_MAY_GO
          " AND next_at <= ? ORDER BY next_at, id LIMIT 1) RETURNING id, uid, idempotency_key, attempts",
          now);
      if (!row) return failure(row);
      if (!*row) return std::nullopt;
      auto& [id, uid, key, attempts] = **row;
      OutboxEntry entry{id, std::move(uid), std::move(key), {}, attempts};
      auto head = sign_head(parts_);
      if (!head) return failure(head);
      if (*head) entry.audit_head = audit_head_to_json(**head);
      if (auto committed = transaction->commit(); !committed) return failure(committed);
      auto envelope = envelope_of(entry.uid);
      if (envelope) {
        entry.envelope = std::move(*envelope);
        return entry;
      }
      if (auto aside = set_aside(entry, now, envelope.error()); !aside) return failure(aside);
    }
  }

  Result<void> release_claims() override { return cases::release_claims(parts_); }

  Result<void> mark_delivered(std::int64_t id, const std::string& office_receipt) override {
    auto transaction = parts_.database.begin();
    if (!transaction) return failure(transaction);
    auto changed =
        parts_.database.run("UPDATE outbox SET state = ?, office_receipt = ? WHERE id = ? AND state <> ?1",
                            EntryState::Delivered, office_receipt, id);
    if (!changed) return failure(changed);
    if (*changed == 0) return {};
    if (auto kept = keep_countersigned(parts_, office_receipt); !kept) return kept;
    if (auto audited = note(id, false); !audited) return audited;
    return up(transaction->commit());
  }

  Result<void> mark_retry(std::int64_t id, UnixMillis next_at) override {
    auto changed = parts_.database.run("UPDATE outbox SET state = ?, next_at = ? WHERE id = ? AND state = ?",
                                       EntryState::Waiting, next_at, id, EntryState::Claimed);
    if (!changed) return failure(changed);
    return {};
  }

  Result<void> mark_refused(std::int64_t id, const std::string& reason) override {
    auto transaction = parts_.database.begin();
    if (!transaction) return failure(transaction);
    auto changed = parts_.database.run("UPDATE outbox SET state = ?, refusal = ? WHERE id = ? AND state < ?",
                                       EntryState::Refused, reason, id, EntryState::Delivered);
    if (!changed) return failure(changed);
    if (*changed == 0) return {};
    if (auto audited = note(id, true); !audited) return audited;
    return up(transaction->commit());
  }

  Result<bool> resend(const std::string& uid, UnixMillis now) override {
    auto transaction = parts_.database.begin();
    if (!transaction) return failure(transaction);
    for (const std::string_view whose : {"uid", "behind"}) {  // the case, then its rating
      auto changed = parts_.database.run(
          fmt::format("UPDATE outbox SET state = ?, attempts = 0, next_at = ?, refusal = NULL WHERE {} = ? "
                      "AND state = ?",
                      whose),
          EntryState::Waiting, now, uid, EntryState::Refused);
      if (!changed) return failure(changed);
      if (whose == "uid" && *changed == 0) return false;
    }
    if (auto audited = append_audit(parts_, audit::CaseResent{uid}); !audited) return failure(audited);
    if (auto committed = transaction->commit(); !committed) return failure(committed);
    return true;
  }

  Result<void> wake_all(UnixMillis now) override {
    auto changed =
        parts_.database.run("UPDATE outbox SET next_at = ?1 WHERE state = 0 AND next_at > ?1", now);
    if (!changed) return failure(changed);
    return {};
  }

  Result<OutboxCounts> counts() override {
    OutboxCounts counts;
    auto read = parts_.database.query("SELECT name, value FROM counter", [&](const storage::Row& row) {
      const auto name = row.text_view(0);
      if (name == "outbox.0") counts.waiting = row.integer(1);
      if (name == "outbox.1") counts.in_flight = row.integer(1);
      if (name == "outbox.2") counts.delivered = row.integer(1);
      if (name == "outbox.3") counts.refused = row.integer(1);
    });
    if (!read) return failure(read);
    return counts;
  }

  Result<std::optional<UnixMillis>> oldest_waiting() override {
    return first("SELECT created FROM outbox WHERE state < 2 AND behind IS NULL ORDER BY created LIMIT 1");
  }

  Result<std::int64_t> news_seen() override {
    auto seen = parts_.database.query_one<std::int64_t>("SELECT value FROM counter WHERE name = 'news.seen'");
    if (!seen) return failure(seen);
    return seen->value_or(0);
  }

  Result<void> set_news_seen(std::int64_t seq) override {
    auto stored = parts_.database.run(
        "INSERT INTO counter (name, value) VALUES ('news.seen', ?) ON CONFLICT (name) DO UPDATE SET value = "
        "excluded.value",
        seq);
    if (!stored) return failure(stored);
    return {};
  }

  Result<std::optional<UnixMillis>> next_due() override {
    return first("SELECT next_at FROM outbox WHERE " YITANG_OUTBOX_MAY_GO " ORDER BY next_at, id LIMIT 1");
  }

 private:
  Result<std::optional<UnixMillis>> first(std::string_view sql) {
    return up(parts_.database.query_one<std::int64_t>(sql));
  }

  /// A case that cannot be read must not hold up those behind it. A fault that passes (no file handle left, a
  /// medium that hiccups) is tried again later; what stays unreadable is kept for a technician.
  Result<void> set_aside(const OutboxEntry& entry, UnixMillis now, const Error& error) {
    constexpr int kTries = 10;
    constexpr UnixMillis kWait = 60'000;
    if (entry.attempts < kTries) return mark_retry(entry.id, now + kWait * entry.attempts);
    return mark_refused(entry.id, "the stored case cannot be read: " + error.reason);
  }

  Result<std::optional<std::string>> rating_envelope_of(std::string_view uid) {
    auto row = parts_.database.query_one<std::string, int, std::string, std::string, std::int64_t>(
        "SELECT case_uid, level, tags, comment, at FROM case_rating WHERE uid = ?", uid);
    if (!row) return failure(row);
    if (!*row) return std::nullopt;
    auto& [case_uid, level, tags, comment, at] = **row;
    return rating_to_json(
        {std::string(uid), case_uid, parts_.terminal, level, split_tags(tags), comment, at});
  }

  Result<std::string> envelope_of(std::string_view uid) {
    auto rating = rating_envelope_of(uid);
    if (!rating) return failure(rating);
    if (*rating) return std::move(**rating);
    auto envelope = load_case(parts_, uid);
    if (!envelope) return failure(envelope);
    if (auto pages = load_pages(parts_, *envelope); !pages) return failure(pages);
    return envelope_to_json(*envelope, EnvelopePages::WithContent);
  }

  /// Into the audit log, by what it was; a refused case takes along what is behind it.
  Result<void> note(std::int64_t id, bool refused) {
    auto row = parts_.database.query_one<std::string, std::optional<std::string>>(
        "SELECT uid, behind FROM outbox WHERE id = ?", id);
    if (!row) return failure(row);
    const auto& [uid, behind] = row->value();
    using Case = audit::CaseDelivered::Disposition;
    using OfRating = audit::RatingDelivered::Disposition;
    if (behind)
      return append_audit(parts_,
                          audit::RatingDelivered{refused ? OfRating::Refused : OfRating::Ok, *behind});
    auto audited = append_audit(parts_, audit::CaseDelivered{refused ? Case::Refused : Case::Ok, uid});
    return audited && refused ? refuse_behind(parts_, uid) : audited;
  }

  StoreParts& parts_;
};

#undef YITANG_OUTBOX_MAY_GO

}  // namespace

std::unique_ptr<OutboxQueue> make_outbox(StoreParts& parts) { return std::make_unique<OutboxTable>(parts); }

Result<void> refuse_behind(StoreParts& parts, const std::string& case_uid) {
  auto refused = parts.database.run(
      "UPDATE outbox SET state = ?, refusal = 'its case was refused' WHERE behind = ? AND state < ?",
      EntryState::Refused, case_uid, EntryState::Delivered);
  if (!refused) return failure(refused);
  if (*refused == 0) return {};
  return append_audit(parts, audit::RatingDelivered{audit::RatingDelivered::Disposition::Refused, case_uid});
}

Result<void> release_claims(StoreParts& parts) {
  auto released = parts.database.run("UPDATE outbox SET state = 0 WHERE state = 1");
  if (!released) return failure(released);
  if (auto refused = refuse_behind_refused(parts); !refused) return refused;
  parts.claims_held = false;
  return {};
}

}  // namespace yitang::cases
