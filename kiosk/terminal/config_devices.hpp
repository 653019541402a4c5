// The parts of [devices] that are more than one value: kinds of codes, and what does not go together.
#pragma once

#include <toml++/toml.h>

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "kiosk/terminal/config.hpp"

namespace yitang::terminal {

/// `codes`: a list of tables with kind, starts, least, most, characters. Answers what is wrong, or nothing.
std::optional<std::string> read_code_rules(const toml::node& node, std::vector<devices::CodeRule>& rules);

/// 0 only where the speed may be found out.
bool is_serial_speed(std::int64_t baud, bool zero_finds_out);

/// Keys that are each right and do not go together: names them. Nothing: all is well.
std::optional<std::string> contradiction(const DeviceConfig& config);

}  // namespace yitang::terminal
