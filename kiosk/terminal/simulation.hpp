// What can be done to simulated devices: one table, used by `yitang simulate`, the demo panel and scripted
// visits.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "kiosk/base/error.hpp"
#include "kiosk/base/executor.hpp"
#include "kiosk/terminal/simulated_world.hpp"

namespace yitang::terminal {

enum class SimulatedDevice { Card, Code, Reader, Printer, Scanner, Camera, FormPrinter, Person, Headset };

/// What stands behind an action's name.
enum class ActionArgument { None, Number, CardName, Text };

struct SimulatedAction {
  std::size_t row = 0;  ///< of the table
  std::string text;     ///< card's label, or what a code says
  std::int64_t number = 0;
};

/// One line of help.
struct ActionHelp {
  std::string_view device;
  std::string_view name;
  ActionArgument argument;
  std::int64_t least;
  std::int64_t most;
  std::string_view does;
};

/// Words as typed: "card place elder", "printer paper-out-after 20", "code show TEXT". "_" counts as "-".
/// BadInput names the word. Pure.
Result<SimulatedAction> parse_action(const std::vector<std::string>& words);
std::vector<ActionHelp> simulated_actions();

/// Does it. Actions on scanner and camera on the camera's thread only; the others on any.
Result<void> perform(SimulatedWorld& world, const SimulatedAction& action);
bool belongs_to_camera(const SimulatedAction& action);
/// On the right thread, now or soon; what goes wrong later is in the log.
Result<void> perform_soon(SimulatedWorld& world, Executor& camera_thread, const SimulatedAction& action);

}  // namespace yitang::terminal
