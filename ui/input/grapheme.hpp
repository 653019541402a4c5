// UTF-8 and the characters people see. Grapheme clusters follow Unicode 15 Annex 29 (extended clusters); the
// property tables are generated from Debian's unicode-data when the product is built. Pure functions, any
// bytes are safe.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace yitang::ui {

struct DecodedCharacter {
  char32_t code = 0;
  std::size_t bytes = 0;  // how many bytes were consumed; 0 only at the end of the text
  bool valid = false;  // false: malformed, overlong, surrogate or above U+10FFFF; then one byte is consumed
};

/// Decodes the character at `offset`.
DecodedCharacter decode_utf8(std::string_view text, std::size_t offset);
void append_utf8(std::string& out, char32_t code);
/// Copy without malformed bytes, surrogates, and control characters (C0, C1, DEL, line and paragraph
/// separators).
std::string clean_single_line(std::string_view text);

/// Byte offset of the grapheme boundary after / before `offset`. At the end / start the offset itself is
/// returned.
std::size_t next_grapheme(std::string_view text, std::size_t offset);
std::size_t previous_grapheme(std::string_view text, std::size_t offset);
std::size_t grapheme_count(std::string_view text);

}  // namespace yitang::ui
