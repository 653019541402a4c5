// The list of devices as `yitang devices` prints it: JSON of schema yitang.devices/1 (docs/devices-json.md),
// and the same in words for a technician.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "devices/manager/device_board.hpp"
#include "devices/manager/plugged_devices.hpp"
#include "kiosk/base/error.hpp"
#include "kiosk/base/language.hpp"
#include "kiosk/terminal/config.hpp"
#include "ui/strings.hpp"

namespace yitang::terminal {

struct DeviceList {
  bool by_terminal =
      false;  ///< a running terminal says it, and uses the devices; else they were looked at just now
  std::vector<devices::DeviceRecord> devices;
  std::vector<DeviceRefusal> unknown;  ///< what the configuration names and nobody knows
  std::vector<devices::PluggedDevice> plugged;
  devices::TimePoint now;
};

/// Only refusals of devices that there are none of.
std::vector<DeviceRefusal> unknown_devices(const DeviceConfig& config);

/// One line of JSON without an end of line.
std::string to_json(const DeviceList& list);

/// True if nothing needs a technician. BadInput: no list of devices.
Result<bool> all_well(std::string_view json);
/// `words` has the texts and the language. BadInput.
Result<std::string> to_words(std::string_view json, const ui::Strings& words);

}  // namespace yitang::terminal
