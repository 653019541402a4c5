#include "devices/manager/plugged_devices.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "devices/barcode/hid_pos.hpp"
#include "devices/id_reader/ids.hpp"
#include "devices/node/device_nodes.hpp"
#include "devices/node/sys_files.hpp"

namespace yitang::devices {
namespace {

struct NodeFolder {
  const char* folder;     // under /sys/class
  const char* beginning;  // of the nodes' names
  const char* dev;        // where the nodes are
};
constexpr std::array<NodeFolder, 4> kNodeFolders{{{"tty", "tty", "/"},
                                                  {"hidraw", "hidraw", "/"},
                                                  {"input", "event", "/input/"},
                                                  {"video4linux", "video", "/"}}};

// Newland, Honeywell, Zebra, Datalogic: as in 60-yitang.rules.
constexpr std::array<std::uint16_t, 4> kScannerMakers{0x1EAB, 0x0C2E, 0x05E0, 0x05F9};

constexpr std::string_view kPrinterClass = "07";
constexpr std::string_view kVideoClass = "0e";

bool has_interface(const std::string& port, std::string_view wanted, const NodeRoots& roots) {
  const std::string folder = roots.sys + "/bus/usb/devices";
  const auto names = names_in_folder(folder, port + ":");
  return std::any_of(names.begin(), names.end(), [&](const std::string& name) {
    return read_sys_text(folder + "/" + name + "/bInterfaceClass") == wanted;
  });
}

bool is_card_reader(const PlugFacts& plug) {
  return (plug.vendor == kSamVendor && plug.product == kSamProduct) ||
         (plug.vendor == kHidReaderVendor && plug.product == kHidReaderProduct);
}

std::optional<DeviceKind> guess(const PlugFacts& plug, const NodeRoots& roots) {
  if (is_card_reader(plug)) return DeviceKind::Reader;
  if (has_interface(plug.port, kPrinterClass, roots)) return DeviceKind::Printer;
  if (has_interface(plug.port, kVideoClass, roots)) return DeviceKind::Camera;
  const NodeName pos{{}, 0, 0, PlugName{{}, plug.port}};
  const bool maker =
      std::find(kScannerMakers.begin(), kScannerMakers.end(), plug.vendor) != kScannerMakers.end();
  if (maker || find_hidraw_of_page(kHidPageBarcode, pos, roots)) return DeviceKind::Scanner;
  return std::nullopt;
}

}  // namespace

std::vector<PluggedDevice> plugged_devices(const NodeRoots& roots) {
  std::vector<PluggedDevice> devices;
  for (PlugFacts& plug : all_plugs(roots)) {
    const auto kind = guess(plug, roots);
    devices.push_back({std::move(plug), {}, kind});
  }
  for (const NodeFolder& kind : kNodeFolders) {
    const std::string folder = fmt::format("{}/class/{}", roots.sys, kind.folder);
    for (const std::string& name : names_in_folder(folder, kind.beginning)) {
      const auto plug = plug_above(fmt::format("{}/{}/device", folder, name));
      const auto owner = std::find_if(devices.begin(), devices.end(), [&plug](const PluggedDevice& device) {
        return plug && device.plug.port == plug->port;
      });
      if (owner != devices.end()) owner->nodes.push_back(fmt::format("{}{}{}", roots.dev, kind.dev, name));
    }
  }
  return devices;
}

}  // namespace yitang::devices
