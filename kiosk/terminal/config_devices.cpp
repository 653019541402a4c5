#include "kiosk/terminal/config_devices.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <string_view>

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

bool needs_port(DeviceSource source) {
  return source == DeviceSource::Serial || source == DeviceSource::Keyboard;
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

bool is_serial_speed(std::int64_t baud, bool zero_finds_out) {
  if (baud == 0) return zero_finds_out;
  const auto& speeds = devices::kSerialSpeeds;
  return std::any_of(speeds.begin(), speeds.end(),
                     [baud](unsigned speed) { return std::int64_t{speed} == baud; });
}

std::optional<std::string> contradiction(const DeviceConfig& config) {
  if (needs_port(config.reader) && !config.reader_port)
    return "devices.reader_port: is needed for reader = \"serial\"";
  if (needs_port(config.scanner) && !config.scanner_port) {
    return "devices.scanner_port: is needed for scanner = \"serial\" or \"keyboard\"";
  }
  if (config.scanner == DeviceSource::Keyboard && config.scanner_suffix == CodeSuffix::None) {
    return "devices.scanner_suffix: a scanner that types needs one";
  }
  const bool one_port = config.reader_port && config.scanner_port && !config.reader_port->path.empty() &&
                        config.reader_port->path == config.scanner_port->path;
  if (one_port) return "devices.scanner_port: is the reader's port";
  return std::nullopt;
}

}  // namespace yitang::terminal
