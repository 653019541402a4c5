// The office's signed word that it has a case: the only thing that closes an outbox entry.
//
// JSON "yitang.office-receipt/1": members as in OfficeReceipt, plus "signature": Ed25519, lower-case
// hexadecimal, over the canonical JSON (keys sorted, no spaces) of all other members.
#pragma once

#include <string>
#include <string_view>

#include "kiosk/base/date.hpp"
#include "kiosk/base/error.hpp"
#include "storage/bytes.hpp"
#include "storage/signing.hpp"

namespace yitang::cases {

struct OfficeReceipt {
  std::string idempotency_key;
  std::string case_no;  ///< the office's number, 43 characters by the national rule or as the county has it
  std::string department;  ///< unified social credit code of the body that has it
  UnixMillis received_at = 0;
  bool operator==(const OfficeReceipt&) const = default;
};

std::string signed_receipt(const OfficeReceipt& receipt, storage::ByteView signing_seed);
/// BadInput for anything that is not such a receipt, Refused if the signature is not this office's. Pure.
Result<OfficeReceipt> verified_receipt(std::string_view json, const storage::PublicKey& office);

}  // namespace yitang::cases
