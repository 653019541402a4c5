// The parts of [devices] that are more than one value: kinds of codes, and what does not go together.
#pragma once

#include <toml++/toml.h>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "kiosk/terminal/config.hpp"

namespace yitang::terminal {

/// `codes`: a list of tables with kind, starts, least, most, characters. Answers what is wrong, or nothing.
std::optional<std::string> read_code_rules(const toml::node& node, std::vector<devices::CodeRule>& rules);

/// `printer`: "usb", "usb:PLUG", "serial:PORT", "serial:PLUG", "tcp:HOST[:PORT]", "simulated" or "none".
/// Answers what is wrong, or nothing.
std::optional<std::string> read_printer(const toml::node& node, DeviceConfig& config);

/// `form_printer`: "ipp://HOST[:PORT]/PATH", "ipps://...", "cups:QUEUE", "simulated" or "none". Answers what
/// is wrong, or nothing.
std::optional<std::string> read_form_printer(const toml::node& node, DeviceConfig& config);

/// 0 only where the speed may be found out.
bool is_serial_speed(std::int64_t baud, bool zero_finds_out);

/// True for sources that may be one of several plugs.
bool has_plug(DeviceSource source);

/// Keys that are each right and do not go together.
struct Contradiction {
  std::string key;  ///< without "devices."
  std::string says;
};
std::vector<Contradiction> contradictions(const DeviceConfig& config);

/// The device that a key of [devices] is about; of an unknown key the key itself.
std::string device_of_key(std::string_view key);

/// Notes that the configuration of this device is wrong, once. switch_off() then takes the device away.
void refuse(DeviceConfig& config, DeviceRefusal refusal);
void switch_off(DeviceConfig& config, const std::string& device);

/// The source as one writes it: "usb:port=1-1.4". For each name of devices::DeviceKind.
std::string written_source(const DeviceConfig& config, std::string_view device);

}  // namespace yitang::terminal
