// What the running terminal answers to other programs of its user: `yitang office`, `yitang devices`, `yitang
// printer`, `yitang queue`, `yitang appointment`, `yitang simulate`. One line of JSON in, one out; the ways
// in are told apart by "ask".
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "kiosk/base/error.hpp"
#include "kiosk/terminal/appointment_command.hpp"
#include "kiosk/terminal/control_answer.hpp"
#include "kiosk/terminal/printer_command.hpp"
#include "kiosk/terminal/queue_command.hpp"
#include "kiosk/terminal/simulation.hpp"

namespace yitang::terminal {

/// Called on the control socket's thread, one request after the other.
struct ControlRequests {
  ControlAnswer office;
  std::function<std::string()> devices;  ///< JSON of device_list.hpp
  std::function<std::string(const Result<PrinterCommand>&)> printer;
  std::function<Result<void>(const SimulatedAction&)> simulate{};  ///< empty: the devices are real

  std::function<Result<std::string>(const QueueCommand&)> queue{};
  std::function<Result<std::string>(const AppointmentCommand&)> appointment{};

  std::string operator()(const std::string& request) const;
};

std::string devices_request();
std::string simulate_request(const std::vector<std::string>& words);

/// The other side: what was asked for, or why not. Refused: the terminal's own reason. Unavailable: not
/// understood.
Result<std::string> output_of(const std::string& answer);

}  // namespace yitang::terminal
