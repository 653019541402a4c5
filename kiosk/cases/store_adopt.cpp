#include "kiosk/cases/store_adopt.hpp"

#include <set>
#include <utility>
#include <vector>

#include "kiosk/cases/case_record.hpp"
#include "kiosk/cases/envelope_body.hpp"
#include "kiosk/cases/store_parts.hpp"

namespace yitang::cases {
namespace {

using storage::Bytes;
using storage::Row;

std::optional<storage::BlindIndex> index_of_number(const storage::StoreKeys& keys,
                                                   const std::string& number) {
  if (number.empty()) return std::nullopt;
  return storage::blind_index(keys.blind_index_key.view(), kPersonIndex, number);
}

Result<void> add_row(storage::Database& database, const storage::StoreKeys& keys, std::int64_t id,
                     const Envelope& envelope) {
  const auto promised =
      envelope.promised ? std::optional<std::string>(envelope.promised->iso()) : std::nullopt;
  const auto agent = envelope.agent ? index_of_number(keys, envelope.agent->person.number) : std::nullopt;
  std::optional<std::string> supplement_of;
  std::optional<std::string> notice_no;
  if (envelope.supplement) {
    supplement_of = envelope.supplement->case_uid;
    notice_no = envelope.supplement->notice_no;
  }
  auto added = database.run(
      "INSERT OR IGNORE INTO case_row (id, uid, receipt_no, qr_token, item_id, item_version, state,"
      " submitted_at, promised, state_at, applicant, agent, supplement_of, notice_no)"
      " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?8, ?10, ?11, ?12, ?13)",
      id, envelope.idempotency_key, envelope.receipt_no, envelope.qr_token, envelope.item_id,
      envelope.item_version, CaseState::Submitted, envelope.submitted_at, promised,
      index_of_number(keys, envelope.applicant.number), agent, supplement_of, notice_no);
  if (!added) return failure(added);
  // How far it has come, as the office's last notice said.
  auto moved = database.run(
      "UPDATE case_row SET (state, outcome, state_at, revision, step) = (SELECT state, outcome, at, "
      "revision, step FROM"
      " notice WHERE uid = ?1 ORDER BY revision DESC LIMIT 1)"
      " WHERE uid = ?1 AND EXISTS (SELECT 1 FROM notice WHERE uid = ?1)",
      envelope.idempotency_key);
  if (!moved) return failure(moved);
  return {};
}

}  // namespace

std::optional<std::string> unseal_saved(const RecordKeys& record_keys, const std::string& uid,
                                        const Bytes& body) {
  const auto key = record_keys.find(uid);
  if (key == record_keys.end()) return std::nullopt;
  auto text = unseal_text(key->second, body, uid);
  if (!text) return std::nullopt;
  return std::move(*text);
}

Result<void> adopt_bodies(storage::Database& database, const storage::StoreKeys& keys,
                          const RecordKeys& record_keys) {
  std::vector<std::pair<std::int64_t, Bytes>> orphans;
  auto read =
      database.query("SELECT case_id, body FROM case_body WHERE case_id NOT IN (SELECT id FROM case_row)",
                     [&](const Row& row) { orphans.emplace_back(row.integer(0), row.blob(1)); });
  if (!read) return failure(read);
  if (orphans.empty()) return {};
  std::set<std::string> taken;
  read = database.query("SELECT uid FROM case_row UNION SELECT uid FROM draft",
                        [&](const Row& row) { taken.insert(row.text(0)); });
  if (!read) return failure(read);
  for (const auto& [id, body] : orphans) {
    for (const auto& entry : record_keys) {
      const std::string& uid = entry.first;
      const auto text = taken.contains(uid) ? std::nullopt : unseal_saved(record_keys, uid, body);
      const auto envelope = text ? body_from_json(*text) : fail(ErrorKind::NotFound, {});
      if (!envelope) continue;
      if (auto added = add_row(database, keys, id, *envelope); !added) return added;
      taken.insert(uid);
      break;
    }
  }
  return {};
}

}  // namespace yitang::cases
