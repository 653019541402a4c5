// Cases and drafts from outside: any bytes give a value or a typed error, and what is accepted survives a
// round trip.
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "kiosk/cases/case_record.hpp"
#include "kiosk/cases/envelope.hpp"
#include "kiosk/cases/prepared.hpp"
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
  if (const auto details = details_from_json(text)) {
    const auto again = details_from_json(details_to_json(*details));
    if (!again || !(*again == *details)) std::abort();
  }
  (void)parse_receipt_number(text);
  if (const auto reference = parse_prepared_reference(text)) {
    if (!is_prepared_reference(*reference)) std::abort();
    if (parse_prepared_reference(readable_reference(*reference)) != reference) std::abort();
  }
  return 0;
}
