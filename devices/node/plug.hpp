// The USB plug behind a device: where it is plugged in and what it says of itself, read from /sys without
// opening anything. Names one of several alike.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "devices/node/node_roots.hpp"

namespace yitang::devices {

// Which one of several alike, as a technician writes it: by the serial string of its plug, which goes with it
// from port to port, or by the port, which any unit of its kind may be put in. Both empty: any.
struct PlugName {
  std::string serial;
  std::string port;  // "1-1.4": bus, then the port of each hub on the way

  [[nodiscard]] bool any() const { return serial.empty() && port.empty(); }
  [[nodiscard]] bool fits(std::string_view its_port, std::string_view its_serial) const {
    return (port.empty() || port == its_port) && (serial.empty() || serial == its_serial);
  }
};

// "serial=AB12" or "port=1-1.4". Nothing: neither.
[[nodiscard]] std::optional<PlugName> parse_plug_name(std::string_view text);
// As parse_plug_name() takes it; "" for any.
[[nodiscard]] std::string to_text(const PlugName& name);

// Order of ports by their numbers: 1-2 before 1-10. No port ("") comes last.
[[nodiscard]] bool port_before(std::string_view a, std::string_view b);

struct PlugFacts {
  std::string port;
  std::uint16_t vendor = 0;
  std::uint16_t product = 0;
  std::string serial;  // often empty, or equal on two units
  std::string maker;   // as the plug says it; may be empty
  std::string model;
};

// The plug that this device of /sys hangs on (a folder, or a link to one): some levels above it. Nothing: it
// is no USB device.
[[nodiscard]] std::optional<PlugFacts> plug_above(const std::string& device);
// The plug in this port.
[[nodiscard]] std::optional<PlugFacts> plug_at(const std::string& port, const NodeRoots& roots = {});
// Every plug of the machine that is no hub, in order of their ports.
[[nodiscard]] std::vector<PlugFacts> all_plugs(const NodeRoots& roots = {});

}  // namespace yitang::devices
