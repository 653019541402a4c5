// The simulated card reader behind other plugs than USB bulk: the device's side of HID reports and of a
// serial line.
#pragma once

#include <memory>

#include "devices/transport.hpp"

namespace yitang::devices {

struct SimulatedHidShape {
  bool numbered = false;        // reports have numbers
  std::size_t extra_bytes = 0;  // in front of the frame in every input report
};

// `reader` is the byte stream of SamSimulator::connect(), two pipes. The result takes and gives reports of 64
// bytes (and a number), with a report descriptor.
[[nodiscard]] std::unique_ptr<Transport> simulated_hid_reader(std::unique_ptr<Transport> reader,
                                                              SimulatedHidShape shape = {});

// The same on a serial line that the host has opened at `host_baud`: unless the module is set to the same
// speed, both sides hear noise.
[[nodiscard]] std::unique_ptr<Transport> simulated_serial_reader(std::unique_ptr<Transport> reader,
                                                                 unsigned module_baud, unsigned host_baud);

}  // namespace yitang::devices
