// Commands to the process that plays the devices, and what tests share.
#pragma once

#include <string>

namespace yitang::faults {

// One command and its answer: see device_host.cpp. Ends the test program if the host is gone.
std::string tell_host(const std::string& command);

// Before anything else in main(): starts the host, then starts this program anew inside the emulated root
// (the preload library works only from the start of a process). Comes back in the new process. False: cannot
// be set up.
bool enter_emulated_root(char** arguments);

}  // namespace yitang::faults
