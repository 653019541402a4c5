// Audit heads of the terminals: what the office can hold against an old copy of a terminal's store.
#include "kiosk/base/audit_events.hpp"
#include "kiosk/cases/audit_export.hpp"
#include "kiosk/cases/audit_log.hpp"
#include "kiosk/office/parts.hpp"

namespace yitang::office {
namespace {

constexpr std::string_view kOfficeDevice = "office";

struct KnownHead {
  storage::AuditHead head;
  storage::PublicKey key{};
};

storage::Result<std::optional<KnownHead>> known_head(storage::Database& database, std::string_view terminal) {
  auto row = database.query_one<std::int64_t, storage::AuditHash, storage::PublicKey>(
      "SELECT seq, hash, key FROM terminal_head WHERE terminal = ?", terminal);
  if (!row) return tl::unexpected(row.error());
  if (!*row) return std::optional<KnownHead>();
  const auto& [seq, hash, key] = **row;
  return std::optional(KnownHead{{seq, hash}, key});
}

storage::Result<void> keep(Office::Parts& parts, const storage::SignedHead& head) {
  auto kept = parts.database.run(
      "INSERT INTO terminal_head(terminal, seq, hash, boot, unix_ms, key, signature, received_at) "
      "VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (terminal) DO UPDATE SET seq = excluded.seq, hash = "
      "excluded.hash, boot = excluded.boot, unix_ms = excluded.unix_ms, key = excluded.key, signature = "
      "excluded.signature, received_at = excluded.received_at",
      head.device, head.head.seq, head.head.hash, head.boot, head.unix_ms, head.key, head.signature,
      parts.clock.now());
  if (!kept) return tl::unexpected(kept.error());
  return {};
}

using Finding = audit::OfficeHead::Disposition;

storage::Result<void> note(Office::Parts& parts, const std::string& terminal, Finding what,
                           std::int64_t seq) {
  auto noted = cases::append_event(parts.database, audit::record_of(audit::OfficeHead{what, terminal, seq}),
                                   parts.clock.now());
  if (!noted) return tl::unexpected(noted.error());
  return {};
}

// What is remarkable about a head; nothing if it is simply the newest.
std::optional<Finding> finding(const std::optional<KnownHead>& known, const storage::SignedHead& head) {
  if (!known) return std::nullopt;
  if (known->key != head.key) return Finding::NewKey;
  if (head.head.seq < known->head.seq) return Finding::Behind;
  if (head.head.seq == known->head.seq && head.head.hash != known->head.hash) return Finding::Forked;
  return std::nullopt;
}

storage::Result<void> weigh(Office::Parts& parts, const std::string& terminal, std::string_view json,
                            const std::optional<KnownHead>& known) {
  const auto head = cases::audit_head_from_json(json);
  if (!head || head->device != terminal) return note(parts, terminal, Finding::Rejected, 0);
  const auto found = finding(known, *head);
  if (found) {
    if (auto noted = note(parts, terminal, *found, head->head.seq); !noted) return noted;
  }
  // Another key is another store at this place: a terminal that was replaced. The log says so.
  if (!found || found == Finding::NewKey) return keep(parts, *head);
  return {};
}

}  // namespace

storage::Result<std::optional<cases::ReceiptHead>> take_head(Office::Parts& parts,
                                                             const std::string& terminal,
                                                             std::string_view json) {
  auto known = known_head(parts.database, terminal);
  if (!known) return tl::unexpected(known.error());
  if (!json.empty()) {
    if (auto weighed = weigh(parts, terminal, json, *known); !weighed) return tl::unexpected(weighed.error());
    known = known_head(parts.database, terminal);
    if (!known) return tl::unexpected(known.error());
  }
  if (!*known) return std::optional<cases::ReceiptHead>();
  return std::optional(cases::ReceiptHead{terminal, (*known)->head});
}

Result<std::optional<cases::CountersignedHead>> Office::newest_head_of(std::string_view terminal) {
  auto row = parts_->database.query_one<std::int64_t, storage::AuditHash, std::int64_t>(
      "SELECT seq, hash, received_at FROM terminal_head WHERE terminal = ?", terminal);
  if (!row) return failed(row);
  if (!*row) return std::optional<cases::CountersignedHead>();
  const auto& [seq, hash, received_at] = **row;
  return std::optional(cases::CountersignedHead{{seq, hash}, received_at});
}

Result<void> Office::sign_audit_head() {
  auto head = storage::sign_audit_head(parts_->database, kOfficeDevice, storage::this_boot(),
                                       parts_->clock.now(), parts_->keys.keys().signing_seed.view());
  if (!head) return failed(head);
  return {};
}

Result<void> Office::export_audit(const std::function<Result<void>(std::string_view)>& write) {
  return cases::export_audit(
      parts_->database,
      {std::string(kOfficeDevice), parts_->keys.keys().signing_seed.view(), parts_->clock.now(), {}}, write);
}

Result<cases::AuditVerdict> Office::verify_audit() { return cases::verify_log(parts_->database); }

}  // namespace yitang::office
