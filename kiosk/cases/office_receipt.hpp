// The office's signed word that it has a case: the only thing that closes an outbox entry.
//
// JSON "yitang.office-receipt/1": members as in OfficeReceipt ("audit_head" is an object of "terminal", "seq"
// and "hash", or absent), plus "signature": Ed25519, lower-case
// hexadecimal, over the canonical JSON (keys sorted, no spaces) of all other members.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "kiosk/base/date.hpp"
#include "kiosk/base/error.hpp"
#include "storage/audit_chain.hpp"
#include "storage/bytes.hpp"
#include "storage/signing.hpp"

namespace yitang::cases {

/// The newest audit head that the office has of the terminal, countersigned by standing in a signed receipt.
struct ReceiptHead {
  std::string terminal;
  storage::AuditHead head;
  bool operator==(const ReceiptHead&) const = default;
};

struct OfficeReceipt {
  std::string idempotency_key;
  std::string case_no;  ///< the office's number, 43 characters by the national rule or as the county has it
  std::string department;  ///< unified social credit code of the body that has it
  UnixMillis received_at = 0;
  std::optional<ReceiptHead> audit_head{};  ///< absent in receipts of older versions
  bool operator==(const OfficeReceipt&) const = default;
};

std::string signed_receipt(const OfficeReceipt& receipt, storage::ByteView signing_seed);
/// BadInput for anything that is not such a receipt, Refused if the signature is not this office's. Pure.
Result<OfficeReceipt> verified_receipt(std::string_view json, const storage::PublicKey& office);

/// Without looking at the signature: for receipts that were verified when they came. Pure.
Result<OfficeReceipt> read_receipt(std::string_view json);

}  // namespace yitang::cases
