// Results' sheets from outside: any bytes give a document or a typed error, and what is accepted survives a
// round trip, by itself and with an answer.
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "kiosk/cases/case_record.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace yitang::cases;
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const auto document = result_from_json(text);
  if (!document) return 0;
  if (result_from_json(result_to_json(*document)) != *document) std::abort();
  StatusDetails details;
  details.result = *document;
  if (details_from_json(details_to_json(details)) != details) std::abort();
  return 0;
}
