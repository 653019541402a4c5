// The configured printer of A4 forms, for the service that uses it and for trying it out.
#pragma once

#include <memory>

#include "devices/form_printer/form_printer.hpp"
#include "kiosk/terminal/config.hpp"
#include "kiosk/terminal/simulated_world.hpp"

namespace yitang::terminal {

/// Null where none is configured, or where simulated devices are not to be had. Nothing is asked of it yet.
/// `world` outlives it.
std::shared_ptr<devices::FormPrinter> form_printer(const DeviceConfig& config, SimulatedWorld* world);

}  // namespace yitang::terminal
