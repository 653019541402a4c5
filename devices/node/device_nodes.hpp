// Which device nodes are there now, read from /sys: cheap enough to be done before every attempt to open one.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "devices/node/node_roots.hpp"
#include "devices/node/plug.hpp"
#include "devices/transport.hpp"

namespace yitang::devices {

// How a technician names a device: the path of its node (best one of /dev/serial/by-id or by-path, which does
// not depend on the order of plugging), or vendor and product of its plug, or which plug it is; or both of
// these.
struct NodeName {
  std::string path;          // empty: by what follows
  std::uint16_t vendor = 0;  // 0: any, if the plug is named
  std::uint16_t product = 0;
  PlugName plug{};
};

// "/dev/..." or "1eab:0106" (four hexadecimal digits each). Nothing: neither.
[[nodiscard]] std::optional<NodeName> parse_node_name(std::string_view text);

// Path of the node: the path of the name as it is, or, of the nodes that fit, the first in order of ports and
// then of its number: the same one whatever was plugged in first. NotFound.
[[nodiscard]] Result<std::string> find_serial_node(const NodeName& name, const NodeRoots& roots = {});
[[nodiscard]] Result<std::string> find_hidraw_node(const NodeName& name, const NodeRoots& roots = {});
// Of a plug with several nodes, the first one that has letters, digits and Enter.
[[nodiscard]] Result<std::string> find_keyboard_node(const NodeName& name, const NodeRoots& roots = {});

// The first hidraw node whose report descriptor has an application collection of this usage page: of any
// plug, or of those that the name fits (by a path: that path). NotFound.
[[nodiscard]] Result<std::string> find_hidraw_of_page(std::uint16_t usage_page,
                                                      const std::optional<NodeName>& name = std::nullopt,
                                                      const NodeRoots& roots = {});

}  // namespace yitang::devices
