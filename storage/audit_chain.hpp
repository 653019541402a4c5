#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "storage/database.hpp"
#include "storage/error.hpp"

// The audit log: rows that only grow, each holding the hash of itself and its predecessor. It outlives the
// erasing of a case, so it never holds personal data: uids, digests, counts and closed words only.
//
// What it proves: no row was changed, removed, inserted or reordered since a head that someone outside keeps.
// Whoever has the database key can write a new chain; only that outside head tells (send it with each
// delivery).
namespace yitang::storage {

using AuditHash = std::array<std::uint8_t, 32>;

// Append this to a step of the caller's Migration list. Table audit_event, append-only by triggers.
// Its signed heads: audit_head.hpp.
extern const std::string_view kAuditChainSchema;

struct AuditField {
  std::string name;
  std::string value;  // text: a uid, hexadecimal digest, number or closed word
  bool operator==(const AuditField&) const = default;
};

struct AuditEvent {
  std::string_view type;         // event id from the product's table, for example "case.submitted"
  std::string_view disposition;  // "ok", "refused", "failed", ...
  std::vector<AuditField> fields;
};

struct AuditHead {
  std::int64_t seq = 0;  // 0: no row yet
  AuditHash hash{};      // all zero when seq is 0
  bool operator==(const AuditHead&) const = default;
};

struct AuditReport {
  std::int64_t count = 0;
  AuditHead head;
};

struct AuditRow {
  std::int64_t seq = 0;
  std::int64_t unix_ms = 0;
  std::string type;
  std::string disposition;
  std::vector<AuditField> fields;
  AuditHash hash{};
};

// Appends inside the caller's open transaction (Misuse without one), so that the row commits with the change
// it records.
Result<AuditHead> append_audit(Database& database, const AuditEvent& event, std::int64_t unix_ms);

Result<AuditHead> audit_head(Database& database);

// Recomputes the whole chain; AuditBroken names the first row that does not hold. With an `anchor`, a head
// that someone outside kept (an office's countersigned one), also checks that the chain still passes through
// it: that finds a cut tail and an old disk put back.
Result<AuditReport> verify_audit(Database& database, const std::optional<AuditHead>& anchor = std::nullopt);

// All rows in order, for export and the maintenance screen; `since` is exclusive.
Result<void> for_each_audit_row(Database& database, std::int64_t since,
                                const std::function<void(const AuditRow&)>& visit);

// How the fields lie in their column, and back: pure; nothing when the bytes are malformed.
Bytes encode_audit_fields(const std::vector<AuditField>& fields);
std::optional<std::vector<AuditField>> decode_audit_fields(ByteView encoded);

// BLAKE2b-256 over the fields in a length-prefixed form: the same function an independent verifier implements
// from storage/README.md.
AuditHash audit_hash(const AuditRow& row, const AuditHash& previous);

}  // namespace yitang::storage
