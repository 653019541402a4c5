#include "devices/node/plug.hpp"

#include <algorithm>
#include <climits>
#include <cstdlib>

#include "devices/node/sys_files.hpp"

namespace yitang::devices {
namespace {

constexpr std::size_t kLongestSerial = 126;  // characters of a USB string
constexpr std::size_t kLongestPort = 40;
constexpr int kLevelsToPlug = 7;

// "1-1.4": the bus, a hyphen, numbers with points between.
bool is_port(std::string_view text) {
  const auto hyphen = text.find('-');
  if (hyphen == 0 || hyphen == std::string_view::npos || text.size() > kLongestPort) return false;
  bool digit_before = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool digit = text[i] >= '0' && text[i] <= '9';
    const bool border = i == hyphen || (text[i] == '.' && i > hyphen);
    if (!digit && !(border && digit_before)) return false;
    digit_before = digit;
  }
  return digit_before;
}

bool is_serial(std::string_view text) {
  return !text.empty() && text.size() <= kLongestSerial &&
         std::all_of(text.begin(), text.end(), [](char c) { return c > 0x20 && c < 0x7F; });
}

std::optional<PlugFacts> plug_in_folder(const std::string& folder) {
  const auto vendor = parse_sys_hex(read_sys_file(folder + "/idVendor").value_or(""));
  const auto product = parse_sys_hex(read_sys_file(folder + "/idProduct").value_or(""));
  if (!vendor || !product) return std::nullopt;
  return PlugFacts{folder.substr(folder.rfind('/') + 1),
                   *vendor,
                   *product,
                   read_sys_text(folder + "/serial"),
                   read_sys_text(folder + "/manufacturer"),
                   read_sys_text(folder + "/product")};
}

// The next number of a port path, and what comes behind it.
unsigned long long take_number(std::string_view& text) {
  unsigned long long value = 0;
  std::size_t used = 0;
  while (used < text.size() && text[used] >= '0' && text[used] <= '9' && used < 9) {
    value = value * 10 + static_cast<unsigned long long>(text[used++] - '0');
  }
  text.remove_prefix(std::min(text.size(), used + 1));
  return value;
}

}  // namespace

std::optional<PlugName> parse_plug_name(std::string_view text) {
  constexpr std::string_view kSerial = "serial=";
  constexpr std::string_view kPort = "port=";
  if (text.substr(0, kSerial.size()) == kSerial && is_serial(text.substr(kSerial.size()))) {
    return PlugName{std::string(text.substr(kSerial.size())), {}};
  }
  if (text.substr(0, kPort.size()) == kPort && is_port(text.substr(kPort.size()))) {
    return PlugName{{}, std::string(text.substr(kPort.size()))};
  }
  return std::nullopt;
}

std::string to_text(const PlugName& name) {
  if (!name.serial.empty()) return "serial=" + name.serial;
  return name.port.empty() ? std::string() : "port=" + name.port;
}

bool port_before(std::string_view a, std::string_view b) {
  if (a.empty() || b.empty()) return !a.empty() && b.empty();
  while (!a.empty() && !b.empty()) {
    const auto first = take_number(a);
    const auto second = take_number(b);
    if (first != second) return first < second;
  }
  return a.empty() && !b.empty();
}

std::optional<PlugFacts> plug_above(const std::string& device) {
  char real[PATH_MAX];
  if (::realpath(device.c_str(), real) == nullptr) return std::nullopt;
  std::string folder = real;
  for (int level = 0; level < kLevelsToPlug && folder.size() > 1; ++level) {
    if (auto plug = plug_in_folder(folder)) return plug;
    const auto slash = folder.rfind('/');
    if (slash == std::string::npos) break;
    folder.resize(slash);
  }
  return std::nullopt;
}

std::optional<PlugFacts> plug_at(const std::string& port, const NodeRoots& roots) {
  if (!is_port(port)) return std::nullopt;
  return plug_in_folder(roots.sys + "/bus/usb/devices/" + port);
}

std::vector<PlugFacts> all_plugs(const NodeRoots& roots) {
  constexpr std::string_view kHub = "09";
  std::vector<PlugFacts> plugs;
  const std::string folder = roots.sys + "/bus/usb/devices";
  for (const std::string& name : names_in_folder(folder, "")) {
    if (!is_port(name) || read_sys_text(folder + "/" + name + "/bDeviceClass") == kHub) continue;
    if (auto plug = plug_in_folder(folder + "/" + name)) plugs.push_back(std::move(*plug));
  }
  std::sort(plugs.begin(), plugs.end(),
            [](const PlugFacts& a, const PlugFacts& b) { return port_before(a.port, b.port); });
  return plugs;
}

}  // namespace yitang::devices
