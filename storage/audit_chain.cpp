#include "storage/audit_chain.hpp"

#include <fmt/format.h>
#include <sodium.h>

#include "storage/little_endian.hpp"
#include "storage/system_error.hpp"

namespace yitang::storage {
namespace {

constexpr std::string_view kLabel = "yitang audit 1";

tl::unexpected<Error> broken(Database& database, const std::string& message) {
  return tl::unexpected(Error{ErrorCode::AuditBroken, message, database.path().string(), 0});
}

// Checks one row after the other while they are read in order.
class ChainCheck {
 public:
  ChainCheck(Database& database, const std::optional<AuditHead>& anchor)
      : database_(database), anchor_(anchor) {}

  Result<void> accept(const AuditRow& row) {
    if (row.seq != report_.head.seq + 1) {
      return broken(database_, fmt::format("audit row {} is missing", report_.head.seq + 1));
    }
    if (row.hash != audit_hash(row, report_.head.hash)) {
      return broken(database_, fmt::format("audit row {} does not fit its hash", row.seq));
    }
    report_.head = {row.seq, row.hash};
    ++report_.count;
    if (anchor_ && anchor_->seq == row.seq && anchor_->hash != row.hash) {
      return broken(database_, fmt::format("audit row {} is not the one that was anchored", row.seq));
    }
    return {};
  }

  Result<AuditReport> finish() const {
    if (anchor_ && anchor_->seq > report_.head.seq) {
      return broken(database_, fmt::format("audit rows after {} are missing: the anchor is at {}",
                                           report_.head.seq, anchor_->seq));
    }
    return report_;
  }

 private:
  Database& database_;
  const std::optional<AuditHead>& anchor_;
  AuditReport report_;
};

Result<void> read_rows(Database& database, std::int64_t since,
                       const std::function<Result<void>(const AuditRow&)>& visit) {
  return database.query(
      "SELECT seq, unix_ms, type, disposition, fields, hash FROM audit_event WHERE seq > ? ORDER BY seq",
      [&](const Row& row) -> Result<void> {
        AuditRow event;
        event.seq = row.integer(0);
        event.unix_ms = row.integer(1);
        event.type = row.text(2);
        event.disposition = row.text(3);
        auto fields = decode_audit_fields(row.blob_view(4));
        event.hash = row.get<AuditHash>(5);
        if (!fields || row.mismatch() >= 0) {
          return broken(database, fmt::format("audit row {} is malformed", event.seq));
        }
        event.fields = std::move(*fields);
        return visit(event);
      },
      since);
}

}  // namespace

const std::string_view kAuditChainSchema = R"sql(
CREATE TABLE audit_event(
  seq INTEGER PRIMARY KEY,
  unix_ms INTEGER NOT NULL,
  type TEXT NOT NULL,
  disposition TEXT NOT NULL,
  fields BLOB NOT NULL,
  hash BLOB NOT NULL CHECK(length(hash) = 32)
) STRICT;
CREATE TRIGGER audit_event_never_changes BEFORE UPDATE ON audit_event
BEGIN SELECT RAISE(ABORT, 'the audit log only grows'); END;
CREATE TRIGGER audit_event_never_goes BEFORE DELETE ON audit_event
BEGIN SELECT RAISE(ABORT, 'the audit log only grows'); END;
)sql";

Bytes encode_audit_fields(const std::vector<AuditField>& fields) {
  Bytes encoded;
  append_number(encoded, static_cast<std::uint32_t>(fields.size()));
  for (const AuditField& field : fields) {
    append_text(encoded, field.name);
    append_text(encoded, field.value);
  }
  return encoded;
}

std::optional<std::vector<AuditField>> decode_audit_fields(ByteView encoded) {
  ByteReader reader(encoded);
  const auto count = reader.number<std::uint32_t>();
  if (!count) return std::nullopt;
  std::vector<AuditField> fields;
  for (std::uint32_t i = 0; i < *count; ++i) {
    const auto name = reader.text();
    const auto value = reader.text();
    if (!name || !value) return std::nullopt;
    fields.push_back({std::string(*name), std::string(*value)});
  }
  if (reader.left() != 0) return std::nullopt;
  return fields;
}

AuditHash audit_hash(const AuditRow& row, const AuditHash& previous) {
  require_sodium();
  Bytes input;
  append_text(input, kLabel);
  append_bytes(input, previous);
  append_number(input, static_cast<std::uint64_t>(row.seq));
  append_number(input, static_cast<std::uint64_t>(row.unix_ms));
  append_text(input, row.type);
  append_text(input, row.disposition);
  append_bytes(input, encode_audit_fields(row.fields));
  AuditHash hash{};
  crypto_generichash(hash.data(), hash.size(), input.data(), input.size(), nullptr, 0);
  return hash;
}

Result<AuditHead> audit_head(Database& database) {
  auto last = database.query_one<std::int64_t, AuditHash>(
      "SELECT seq, hash FROM audit_event ORDER BY seq DESC LIMIT 1");
  if (!last) return tl::unexpected(std::move(last.error()));
  if (!*last) return AuditHead{};
  return AuditHead{std::get<0>(**last), std::get<1>(**last)};
}

Result<AuditHead> append_audit(Database& database, const AuditEvent& event, std::int64_t unix_ms) {
  if (!database.in_transaction()) {
    return tl::unexpected(Error{ErrorCode::Misuse, "an audit row needs the transaction of its change",
                                database.path().string(), 0});
  }
  auto head = audit_head(database);
  if (!head) return head;
  AuditRow row{head->seq + 1, unix_ms, std::string(event.type), std::string(event.disposition),
               event.fields,  {}};
  row.hash = audit_hash(row, head->hash);
  auto added = database.run(
      "INSERT INTO audit_event(seq, unix_ms, type, disposition, fields, hash) VALUES(?,?,?,?,?,?)", row.seq,
      row.unix_ms, row.type, row.disposition, encode_audit_fields(row.fields), row.hash);
  if (!added) return tl::unexpected(std::move(added.error()));
  return AuditHead{row.seq, row.hash};
}

Result<AuditReport> verify_audit(Database& database, const std::optional<AuditHead>& anchor) {
  ChainCheck check(database, anchor);
  auto read = read_rows(database, 0, [&](const AuditRow& row) { return check.accept(row); });
  if (!read) return tl::unexpected(std::move(read.error()));
  return check.finish();
}

Result<void> for_each_audit_row(Database& database, std::int64_t since,
                                const std::function<void(const AuditRow&)>& visit) {
  return read_rows(database, since, [&](const AuditRow& row) -> Result<void> {
    visit(row);
    return {};
  });
}

}  // namespace yitang::storage
