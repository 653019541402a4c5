// Heads of the audit log on their way to the office and back.
//
// JSON "yitang.audit-head/1" (keys sorted, no spaces): "device", "boot", "seq", "hash", "at" (milliseconds),
// "key" and "signature"; hash, key and signature in lower-case hexadecimal. What is signed is the binary form
// of storage/audit_head.hpp, not this text.
#pragma once

#include <string>
#include <string_view>

#include "kiosk/base/date.hpp"
#include "kiosk/base/error.hpp"
#include "storage/audit_head.hpp"

namespace yitang::cases {

/// A head of this terminal's audit log that the office has, with its word for it.
struct CountersignedHead {
  storage::AuditHead head;
  UnixMillis office_at = 0;  ///< when the office had it, by the office's clock
};

/// How a terminal's log stands to a head that the office keeps.
enum class HeadStanding {
  Passed,  ///< the log contains it: all is well
  Behind,  ///< the log ends before it: an old copy of the store was put back
  Forked,  ///< another row is in its place: an old copy that has gone on since, or another store
};

/// What `audit verify` finds in a store.
struct AuditVerdict {
  std::int64_t rows = 0;
  std::int64_t signed_heads = 0;
  std::int64_t countersigned_at = 0;  ///< row of the newest head that the office countersigned; 0: none
  std::string problem;                ///< English, names the row; empty if all holds
};

std::string audit_head_to_json(const storage::SignedHead& head);
/// BadInput for anything else, also for another way to write the same; Refused if the signature does not hold
/// under the key that it names. Pure.
Result<storage::SignedHead> audit_head_from_json(std::string_view json);
/// The same without looking at the signature. Pure.
Result<storage::SignedHead> parse_audit_head(std::string_view json);

/// The chain and its signed heads, without anybody's countersignature.
Result<AuditVerdict> verify_log(storage::Database& database);

}  // namespace yitang::cases
