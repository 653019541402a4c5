// A device on the network, as people write it: "192.168.1.50:9100", "printer.local", "[fe80::1%eth0]:9100".
// Pure.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace yitang::devices {

struct HostPort {
  std::string host;  // name or address, without brackets
  std::uint16_t port = 0;
  friend bool operator==(const HostPort&, const HostPort&) = default;
};

// Nothing for what can be no name or address, and for a port of 0 or above 65535. An IPv6 address stands in
// brackets, so that its end is known.
[[nodiscard]] std::optional<HostPort> parse_host_port(std::string_view text, std::uint16_t default_port);

// "host:port", with brackets where they are needed.
[[nodiscard]] std::string to_string(const HostPort& address);

}  // namespace yitang::devices
