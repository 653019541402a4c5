#include <algorithm>

#include "kiosk/cases/case_store.hpp"
#include "kiosk/cases/receipt_number.hpp"
#include "kiosk/cases/store_parts.hpp"

namespace yitang::cases {
namespace {

using storage::Row;

// Statements are cached by their text, so each is one literal.
#define YITANG_CASE_COLUMNS                                                                            \
  "SELECT uid, receipt_no, qr_token, item_id, item_version, state, outcome, submitted_at, promised, "  \
  "(SELECT o.state = 2 FROM outbox AS o WHERE o.uid = case_row.uid), office_case_no, step, state_at, " \
  "coalesce((SELECT o.state = 3 FROM outbox AS o WHERE o.uid = case_row.uid), 0), "                    \
  "coalesce(kept_from, 0), coalesce(supplement_of, ''), coalesce(notice_no, '') FROM case_row "

CaseRow case_row(const Row& row) {
  CaseRow found;
  found.uid = row.text(0);
  found.receipt_no = row.text(1);
  found.qr_token = row.text(2);
  found.item_id = row.text(3);
  found.item_version = row.get<int>(4);
  found.state = row.get<CaseState>(5);
  found.outcome = row.get<Outcome>(6);
  found.submitted_at = row.integer(7);
  if (const auto promised = row.get<std::optional<std::string>>(8)) found.promised = Date::parse(*promised);
  found.delivered = row.get<bool>(9);
  found.office_case_no = row.text(10);
  found.step = row.text(11);
  found.state_at = row.integer(12);
  found.refused = row.get<bool>(13);
  found.kept_from = row.integer(14);
  found.supplement_of = row.text(15);
  found.notice_no = row.text(16);
  return found;
}

Result<std::optional<CaseRow>> only(storage::Result<std::vector<CaseRow>> rows) {
  if (!rows) return failure(rows);
  if (rows->empty()) return std::nullopt;
  return std::optional<CaseRow>(std::move(rows->front()));
}

}  // namespace

Result<std::optional<CaseRow>> CaseStore::find_by_uid(std::string_view uid) {
  return only(parts_->database.collect(YITANG_CASE_COLUMNS "WHERE uid = ?", case_row, uid));
}

Result<std::optional<CaseRow>> CaseStore::find_by_receipt(std::string_view receipt_no) {
  const auto number = parse_receipt_number(receipt_no);
  if (!number) return std::nullopt;
  const auto canonical = format_receipt_number(*number);
  return only(parts_->database.collect(YITANG_CASE_COLUMNS
                                       "WHERE uid = (SELECT coalesce(supplement_of, uid) FROM case_row WHERE "
                                       "receipt_no = ?)",
                                       case_row, canonical));
}

Result<std::optional<CaseRow>> CaseStore::find_by_token(std::string_view qr_token) {
  if (!is_qr_token(qr_token)) return std::nullopt;
  return only(parts_->database.collect(YITANG_CASE_COLUMNS
                                       "WHERE uid = (SELECT coalesce(supplement_of, uid) FROM case_row WHERE "
                                       "qr_token = ?)",
                                       case_row, qr_token));
}

Result<std::vector<CaseRow>> CaseStore::find_by_person(std::string_view id_number) {
  const auto index = index_of(*parts_, id_number);
  if (!index) return std::vector<CaseRow>{};
  auto rows = parts_->database.collect(
      YITANG_CASE_COLUMNS
      "WHERE supplement_of IS NULL AND id IN (SELECT id FROM case_row WHERE applicant"
      " = ?1 UNION SELECT id FROM case_row WHERE agent = ?1) ORDER BY id DESC LIMIT 200",
      case_row, *index);
  auto acted = parts_->database.collect(
      "SELECT uid FROM case_row WHERE agent = ?", [](const Row& row) { return row.text(0); }, *index);
  if (!rows || !acted) return rows ? failure(acted) : failure(rows);
  for (CaseRow& row : *rows) row.as_agent = std::find(acted->begin(), acted->end(), row.uid) != acted->end();
  return std::move(*rows);
}

Result<std::vector<CaseRow>> CaseStore::cases_of_bundle(std::string_view uid_or_token) {
  if (uid_or_token.empty()) return std::vector<CaseRow>{};
  return up(parts_->database.collect(
      YITANG_CASE_COLUMNS
      "WHERE uid IN (SELECT uid FROM bundle_member WHERE bundle = ?1 UNION"
      " SELECT uid FROM bundle_member WHERE qr_token = ?1)"
      " ORDER BY (SELECT position FROM bundle_member AS m WHERE m.uid = case_row.uid)",
      case_row, uid_or_token));
}

Result<std::optional<std::string>> CaseStore::bundle_of(std::string_view uid) {
  return up(parts_->database.query_one<std::string>("SELECT bundle FROM bundle_member WHERE uid = ?", uid));
}

Result<std::vector<CaseRow>> CaseStore::list(int limit, int offset) {
  return up(parts_->database.collect(YITANG_CASE_COLUMNS
                                     "WHERE supplement_of IS NULL ORDER BY id DESC LIMIT ? OFFSET ?",
                                     case_row, std::max(0, limit), std::max(0, offset)));
}

Result<std::vector<CaseRow>> CaseStore::kept_before(UnixMillis before, int limit, int offset) {
  return up(parts_->database.collect(
      YITANG_CASE_COLUMNS
      "WHERE kept_from < ? AND EXISTS (SELECT 1 FROM case_body WHERE case_id = case_row.id) "
      "AND EXISTS (SELECT 1 FROM outbox WHERE outbox.uid = case_row.uid AND outbox.state = 2) "
      "AND NOT EXISTS (SELECT 1 FROM outbox WHERE outbox.behind = case_row.uid AND outbox.state < 2) "
      "AND NOT EXISTS (SELECT 1 FROM case_row AS s JOIN outbox AS o ON o.uid = s.uid WHERE s.supplement_of = "
      "case_row.uid AND o.state <> 2) "
      "AND NOT EXISTS (SELECT 1 FROM appointment WHERE case_uid = case_row.uid AND state = 0) ORDER BY id "
      "LIMIT ? OFFSET ?",
      case_row, before, std::max(0, limit), std::max(0, offset)));
}

Result<std::optional<CaseRow>> CaseStore::open_case_of(std::string_view item_id, std::string_view id_number) {
  const auto index = index_of(*parts_, id_number);
  if (!index) return std::nullopt;
  return only(parts_->database.collect(
      YITANG_CASE_COLUMNS
      "WHERE applicant = ? AND item_id = ? AND state < ? AND supplement_of IS NULL ORDER BY id DESC LIMIT 1",
      case_row, *index, item_id, CaseState::Concluded));
}

Result<std::vector<CaseRow>> CaseStore::supplements_of(std::string_view uid) {
  return up(
      parts_->database.collect(YITANG_CASE_COLUMNS "WHERE supplement_of = ? ORDER BY id", case_row, uid));
}

Result<Envelope> CaseStore::case_content(std::string_view uid) { return load_case(*parts_, uid); }

}  // namespace yitang::cases
