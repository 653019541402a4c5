#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "storage/audit_chain.hpp"
#include "storage/signing.hpp"

// Heads of the audit chain under this device's signature. The chain alone proves that its rows fit each
// other; a head that somebody outside keeps, signed so that nobody else can have made it, proves that they
// are the rows of that day.
namespace yitang::storage {

struct SignedHead {
  std::string device;        // terminal code, or "office"
  std::string boot;          // of the kernel that ran: see this_boot()
  AuditHead head;            // seq is 1 or more
  std::int64_t unix_ms = 0;  // when it was signed, by this device's clock
  PublicKey key{};           // whose signature it carries
  Signature signature{};
  bool operator==(const SignedHead&) const = default;
};

// Table audit_head, append-only by triggers. Append it to a step after the chain's own.
extern const std::string_view kSignedHeadSchema;

// What is signed; layout in storage/README.md. Pure.
Bytes signed_head_message(const SignedHead& head);
// Fills in key and signature. `seed` is StoreKeys::signing_seed.
void sign_head(SignedHead& head, ByteView seed);
// Whether the signature is that of `head.key` over the rest. Says nothing about whose key it is.
bool signature_holds(const SignedHead& head);

// Signs the chain's head as it is now and stores it; gives the stored one again while no row was added.
// Nothing while the chain is empty. Commits with the caller's transaction, if there is one.
Result<std::optional<SignedHead>> sign_audit_head(Database& database, std::string_view device,
                                                  std::string_view boot, std::int64_t unix_ms, ByteView seed);

Result<std::optional<SignedHead>> newest_signed_head(Database& database);
// All of them, oldest first.
Result<void> for_each_signed_head(Database& database, const std::function<void(const SignedHead&)>& visit);

// The hash of one row; nothing when there is no such row.
Result<std::optional<AuditHash>> audit_hash_at(Database& database, std::int64_t seq);

// The chain (AuditBroken names the row), and every signed head: its signature, and that the chain passes
// through it.
Result<AuditReport> verify_audit_and_heads(Database& database,
                                           const std::optional<AuditHead>& anchor = std::nullopt);

// The kernel's name for this boot, 36 characters; "unknown" where it does not say.
std::string this_boot();

}  // namespace yitang::storage
