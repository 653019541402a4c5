#include "kiosk/cases/case_store.hpp"
#include "kiosk/cases/prepared.hpp"
#include "kiosk/cases/store_parts.hpp"
#include "storage/migration_copy.hpp"

namespace yitang::cases {
namespace {

using storage::Bytes;
using storage::Row;

struct Stored {
  std::string uid;
  Bytes body;
  UnixMillis updated = 0;
  bool dated = false;  ///< a trusted clock gave `updated`
  std::string prepared;
  UnixMillis until = 0;
};

constexpr std::string_view kRowOfDraft =
    "SELECT uid, body, updated, dated, coalesce(prepared, ''), coalesce(until, 0) FROM draft ";

Stored stored(const Row& row) {
  return {row.text(0), row.blob(1), row.integer(2), row.get<bool>(3), row.text(4), row.integer(5)};
}

/// Only a clock that is trusted, about a time that one gave, ends a draft: a jump of the clock does not.
bool is_over(const StoreParts& parts, const Stored& row, const Draft& draft) {
  return row.dated && parts.clock.trusted() && is_expired(draft, parts.clock.now());
}

Result<Draft> opened(StoreParts& parts, const Stored& row) {
  auto key = existing_key(parts, row.uid);
  if (!key) return failure(key);
  if (!*key) return fail(ErrorKind::StoreFailed, "a draft has lost its key");
  auto text = unseal_text(**key, row.body, row.uid);
  if (!text) return failure(text);
  auto draft = draft_from_json(*text);
  if (!draft)
    return fail(ErrorKind::StoreFailed, "a stored draft cannot be read: " + describe(draft.error()));
  draft->updated = row.updated;
  if (!row.prepared.empty()) draft->prepared = PreparedCase{row.prepared, row.until};
  return draft;
}

Result<void> write(StoreParts& parts, const Draft& draft) {
  auto key = key_of(parts, draft.uid);
  if (!key) return failure(key);
  auto body = seal_text(*key, draft_to_json(draft), draft.uid);
  if (!body) return failure(body);
  const auto applicant = index_of(parts, draft.applicant);
  const auto agent = index_of(parts, draft.agent);
  auto stamp = parts.database.query_one<std::int64_t>(
      "UPDATE counter SET value = value + 1 WHERE name = 'draft.stamp' RETURNING value");
  if (!stamp) return failure(stamp);
  auto written = parts.database.run(
      "INSERT INTO draft (uid, item_id, applicant, agent, updated, body, stamp, dated, typed)"
      " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (uid) DO UPDATE SET item_id = excluded.item_id,"
      " applicant = excluded.applicant, agent = excluded.agent, updated = excluded.updated,"
      " body = excluded.body, stamp = excluded.stamp, dated = excluded.dated, typed = excluded.typed",
      draft.uid, draft.item_id, applicant, agent, draft.updated, *body, stamp->value_or(0),
      parts.clock.trusted(), is_unproven(draft.applicant, draft.agent));
  if (!written) return failure(written);
  return {};
}

/// Rows of one draft, inside the caller's transaction. Returns its pictures.
Result<PageNames> erase_rows(StoreParts& parts, std::string_view uid) {
  // A copy from before a change of the schema would keep the key.
  if (auto gone = storage::discard_migration_copies(parts.database); !gone) return failure(gone);
  auto pages = set_pages(parts, uid, {});
  if (!pages) return pages;
  for (const std::string_view sql :
       {"DELETE FROM draft WHERE uid = ?", "DELETE FROM record_key WHERE uid = ?"}) {
    auto removed = parts.database.run(sql, uid);
    if (!removed) return failure(removed);
  }
  return pages;
}

Result<bool> is_case(StoreParts& parts, std::string_view uid) {
  auto found = parts.database.query_one<std::int64_t>("SELECT id FROM case_row WHERE uid = ?", uid);
  if (!found) return failure(found);
  return found->has_value();
}

}  // namespace

Result<void> CaseStore::save_draft(const Draft& draft) {
  auto& parts = *parts_;
  auto submitted = is_case(parts, draft.uid);
  if (!submitted) return failure(submitted);
  if (*submitted) return fail(ErrorKind::Refused, "the draft was submitted already");
  auto copy = draft;
  copy.updated = parts.clock.now();
  auto transaction = parts.database.begin();
  if (!transaction) return failure(transaction);
  if (auto written = write(parts, copy); !written) return written;
  auto gone = set_pages(parts, copy.uid, page_names(copy.materials));
  if (!gone) return failure(gone);
  if (auto committed = transaction->commit(); !committed) return failure(committed);
  remove_files(parts, *gone);
  return {};
}

Result<std::vector<Draft>> CaseStore::find_drafts(std::string_view id_number, std::string_view item_id) {
  std::vector<Draft> found;
  const auto index = index_of(*parts_, id_number);
  if (!index) return found;
  auto rows = parts_->database.collect(
      std::string(kRowOfDraft) +
          "WHERE id IN (SELECT id FROM draft WHERE applicant = ?1"
          " UNION SELECT id FROM draft WHERE agent = ?1) AND (?2 = '' OR item_id = ?2)"
          " ORDER BY typed, stamp DESC, id DESC LIMIT 20",
      stored, *index, item_id);
  if (!rows) return failure(rows);
  for (const auto& row : *rows) {
    auto draft = opened(*parts_, row);
    if (!draft) return failure(draft);
    if (!is_over(*parts_, row, *draft)) found.push_back(std::move(*draft));
  }
  return found;
}

Result<std::optional<Draft>> CaseStore::find_draft(std::string_view id_number, std::string_view item_id) {
  auto found = find_drafts(id_number, item_id);
  if (!found) return failure(found);
  if (found->empty()) return std::nullopt;
  return std::optional<Draft>(std::move(found->front()));
}

Result<std::optional<Draft>> CaseStore::draft(std::string_view uid) {
  auto rows = parts_->database.collect(std::string(kRowOfDraft) + "WHERE uid = ?", stored, uid);
  if (!rows) return failure(rows);
  if (rows->empty()) return std::nullopt;
  auto draft = opened(*parts_, rows->front());
  if (!draft) return failure(draft);
  if (is_over(*parts_, rows->front(), *draft)) return std::nullopt;
  return std::optional<Draft>(std::move(*draft));
}

Result<bool> CaseStore::delete_draft(std::string_view uid) {
  auto& parts = *parts_;
  auto transaction = parts.database.begin();
  if (!transaction) return failure(transaction);
  auto found = parts.database.query_one<std::int64_t>("SELECT id FROM draft WHERE uid = ?", uid);
  if (!found) return failure(found);
  if (!*found) return false;
  auto pages = erase_rows(parts, uid);
  if (!pages) return failure(pages);
  if (auto committed = transaction->commit(); !committed) return failure(committed);
  remove_files(parts, *pages);
  if (auto folded = checkpoint(); !folded) return failure(folded);  // the log still holds what was erased
  return true;
}

Result<int> CaseStore::expire_drafts(UnixMillis now) {
  auto& parts = *parts_;
  if (!parts.clock.trusted()) return 0;
  auto transaction = parts.database.begin();
  if (!transaction) return failure(transaction);
  auto expired = parts.database.collect(
      "SELECT uid FROM draft WHERE dated = 1 AND (until <= ?1 OR (until IS NULL AND updated <= ?2))",
      [](const Row& row) { return row.text(0); }, now, now - kDraftLifetime);
  if (!expired) return failure(expired);
  if (expired->empty()) return 0;
  PageNames pages;
  for (const auto& uid : *expired) {
    auto names = erase_rows(parts, uid);
    if (!names) return failure(names);
    pages.insert(names->begin(), names->end());
  }
  const auto count = static_cast<int>(expired->size());
  auto audited = append_audit(parts, audit::DraftExpired{count});
  if (!audited) return failure(audited);
  if (auto committed = transaction->commit(); !committed) return failure(committed);
  remove_files(parts, pages);
  if (auto folded = checkpoint(); !folded) return failure(folded);
  return count;
}

}  // namespace yitang::cases
