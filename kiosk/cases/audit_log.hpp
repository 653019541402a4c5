// The only place from which the product writes audit rows: declared events into the chain of a store.
#pragma once

#include "kiosk/base/audit_record.hpp"
#include "kiosk/base/date.hpp"
#include "storage/audit_chain.hpp"

namespace yitang::cases {

/// Inside the caller's open transaction, so that the row commits with the change it records. Misuse for a
/// record that could not be made: a value that does not follow its declared kind.
storage::Result<storage::AuditHead> append_event(storage::Database& database,
                                                 const Result<audit::Record>& record, UnixMillis now);

}  // namespace yitang::cases
