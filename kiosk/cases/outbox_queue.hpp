// The queue of cases and ratings on their way to the office, as delivery sees it. Filled by CaseStore::submit
// and CaseStore::store_rating in the same transaction as what they store. Owned by the store's thread.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "kiosk/base/date.hpp"
#include "kiosk/base/error.hpp"

namespace yitang::cases {

struct OutboxEntry {
  std::int64_t id = 0;
  std::string uid;  ///< of the case or rating
  std::string idempotency_key;
  std::string envelope;  ///< JSON "yitang.case/1" with the pictures inside, or "yitang.rating/1"
  int attempts = 0;      ///< including this one
  /// The terminal's audit head as it is now, signed: JSON "yitang.audit-head/1", see audit_heads.hpp. Not
  /// part of the envelope, which must be the same each time it is sent.
  std::string audit_head{};
};

struct OutboxCounts {
  std::int64_t waiting = 0;    ///< due now or later
  std::int64_t in_flight = 0;  ///< claimed, no answer yet
  std::int64_t delivered = 0;
  std::int64_t refused = 0;  ///< the office will never take it: a person must look
};

class OutboxQueue {
 public:
  virtual ~OutboxQueue() = default;
  /// The entry due first, now claimed; a rating only once the office has its case. Claims do not survive a
  /// restart: the entry is due again, under the same key.
  virtual Result<std::optional<OutboxEntry>> claim_next(UnixMillis now) = 0;
  /// Claims whose end could not be marked are due again. Only while nothing is on its way.
  virtual Result<void> release_claims() = 0;
  /// Closes the entry by the office's signed receipt (kept as it is), and keeps the audit head that it
  /// countersigns if it is the newest. Repeating it changes nothing.
  virtual Result<void> mark_delivered(std::int64_t id, const std::string& office_receipt) = 0;
  virtual Result<void> mark_retry(std::int64_t id, UnixMillis next_at) = 0;
  /// The office refused it for good; `reason` is for the log and holds no personal data. The rating behind a
  /// refused case is refused with it.
  virtual Result<void> mark_refused(std::int64_t id, const std::string& reason) = 0;
  /// A refused case is due again, under the same key, with its tries forgotten: somebody has removed what the
  /// refusal was about. Its rating, if refused, goes again behind it. False if no case of this uid is
  /// refused.
  virtual Result<bool> resend(const std::string& uid, UnixMillis now) = 0;
  /// Everything that waits is due now (a link came back).
  virtual Result<void> wake_all(UnixMillis now) = 0;
  virtual Result<OutboxCounts> counts() = 0;
  /// When the oldest undelivered case was submitted; ratings do not count.
  virtual Result<std::optional<UnixMillis>> oldest_waiting() = 0;
  /// Number of the office's last answer that was taken in; 0 at first.
  virtual Result<std::int64_t> news_seen() = 0;
  virtual Result<void> set_news_seen(std::int64_t seq) = 0;
  /// When the next waiting entry is due.
  virtual Result<std::optional<UnixMillis>> next_due() = 0;
};

}  // namespace yitang::cases
