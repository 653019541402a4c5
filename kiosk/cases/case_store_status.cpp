#include "kiosk/cases/case_store.hpp"
#include "kiosk/cases/case_writing.hpp"
#include "kiosk/cases/store_parts.hpp"

namespace yitang::cases {
namespace {

using storage::Row;

struct Known {
  std::int64_t revision = 0;
  CaseState state = CaseState::Submitted;
};

Result<std::optional<Known>> known_of(StoreParts& parts, std::string_view uid) {
  auto row = parts.database.query_one<std::int64_t, CaseState>(
      "SELECT revision, state FROM case_row WHERE uid = ?", uid);
  if (!row) return failure(row);
  if (!*row) return std::nullopt;
  return Known{std::get<0>(**row), std::get<1>(**row)};
}

/// The person must be told of these; the others show in the progress page.
bool deserves_notice(CaseState state) {
  return state == CaseState::Supplement || state == CaseState::Concluded;
}

/// The office's words, sealed with the case's key; nothing once the case is erased.
Result<std::optional<storage::Bytes>> sealed_words(StoreParts& parts, const std::string& uid,
                                                   const std::string& words) {
  if (words.empty()) return std::nullopt;
  auto key = existing_key(parts, uid);
  if (!key) return failure(key);
  if (!*key) return std::nullopt;
  auto sealed = seal_text(**key, words, uid);
  if (!sealed) return failure(sealed);
  return std::optional<storage::Bytes>(std::move(*sealed));
}

Result<void> write_update(StoreParts& parts, const StatusUpdate& update) {
  const auto promised = update.promised ? std::optional<std::string>(update.promised->iso()) : std::nullopt;
  auto changed = parts.database.run(
      "UPDATE case_row SET state = ?2, outcome = ?3, state_at = ?4, step = ?5, revision = ?6,"
      " office_case_no = CASE WHEN ?7 = '' THEN office_case_no ELSE ?7 END, promised = COALESCE(?8, promised)"
      " WHERE uid = ?1",
      update.uid, update.state, update.outcome, update.at, update.step, update.revision,
      update.office_case_no, promised);
  if (!changed) return failure(changed);
  auto message = sealed_words(parts, update.uid, update.message);
  if (!message) return failure(message);
  auto details = sealed_words(parts, update.uid, details_to_json(update.details));
  if (!details) return failure(details);
  auto added = parts.database.run(
      "INSERT INTO notice (uid, revision, state, outcome, at, message, unread, step, details)"
      " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
      update.uid, update.revision, update.state, update.outcome, update.at, *message,
      deserves_notice(update.state), update.step, *details);
  if (!added) return failure(added);
  if (update.outcome == Outcome::Refused || update.outcome == Outcome::Withdrawn) {
    if (auto freed = free_place(parts, update.uid); !freed) return freed;  // nobody has to come for it
  }
  return append_audit(parts, audit::CaseStatus{update.uid, update.revision, name_of(update.state)});
}

struct SealedNotice {
  Notice notice;
  std::optional<storage::Bytes> message;
  std::optional<storage::Bytes> details;
};

SealedNotice sealed_notice(const Row& row) {
  Notice notice{row.integer(0),      row.text(1),    row.text(2), row.text(3), row.get<CaseState>(4),
                row.get<Outcome>(5), row.integer(6), {},          row.text(8), {}};
  return {std::move(notice), row.get<std::optional<storage::Bytes>>(7),
          row.get<std::optional<storage::Bytes>>(9)};
}

Result<void> open_notice(const storage::SealedKey& key, SealedNotice& row) {
  if (row.message) {
    auto text = unseal_text(key, *row.message, row.notice.uid);
    if (!text) return failure(text);
    row.notice.message = std::move(*text);
  }
  if (row.details) {
    auto text = unseal_text(key, *row.details, row.notice.uid);
    if (!text) return failure(text);
    auto details = details_from_json(*text);
    if (!details)
      return fail(ErrorKind::StoreFailed, "a notice cannot be read: " + describe(details.error()));
    row.notice.details = std::move(*details);
  }
  return {};
}

Result<std::vector<Notice>> opened(StoreParts& parts, storage::Result<std::vector<SealedNotice>> rows) {
  if (!rows) return failure(rows);
  std::vector<Notice> notices;
  for (auto& row : *rows) {
    if (row.message || row.details) {
      auto key = existing_key(parts, row.notice.uid);
      if (!key) return failure(key);
      if (!*key) return fail(ErrorKind::StoreFailed, "a notice has lost its key");
      if (auto read = open_notice(**key, row); !read) return failure(read);
    }
    notices.push_back(std::move(row.notice));
  }
  return notices;
}

#define YITANG_NOTICE_COLUMNS                                                                            \
  "SELECT n.id, n.uid, c.receipt_no, c.item_id, n.state, n.outcome, n.at, n.message, n.step, n.details " \
  "FROM notice AS n JOIN case_row AS c ON c.uid = n.uid "

}  // namespace

Result<bool> CaseStore::apply_status(const StatusUpdate& update) {
  auto& parts = *parts_;
  auto transaction = parts.database.begin();
  if (!transaction) return failure(transaction);
  auto known = known_of(parts, update.uid);
  if (!known) return failure(known);
  if (!*known) return fail(ErrorKind::NotFound, "no such case");
  if (update.revision <= (*known)->revision) return false;
  if (!may_follow((*known)->state, update.state)) return fail(ErrorKind::Refused, "the state would go back");
  if (auto written = write_update(parts, update); !written) return failure(written);
  if (auto committed = transaction->commit(); !committed) return failure(committed);
  return true;
}

Result<std::vector<Notice>> CaseStore::unread_notices(std::string_view id_number) {
  const auto index = index_of(*parts_, id_number);
  if (!index) return std::vector<Notice>{};
  return opened(*parts_, parts_->database.collect(YITANG_NOTICE_COLUMNS
                                                  "WHERE n.unread = 1 AND (c.applicant = ?1 OR c.agent = ?1)"
                                                  " ORDER BY n.id DESC LIMIT 100",
                                                  sealed_notice, *index));
}

Result<std::vector<Notice>> CaseStore::notices_of(std::string_view uid) {
  return opened(*parts_, parts_->database.collect(YITANG_NOTICE_COLUMNS "WHERE n.uid = ? ORDER BY n.revision",
                                                  sealed_notice, uid));
}

Result<void> CaseStore::mark_read(std::int64_t notice_id) {
  auto marked = parts_->database.run("UPDATE notice SET unread = 0 WHERE id = ?", notice_id);
  if (!marked) return failure(marked);
  return {};
}

}  // namespace yitang::cases
