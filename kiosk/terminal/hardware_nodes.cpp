#include "kiosk/terminal/hardware_nodes.hpp"

#include <utility>

#include "devices/barcode/scanners.hpp"
#include "devices/evdev/evdev_transport.hpp"
#include "devices/hid/hidraw_transport.hpp"
#include "devices/id_reader/hid_stream.hpp"
#include "devices/id_reader/ids.hpp"
#include "devices/id_reader/serial_speed.hpp"
#include "devices/serial/serial_transport.hpp"

namespace yitang::terminal {
namespace {

using TransportResult = devices::Result<std::unique_ptr<devices::Transport>>;
using SourceResult = devices::Result<std::unique_ptr<devices::CodeSource>>;

constexpr std::chrono::milliseconds kPauseOfACode{500};
constexpr std::chrono::milliseconds kSilenceAfterACode{80};

TransportResult open_port(const devices::NodeName& name, unsigned baud, devices::Clock& clock) {
  const auto path = devices::find_serial_node(name);
  if (!path) return tl::unexpected(path.error());
  devices::SerialLine line;
  line.baud = baud;
  return devices::SerialTransport::open(*path, line, clock);
}

TransportResult open_hid_reader(const devices::NodeName& name, devices::Clock& clock) {
  const auto path = devices::find_hidraw_node(name);
  if (!path) return tl::unexpected(path.error());
  auto reports = devices::HidrawTransport::open(*path, clock);
  if (!reports) return reports;
  return devices::HidStream::create(std::move(*reports));
}

SourceResult open_hid_scanner(const DeviceConfig& config, devices::Clock& clock) {
  const auto path = devices::find_hidraw_of_page(devices::kHidPageBarcode, config.scanner_port);
  if (!path) return tl::unexpected(path.error());
  auto reports = devices::HidrawTransport::open(*path, clock);
  if (!reports) return tl::unexpected(reports.error());
  return devices::HidPosScanner::create(std::move(*reports), clock, config.scanner_charset);
}

SourceResult open_typing_scanner(const DeviceConfig& config, devices::Clock& clock) {
  const auto path = devices::find_keyboard_node(*config.scanner_port);
  if (!path) return tl::unexpected(path.error());
  auto keys = devices::EvdevTransport::open(*path, clock);
  if (!keys) return tl::unexpected(keys.error());
  return std::make_unique<devices::WedgeScanner>(std::move(*keys), clock, stream_rule(config));
}

SourceResult open_serial_scanner(const DeviceConfig& config, devices::Clock& clock) {
  auto port = open_port(*config.scanner_port, static_cast<unsigned>(config.scanner_baud), clock);
  if (!port) return tl::unexpected(port.error());
  return std::make_unique<devices::StreamScanner>(std::move(*port), clock, stream_rule(config));
}

}  // namespace

devices::StreamRule stream_rule(const DeviceConfig& config) {
  devices::StreamRule rule;
  rule.suffix_cr = rule.suffix_lf = config.scanner_suffix == CodeSuffix::Enter;
  rule.suffix_tab = config.scanner_suffix == CodeSuffix::Tab;
  // With a suffix a pause is no end: half a code is never taken for a whole one.
  rule.silence_ends = config.scanner_suffix == CodeSuffix::None;
  rule.silence = rule.silence_ends ? kSilenceAfterACode : kPauseOfACode;
  rule.prefix = config.scanner_prefix;
  rule.aim = config.scanner_aim;
  rule.charset = config.scanner_charset;
  return rule;
}

devices::OpenTransport open_node_reader(const DeviceConfig& config, devices::Clock& clock) {
  if (config.reader == DeviceSource::Hid) {
    const devices::NodeName usual{{}, devices::kHidReaderVendor, devices::kHidReaderProduct};
    return [name = config.reader_port.value_or(usual), &clock] { return open_hid_reader(name, clock); };
  }
  const devices::NodeName name = config.reader_port.value_or(devices::NodeName{});
  if (config.reader_baud != 0) {
    return [name, baud = static_cast<unsigned>(config.reader_baud), &clock] {
      return open_port(name, baud, clock);
    };
  }
  auto finder = std::make_shared<devices::SamSpeedFinder>(
      [name, &clock](unsigned baud) { return open_port(name, baud, clock); }, clock);
  return [finder] { return finder->open(); };
}

devices::OpenCodeSource open_node_scanner(const DeviceConfig& config, devices::Clock& clock) {
  switch (config.scanner) {
    case DeviceSource::Hid: return [config, &clock] { return open_hid_scanner(config, clock); };
    case DeviceSource::Keyboard: return [config, &clock] { return open_typing_scanner(config, clock); };
    default: return [config, &clock] { return open_serial_scanner(config, clock); };
  }
}

}  // namespace yitang::terminal
