// What waits for the counter: drafts with a reference of their own.
#include "kiosk/cases/case_store.hpp"
#include "kiosk/cases/prepared.hpp"
#include "kiosk/cases/store_parts.hpp"

namespace yitang::cases {

// The draft first: without its reference it is an ordinary one, and the same call again gives it one.
Result<PreparedCase> CaseStore::prepare(const Draft& draft, UnixMillis until) {
  if (!is_unproven(draft.applicant, draft.agent) || draft.bundle || draft.supplement)
    return fail(ErrorKind::BadInput, "only what somebody typed for themselves waits for the counter");
  if (auto saved = save_draft(draft); !saved) return failure(saved);
  auto& parts = *parts_;
  auto transaction = parts.database.begin();
  if (!transaction) return failure(transaction);
  auto written =
      parts.database.run("UPDATE draft SET prepared = coalesce(prepared, ?), until = ? WHERE uid = ?",
                         new_prepared_reference(parts.random), until, draft.uid);
  if (!written) return failure(written);
  auto reference =
      parts.database.query_one<std::string>("SELECT prepared FROM draft WHERE uid = ?", draft.uid);
  if (!reference) return failure(reference);
  if (!*reference) return fail(ErrorKind::StoreFailed, "a draft that was just saved is not there");
  if (auto committed = transaction->commit(); !committed) return failure(committed);
  return PreparedCase{**reference, until};
}

Result<std::optional<Draft>> CaseStore::prepared(std::string_view reference) {
  auto uid = parts_->database.query_one<std::string>("SELECT uid FROM draft WHERE prepared = ?", reference);
  if (!uid) return failure(uid);
  if (!*uid) return std::nullopt;
  return draft(**uid);
}

Result<std::vector<Draft>> CaseStore::all_prepared(int limit) {
  auto uids = parts_->database.collect(
      "SELECT uid FROM draft WHERE prepared IS NOT NULL ORDER BY stamp DESC LIMIT ?",
      [](const storage::Row& row) { return row.text(0); }, limit);
  if (!uids) return failure(uids);
  std::vector<Draft> all;
  for (const auto& uid : *uids) {
    auto one = draft(uid);
    if (!one) return failure(one);
    if (*one) all.push_back(std::move(**one));
  }
  return all;
}

}  // namespace yitang::cases
