#include "kiosk/cases/office_receipt.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>

namespace yitang::cases {
namespace {

using nlohmann::json;

constexpr std::string_view kSchema = "yitang.office-receipt/1";
constexpr std::size_t kMaxBytes = 4096;

json unsigned_json(const OfficeReceipt& receipt) {
  json document{{"schema", kSchema},
                {"idempotency_key", receipt.idempotency_key},
                {"case_no", receipt.case_no},
                {"department", receipt.department},
                {"received_at", receipt.received_at}};
  if (receipt.audit_head) {
    document["audit_head"] = {{"terminal", receipt.audit_head->terminal},
                              {"seq", receipt.audit_head->head.seq},
                              {"hash", storage::to_hex(receipt.audit_head->head.hash)}};
  }
  return document;
}

std::optional<ReceiptHead> head_from(const json& node) {
  if (!node.is_object() || node.size() != 3) return std::nullopt;
  const auto terminal = node.find("terminal");
  const auto seq = node.find("seq");
  const auto hash = node.find("hash");
  const bool typed = terminal != node.end() && terminal->is_string() && seq != node.end() &&
                     seq->is_number_integer() && hash != node.end() && hash->is_string();
  if (!typed) return std::nullopt;
  ReceiptHead head{terminal->get<std::string>(), {seq->get<std::int64_t>(), {}}};
  const auto bytes = storage::from_hex(hash->get_ref<const std::string&>());
  if (head.head.seq < 1 || !bytes || bytes->size() != head.head.hash.size()) return std::nullopt;
  std::copy(bytes->begin(), bytes->end(), head.head.hash.begin());
  return head;
}

struct SignedReceipt {
  OfficeReceipt receipt;
  storage::Bytes signature;
};

Result<SignedReceipt> read(std::string_view text) {
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
  OfficeReceipt receipt{text_member("idempotency_key"), text_member("case_no"), text_member("department"),
                        at->get<UnixMillis>(), std::nullopt};
  if (receipt.idempotency_key.empty()) return fail(ErrorKind::BadInput, "office receipt names no case");
  if (const auto head = document.find("audit_head"); head != document.end()) {
    receipt.audit_head = head_from(*head);
    if (!receipt.audit_head) return fail(ErrorKind::BadInput, "office receipt has no right audit head");
  }
  auto signature = storage::from_hex(text_member("signature"));
  if (!signature) return fail(ErrorKind::Refused, "office receipt is not signed");
  return SignedReceipt{std::move(receipt), std::move(*signature)};
}

}  // namespace

std::string signed_receipt(const OfficeReceipt& receipt, storage::ByteView signing_seed) {
  json document = unsigned_json(receipt);
  const std::string message = document.dump();
  document["signature"] = storage::to_hex(storage::sign(signing_seed, storage::bytes_of(message)));
  return document.dump();
}

Result<OfficeReceipt> read_receipt(std::string_view text) { return read(text).map(&SignedReceipt::receipt); }

Result<OfficeReceipt> verified_receipt(std::string_view text, const storage::PublicKey& office) {
  auto read_one = read(text);
  if (!read_one) return tl::unexpected(read_one.error());
  const std::string message =
      unsigned_json(read_one->receipt).dump(-1, ' ', false, json::error_handler_t::replace);
  if (!storage::verify_signature(office, storage::bytes_of(message), read_one->signature)) {
    return fail(ErrorKind::Refused, "office receipt is not signed by this office");
  }
  return std::move(read_one->receipt);
}

}  // namespace yitang::cases
