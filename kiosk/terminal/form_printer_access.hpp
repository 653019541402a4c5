// The configured printer of A4 forms, for the service that uses it and for trying it out.
#pragma once

#include <memory>

#include "devices/form_printer/form_printer.hpp"
#include "devices/manager/device_board.hpp"
#include "kiosk/terminal/config.hpp"
#include "kiosk/terminal/simulated_world.hpp"

namespace yitang::terminal {

/// Null where none is configured, or where simulated devices are not to be had. Nothing is asked of it yet.
/// `world` outlives it.
std::shared_ptr<devices::FormPrinter> form_printer(const DeviceConfig& config, SimulatedWorld* world);

/// The same printer; what it says of itself is noted on the board, which outlives it.
std::shared_ptr<devices::FormPrinter> observed(std::shared_ptr<devices::FormPrinter> printer,
                                               devices::DeviceBoard& board);

}  // namespace yitang::terminal
