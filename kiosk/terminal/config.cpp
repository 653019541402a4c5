#include "kiosk/terminal/config.hpp"

#include <fmt/format.h>
#include <toml++/toml.h>

#include <algorithm>
#include <functional>
#include <map>
#include <optional>

#include "kiosk/base/text.hpp"
#include "kiosk/cases/receipt_number.hpp"
#include "kiosk/terminal/config_devices.hpp"
#include "storage/bytes.hpp"
#include "storage/file_system.hpp"

namespace yitang::terminal {
namespace {

using Reader = std::function<std::optional<std::string>(const toml::node&)>;  // an error message, or nothing
using Section = std::map<std::string, Reader, std::less<>>;

Reader text(std::string& target, std::size_t longest) {
  return [&target, longest](const toml::node& node) -> std::optional<std::string> {
    const auto value = node.value_exact<std::string>();
    if (!value) return "must be a text";
    if (value->empty() || value->size() > longest || !is_utf8(*value)) {
      return fmt::format("must have 1 to {} bytes of UTF-8", longest);
    }
    target = *value;
    return std::nullopt;
  };
}

Reader presence(std::string& target) {
  return [&target](const toml::node& node) -> std::optional<std::string> {
    const auto value = node.value_exact<std::string>();
    const bool camera = value && value->starts_with("/dev/") && value->size() <= 400;
    if (!value || !(camera || *value == "none" || *value == "simulated"))
      return "must be \"none\", \"simulated\" or the device file of a camera, below /dev/";
    target = *value;
    return std::nullopt;
  };
}

Reader path(std::filesystem::path& target) {
  return [&target](const toml::node& node) -> std::optional<std::string> {
    const auto value = node.value_exact<std::string>();
    if (!value || value->empty() || value->size() > 4000 || value->find('\0') != std::string::npos) {
      return "must be a path";
    }
    target = *value;
    return std::nullopt;
  };
}

Reader whole(int& target, int least, int most) {
  return [&target, least, most](const toml::node& node) -> std::optional<std::string> {
    const auto value = node.value_exact<std::int64_t>();
    if (!value || *value < least || *value > most)
      return fmt::format("must be a whole number {} to {}", least, most);
    target = static_cast<int>(*value);
    return std::nullopt;
  };
}

Reader number(double& target, double least, double most) {
  return [&target, least, most](const toml::node& node) -> std::optional<std::string> {
    const auto value = node.value<double>();
    if (!value || !(*value >= least && *value <= most))
      return fmt::format("must be a number {} to {}", least, most);
    target = *value;
    return std::nullopt;
  };
}

Reader flag(bool& target) {
  return [&target](const toml::node& node) -> std::optional<std::string> {
    const auto value = node.value_exact<bool>();
    if (!value) return "must be true or false";
    target = *value;
    return std::nullopt;
  };
}

// "none", "auto", or the node of the one sound device that is meant.
Reader headset(Config& config) {
  return [&config](const toml::node& node) -> std::optional<std::string> {
    const auto value = node.value_exact<std::string>();
    const bool path = value && value->starts_with("/dev/input/") && value->size() <= 200 &&
                      value->find('\0') == std::string::npos;
    if (!path && value != "none" && value != "auto")
      return "must be \"auto\", \"none\" or a path below /dev/input/";
    config.headset = *value == "none"   ? HeadsetSource::None
                     : *value == "auto" ? HeadsetSource::Auto
                                        : HeadsetSource::Node;
    config.headset_node = path ? *value : std::string();
    return std::nullopt;
  };
}

// Path of a node below /dev, or ids.
Reader port(std::optional<devices::NodeName>& target) {
  return [&target](const toml::node& node) -> std::optional<std::string> {
    const auto value = node.value_exact<std::string>();
    auto name = value && value->size() <= 200 ? devices::parse_node_name(*value) : std::nullopt;
    if (!name) return "must be a path below /dev/ or ids as 1eab:0106";
    target = std::move(name);
    return std::nullopt;
  };
}

Reader baud(int& target, bool zero_finds_out) {
  return [&target, zero_finds_out](const toml::node& node) -> std::optional<std::string> {
    const auto value = node.value_exact<std::int64_t>();
    if (!value || !is_serial_speed(*value, zero_finds_out))
      return "must be a speed of serial ports (9600, 115200 ...)";
    target = static_cast<int>(*value);
    return std::nullopt;
  };
}

using Sources = std::map<std::string, DeviceSource>;

// "usb", or "usb:serial=AB12", "usb:port=1-1.4": which one of several.
Reader source(DeviceSource& target, devices::PlugName& plug, Sources sources) {
  return
      [&target, &plug, sources = std::move(sources)](const toml::node& node) -> std::optional<std::string> {
        const std::string value = node.value_exact<std::string>().value_or("");
        const auto colon = value.find(':');
        const auto found = sources.find(value.substr(0, colon));
        if (found == sources.end()) {
          std::string names;
          for (const auto& [name, unused] : sources) names += (names.empty() ? "" : ", ") + name;
          return "must be one of: " + names;
        }
        plug = {};
        if (colon != std::string::npos) {
          const auto named = devices::parse_plug_name(std::string_view(value).substr(colon + 1));
          if (!named) return "behind \":\" must be serial=... or port=1-1.4";
          if (!has_plug(found->second)) return "there is no plug to name";
          plug = *named;
        }
        target = found->second;
        return std::nullopt;
      };
}

// As `yitang catalog keygen` prints it.
Reader public_key(std::string& target) {
  return [&target](const toml::node& node) -> std::optional<std::string> {
    const auto value = node.value_exact<std::string>();
    if (!value || value->size() != 64 || !storage::from_hex(*value)) return "must be 64 hexadecimal digits";
    target = *value;
    return std::nullopt;
  };
}

// "none", "pcsc" for any reader of the smart-card service, or part of the name of one.
Reader staff_reader(std::optional<std::string>& target) {
  return [&target](const toml::node& node) -> std::optional<std::string> {
    const auto value = node.value_exact<std::string>();
    if (!value || value->empty() || value->size() > 120)
      return "must be \"pcsc\", \"none\" or part of a reader's name";
    target = *value;
    if (*value == "pcsc") target = "";
    if (*value == "none") target.reset();
    return std::nullopt;
  };
}

// A key that goes over something else when it is given.
template <class T>
Reader perhaps(std::optional<T>& target, Reader (*read)(T&)) {
  return [&target, read](const toml::node& node) -> std::optional<std::string> {
    T value{};
    if (auto wrong = read(value)(node)) return wrong;
    target = value;
    return std::nullopt;
  };
}

template <class E>
Reader choice(E& target, std::map<std::string, E> choices) {
  return [&target, choices = std::move(choices)](const toml::node& node) -> std::optional<std::string> {
    const auto value = node.value_exact<std::string>();
    const auto found = value ? choices.find(*value) : choices.end();
    if (found == choices.end()) {
      std::string names;
      for (const auto& [name, unused] : choices) names += (names.empty() ? "" : ", ") + name;
      return "must be one of: " + names;
    }
    target = found->second;
    return std::nullopt;
  };
}

std::string place_of(const std::string& file, const toml::source_region& source) {
  return fmt::format("{}:{}", file, source.begin.line);
}

std::map<std::string, Section, std::less<>> sections_of(Config& config) {
  const Sources readers{{"usb", DeviceSource::Usb},
                        {"serial", DeviceSource::Serial},
                        {"hid", DeviceSource::Hid},
                        {"simulated", DeviceSource::Simulated},
                        {"none", DeviceSource::None}};
  const Sources scanners{{"serial", DeviceSource::Serial},       {"hid", DeviceSource::Hid},
                         {"keyboard", DeviceSource::Keyboard},   {"camera", DeviceSource::Camera},
                         {"simulated", DeviceSource::Simulated}, {"none", DeviceSource::None}};
  const std::map<std::string, CameraSource> cameras{{"simulated", CameraSource::Simulated},
                                                    {"video", CameraSource::Video},
                                                    {"files", CameraSource::Files},
                                                    {"none", CameraSource::None}};
  const std::map<std::string, resident::Contrast> contrast_schemes{
      {"normal", resident::Contrast::Normal},
      {"black-on-white", resident::Contrast::BlackOnWhite},
      {"white-on-black", resident::Contrast::WhiteOnBlack},
      {"yellow-on-black", resident::Contrast::YellowOnBlack},
      {"cyan-on-black", resident::Contrast::CyanOnBlack}};
  resident::FlowSettings& flow = config.flow;
  return {
      {"terminal",
       {{"code", text(config.terminal_code, 4)},
        {"place_zh", text(config.place.zh, 120)},
        {"place_en", text(config.place.en, 120)},
        {"hotline", text(config.hotline, 40)},
        {"data", path(config.data_directory)},
        {"catalog", path(config.catalog)},
        {"catalog_key", public_key(config.catalog_key)},
        {"catalog_unsigned", flag(config.catalog_unsigned)},
        {"catalog_township", path(config.catalog_township)},
        {"host_key", path(config.host_key)},
        {"tpm", text(config.tpm, 200)}}},
      {"display",
       {{"width_px", whole(config.display.width_px, 480, 7680)},
        {"height_px", whole(config.display.height_px, 640, 7680)},
        {"mm_per_px", number(config.display.mm_per_px, 0.05, 1.0)},
        {"fullscreen", flag(config.display.fullscreen)},
        {"hide_cursor", flag(config.display.hide_cursor)}}},
      {"person",
       {{"language", choice<Language>(flow.language, {{"zh", Language::Chinese}, {"en", Language::English}})},
        {"density", choice<resident::Density>(flow.density, {{"standard", resident::Density::Standard},
                                                             {"elder", resident::Density::Elder}})},
        {"contrast", choice<resident::Contrast>(flow.contrast, contrast_schemes)},
        {"speech", flag(config.speech)},
        {"quiet_seconds", whole(flow.standard.quiet, 20, 3600)},
        {"warning_seconds", whole(flow.standard.warning, 20, 600)},
        {"elder_quiet_seconds", whole(flow.elder.quiet, 20, 3600)},
        {"elder_warning_seconds", whole(flow.elder.warning, 20, 600)},
        {"presence", presence(config.presence)},
        {"away_after_seconds", whole(flow.away_after, 5, 600)},
        {"away_warning_seconds", whole(flow.away_warning, 5, 600)},
        {"goodbye_seconds", whole(flow.goodbye_seconds, 5, 120)},
        {"no_card_after_seconds", whole(flow.no_card_after, 5, 600)},
        {"prepared_working_days", whole(flow.prepared_days, 1, 30)},
        {"result_copies", whole(flow.result_limit, 1, 20)}}},
      {"sound",
       {{"speech", choice<SpeechSource>(config.speech_source, {{"dispatcher", SpeechSource::Dispatcher},
                                                               {"espeak", SpeechSource::Espeak},
                                                               {"none", SpeechSource::None}})},
        {"volume", whole(flow.volume, 0, 100)},
        {"prompts", path(config.prompts)},
        {"headset", headset(config)}}},
      {"devices",
       {{"reader", source(config.devices.reader, config.devices.reader_plug, readers)},
        {"reader_port", port(config.devices.reader_port)},
        {"reader_baud", baud(config.devices.reader_baud, true)},
        {"photo_decoder", path(config.devices.photo_decoder)},
        {"printer", [&config](const toml::node& node) { return read_printer(node, config.devices); }},
        {"printer_baud", baud(config.devices.printer_baud, false)},
        {"printer_flow",
         choice<devices::FlowControl>(config.devices.printer_flow, {{"none", devices::FlowControl::None},
                                                                    {"rts", devices::FlowControl::RtsCts},
                                                                    {"xon", devices::FlowControl::XonXoff}})},
        {"printer_profile", text(config.devices.printer_profile, 400)},
        {"roll_m", whole(config.devices.roll_m, 5, 500)},
        {"form_printer",
         [&config](const toml::node& node) { return read_form_printer(node, config.devices); }},
        {"scanner", source(config.devices.scanner, config.devices.scanner_plug, scanners)},
        {"scanner_port", port(config.devices.scanner_port)},
        {"scanner_baud", baud(config.devices.scanner_baud, false)},
        {"scanner_suffix", choice<CodeSuffix>(config.devices.scanner_suffix, {{"enter", CodeSuffix::Enter},
                                                                              {"tab", CodeSuffix::Tab},
                                                                              {"none", CodeSuffix::None}})},
        {"scanner_prefix", text(config.devices.scanner_prefix, 16)},
        {"scanner_aim", flag(config.devices.scanner_aim)},
        {"scanner_charset", choice<devices::CharsetRule>(config.devices.scanner_charset,
                                                         {{"auto", devices::CharsetRule::Auto},
                                                          {"utf-8", devices::CharsetRule::Utf8},
                                                          {"gb18030", devices::CharsetRule::Gb18030},
                                                          {"hex", devices::CharsetRule::Hex}})},
        {"codes", [&config](const toml::node& node) { return read_code_rules(node, config.devices.codes); }},
        {"camera", choice(config.devices.camera, cameras)},
        {"camera_path", path(config.devices.camera_path)},
        {"paper_dots", perhaps<int>(config.devices.paper_dots, [](int& v) { return whole(v, 384, 832); })},
        {"native_qr", perhaps<bool>(config.devices.native_qr, flag)},
        {"cutter", perhaps<bool>(config.devices.cutter, flag)},
        {"staff_reader", staff_reader(config.devices.staff_reader)}}},
  };
}

// A mistake here puts one device out of order and nothing else.
void read_devices(const toml::table& table, const Section& section, const std::string& file,
                  DeviceConfig& config) {
  const auto refuse_at = [&](const toml::node& node, std::string_view key, std::string_view wrong) {
    std::string device = device_of_key(key);
    std::string written = table[device].value<std::string>().value_or(written_source(config, device));
    refuse(config, {std::move(device), std::move(written),
                    fmt::format("{}: devices.{}: {}", place_of(file, node.source()), key, wrong)});
  };
  for (const auto& [key, node] : table) {
    const auto reader = section.find(key.str());
    if (reader == section.end()) {
      refuse_at(node, key.str(), "unknown key");
    } else if (const auto wrong = reader->second(node)) {
      refuse_at(node, key.str(), *wrong);
    }
  }
  for (const Contradiction& wrong : contradictions(config)) {
    // The key may be the one that is missing: then the device's own line is the place.
    const toml::node* node = table.get(wrong.key);
    if (node == nullptr) node = table.get(device_of_key(wrong.key));
    refuse_at(node == nullptr ? table : *node, wrong.key, wrong.says);
  }
  // Last, so that what was written is still known above.
  for (const DeviceRefusal& refusal : config.refused) switch_off(config, refusal.device);
}

Result<void> read_section(const toml::table& table, const std::string& name, const Section& section,
                          const std::string& file) {
  for (const auto& [key, node] : table) {
    const std::string full = name + "." + std::string(key.str());
    const auto reader = section.find(key.str());
    if (reader == section.end())
      return fail(ErrorKind::BadInput, full + ": unknown key", place_of(file, node.source()));
    if (const auto wrong = reader->second(node)) {
      return fail(ErrorKind::BadInput, full + ": " + *wrong, place_of(file, node.source()));
    }
  }
  return {};
}

}  // namespace

Result<Config> parse_config(std::string_view toml_text, const std::string& file) {
  if (toml_text.size() > kMaxConfigBytes)
    return fail(ErrorKind::BadInput, "configuration is too large", file);
  if (!is_utf8(toml_text)) return fail(ErrorKind::BadInput, "configuration is not UTF-8", file);
  Config config;
  toml::table root;
  try {
    root = toml::parse(toml_text, file);
  } catch (const toml::parse_error& error) {
    return fail(ErrorKind::BadInput, std::string(error.description()), place_of(file, error.source()));
  }
  const auto sections = sections_of(config);
  for (const auto& [key, node] : root) {
    const auto section = sections.find(key.str());
    const toml::table* table = node.as_table();
    if (section == sections.end() || table == nullptr) {
      return fail(ErrorKind::BadInput, std::string(key.str()) + ": unknown section",
                  place_of(file, node.source()));
    }
    if (section->first == "devices") {
      read_devices(*table, section->second, file, config.devices);
    } else if (auto read = read_section(*table, section->first, section->second, file); !read) {
      return tl::unexpected(read.error());
    }
  }
  if (!cases::is_terminal_code(config.terminal_code)) {
    return fail(ErrorKind::BadInput, "terminal.code: must be four digits or capitals without I, O, S, V, Z",
                file);
  }
  return config;
}

Result<Config> load_config(const std::filesystem::path& file) {
  const auto content = storage::read_file(file, kMaxConfigBytes + 1);
  if (!content) return fail(ErrorKind::BadInput, "cannot be read: " + content.error().message, file.string());
  return parse_config({reinterpret_cast<const char*>(content->data()), content->size()}, file.string());
}

}  // namespace yitang::terminal
