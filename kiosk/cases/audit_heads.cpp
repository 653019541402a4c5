#include "kiosk/cases/audit_heads.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "kiosk/cases/audit_export.hpp"
#include "kiosk/cases/case_store.hpp"
#include "kiosk/cases/office_receipt.hpp"
#include "kiosk/cases/store_parts.hpp"

namespace yitang::cases {
namespace {

using nlohmann::json;

constexpr std::string_view kHeadSchema = "yitang.audit-head/1";
constexpr std::size_t kMaxHeadBytes = 1024;

template <std::size_t N>
bool read_hex(const json& document, const char* key, std::array<std::uint8_t, N>& out) {
  const auto found = document.find(key);
  if (found == document.end() || !found->is_string()) return false;
  const auto bytes = storage::from_hex(found->get_ref<const std::string&>());
  if (!bytes || bytes->size() != N) return false;
  std::copy(bytes->begin(), bytes->end(), out.begin());
  return true;
}

bool read_text(const json& document, const char* key, std::string& out) {
  const auto found = document.find(key);
  if (found == document.end() || !found->is_string()) return false;
  out = found->get<std::string>();
  return !out.empty() && out.size() <= 64;
}

bool read_number(const json& document, const char* key, std::int64_t& out) {
  const auto found = document.find(key);
  if (found == document.end() || !found->is_number_integer()) return false;
  out = found->get<std::int64_t>();
  return out >= 0;
}

}  // namespace

std::string audit_head_to_json(const storage::SignedHead& head) {
  return json{{"schema", kHeadSchema},
              {"device", head.device},
              {"boot", head.boot},
              {"seq", head.head.seq},
              {"hash", storage::to_hex(head.head.hash)},
              {"at", head.unix_ms},
              {"key", storage::to_hex(head.key)},
              {"signature", storage::to_hex(head.signature)}}
      .dump(-1, ' ', false, json::error_handler_t::replace);
}

Result<storage::SignedHead> parse_audit_head(std::string_view text) {
  if (text.size() > kMaxHeadBytes) return fail(ErrorKind::BadInput, "an audit head is too long");
  const json document = json::parse(text, nullptr, false);
  if (!document.is_object()) return fail(ErrorKind::BadInput, "an audit head is not a JSON object");
  storage::SignedHead head;
  const bool complete =
      read_text(document, "device", head.device) && read_text(document, "boot", head.boot) &&
      read_number(document, "seq", head.head.seq) && head.head.seq >= 1 &&
      read_hex(document, "hash", head.head.hash) && read_number(document, "at", head.unix_ms) &&
      read_hex(document, "key", head.key) && read_hex(document, "signature", head.signature);
  // One way to write each head: a member more, another schema or another spelling is no head.
  if (!complete || audit_head_to_json(head) != text) {
    return fail(ErrorKind::BadInput, "an audit head is malformed");
  }
  return head;
}

Result<storage::SignedHead> audit_head_from_json(std::string_view text) {
  auto head = parse_audit_head(text);
  if (head && !storage::signature_holds(*head)) {
    return fail(ErrorKind::Refused, "an audit head's signature is wrong");
  }
  return head;
}

Result<std::optional<storage::SignedHead>> sign_head(StoreParts& parts) {
  return up(storage::sign_audit_head(parts.database, parts.terminal, parts.boot, parts.clock.now(),
                                     parts.keys.keys().signing_seed.view()));
}

Result<void> keep_countersigned(StoreParts& parts, const std::string& receipt) {
  const auto read = read_receipt(receipt);
  if (!read || !read->audit_head || read->audit_head->terminal != parts.terminal) return {};
  const storage::AuditHead& head = read->audit_head->head;
  auto kept = parts.database.run(
      "INSERT INTO countersigned_head (id, seq, hash, office_at, receipt) VALUES (1, ?, ?, ?, ?) ON CONFLICT "
      "(id) "
      "DO UPDATE SET seq = excluded.seq, hash = excluded.hash, office_at = excluded.office_at, receipt = "
      "excluded.receipt WHERE excluded.seq > seq",
      head.seq, head.hash, read->received_at, receipt);
  if (!kept) return failure(kept);
  return {};
}

Result<void> CaseStore::sign_audit_head() {
  auto head = sign_head(*parts_);
  if (!head) return failure(head);
  return {};
}

Result<std::optional<CountersignedHead>> CaseStore::newest_countersigned_head() {
  auto row = parts_->database.query_one<std::int64_t, storage::AuditHash, std::int64_t>(
      "SELECT seq, hash, office_at FROM countersigned_head");
  if (!row) return failure(row);
  if (!*row) return std::nullopt;
  const auto& [seq, hash, office_at] = **row;
  return CountersignedHead{{seq, hash}, office_at};
}

Result<void> CaseStore::export_audit(const std::function<Result<void>(std::string_view)>& write) {
  auto receipt = parts_->database.query_one<std::string>("SELECT receipt FROM countersigned_head");
  if (!receipt) return failure(receipt);
  return cases::export_audit(
      parts_->database,
      {parts_->terminal, signing_seed(), parts_->clock.now(), receipt->value_or(std::string())}, write);
}

Result<AuditVerdict> verify_log(storage::Database& database) {
  AuditVerdict verdict;
  auto report = storage::verify_audit_and_heads(database);
  if (report) {
    verdict.rows = report->count;
  } else if (report.error().code == storage::ErrorCode::AuditBroken) {
    verdict.problem = report.error().message;
  } else {
    return failure(report);
  }
  auto heads =
      storage::for_each_signed_head(database, [&](const storage::SignedHead&) { ++verdict.signed_heads; });
  if (!heads) return failure(heads);
  return verdict;
}

Result<AuditVerdict> CaseStore::verify_audit() {
  auto verdict = verify_log(parts_->database);
  auto head = newest_countersigned_head();
  if (!head) return failure(head);
  if (!verdict || !*head) return verdict;
  verdict->countersigned_at = (*head)->head.seq;
  auto standing = standing_of((*head)->head);
  if (!standing) return failure(standing);
  // A copy whose note is in the store is no fault of the log: restored() says so to the technician.
  auto known_copy = copy_explains(**head);
  if (!known_copy) return failure(known_copy);
  if (*standing != HeadStanding::Passed && verdict->problem.empty() && !*known_copy) {
    verdict->problem = fmt::format(
        "audit row {} is not the one that the office countersigned: {}", verdict->countersigned_at,
        *standing == HeadStanding::Behind ? "the log ends before it, this is an old copy of the store"
                                          : "the log went another way, an old copy was used on");
  }
  return verdict;
}

Result<HeadStanding> CaseStore::standing_of(const storage::AuditHead& head) {
  auto own = storage::audit_head(parts_->database);
  if (!own) return failure(own);
  if (own->seq < head.seq) return HeadStanding::Behind;
  auto hash = storage::audit_hash_at(parts_->database, head.seq);
  if (!hash) return failure(hash);
  return *hash == head.hash ? HeadStanding::Passed : HeadStanding::Forked;
}

}  // namespace yitang::cases
