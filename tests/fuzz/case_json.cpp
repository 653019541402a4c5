// Cases and drafts from outside: any bytes give a value or a typed error, and what is accepted survives a
// round trip.
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "kiosk/cases/envelope.hpp"
#include "kiosk/cases/receipt_number.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace yitang::cases;
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  if (const auto envelope = envelope_from_json(text, EnvelopeUse::Submission)) {
    const auto again = envelope_to_json(*envelope, EnvelopePages::WithContent);
    const auto second = envelope_from_json(again, EnvelopeUse::Submission);
    if (!second || envelope_to_json(*second, EnvelopePages::WithContent) != again) std::abort();
  }
  (void)envelope_from_json(text, EnvelopeUse::Delivery);
  (void)draft_from_json(text);
  (void)parse_receipt_number(text);
  return 0;
}
