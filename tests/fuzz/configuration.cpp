// Configuration files: any bytes give a configuration within its documented limits, or an error that names
// the file.
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "kiosk/terminal/config.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace yitang;
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const auto config = terminal::parse_config(text, "terminal.toml");
  if (!config) {
    const Error& error = config.error();
    if (error.reason.empty() || error.where.find("terminal.toml") == std::string::npos) std::abort();
    return 0;
  }
  if (config->terminal_code.size() != 4 || config->display.width_px <= 0 || config->display.height_px <= 0 ||
      !(config->display.mm_per_px > 0))
    std::abort();
  return 0;
}
