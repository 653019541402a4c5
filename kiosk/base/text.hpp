// UTF-8 helpers shared by the product. All functions are pure.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace yitang {

/// True if every byte belongs to well-formed UTF-8 (no surrogates, no overlong forms, at most U+10FFFF).
bool is_utf8(std::string_view text);
/// Code points of well-formed UTF-8; a malformed byte gives U+FFFD.
std::u32string decode_utf8(std::string_view text);
std::string encode_utf8(std::u32string_view text);
void append_utf8(std::string& out, char32_t code_point);
/// Number of code points.
std::size_t length_utf8(std::string_view text);
/// Without spaces (also U+3000), tabs and line ends at both ends.
std::string trim(std::string_view text);
/// Full-width digits, letters and punctuation U+FF01..U+FF5E and U+3000 become their ASCII forms.
std::string to_half_width(std::string_view text);
std::vector<std::string> split(std::string_view text, char separator);
std::string lower_ascii(std::string_view text);
/// Lower-case hexadecimal.
std::string hex(std::string_view bytes);

}  // namespace yitang
