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
    "UPDATE notice SET message = NULL, details = NULL WHERE uid = ?",
    "UPDATE case_rating SET comment = '' WHERE case_uid = ?",
    "UPDATE outbox SET refusal = NULL WHERE uid = ?",
    "UPDATE appointment SET holder = NULL, state = iif(state = 0, 2, state) WHERE case_uid = ?",
    "UPDATE case_row SET applicant = NULL, agent = NULL WHERE uid = ?",
};

/// The rows of one case or supplement, inside the caller's transaction. Returns its pictures.
Result<PageNames> erase_case_rows(StoreParts& parts, std::string_view uid, EraseReason reason) {
  auto delivered = parts.database.query_one<bool>("SELECT state = 2 FROM outbox WHERE uid = ?", uid);
  if (!delivered) return failure(delivered);
  if (!*delivered) return fail(ErrorKind::NotFound, "no such case");
  if (!**delivered) return fail(ErrorKind::Refused, "the case is not delivered yet");
  auto rated = parts.database.query_one<std::int64_t>(
      "SELECT count(*) FROM outbox WHERE behind = ? AND state < 2", uid);
  if (!rated) return failure(rated);
  if (rated->value_or(0) > 0) return fail(ErrorKind::Refused, "its rating is not delivered yet");
  auto pages = set_pages(parts, uid, {});
  if (!pages) return failure(pages);
  for (const std::string_view sql : kErasing) {
    auto erased = parts.database.run(sql, uid);
    if (!erased) return failure(erased);
  }
  const auto disposition = reason == EraseReason::OnDemand ? audit::CaseErased::Disposition::OnDemand
                                                           : audit::CaseErased::Disposition::Ok;
  if (auto audited = append_audit(parts, audit::CaseErased{disposition, uid}); !audited)
    return failure(audited);
  return pages;
}

}  // namespace

Result<void> CaseStore::erase_case(std::string_view uid, EraseReason reason) {
  auto& parts = *parts_;
  auto transaction = parts.database.begin();
  if (!transaction) return failure(transaction);
  auto uids = parts.database.collect(
      "SELECT uid FROM case_row JOIN case_body ON case_id = id WHERE supplement_of = ?",
      [](const storage::Row& row) { return row.text(0); }, uid);
  if (!uids) return failure(uids);
  uids->emplace_back(uid);
  PageNames pages;
  for (const std::string& one : *uids) {
    auto names = erase_case_rows(parts, one, reason);
    if (!names) return failure(names);
    pages.insert(names->begin(), names->end());
  }
  // A copy from before a change of the schema would keep the keys.
  if (auto gone = storage::discard_migration_copies(parts.database); !gone) return failure(gone);
  if (auto committed = transaction->commit(); !committed) return failure(committed);
  remove_files(parts, pages);
  return checkpoint();  // the old pages of the log still hold the erased rows
}

Result<int> CaseStore::erase_comments(UnixMillis before) {
  if (!parts_->clock.trusted()) return 0;
  auto erased = parts_->database.run(
      "UPDATE case_rating SET comment = '' WHERE comment <> '' AND kept_from < ? AND NOT EXISTS (SELECT 1 "
      "FROM outbox WHERE outbox.uid = case_rating.uid AND state < 2)",
      before);
  if (!erased) return failure(erased);
  return static_cast<int>(*erased);
}

}  // namespace yitang::cases
