// libusb for the whole program: one context, one event thread, hotplug.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <vector>

#include "devices/node/plug.hpp"
#include "devices/transport.hpp"
#include "devices/usb/usb_device.hpp"

namespace yitang::devices {

enum class UsbChange : std::uint8_t { Arrived, Left };

// Called for every device of the machine, those already there included (those from create()'s thread, all
// later ones from the event thread). Only note it down and wake a worker (IdReader::device_arrived() is
// enough): opening or waiting in here would stop all transfers.
using UsbListener = std::function<void(UsbChange, const UsbDeviceInfo&)>;

class UsbSession;

// Calls from any thread but the event thread. Transports keep what they need alive: they may outlive the
// context.
class UsbContext {
 public:
  // NotSupported when this system has no hotplug. `clock` must outlive everything opened.
  static Result<std::unique_ptr<UsbContext>> create(Clock& clock, UsbListener listener = {});
  ~UsbContext();
  UsbContext(const UsbContext&) = delete;
  UsbContext& operator=(const UsbContext&) = delete;

  // Devices plugged in now, as hotplug reported them.
  [[nodiscard]] std::vector<UsbDeviceInfo> devices() const;

  // Opens and claims the first device and interface that fit one of the rows and the name, taking it from a
  // kernel driver. Of several that fit, the first in order of ports that can be opened. NotFound, Access
  // (tried for 2 s: the udev rule may come later than the node), Busy.
  Result<std::unique_ptr<Transport>> open(const std::vector<UsbMatch>& table, const PlugName& plug = {});
  // The device that open() would try first, without touching it.
  [[nodiscard]] std::optional<UsbDeviceInfo> find(const std::vector<UsbMatch>& table,
                                                  const PlugName& plug = {}) const;

 private:
  explicit UsbContext(std::shared_ptr<UsbSession> session);
  std::shared_ptr<UsbSession> session_;
};

}  // namespace yitang::devices
