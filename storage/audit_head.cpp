#include "storage/audit_head.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <fstream>

#include "storage/little_endian.hpp"

namespace yitang::storage {
namespace {

constexpr std::string_view kHeadLabel = "yitang audit head 1";
constexpr std::string_view kColumns = "seq, hash, device, boot, unix_ms, key, signature";

SignedHead head_of(const Row& row) {
  SignedHead signed_head;
  signed_head.head = {row.integer(0), row.get<AuditHash>(1)};
  signed_head.device = row.text(2);
  signed_head.boot = row.text(3);
  signed_head.unix_ms = row.integer(4);
  signed_head.key = row.get<PublicKey>(5);
  signed_head.signature = row.get<Signature>(6);
  return signed_head;
}

tl::unexpected<Error> broken_head(Database& database, const SignedHead& head, std::string_view why) {
  return tl::unexpected(Error{ErrorCode::AuditBroken,
                              fmt::format("the signed head at audit row {} {}", head.head.seq, why),
                              database.path().string(), 0});
}

}  // namespace

const std::string_view kSignedHeadSchema = R"sql(
CREATE TABLE audit_head(
  seq INTEGER PRIMARY KEY,
  hash BLOB NOT NULL CHECK(length(hash) = 32),
  device TEXT NOT NULL,
  boot TEXT NOT NULL,
  unix_ms INTEGER NOT NULL,
  key BLOB NOT NULL CHECK(length(key) = 32),
  signature BLOB NOT NULL CHECK(length(signature) = 64)
) STRICT;
CREATE TRIGGER audit_head_never_changes BEFORE UPDATE ON audit_head
BEGIN SELECT RAISE(ABORT, 'the audit log only grows'); END;
CREATE TRIGGER audit_head_never_goes BEFORE DELETE ON audit_head
BEGIN SELECT RAISE(ABORT, 'the audit log only grows'); END;
)sql";

Bytes signed_head_message(const SignedHead& head) {
  Bytes message;
  append_text(message, kHeadLabel);
  append_text(message, head.device);
  append_text(message, head.boot);
  append_number(message, static_cast<std::uint64_t>(head.head.seq));
  append_bytes(message, head.head.hash);
  append_number(message, static_cast<std::uint64_t>(head.unix_ms));
  append_bytes(message, head.key);
  return message;
}

void sign_head(SignedHead& head, ByteView seed) {
  head.key = public_key_of(seed);
  head.signature = sign(seed, signed_head_message(head));
}

bool signature_holds(const SignedHead& head) {
  return verify_signature(head.key, signed_head_message(head), head.signature);
}

Result<std::optional<SignedHead>> newest_signed_head(Database& database) {
  static const std::string sql = fmt::format("SELECT {} FROM audit_head ORDER BY seq DESC LIMIT 1", kColumns);
  auto heads = database.collect(sql, head_of);
  if (!heads) return tl::unexpected(std::move(heads.error()));
  if (heads->empty()) return std::nullopt;
  return std::optional(std::move(heads->front()));
}

Result<void> for_each_signed_head(Database& database, const std::function<void(const SignedHead&)>& visit) {
  static const std::string sql = fmt::format("SELECT {} FROM audit_head ORDER BY seq", kColumns);
  return database.query(sql, [&](const Row& row) { visit(head_of(row)); });
}

Result<std::optional<SignedHead>> sign_audit_head(Database& database, std::string_view device,
                                                  std::string_view boot, std::int64_t unix_ms,
                                                  ByteView seed) {
  auto head = audit_head(database);
  if (!head) return tl::unexpected(std::move(head.error()));
  if (head->seq == 0) return std::nullopt;
  auto newest = newest_signed_head(database);
  if (!newest) return newest;
  if (*newest && (*newest)->head.seq >= head->seq) return newest;
  SignedHead fresh{std::string(device), std::string(boot), *head, unix_ms, {}, {}};
  sign_head(fresh, seed);
  auto added = database.run(
      "INSERT INTO audit_head(seq, hash, device, boot, unix_ms, key, signature) VALUES(?,?,?,?,?,?,?)",
      fresh.head.seq, fresh.head.hash, fresh.device, fresh.boot, fresh.unix_ms, fresh.key, fresh.signature);
  if (!added) return tl::unexpected(std::move(added.error()));
  return std::optional(std::move(fresh));
}

Result<std::optional<AuditHash>> audit_hash_at(Database& database, std::int64_t seq) {
  return database.query_one<AuditHash>("SELECT hash FROM audit_event WHERE seq = ?", seq);
}

Result<AuditReport> verify_audit_and_heads(Database& database, const std::optional<AuditHead>& anchor) {
  auto report = verify_audit(database, anchor);
  if (!report) return report;
  std::vector<SignedHead> heads;
  auto read = for_each_signed_head(database, [&](const SignedHead& head) { heads.push_back(head); });
  if (!read) return tl::unexpected(std::move(read.error()));
  for (const SignedHead& head : heads) {
    if (!signature_holds(head)) return broken_head(database, head, "does not fit its signature");
    auto hash = audit_hash_at(database, head.head.seq);
    if (!hash) return tl::unexpected(std::move(hash.error()));
    if (!*hash) return broken_head(database, head, "has lost its row");
    if (**hash != head.head.hash) return broken_head(database, head, "is not the row's hash");
  }
  return report;
}

std::string this_boot() {
  std::ifstream file("/proc/sys/kernel/random/boot_id");
  std::string boot;
  std::getline(file, boot);
  const bool right = boot.size() == 36 && std::all_of(boot.begin(), boot.end(), [](unsigned char c) {
                       return std::isxdigit(c) != 0 || c == '-';
                     });
  return right ? boot : "unknown";
}

}  // namespace yitang::storage
