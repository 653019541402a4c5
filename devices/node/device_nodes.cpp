#include "devices/node/device_nodes.hpp"

#include <fmt/format.h>
#include <linux/input-event-codes.h>

#include <algorithm>
#include <charconv>
#include <functional>

#include "devices/hid/report_descriptor.hpp"
#include "devices/node/sys_files.hpp"

namespace yitang::devices {
namespace {

struct NodeIds {
  std::uint16_t vendor = 0;
  std::uint16_t product = 0;
};

std::optional<NodeIds> ids_in(const std::string& folder, const char* vendor, const char* product) {
  const auto vendor_id = parse_sys_hex(read_sys_file(folder + "/" + vendor).value_or(""));
  const auto product_id = parse_sys_hex(read_sys_file(folder + "/" + product).value_or(""));
  if (!vendor_id || !product_id) return std::nullopt;
  return NodeIds{*vendor_id, *product_id};
}

// The plug is some levels above the port: .../1-2 (idVendor) /1-2:1.0/ttyUSB0/tty/ttyUSB0.
std::optional<NodeIds> ids_of_serial(const std::string& device) {
  const auto plug = plug_above(device);
  return plug ? std::optional<NodeIds>({plug->vendor, plug->product}) : std::nullopt;
}

// HID_ID=0003:00001EAB:00000110
std::optional<NodeIds> ids_of_hidraw(const std::string& device) {
  const auto content = read_sys_file(device + "/uevent");
  const auto at = content ? content->find("HID_ID=") : std::string::npos;
  if (at == std::string::npos) return std::nullopt;
  const std::string_view line = std::string_view(*content).substr(at, content->find('\n', at) - at);
  const auto first = line.find(':');
  const auto second = line.rfind(':');
  if (first == second) return std::nullopt;
  const auto vendor = parse_sys_hex(line.substr(first + 1, second - first - 1));
  const auto product = parse_sys_hex(line.substr(second + 1));
  if (!vendor || !product) return std::nullopt;
  return NodeIds{*vendor, *product};
}

// "capabilities/key" is a bit map in words of 64 bits, the lowest last: letters, digits, shift and Enter are
// all in it. Without the map nothing speaks against it.
bool types_letters(const std::string& device) {
  constexpr std::uint64_t kNeeded = 1ULL << KEY_A | 1ULL << KEY_1 | 1ULL << KEY_LEFTSHIFT | 1ULL << KEY_ENTER;
  auto map = read_sys_file(device + "/capabilities/key");
  if (!map) return true;
  map->erase(map->find_last_not_of(" \n") + 1);
  const std::string_view word = std::string_view(*map).substr(map->find_last_of(' ') + 1);
  std::uint64_t keys = 0;
  const auto [end, error] = std::from_chars(word.data(), word.data() + word.size(), keys, 16);
  return error == std::errc{} && end == word.data() + word.size() && (keys & kNeeded) == kNeeded;
}

bool has_application(const std::string& device, std::uint16_t usage_page) {
  const auto content = read_sys_file(device + "/report_descriptor");
  if (!content) return false;
  const auto* bytes = reinterpret_cast<const std::uint8_t*>(content->data());
  const auto description = parse_report_descriptor({bytes, content->size()});
  return description && std::any_of(description->applications.begin(), description->applications.end(),
                                    [usage_page](HidUsage usage) { return usage >> 16 == usage_page; });
}

struct NodeClass {
  const char* folder;     // under /sys/class
  const char* beginning;  // of the nodes' names
  const char* dev;        // folder of the nodes
};

using Fits = std::function<bool(const std::string& device)>;

Result<std::string> first_node(const NodeClass& kind, const NodeRoots& roots, const PlugName& wanted,
                               const Fits& fits) {
  const std::string folder = roots.sys + "/class/" + kind.folder;
  std::string best;
  std::string best_port;
  for (const std::string& name : names_in_folder(folder, kind.beginning)) {
    const std::string device = fmt::format("{}/{}/device", folder, name);
    if (!fits(device)) continue;
    const PlugFacts plug = plug_above(device).value_or(PlugFacts{});
    if (!wanted.fits(plug.port, plug.serial)) continue;
    if (!best.empty() && !port_before(plug.port, best_port)) continue;
    best = name;
    best_port = plug.port;
  }
  if (best.empty())
    return fail(ErrorCode::NotFound, fmt::format("no such device among the nodes of {}", kind.folder));
  return fmt::format("{}{}{}", roots.dev, kind.dev, best);
}

bool has_ids(const NodeName& name, const std::optional<NodeIds>& ids) {
  if (name.vendor == 0 && name.plug.any())
    return false;  // a name that says nothing must not take the first there is
  return name.vendor == 0 || (ids && ids->vendor == name.vendor && ids->product == name.product);
}

Result<std::string> find_node(const NodeName& name, const NodeClass& kind, const NodeRoots& roots,
                              std::optional<NodeIds> (*ids_of)(const std::string&)) {
  if (!name.path.empty()) return name.path;
  return first_node(kind, roots, name.plug,
                    [&](const std::string& device) { return has_ids(name, ids_of(device)); });
}

constexpr NodeClass kSerialNodes{"tty", "tty", "/"};
constexpr NodeClass kHidrawNodes{"hidraw", "hidraw", "/"};
constexpr NodeClass kInputNodes{"input", "event", "/input/"};

}  // namespace

std::optional<NodeName> parse_node_name(std::string_view text) {
  if (text.substr(0, 5) == "/dev/" && text.size() > 5 && text.find('\0') == std::string_view::npos) {
    return NodeName{std::string(text), 0, 0, {}};
  }
  if (text.size() != 9 || text[4] != ':') return std::nullopt;
  const auto vendor = parse_sys_hex(text.substr(0, 4));
  const auto product = parse_sys_hex(text.substr(5));
  if (!vendor || !product) return std::nullopt;
  return NodeName{{}, *vendor, *product, {}};
}

Result<std::string> find_serial_node(const NodeName& name, const NodeRoots& roots) {
  return find_node(name, kSerialNodes, roots, &ids_of_serial);
}

Result<std::string> find_hidraw_node(const NodeName& name, const NodeRoots& roots) {
  return find_node(name, kHidrawNodes, roots, &ids_of_hidraw);
}

Result<std::string> find_keyboard_node(const NodeName& name, const NodeRoots& roots) {
  if (!name.path.empty()) return name.path;
  return first_node(kInputNodes, roots, name.plug, [&](const std::string& device) {
    return types_letters(device) && has_ids(name, ids_in(device, "id/vendor", "id/product"));
  });
}

Result<std::string> find_hidraw_of_page(std::uint16_t usage_page, const std::optional<NodeName>& name,
                                        const NodeRoots& roots) {
  if (name && !name->path.empty()) return name->path;
  const PlugName any;
  return first_node(kHidrawNodes, roots, name ? name->plug : any, [&](const std::string& device) {
    return (!name || has_ids(*name, ids_of_hidraw(device))) && has_application(device, usage_page);
  });
}

}  // namespace yitang::devices
