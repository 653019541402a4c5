// What helps when the operating system refuses a device for good.
#pragma once

namespace yitang::devices {

// The file with the rules of udev (devices/usb/), and the group that they give the devices to.
inline constexpr const char* kRulesFile = "60-yitang.rules";
inline constexpr const char* kRulesGroup = "kiosk";
inline constexpr const char* kPermissionHint =
    " (is 60-yitang.rules in /etc/udev/rules.d, and does the program run in the group kiosk?)";

}  // namespace yitang::devices
