// Recordings of devices: any text gives a recording that comes back the same, or Malformed.
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "devices/recording/recording.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace yitang::devices;
  const auto recording = parse_recording({reinterpret_cast<const char*>(data), size});
  if (!recording) {
    if (recording.error().code != ErrorCode::Malformed) std::abort();
    return 0;
  }
  const auto again = parse_recording(to_lines(*recording));
  if (!again || again->calls != recording->calls) std::abort();
  return 0;
}
