#include "ui/utf8.hpp"

namespace yitang::ui {

char32_t next_code_point(std::string_view text, std::size_t& position) {
  constexpr char32_t replacement = 0xFFFD;
  const auto byte = [&text](std::size_t i) { return static_cast<unsigned char>(text[i]); };
  const unsigned char lead = byte(position++);
  if (lead < 0x80) return lead;
  const int more = lead >= 0xF0 && lead < 0xF5   ? 3
                   : lead >= 0xE0 && lead < 0xF0 ? 2
                   : lead >= 0xC2 && lead < 0xE0 ? 1
                                                 : 0;
  if (more == 0 || position + static_cast<std::size_t>(more) > text.size()) return replacement;
  char32_t value = lead & (0x3Fu >> more);
  for (int i = 0; i < more; ++i) {
    const unsigned char next = byte(position + static_cast<std::size_t>(i));
    if ((next & 0xC0) != 0x80) return replacement;
    value = value << 6 | (next & 0x3Fu);
  }
  const char32_t least = more == 1 ? 0x80 : more == 2 ? 0x800 : 0x10000;
  if (value < least || value > 0x10FFFF || (value >= 0xD800 && value < 0xE000)) return replacement;
  position += static_cast<std::size_t>(more);
  return value;
}

int code_point_count(std::string_view text) {
  int count = 0;
  for (std::size_t i = 0; i < text.size(); ++count) next_code_point(text, i);
  return count;
}

std::size_t byte_position(std::string_view text, int code_points) {
  std::size_t position = 0;
  while (code_points-- > 0 && position < text.size()) next_code_point(text, position);
  return position;
}

}  // namespace yitang::ui
