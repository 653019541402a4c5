// The terminal's devices as configured: opened on demand, on their own threads.
#pragma once

#include <functional>
#include <memory>

#include "devices/barcode/code_source.hpp"
#include "devices/camera/camera.hpp"
#include "devices/id_reader/driver.hpp"
#include "devices/usb/usb_context.hpp"
#include "kiosk/terminal/config.hpp"
#include "kiosk/terminal/print_service.hpp"
#include "kiosk/terminal/simulated_world.hpp"

namespace yitang::terminal {

/// Owns the USB context and what it makes; simulated devices are borrowed from the world.
class Hardware {
 public:
  /// `world` may be null unless a device is configured as simulated. `arrived` is called on any thread when a
  /// USB device was plugged in. Errors: DeviceFailed (no USB on this machine), BadInput (camera path).
  static Result<std::unique_ptr<Hardware>> create(const DeviceConfig& config, devices::Clock& clock,
                                                  SimulatedWorld* world, std::function<void()> arrived);

  devices::OpenTransport open_reader() const { return open_reader_; }
  OpenPrinter open_printer() const { return open_printer_; }
  devices::Camera* camera() const { return camera_; }        ///< null: none
  devices::CodeSource* scanner() const { return scanner_; }  ///< null: none

 private:
  Hardware() = default;
  std::unique_ptr<devices::UsbContext> usb_;
  std::unique_ptr<devices::Camera> own_camera_;
  std::unique_ptr<devices::CodeSource> own_scanner_;
  devices::OpenTransport open_reader_;
  OpenPrinter open_printer_;
  devices::Camera* camera_ = nullptr;
  devices::CodeSource* scanner_ = nullptr;
};

}  // namespace yitang::terminal
