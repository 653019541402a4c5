// UTF-16LE as cards store it, and UTF-8 as the program uses it. Strict both ways; all planes and private-use
// code points pass unchanged.
#pragma once

#include <string>
#include <string_view>

#include "devices/transport.hpp"

namespace yitang::devices {

// Protocol for a lone surrogate, a noncharacter, a control character, or an odd size; offset is the byte in
// `text`. U+0000 is allowed at the end only (some writers pad with it) and dropped there.
[[nodiscard]] Result<std::string> utf8_from_utf16le(ByteView text);

// BadArgument unless `text` is well-formed UTF-8.
[[nodiscard]] Result<Bytes> utf16le_from_utf8(std::string_view text);

// Number of characters (code points) in well-formed UTF-8.
[[nodiscard]] std::size_t character_count(std::string_view text);
// The first `count` characters.
[[nodiscard]] std::string_view first_characters(std::string_view text, std::size_t count);

}  // namespace yitang::devices
