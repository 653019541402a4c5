#include "kiosk/terminal/hardware_nodes.hpp"

#include <utility>

#include "devices/barcode/scanners.hpp"
#include "devices/evdev/evdev_transport.hpp"
#include "devices/hid/hidraw_transport.hpp"
#include "devices/id_reader/hid_stream.hpp"
#include "devices/id_reader/ids.hpp"
#include "devices/id_reader/serial_speed.hpp"
#include "devices/manager/observed.hpp"
#include "devices/serial/serial_transport.hpp"

namespace yitang::terminal {
namespace {

using TransportResult = devices::Result<std::unique_ptr<devices::Transport>>;
using SourceResult = devices::Result<std::unique_ptr<devices::CodeSource>>;

constexpr std::chrono::milliseconds kPauseOfACode{500};
constexpr std::chrono::milliseconds kSilenceAfterACode{80};

TransportResult open_port(const std::string& path, unsigned baud, devices::Clock& clock) {
  devices::SerialLine line;
  line.baud = baud;
  return devices::SerialTransport::open(path, line, clock);
}

// Ids, path or plug: whatever the configuration names.
devices::NodeName name_of_reader(const DeviceConfig& config) {
  const bool hid = config.reader == DeviceSource::Hid;
  const devices::NodeName usual{{}, devices::kHidReaderVendor, devices::kHidReaderProduct, {}};
  devices::NodeName name = config.reader_port.value_or(hid ? usual : devices::NodeName{});
  name.plug = config.reader_plug;
  return name;
}

devices::NodeName name_of_scanner(const DeviceConfig& config) {
  devices::NodeName name = config.scanner_port.value_or(devices::NodeName{});
  name.plug = config.scanner_plug;
  return name;
}

devices::Result<std::string> find_reader(const DeviceConfig& config) {
  const devices::NodeName name = name_of_reader(config);
  return config.reader == DeviceSource::Hid ? devices::find_hidraw_node(name)
                                            : devices::find_serial_node(name);
}

devices::Result<std::string> find_scanner(const DeviceConfig& config) {
  const devices::NodeName name = name_of_scanner(config);
  switch (config.scanner) {
    case DeviceSource::Hid: {
      const bool any = !config.scanner_port && name.plug.any();
      return devices::find_hidraw_of_page(devices::kHidPageBarcode,
                                          any ? std::nullopt : std::optional<devices::NodeName>(name));
    }
    case DeviceSource::Keyboard: return devices::find_keyboard_node(name);
    case DeviceSource::Camera: return name.path;
    default: return devices::find_serial_node(name);
  }
}

TransportResult open_serial_reader(const DeviceConfig& config, unsigned baud, devices::Clock& clock) {
  const auto path = find_reader(config);
  if (!path) return tl::unexpected(path.error());
  return open_port(*path, baud, clock);
}

TransportResult open_hid_reader(const DeviceConfig& config, devices::Clock& clock) {
  const auto path = find_reader(config);
  if (!path) return tl::unexpected(path.error());
  auto reports = devices::HidrawTransport::open(*path, clock);
  if (!reports) return reports;
  return devices::HidStream::create(std::move(*reports));
}

TransportResult open_scanner_node(const DeviceConfig& config, devices::Clock& clock) {
  const auto path = find_scanner(config);
  if (!path) return tl::unexpected(path.error());
  switch (config.scanner) {
    case DeviceSource::Hid: return devices::HidrawTransport::open(*path, clock);
    case DeviceSource::Keyboard: return devices::EvdevTransport::open(*path, clock);
    default: return open_port(*path, static_cast<unsigned>(config.scanner_baud), clock);
  }
}

SourceResult open_scanner(const DeviceConfig& config, devices::Clock& clock, devices::DeviceBoard& board) {
  auto transport = devices::observe(open_scanner_node(config, clock), board, devices::DeviceKind::Scanner,
                                    devices::DeviceState::Ready);
  if (!transport) return tl::unexpected(transport.error());
  switch (config.scanner) {
    case DeviceSource::Hid: {
      auto scanner = devices::HidPosScanner::create(std::move(*transport), clock, config.scanner_charset,
                                                    devices::kRestfulWait);
      if (!scanner) board.faulty(devices::DeviceKind::Scanner, scanner.error().code, scanner.error().message);
      return scanner;
    }
    case DeviceSource::Keyboard:
      return std::make_unique<devices::WedgeScanner>(std::move(*transport), clock, stream_rule(config),
                                                     devices::kRestfulWait);
    default:
      return std::make_unique<devices::StreamScanner>(std::move(*transport), clock, stream_rule(config),
                                                      devices::kRestfulWait);
  }
}

std::string reader_driver(DeviceSource source) {
  switch (source) {
    case DeviceSource::Usb: return "sam-usb";
    case DeviceSource::Serial: return "sam-serial";
    case DeviceSource::Hid: return "sam-hid";
    default: return {};
  }
}

std::string scanner_driver(DeviceSource source) {
  switch (source) {
    case DeviceSource::Hid: return "hid-pos";
    case DeviceSource::Serial: return "serial";
    case DeviceSource::Keyboard: return "keyboard";
    case DeviceSource::Camera: return "camera";
    default: return {};
  }
}

std::string camera_driver(CameraSource source) {
  switch (source) {
    case CameraSource::Video: return "v4l2";
    case CameraSource::Files: return "files";
    case CameraSource::Simulated: return "simulated";
    case CameraSource::None: return {};
  }
  return {};
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
    return [config, &clock] { return open_hid_reader(config, clock); };
  }
  if (config.reader_baud != 0) {
    return [config, &clock] {
      return open_serial_reader(config, static_cast<unsigned>(config.reader_baud), clock);
    };
  }
  auto finder = std::make_shared<devices::SamSpeedFinder>(
      [config, &clock](unsigned baud) { return open_serial_reader(config, baud, clock); }, clock);
  return [finder] { return finder->open(); };
}

devices::OpenCodeSource open_node_scanner(const DeviceConfig& config, devices::Clock& clock,
                                          devices::DeviceBoard& board) {
  return [config, &clock, &board] { return open_scanner(config, clock, board); };
}

bool has_node(DeviceSource source) {
  return source == DeviceSource::Serial || source == DeviceSource::Hid || source == DeviceSource::Keyboard ||
         source == DeviceSource::Camera;
}

std::optional<std::string> reader_node(const DeviceConfig& config) {
  auto node = find_reader(config);
  return node ? std::optional<std::string>(std::move(*node)) : std::nullopt;
}

std::optional<std::string> scanner_node(const DeviceConfig& config) {
  auto node = find_scanner(config);
  return node ? std::optional<std::string>(std::move(*node)) : std::nullopt;
}

devices::NodeName name_of_printer_port(const DeviceConfig& config) {
  devices::NodeName name = config.printer_port.value_or(devices::NodeName{});
  name.plug = config.printer_plug;
  return name;
}

std::optional<std::string> printer_node(const DeviceConfig& config) {
  auto node = devices::find_serial_node(name_of_printer_port(config));
  return node ? std::optional<std::string>(std::move(*node)) : std::nullopt;
}

std::string driver_name(const DeviceConfig& config, devices::DeviceKind kind) {
  const auto simulated = [](DeviceSource source, std::string real) {
    return source == DeviceSource::Simulated ? std::string("simulated") : std::move(real);
  };
  switch (kind) {
    case devices::DeviceKind::Reader: return simulated(config.reader, reader_driver(config.reader));
    case devices::DeviceKind::Scanner: return simulated(config.scanner, scanner_driver(config.scanner));
    case devices::DeviceKind::Printer:
      return simulated(config.printer, config.printer == DeviceSource::None ? "" : "escpos");
    case devices::DeviceKind::Camera: return camera_driver(config.camera);
    case devices::DeviceKind::FormPrinter:
      return simulated(config.form_printer, config.form_printer == DeviceSource::None ? "" : "ipp");
    case devices::DeviceKind::PhotoDecoder: return config.photo_decoder.empty() ? "" : "program";
  }
  return {};
}

}  // namespace yitang::terminal
