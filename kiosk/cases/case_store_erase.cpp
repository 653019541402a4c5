// Erasing: the key first, then everything that lay under it, then every page of the files that still holds a
// trace.
#include "kiosk/cases/case_store.hpp"
#include "kiosk/cases/store_parts.hpp"
#include "storage/migration_copy.hpp"

namespace yitang::cases {
namespace {

constexpr std::string_view kErasing[] = {
    "DELETE FROM record_key WHERE uid = ?",
    "DELETE FROM case_body WHERE case_id = (SELECT id FROM case_row WHERE uid = ?)",
    "UPDATE notice SET message = NULL WHERE uid = ?",
    "UPDATE rating SET comment = '' WHERE visit_uid = ?",
    "UPDATE outbox SET refusal = NULL WHERE uid = ?",
    "UPDATE case_row SET applicant = NULL, agent = NULL WHERE uid = ?",
};

}  // namespace

Result<void> CaseStore::erase_case(std::string_view uid, EraseReason reason) {
  auto& parts = *parts_;
  auto transaction = parts.database.begin();
  if (!transaction) return failure(transaction);
  auto delivered = parts.database.query_one<bool>("SELECT state = 2 FROM outbox WHERE uid = ?", uid);
  if (!delivered) return failure(delivered);
  if (!*delivered) return fail(ErrorKind::NotFound, "no such case");
  if (!**delivered) return fail(ErrorKind::Refused, "the case is not delivered yet");
  // A copy from before a change of the schema would keep the key.
  if (auto gone = storage::discard_migration_copies(parts.database); !gone) return failure(gone);
  auto pages = set_pages(parts, uid, {});
  if (!pages) return failure(pages);
  for (const std::string_view sql : kErasing) {
    auto erased = parts.database.run(sql, uid);
    if (!erased) return failure(erased);
  }
  const auto disposition = reason == EraseReason::OnDemand ? audit::CaseErased::Disposition::OnDemand
                                                           : audit::CaseErased::Disposition::Ok;
  if (auto audited = append_audit(parts, audit::CaseErased{disposition, uid}); !audited) return audited;
  if (auto committed = transaction->commit(); !committed) return failure(committed);
  remove_files(parts, *pages);
  return checkpoint();  // the old pages of the log still hold the erased rows
}

Result<int> CaseStore::erase_comments(UnixMillis before) {
  if (!parts_->clock.trusted()) return 0;
  auto erased = parts_->database.run("UPDATE rating SET comment = '' WHERE comment <> '' AND at < ?", before);
  if (!erased) return failure(erased);
  return static_cast<int>(*erased);
}

}  // namespace yitang::cases
