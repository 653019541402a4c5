// Scanners behind emulated nodes, opened as the program opens them: found in /sys, over the real transports.
#pragma once

#include "devices/barcode/hotplug_source.hpp"
#include "devices/id_reader/driver.hpp"

namespace yitang::devices {
class DeviceBoard;
}

namespace yitang::faults {

// What is noted of the first goes to `board`, if there is one. Clock and board outlive what is opened.
[[nodiscard]] devices::OpenCodeSource pos_scanner(devices::Clock& clock,
                                                  devices::DeviceBoard* board = nullptr);
[[nodiscard]] devices::OpenCodeSource typing_scanner(devices::Clock& clock);
[[nodiscard]] devices::OpenCodeSource serial_scanner(devices::Clock& clock);

// Of the serial ports: how the programs under test tell them apart.
inline constexpr std::uint16_t kSerialVendor = 0x1A86;
inline constexpr std::uint16_t kSerialReader = 0x7523;
inline constexpr std::uint16_t kSerialScanner = 0x5523;
inline constexpr std::uint16_t kSerialPrinter = 0x55D4;
// The transport of one of them, at 115200.
[[nodiscard]] devices::OpenTransport serial_port(std::uint16_t product, devices::Clock& clock);

}  // namespace yitang::faults
