#include "kiosk/cases/audit_log.hpp"

namespace yitang::cases {

storage::Result<storage::AuditHead> append_event(storage::Database& database,
                                                 const Result<audit::Record>& record, UnixMillis now) {
  if (!record) {
    return tl::unexpected(
        storage::Error{storage::ErrorCode::Misuse, describe(record.error()), database.path().string(), 0});
  }
  storage::AuditEvent event{record->type(), record->disposition(), {}};
  for (const auto& [name, value] : record->fields()) event.fields.push_back({name, value});
  return storage::append_audit(database, event, now);
}

}  // namespace yitang::cases
