// Printer profiles: any bytes give a profile whose slips can be written, or a reason that names the file.
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "devices/printer/profile_set.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace yitang::devices;
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const PrinterIdentity identity = parse_device_id(text);
  if (identity.model.size() > 64 || identity.maker.size() > 64) std::abort();
  const auto profile = parse_printer_profile(text, "printer.toml");
  if (!profile) {
    if (profile.error().message.find("printer.toml") == std::string::npos) std::abort();
    return 0;
  }
  const PrinterProfile& page = profile->page;
  const bool sound = page.dots_per_line % 8 == 0 && page.dots_per_line >= 192 && page.raster_band_rows > 0 &&
                     page.dots_per_line / profile->dots_per_mm <= profile->paper_mm;
  if (!sound) std::abort();
  return 0;
}
