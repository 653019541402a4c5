// Attributes and folders of /sys. Internal to devices/node and what lists devices.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace yitang::devices {

// Up to 4 KiB and one byte of a file. Nothing: it cannot be read.
[[nodiscard]] std::optional<std::string> read_sys_file(const std::string& path);
// Its first line without blanks at the ends and control characters; "" if it cannot be read.
[[nodiscard]] std::string read_sys_text(const std::string& path);
// Hexadecimal digits and at most an end of line.
[[nodiscard]] std::optional<std::uint16_t> parse_sys_hex(std::string_view text);
// Names in a folder that begin so, in order of length and letters: event2 before event10.
[[nodiscard]] std::vector<std::string> names_in_folder(const std::string& folder, std::string_view beginning);

}  // namespace yitang::devices
