#include "devices/node/device_nodes.hpp"

#include <dirent.h>
#include <fmt/format.h>
#include <linux/input-event-codes.h>

#include <algorithm>
#include <charconv>
#include <climits>
#include <cstdio>
#include <cstdlib>
#include <functional>
#include <memory>

#include "devices/hid/report_descriptor.hpp"

namespace yitang::devices {
namespace {

struct NodeIds {
  std::uint16_t vendor = 0;
  std::uint16_t product = 0;
};

constexpr std::size_t kMaxAttribute = kMaxReportDescriptor + 1;

std::optional<std::string> read_attribute(const std::string& path) {
  const std::unique_ptr<std::FILE, int (*)(std::FILE*)> file(std::fopen(path.c_str(), "rbe"), &std::fclose);
  if (!file) return std::nullopt;
  std::string content(kMaxAttribute, '\0');
  content.resize(std::fread(content.data(), 1, content.size(), file.get()));
  return content;
}

std::optional<std::uint16_t> hexadecimal(std::string_view text) {
  unsigned value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value, 16);
  if (error != std::errc{} || end == text.data() || value > 0xFFFF) return std::nullopt;
  const std::string_view behind(end, static_cast<std::size_t>(text.data() + text.size() - end));
  if (!behind.empty() && behind != "\n") return std::nullopt;
  return static_cast<std::uint16_t>(value);
}

std::optional<NodeIds> ids_in(const std::string& folder, const char* vendor, const char* product) {
  const auto first = read_attribute(folder + "/" + vendor);
  const auto second = read_attribute(folder + "/" + product);
  if (!first || !second) return std::nullopt;
  const auto vendor_id = hexadecimal(*first);
  const auto product_id = hexadecimal(*second);
  if (!vendor_id || !product_id) return std::nullopt;
  return NodeIds{*vendor_id, *product_id};
}

// The plug is some levels above the port: .../1-2 (idVendor) /1-2:1.0/ttyUSB0/tty/ttyUSB0.
std::optional<NodeIds> ids_of_serial(const std::string& device) {
  char real[PATH_MAX];
  if (::realpath(device.c_str(), real) == nullptr) return std::nullopt;
  std::string folder = real;
  for (int level = 0; level < 6 && folder.size() > 1; ++level) {
    if (auto ids = ids_in(folder, "idVendor", "idProduct")) return ids;
    const auto slash = folder.rfind('/');
    if (slash == std::string::npos) break;
    folder.resize(slash);
  }
  return std::nullopt;
}

// HID_ID=0003:00001EAB:00000110
std::optional<NodeIds> ids_of_hidraw(const std::string& device) {
  const auto content = read_attribute(device + "/uevent");
  const auto at = content ? content->find("HID_ID=") : std::string::npos;
  if (at == std::string::npos) return std::nullopt;
  const std::string_view line = std::string_view(*content).substr(at, content->find('\n', at) - at);
  const auto first = line.find(':');
  const auto second = line.rfind(':');
  if (first == second) return std::nullopt;
  const auto vendor = hexadecimal(line.substr(first + 1, second - first - 1));
  const auto product = hexadecimal(line.substr(second + 1));
  if (!vendor || !product) return std::nullopt;
  return NodeIds{*vendor, *product};
}

// "capabilities/key" is a bit map in words of 64 bits, the lowest last: letters, digits, shift and Enter are
// all in it. Without the map nothing speaks against it.
bool types_letters(const std::string& device) {
  constexpr std::uint64_t kNeeded = 1ULL << KEY_A | 1ULL << KEY_1 | 1ULL << KEY_LEFTSHIFT | 1ULL << KEY_ENTER;
  auto map = read_attribute(device + "/capabilities/key");
  if (!map) return true;
  map->erase(map->find_last_not_of(" \n") + 1);
  const std::string_view word = std::string_view(*map).substr(map->find_last_of(' ') + 1);
  std::uint64_t keys = 0;
  const auto [end, error] = std::from_chars(word.data(), word.data() + word.size(), keys, 16);
  return error == std::errc{} && end == word.data() + word.size() && (keys & kNeeded) == kNeeded;
}

std::optional<NodeIds> ids_of_keyboard(const std::string& device) {
  if (!types_letters(device)) return std::nullopt;
  return ids_in(device, "id/vendor", "id/product");
}

bool has_application(const std::string& device, std::uint16_t usage_page) {
  const auto content = read_attribute(device + "/report_descriptor");
  if (!content) return false;
  const auto* bytes = reinterpret_cast<const std::uint8_t*>(content->data());
  const auto description = parse_report_descriptor({bytes, content->size()});
  return description && std::any_of(description->applications.begin(), description->applications.end(),
                                    [usage_page](HidUsage usage) { return usage >> 16 == usage_page; });
}

// Names of a class that begin so, in order of length and letters: event2 before event10.
std::vector<std::string> names_of_class(const std::string& folder, std::string_view beginning) {
  std::vector<std::string> names;
  const std::unique_ptr<DIR, int (*)(DIR*)> directory(::opendir(folder.c_str()), &::closedir);
  if (!directory) return names;
  while (const dirent* entry = ::readdir(directory.get())) {  // NOLINT(concurrency-mt-unsafe): our own stream
    const std::string_view name = entry->d_name;
    if (name.substr(0, beginning.size()) == beginning) names.emplace_back(name);
  }
  std::sort(names.begin(), names.end(), [](const std::string& a, const std::string& b) {
    return a.size() != b.size() ? a.size() < b.size() : a < b;
  });
  return names;
}

struct NodeClass {
  const char* folder;     // under /sys/class
  const char* beginning;  // of the nodes' names
  const char* dev;        // folder of the nodes
};

using Fits = std::function<bool(const std::string& device)>;

Result<std::string> first_node(const NodeClass& kind, const NodeRoots& roots, const Fits& fits) {
  const std::string folder = roots.sys + "/class/" + kind.folder;
  for (const std::string& name : names_of_class(folder, kind.beginning)) {
    if (fits(fmt::format("{}/{}/device", folder, name)))
      return fmt::format("{}{}{}", roots.dev, kind.dev, name);
  }
  return fail(ErrorCode::NotFound, fmt::format("no such device among the nodes of {}", kind.folder));
}

Result<std::string> find_node(const NodeName& name, const NodeClass& kind, const NodeRoots& roots,
                              std::optional<NodeIds> (*ids_of)(const std::string&)) {
  if (!name.path.empty()) return name.path;
  return first_node(kind, roots, [&](const std::string& device) {
    const auto ids = ids_of(device);
    return ids && ids->vendor == name.vendor && ids->product == name.product;
  });
}

constexpr NodeClass kSerialNodes{"tty", "tty", "/"};
constexpr NodeClass kHidrawNodes{"hidraw", "hidraw", "/"};
constexpr NodeClass kInputNodes{"input", "event", "/input/"};

}  // namespace

std::optional<NodeName> parse_node_name(std::string_view text) {
  if (text.substr(0, 5) == "/dev/" && text.size() > 5 && text.find('\0') == std::string_view::npos) {
    return NodeName{std::string(text), 0, 0};
  }
  if (text.size() != 9 || text[4] != ':') return std::nullopt;
  const auto vendor = hexadecimal(text.substr(0, 4));
  const auto product = hexadecimal(text.substr(5));
  if (!vendor || !product) return std::nullopt;
  return NodeName{{}, *vendor, *product};
}

Result<std::string> find_serial_node(const NodeName& name, const NodeRoots& roots) {
  return find_node(name, kSerialNodes, roots, &ids_of_serial);
}

Result<std::string> find_hidraw_node(const NodeName& name, const NodeRoots& roots) {
  return find_node(name, kHidrawNodes, roots, &ids_of_hidraw);
}

Result<std::string> find_keyboard_node(const NodeName& name, const NodeRoots& roots) {
  return find_node(name, kInputNodes, roots, &ids_of_keyboard);
}

Result<std::string> find_hidraw_of_page(std::uint16_t usage_page, const std::optional<NodeName>& name,
                                        const NodeRoots& roots) {
  if (name && !name->path.empty()) return name->path;
  return first_node(kHidrawNodes, roots, [&](const std::string& device) {
    if (name) {
      const auto ids = ids_of_hidraw(device);
      if (!ids || ids->vendor != name->vendor || ids->product != name->product) return false;
    }
    return has_application(device, usage_page);
  });
}

}  // namespace yitang::devices
