// Commands for the office over the control socket: any bytes give a command that survives a round trip, or an
// error.
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "kiosk/terminal/office_command.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace yitang;
  const auto command = terminal::office_command_from_json({reinterpret_cast<const char*>(data), size});
  if (!command) {
    if (command.error().reason.empty()) std::abort();
    return 0;
  }
  const std::string text = terminal::to_json(*command);
  const auto again = terminal::office_command_from_json(text);
  if (!again || terminal::to_json(*again) != text) std::abort();
  return 0;
}
