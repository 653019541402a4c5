#include "kiosk/terminal/form_printer_access.hpp"

#include <spdlog/spdlog.h>

#include "devices/form_printer/ipp_printer.hpp"

namespace yitang::terminal {

std::shared_ptr<devices::FormPrinter> form_printer(const DeviceConfig& config, SimulatedWorld* world) {
  if (config.form_printer == DeviceSource::Simulated) {
    // It lives as long as the world around the terminal.
    if (world != nullptr) return {std::shared_ptr<void>(), &world->form_printer};
    spdlog::error(
        "devices: form_printer is out of order: simulated devices are for --demo and scripted visits only");
    return nullptr;
  }
  if (config.form_printer != DeviceSource::Network || !config.form_address) return nullptr;
  return std::make_shared<devices::IppFormPrinter>(*config.form_address);
}

}  // namespace yitang::terminal
