// Text of a receipt as characters on a grid of cells: what the printer's font can show, how wide it is, where
// lines break. Pure.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace yitang::devices {

struct ReceiptCharacter {
  std::u32string cluster;  // a base and the marks that follow it
  int cells = 1;
  std::uint16_t pair = 0;  // two-byte code in the printer's font; 0 if there is none
  bool bold = false;

  [[nodiscard]] bool is_ascii() const {
    return cluster.size() == 1 && cluster[0] >= 0x20 && cluster[0] < 0x7F;
  }
  // Can the printer's own font show it?
  [[nodiscard]] bool in_font(bool chinese_font) const { return is_ascii() || (chinese_font && pair != 0); }
};

using ReceiptLine = std::vector<ReceiptCharacter>;

// Splits at '\n' and into characters. Nothing if the text is not well-formed UTF-8.
[[nodiscard]] std::optional<std::vector<ReceiptLine>> characters_of(std::string_view utf8, bool bold = false);

[[nodiscard]] int cells_of(std::span<const ReceiptCharacter> line);
[[nodiscard]] int cells_of_text(std::string_view utf8);  // widest line; 0 if not well-formed

// Breaks a line to at most `cells`. Words of ASCII stay whole if they fit on a line; closing punctuation
// never begins a line and opening punctuation never ends one, unless there is no other way. Spaces at the
// break vanish. At least one line.
[[nodiscard]] std::vector<ReceiptLine> wrap(const ReceiptLine& line, int cells);

}  // namespace yitang::devices
