#include "devices/usb/usb_device.hpp"

#include <algorithm>

namespace yitang::devices {

namespace {
bool has_pipe(const UsbInterfaceInfo& interface, Direction direction) {
  return std::any_of(interface.pipes.begin(), interface.pipes.end(),
                     [direction](const Pipe& pipe) { return pipe.direction == direction; });
}
bool fits(int wanted, std::uint8_t value) { return wanted < 0 || wanted == value; }
}  // namespace

const UsbInterfaceInfo* find_interface(const UsbDeviceInfo& device, const UsbMatch& match) {
  if ((match.vendor != 0 && match.vendor != device.vendor) ||
      (match.product != 0 && match.product != device.product)) {
    return nullptr;
  }
  if (match.vendor == 0 && match.interface_class < 0) {
    return nullptr;  // a row that says nothing must not take the first device there is
  }
  for (const UsbInterfaceInfo& interface : device.interfaces) {
    if (fits(match.interface_class, interface.interface_class) && fits(match.subclass, interface.subclass) &&
        fits(match.protocol, interface.protocol) && has_pipe(interface, Direction::Out) &&
        has_pipe(interface, Direction::In)) {
      return &interface;
    }
  }
  return nullptr;
}

}  // namespace yitang::devices
