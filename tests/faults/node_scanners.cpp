#include "node_scanners.hpp"

#include "devices/barcode/scanners.hpp"
#include "devices/evdev/evdev_transport.hpp"
#include "devices/hid/hidraw_transport.hpp"
#include "devices/manager/observed.hpp"
#include "devices/node/device_nodes.hpp"
#include "devices/serial/serial_transport.hpp"

namespace yitang::faults {

using namespace devices;

OpenCodeSource pos_scanner(Clock& clock, DeviceBoard* board) {
  return [&clock, board]() -> Result<std::unique_ptr<CodeSource>> {
    const auto node = find_hidraw_of_page(kHidPageBarcode);
    if (!node) return tl::unexpected(node.error());
    auto reports = HidrawTransport::open(*node, clock);
    if (board != nullptr)
      reports = observe(std::move(reports), *board, DeviceKind::Scanner, DeviceState::Ready);
    if (!reports) return tl::unexpected(reports.error());
    return HidPosScanner::create(std::move(*reports), clock);
  };
}

OpenCodeSource typing_scanner(Clock& clock) {
  return [&clock]() -> Result<std::unique_ptr<CodeSource>> {
    const auto node = find_keyboard_node({{}, 0x0C2E, 0x0901, {}});
    if (!node) return tl::unexpected(node.error());
    auto keys = EvdevTransport::open(*node, clock);
    if (!keys) return tl::unexpected(keys.error());
    return std::make_unique<WedgeScanner>(std::move(*keys), clock);
  };
}

OpenTransport serial_port(std::uint16_t product, Clock& clock) {
  return [product, &clock]() -> Result<std::unique_ptr<Transport>> {
    const auto node = find_serial_node({{}, kSerialVendor, product, {}});
    if (!node) return tl::unexpected(node.error());
    return SerialTransport::open(*node, {}, clock);
  };
}

OpenCodeSource serial_scanner(Clock& clock) {
  return [&clock]() -> Result<std::unique_ptr<CodeSource>> {
    auto line = serial_port(kSerialScanner, clock)();
    if (!line) return tl::unexpected(line.error());
    return std::make_unique<StreamScanner>(std::move(*line), clock);
  };
}

}  // namespace yitang::faults
