#include "kiosk/terminal/hardware.hpp"

#include <utility>

#include "devices/camera/file_camera.hpp"
#include "devices/camera/v4l2_camera.hpp"
#include "devices/id_reader/ids.hpp"
#include "kiosk/terminal/hardware_nodes.hpp"

namespace yitang::terminal {
namespace {

devices::Result<std::unique_ptr<devices::Transport>> nothing_there() {
  return devices::fail(devices::ErrorCode::NotFound, "no such device is configured");
}

bool uses(const DeviceConfig& config, DeviceSource source) {
  return config.reader == source || config.printer == source || config.scanner == source;
}

}  // namespace

Result<std::unique_ptr<Hardware>> Hardware::create(const DeviceConfig& config, devices::Clock& clock,
                                                   SimulatedWorld* world, std::function<void()> arrived) {
  std::unique_ptr<Hardware> hardware(new Hardware());
  const bool simulated = uses(config, DeviceSource::Simulated) || config.camera == CameraSource::Simulated;
  if (simulated && world == nullptr) {
    return fail(ErrorKind::BadInput, "simulated devices are for --demo and scripted visits only", "devices");
  }
  if (uses(config, DeviceSource::Usb)) {
    auto usb = devices::UsbContext::create(
        clock, [arrived = std::move(arrived)](devices::UsbChange change, const devices::UsbDeviceInfo&) {
          if (change == devices::UsbChange::Arrived) arrived();
        });
    if (!usb) return fail(ErrorKind::DeviceFailed, usb.error().message, "usb");
    hardware->usb_ = std::move(*usb);
  }
  devices::UsbContext* usb = hardware->usb_.get();

  hardware->open_reader_ = nothing_there;
  if (config.reader == DeviceSource::Simulated) {
    hardware->open_reader_ = [world] { return world->reader.connect(); };
  } else if (config.reader == DeviceSource::Usb) {
    hardware->open_reader_ = [usb] { return usb->open({devices::card_reader_match()}); };
  } else if (config.reader != DeviceSource::None) {
    hardware->open_reader_ = open_node_reader(config, clock);
  }

  hardware->open_printer_ = nothing_there;
  if (config.printer == DeviceSource::Simulated) {
    hardware->open_printer_ = [world]() -> devices::Result<std::unique_ptr<devices::Transport>> {
      if (!world->printer_plugged) return nothing_there();
      return world->printer.connect();
    };
  } else if (config.printer == DeviceSource::Usb) {
    // Printers are matched by their interface, because ids of chip makers are shared by unlike devices.
    hardware->open_printer_ = [usb] { return usb->open({devices::UsbMatch::of_class(7, 1, 2)}); };
  }

  if (config.scanner == DeviceSource::Simulated) {
    hardware->scanner_ = &world->scanner;
  } else if (config.scanner != DeviceSource::None) {
    hardware->own_scanner_ =
        std::make_unique<devices::HotplugSource>(open_node_scanner(config, clock), clock);
    hardware->scanner_ = hardware->own_scanner_.get();
  }
  if (config.camera == CameraSource::Simulated) {
    hardware->camera_ = &world->camera;
  } else if (config.camera == CameraSource::Video) {
    // It may be plugged in later: it is opened for each picture.
    hardware->own_camera_ = std::make_unique<devices::V4l2Camera>(
        devices::V4l2CameraSettings{.path = config.camera_path.string()});
    hardware->camera_ = hardware->own_camera_.get();
  } else if (config.camera == CameraSource::Files) {
    auto camera = devices::FileCamera::open(config.camera_path.string());
    if (!camera) return fail(ErrorKind::BadInput, camera.error().message, config.camera_path.string());
    hardware->own_camera_ = std::move(*camera);
    hardware->camera_ = hardware->own_camera_.get();
  }
  return hardware;
}

}  // namespace yitang::terminal
