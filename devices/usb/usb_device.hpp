// What is known about a USB device before it is opened, and which devices a driver wants.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "devices/transport.hpp"

namespace yitang::devices {

// One alternate setting of one interface.
struct UsbInterfaceInfo {
  std::uint8_t number = 0;
  std::uint8_t alternate_setting = 0;
  std::uint8_t interface_class = 0;
  std::uint8_t subclass = 0;
  std::uint8_t protocol = 0;
  std::vector<Pipe> pipes;
};

struct UsbDeviceInfo {
  std::uint16_t vendor = 0;
  std::uint16_t product = 0;
  std::uint8_t bus = 0;
  std::uint8_t address = 0;  // changes with every plug
  std::string port_path;     // "1-2.3": stays
  // What the plug says of itself, as the kernel has read it. Empty where it says nothing or the kernel keeps
  // no /sys.
  std::string serial;
  std::string maker;
  std::string model;
  std::vector<UsbInterfaceInfo> interfaces;
};

// One row of a driver's table. Either ids or class must be given; both given means both must fit.
struct UsbMatch {
  std::uint16_t vendor = 0;   // 0: any
  std::uint16_t product = 0;  // 0: any
  int interface_class = -1;   // -1: any
  int subclass = -1;
  int protocol = -1;

  [[nodiscard]] static UsbMatch ids(std::uint16_t vendor, std::uint16_t product) {
    return {vendor, product, -1, -1, -1};
  }
  // Printers are 07/01/02: match the interface, because ids of chip makers are shared and device classes lie.
  [[nodiscard]] static UsbMatch of_class(int interface_class, int subclass = -1, int protocol = -1) {
    return {0, 0, interface_class, subclass, protocol};
  }
};

// The first interface of `device` that fits and has a pipe in each direction (or nullptr).
[[nodiscard]] const UsbInterfaceInfo* find_interface(const UsbDeviceInfo& device, const UsbMatch& match);

}  // namespace yitang::devices
