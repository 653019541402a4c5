// Words of `yitang simulate`, and requests to the terminal's door: any bytes give an action of the table, or
// BadInput.
#include <cstdint>
#include <cstdlib>
#include <string>

#include "kiosk/base/text.hpp"
#include "kiosk/terminal/control_request.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace yitang;
  const std::string text(reinterpret_cast<const char*>(data), size);
  const auto action = terminal::parse_action(split(text, ' '));
  if (!action && action.error().kind != ErrorKind::BadInput) std::abort();
  if (action && action->row >= terminal::simulated_actions().size()) std::abort();
  terminal::ControlRequests requests{
      {[](std::function<void(office::Office&)>) {}, [] {}, std::chrono::milliseconds(0)},
      [] { return std::string("list"); },
      [](const Result<terminal::PrinterCommand>&) { return std::string("asked"); },
      [](const terminal::SimulatedAction&) -> Result<void> { return {}; }};
  if (requests(text).empty()) std::abort();
  (void)terminal::output_of(text);
  return 0;
}
