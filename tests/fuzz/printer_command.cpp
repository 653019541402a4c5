// Requests to the running terminal's printer: any bytes give a command, a reason, or are for somebody else.
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "kiosk/terminal/printer_command.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace yitang::terminal;
  const auto command = printer_command_from_json({reinterpret_cast<const char*>(data), size});
  if (!command) return 0;
  if (!*command) {
    if (command->error().reason.empty()) std::abort();
    return 0;
  }
  const auto again = printer_command_from_json(to_json(**command));
  if (!again || !*again || (*again)->verb != (*command)->verb) std::abort();
  if ((*command)->verb == PrinterVerb::Reprint && (*again)->receipt_no.empty()) std::abort();
  return 0;
}
