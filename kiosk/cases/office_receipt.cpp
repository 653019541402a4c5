#include "kiosk/cases/office_receipt.hpp"

#include <nlohmann/json.hpp>

namespace yitang::cases {
namespace {

using nlohmann::json;

constexpr std::string_view kSchema = "yitang.office-receipt/1";
constexpr std::size_t kMaxBytes = 4096;

json unsigned_json(const OfficeReceipt& receipt) {
  return {{"schema", kSchema},
          {"idempotency_key", receipt.idempotency_key},
          {"case_no", receipt.case_no},
          {"department", receipt.department},
          {"received_at", receipt.received_at}};
}

}  // namespace

std::string signed_receipt(const OfficeReceipt& receipt, storage::ByteView signing_seed) {
  json document = unsigned_json(receipt);
  const std::string message = document.dump();
  document["signature"] = storage::to_hex(storage::sign(signing_seed, storage::bytes_of(message)));
  return document.dump();
}

Result<OfficeReceipt> verified_receipt(std::string_view text, const storage::PublicKey& office) {
  if (text.size() > kMaxBytes) return fail(ErrorKind::BadInput, "office receipt is too long");
  const json document = json::parse(text, nullptr, false);
  if (!document.is_object()) return fail(ErrorKind::BadInput, "office receipt is not a JSON object");
  const auto text_member = [&](const char* key) -> std::string {
    const auto found = document.find(key);
    return found != document.end() && found->is_string() ? found->get<std::string>() : std::string();
  };
  const auto at = document.find("received_at");
  if (text_member("schema") != kSchema || at == document.end() || !at->is_number_integer()) {
    return fail(ErrorKind::BadInput, "office receipt has another schema");
  }
  const OfficeReceipt receipt{text_member("idempotency_key"), text_member("case_no"),
                              text_member("department"), at->get<UnixMillis>()};
  if (receipt.idempotency_key.empty()) return fail(ErrorKind::BadInput, "office receipt names no case");
  const auto signature = storage::from_hex(text_member("signature"));
  const std::string message = unsigned_json(receipt).dump(-1, ' ', false, json::error_handler_t::replace);
  if (!signature || !storage::verify_signature(office, storage::bytes_of(message), *signature)) {
    return fail(ErrorKind::Refused, "office receipt is not signed by this office");
  }
  return receipt;
}

}  // namespace yitang::cases
