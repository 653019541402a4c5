// Card readers and scanners behind device nodes, opened as configured.
#pragma once

#include "devices/barcode/hotplug_source.hpp"
#include "devices/id_reader/driver.hpp"
#include "devices/manager/device_board.hpp"
#include "kiosk/terminal/config.hpp"

namespace yitang::terminal {

/// For readers of source Serial or Hid. `clock` must outlive what is opened.
devices::OpenTransport open_node_reader(const DeviceConfig& config, devices::Clock& clock);

/// For scanners of source Serial, Hid or Keyboard. `board` learns of each attempt.
devices::OpenCodeSource open_node_scanner(const DeviceConfig& config, devices::Clock& clock,
                                          devices::DeviceBoard& board);

/// True for sources behind a node of the kernel.
bool has_node(DeviceSource source);
/// The node that would be opened now. Nothing: there is none.
std::optional<std::string> reader_node(const DeviceConfig& config);
std::optional<std::string> scanner_node(const DeviceConfig& config);
std::optional<std::string> printer_node(const DeviceConfig& config);

/// Path, ids or plug of a printer of source Serial.
devices::NodeName name_of_printer_port(const DeviceConfig& config);

/// What drives a device of this configuration: "sam-usb", "hid-pos", "simulated" ... ; "" if none is
/// configured.
std::string driver_name(const DeviceConfig& config, devices::DeviceKind kind);

/// How codes are told apart in what a serial or typing scanner sends.
devices::StreamRule stream_rule(const DeviceConfig& config);

}  // namespace yitang::terminal
