// Exported audit logs, audit heads and office receipts: any bytes give a finding or a report, and a head or
// receipt that is taken is written the same way again.
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "kiosk/cases/audit_export.hpp"
#include "kiosk/cases/audit_heads.hpp"
#include "kiosk/cases/office_receipt.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace yitang::cases;
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  static_cast<void>(verify_export(text));
  static_cast<void>(read_receipt(text));
  if (const auto head = parse_audit_head(text); head && audit_head_to_json(*head) != text) std::abort();
  return 0;
}
