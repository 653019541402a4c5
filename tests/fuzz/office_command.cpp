// Commands for the office and about appointments over the control socket: any bytes give a command that
// survives a round trip, or an error.
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "kiosk/terminal/appointment_command.hpp"
#include "kiosk/terminal/office_command.hpp"

namespace {

void appointment(std::string_view text) {
  using namespace yitang;
  const auto command = terminal::appointment_command_from_json(text);
  if (!command) {
    if (command.error().reason.empty()) std::abort();
    return;
  }
  const std::string said = terminal::to_json(*command);
  const auto again = terminal::appointment_command_from_json(said);
  if (!again || terminal::to_json(*again) != said) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace yitang;
  appointment({reinterpret_cast<const char*>(data), size});
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
