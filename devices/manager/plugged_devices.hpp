// What is plugged into this machine, whether the program uses it or not: for the technician who has to name
// it in the configuration. Reads /sys, opens nothing.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "devices/manager/device_board.hpp"
#include "devices/node/plug.hpp"

namespace yitang::devices {

struct PluggedDevice {
  PlugFacts plug;
  std::vector<std::string> nodes;        // "/dev/hidraw0", "/dev/ttyACM0", "/dev/input/event3", "/dev/video0"
  std::optional<DeviceKind> looks_like;  // by ids, interface class and usage page; a guess
};

// USB devices without hubs, in order of their ports.
[[nodiscard]] std::vector<PluggedDevice> plugged_devices(const NodeRoots& roots = {});

}  // namespace yitang::devices
