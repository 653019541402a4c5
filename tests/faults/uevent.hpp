// Hotplug messages as udevd would send them, to every libudev monitor inside an emulated root.
#pragma once

#include <string>
#include <vector>

namespace yitang::faults {

struct Uevent {
  std::string action;  // "add", "remove"
  std::string subsystem;
  std::string device_type;
  std::string device_path;              // without /sys
  std::vector<std::string> properties;  // KEY=value
};

// Answers how many monitors got it.
int send_uevent(const std::string& root, const Uevent& event);

}  // namespace yitang::faults
