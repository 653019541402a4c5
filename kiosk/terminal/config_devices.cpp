#include "kiosk/terminal/config_devices.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <string_view>

#include "devices/manager/device_board.hpp"
#include "devices/net/tcp_transport.hpp"
#include "devices/serial/serial_line.hpp"
#include "kiosk/base/text.hpp"

namespace yitang::terminal {
namespace {

using devices::CodeCharacters;
using devices::CodeKind;

constexpr std::size_t kMaxCodeRules = 50;
constexpr std::int64_t kLongestCode = 4096;

constexpr CodeKind kConfiguredKinds[] = {CodeKind::MedicalInsurance, CodeKind::SocialSecurity,
                                         CodeKind::HealthCard, CodeKind::CityCode, CodeKind::Licence};

struct NamedCharacters {
  std::string_view name;
  CodeCharacters characters;
};
constexpr NamedCharacters kCharacterNames[] = {{"any", CodeCharacters::Any},
                                               {"digits", CodeCharacters::Digits},
                                               {"hex", CodeCharacters::Hex},
                                               {"letters-digits", CodeCharacters::LettersDigits},
                                               {"printable", CodeCharacters::Printable}};

bool take_kind(const toml::node& node, CodeKind& kind) {
  const auto value = node.value_exact<std::string>();
  const auto* found = std::find_if(std::begin(kConfiguredKinds), std::end(kConfiguredKinds),
                                   [&](CodeKind each) { return value && devices::name_of(each) == *value; });
  if (found == std::end(kConfiguredKinds)) return false;
  kind = *found;
  return true;
}

bool take_characters(const toml::node& node, CodeCharacters& characters) {
  const auto value = node.value_exact<std::string>();
  const auto* found = std::find_if(std::begin(kCharacterNames), std::end(kCharacterNames),
                                   [&](const NamedCharacters& each) { return value && each.name == *value; });
  if (found == std::end(kCharacterNames)) return false;
  characters = found->characters;
  return true;
}

bool take_length(const toml::node& node, std::size_t& length) {
  const auto value = node.value_exact<std::int64_t>();
  if (!value || *value < 1 || *value > kLongestCode) return false;
  length = static_cast<std::size_t>(*value);
  return true;
}

bool take_start(const toml::node& node, std::string& starts) {
  const auto value = node.value_exact<std::string>();
  if (!value || value->empty() || value->size() > 200 || !is_utf8(*value)) return false;
  starts = *value;
  return true;
}

std::optional<std::string> read_code_rule(const toml::table& table, devices::CodeRule& rule) {
  for (const auto& [key, node] : table) {
    const std::string_view name = key.str();
    bool right = false;
    if (name == "kind") {
      right = take_kind(node, rule.kind);
    } else if (name == "starts") {
      right = take_start(node, rule.starts);
    } else if (name == "least") {
      right = take_length(node, rule.least);
    } else if (name == "most") {
      right = take_length(node, rule.most);
    } else if (name == "characters") {
      right = take_characters(node, rule.characters);
    }
    if (!right) return fmt::format("{} is unknown, or its value is not possible", name);
  }
  if (rule.kind == CodeKind::Unknown) return "kind is missing";
  if (rule.least > rule.most) return "least is more than most";
  if (rule.starts.empty() && rule.characters == CodeCharacters::Any) return "starts or characters is needed";
  return std::nullopt;
}

std::string_view source_name(DeviceSource source) {
  switch (source) {
    case DeviceSource::Usb: return "usb";
    case DeviceSource::Serial: return "serial";
    case DeviceSource::Hid: return "hid";
    case DeviceSource::Keyboard: return "keyboard";
    case DeviceSource::Network: return "tcp";
    case DeviceSource::Camera: return "camera";
    case DeviceSource::Simulated: return "simulated";
    case DeviceSource::None: return "none";
  }
  return "none";
}

std::string_view camera_name(CameraSource source) {
  switch (source) {
    case CameraSource::Simulated: return "simulated";
    case CameraSource::Video: return "video";
    case CameraSource::Files: return "files";
    case CameraSource::None: return "none";
  }
  return "none";
}

std::string with_plug(DeviceSource source, const devices::PlugName& plug) {
  std::string text(source_name(source));
  if (!plug.any()) text.append(":").append(devices::to_text(plug));
  return text;
}

std::string written_printer(const DeviceConfig& config) {
  if (config.printer == DeviceSource::Network && config.printer_host)
    return "tcp:" + devices::to_string(*config.printer_host);
  if (config.printer != DeviceSource::Serial || !config.printer_port)
    return with_plug(config.printer, config.printer_plug);
  const devices::NodeName& port = *config.printer_port;
  return port.path.empty() ? fmt::format("serial:{:04x}:{:04x}", port.vendor, port.product)
                           : "serial:" + port.path;
}

bool names_path(const std::optional<devices::NodeName>& port) { return port && !port->path.empty(); }

// What is wrong with a port for this source, or nothing.
std::optional<std::string> wrong_port(DeviceSource source, const std::optional<devices::NodeName>& port,
                                      const devices::PlugName& plug) {
  const bool needed = source == DeviceSource::Serial || source == DeviceSource::Keyboard;
  if (needed && !port && plug.any()) return fmt::format("is needed for \"{}\"", source_name(source));
  if (names_path(port) && !plug.any()) return "is a path, and the plug is named, too";
  if (source == DeviceSource::Camera && !names_path(port)) return "must be a path below /dev/ for \"camera\"";
  return std::nullopt;
}

// The same node or the same plug, both for nodes of the kernel.
bool same_place(const DeviceConfig& config) {
  if (names_path(config.reader_port) && names_path(config.scanner_port))
    return config.reader_port->path == config.scanner_port->path;
  const auto on_node = [](DeviceSource source) { return has_plug(source) && source != DeviceSource::Usb; };
  return on_node(config.reader) && on_node(config.scanner) && !config.reader_plug.any() &&
         to_text(config.reader_plug) == to_text(config.scanner_plug);
}

constexpr const char* kPrinterForms =
    "must be one of: usb, usb:serial=..., usb:port=1-1.4, tcp:HOST:PORT, serial:/dev/..., simulated, none";

std::optional<std::string> read_network_printer(std::string_view place, DeviceConfig& config) {
  config.printer_host = devices::parse_host_port(place, devices::kRawPrintPort);
  if (!config.printer_host)
    return "must be tcp:HOST or tcp:HOST:PORT, an IPv6 address in brackets: tcp:[fe80::1]:9100";
  config.printer = DeviceSource::Network;
  return std::nullopt;
}

// A path, ids, or which plug.
std::optional<std::string> read_serial_printer(std::string_view place, DeviceConfig& config) {
  config.printer_plug = devices::parse_plug_name(place).value_or(devices::PlugName{});
  config.printer_port = devices::parse_node_name(place);
  if (!config.printer_port && config.printer_plug.any())
    return "must be serial: and a path below /dev/, ids as 1eab:0106, or port=1-1.4";
  config.printer = DeviceSource::Serial;
  return std::nullopt;
}

std::optional<std::string> read_usb_printer(std::string_view place, bool named, DeviceConfig& config) {
  const auto plug = named ? devices::parse_plug_name(place) : devices::PlugName{};
  if (!plug) return "behind \":\" must be serial=... or port=1-1.4";
  config.printer_plug = *plug;
  config.printer = DeviceSource::Usb;
  return std::nullopt;
}

// The printer's node is the one of another device.
bool printer_shares(const DeviceConfig& config, DeviceSource other,
                    const std::optional<devices::NodeName>& port, const devices::PlugName& plug) {
  if (config.printer != DeviceSource::Serial || other == DeviceSource::None) return false;
  if (names_path(config.printer_port) && names_path(port)) return config.printer_port->path == port->path;
  return other == DeviceSource::Serial && !plug.any() && to_text(plug) == to_text(config.printer_plug);
}

}  // namespace

std::optional<std::string> read_code_rules(const toml::node& node, std::vector<devices::CodeRule>& rules) {
  const toml::array* list = node.as_array();
  if (list == nullptr || list->size() > kMaxCodeRules)
    return fmt::format("must be a list of at most {}", kMaxCodeRules);
  std::vector<devices::CodeRule> read;
  for (const toml::node& entry : *list) {
    const toml::table* table = entry.as_table();
    devices::CodeRule rule;
    const auto wrong =
        table == nullptr ? std::optional<std::string>("must be a table") : read_code_rule(*table, rule);
    if (wrong) return fmt::format("entry {}: {}", read.size() + 1, *wrong);
    read.push_back(std::move(rule));
  }
  rules = std::move(read);
  return std::nullopt;
}

std::optional<std::string> read_printer(const toml::node& node, DeviceConfig& config) {
  const auto value = node.value_exact<std::string>();
  if (!value || value->size() > 300) return kPrinterForms;
  const std::string_view text = *value;
  const auto colon = text.find(':');
  const std::string_view way = text.substr(0, colon);
  const std::string_view place = colon == std::string_view::npos ? "" : text.substr(colon + 1);
  if (way == "tcp") return read_network_printer(place, config);
  if (way == "serial") return read_serial_printer(place, config);
  if (way == "usb") return read_usb_printer(place, colon != std::string_view::npos, config);
  if (way != "none" && way != "simulated") return kPrinterForms;
  if (colon != std::string_view::npos) return "there is no plug to name";
  config.printer = way == "none" ? DeviceSource::None : DeviceSource::Simulated;
  return std::nullopt;
}

std::optional<std::string> read_form_printer(const toml::node& node, DeviceConfig& config) {
  constexpr const char* forms = "must be one of: ipp://HOST, ipps://HOST, cups:QUEUE, simulated, none";
  const auto value = node.value_exact<std::string>();
  if (!value || value->size() > 600) return forms;
  config.form_address.reset();
  config.form_printer = *value == "simulated" ? DeviceSource::Simulated : DeviceSource::None;
  if (*value == "simulated" || *value == "none") return std::nullopt;
  auto address = devices::parse_form_printer(*value);
  if (!address) return address.error().message;
  config.form_address = std::move(*address);
  config.form_written = *value;
  config.form_printer = DeviceSource::Network;
  return std::nullopt;
}

bool is_serial_speed(std::int64_t baud, bool zero_finds_out) {
  if (baud == 0) return zero_finds_out;
  const auto& speeds = devices::kSerialSpeeds;
  return std::any_of(speeds.begin(), speeds.end(),
                     [baud](unsigned speed) { return std::int64_t{speed} == baud; });
}

bool has_plug(DeviceSource source) {
  return source == DeviceSource::Usb || source == DeviceSource::Serial || source == DeviceSource::Hid ||
         source == DeviceSource::Keyboard;
}

std::vector<Contradiction> contradictions(const DeviceConfig& config) {
  std::vector<Contradiction> found;
  if (auto wrong = wrong_port(config.reader, config.reader_port, config.reader_plug))
    found.push_back({"reader_port", std::move(*wrong)});
  if (auto wrong = wrong_port(config.scanner, config.scanner_port, config.scanner_plug))
    found.push_back({"scanner_port", std::move(*wrong)});
  if (config.scanner == DeviceSource::Keyboard && config.scanner_suffix == CodeSuffix::None)
    found.push_back({"scanner_suffix", "a scanner that types needs one"});
  if (same_place(config)) found.push_back({"scanner_port", "is the reader's place"});
  if (printer_shares(config, config.reader, config.reader_port, config.reader_plug))
    found.push_back({"printer", "is the reader's place"});
  if (printer_shares(config, config.scanner, config.scanner_port, config.scanner_plug))
    found.push_back({"printer", "is the scanner's place"});
  const bool needs_path = config.camera == CameraSource::Files || config.camera == CameraSource::Video;
  if (needs_path && config.camera_path.empty())
    found.push_back({"camera_path", fmt::format("is needed for \"{}\"", camera_name(config.camera))});
  if (config.paper_dots.value_or(0) % 8 != 0) found.push_back({"paper_dots", "must be a multiple of 8"});
  return found;
}

std::string device_of_key(std::string_view key) {
  if (key == "codes") return "scanner";
  if (key == "form_printer") return "form_printer";
  if (key == "paper_dots" || key == "native_qr" || key == "cutter" || key == "roll_m") return "printer";
  const std::string_view first = key.substr(0, key.find('_'));
  return std::string(devices::device_kind(first) ? first : key);
}

void refuse(DeviceConfig& config, DeviceRefusal refusal) {
  const bool known = std::any_of(config.refused.begin(), config.refused.end(),
                                 [&](const DeviceRefusal& each) { return each.device == refusal.device; });
  if (!known) config.refused.push_back(std::move(refusal));
}

void switch_off(DeviceConfig& config, const std::string& device) {
  if (device == "reader") config.reader = DeviceSource::None;
  if (device == "scanner") config.scanner = DeviceSource::None;
  if (device == "printer") config.printer = DeviceSource::None;
  if (device == "camera") config.camera = CameraSource::None;
  if (device == "photo_decoder") config.photo_decoder.clear();
  if (device == "form_printer") config.form_printer = DeviceSource::None;
}

std::string written_source(const DeviceConfig& config, std::string_view device) {
  if (device == "reader") return with_plug(config.reader, config.reader_plug);
  if (device == "scanner") return with_plug(config.scanner, config.scanner_plug);
  if (device == "printer") return written_printer(config);
  if (device == "camera") return std::string(camera_name(config.camera));
  if (device == "photo_decoder") return config.photo_decoder.string();
  if (device == "form_printer")
    return config.form_printer == DeviceSource::Network ? config.form_written
                                                        : std::string(source_name(config.form_printer));
  return {};
}

}  // namespace yitang::terminal
