// Card readers and scanners behind device nodes, opened as configured.
#pragma once

#include "devices/barcode/hotplug_source.hpp"
#include "devices/id_reader/driver.hpp"
#include "kiosk/terminal/config.hpp"

namespace yitang::terminal {

/// For readers of source Serial or Hid. `clock` must outlive what is opened.
devices::OpenTransport open_node_reader(const DeviceConfig& config, devices::Clock& clock);

/// For scanners of source Serial, Hid or Keyboard.
devices::OpenCodeSource open_node_scanner(const DeviceConfig& config, devices::Clock& clock);

/// How codes are told apart in what a serial or typing scanner sends.
devices::StreamRule stream_rule(const DeviceConfig& config);

}  // namespace yitang::terminal
