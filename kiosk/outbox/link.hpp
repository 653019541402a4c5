// The boundary to the office, free of any transport's notions: hand in a case, ask what is new (both
// idempotent), ask whose code it is.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "kiosk/base/error.hpp"
#include "kiosk/cases/case_record.hpp"
#include "kiosk/cases/identity.hpp"
#include "storage/signing.hpp"

namespace yitang::outbox {

/// One answer of the office; `seq` counts up over all answers for this terminal.
struct News {
  std::int64_t seq = 0;
  cases::StatusUpdate update;
};

/// Used by one thread at a time; may block. Errors: Unavailable (try again later), BadInput or Refused (the
/// office will never take this case as it is: a person must look).
class Link {
 public:
  virtual ~Link() = default;
  /// Posts one envelope (JSON "yitang.case/1" or "yitang.rating/1") and returns the office's signed receipt
  /// as it came. Posting the same idempotency key again gives the same receipt and no second effect.
  /// `audit_head` goes along: the terminal's signed head (JSON "yitang.audit-head/1"), "" if there is none;
  /// it differs from try to try.
  virtual Result<std::string> post(const std::string& envelope, const std::string& audit_head) = 0;
  /// At most `limit` answers for this terminal after `after`, oldest first.
  virtual Result<std::vector<News>> fetch(const std::string& terminal, std::int64_t after, int limit) = 0;
  /// Who shows this code. Each code answers once; a question that was not answered may be asked again with a
  /// new nonce. Links without a way back for this say Unavailable.
  virtual cases::IdentityAnswer identify(const cases::IdentityQuestion& /*question*/) {
    return tl::unexpected(cases::IdentityRefusal::Unavailable);
  }
  /// identify() may answer at all: nobody is offered what cannot be. Any thread.
  virtual bool can_identify() const { return false; }
  /// Whose signature receipts must carry.
  virtual const storage::PublicKey& office_key() const = 0;
};

}  // namespace yitang::outbox
