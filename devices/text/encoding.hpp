// UTF-8, code points and the two-byte part of GB18030, checked strictly. Pure functions, thread-safe.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "devices/transport.hpp"

namespace yitang::devices {

// Strict: no overlong forms, no surrogates, nothing above 10FFFF.
[[nodiscard]] bool is_utf8(ByteView bytes);
// Offset of the first byte that does not belong to a well-formed sequence; size() if there is none.
[[nodiscard]] std::size_t utf8_error_offset(ByteView bytes);

[[nodiscard]] std::optional<std::u32string> decode_utf8(std::string_view utf8);
[[nodiscard]] std::string encode_utf8(std::u32string_view text);
void append_utf8(std::string& out, char32_t code);

// Whole text in a character set named as iconv does ("GB18030", "SHIFT_JIS", "ISO-8859-1"); nothing if any
// byte does not convert.
[[nodiscard]] std::optional<std::string> to_utf8(ByteView bytes, const char* charset);

// Two-byte code of a character that the font of a Chinese receipt printer surely has: areas GBK/1 to GBK/5.
// Nothing for ASCII, for user-defined areas, and for what GB18030 added later.
[[nodiscard]] std::optional<std::uint16_t> gbk_code(char32_t code);
[[nodiscard]] std::optional<char32_t> gbk_character(std::uint8_t lead, std::uint8_t trail);

// "E7 9B 8A"
[[nodiscard]] std::string to_hex(ByteView bytes);

}  // namespace yitang::devices
