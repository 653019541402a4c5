// Bar codes of one row, as receipt printers draw them for GS k.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "devices/error.hpp"
#include "devices/image/bitmap.hpp"
#include "devices/transport.hpp"

namespace yitang::devices {

enum class LinearKind : std::uint8_t { UpcA, UpcE, Ean13, Ean8, Code39, Itf, Codabar, Code93 };

struct LinearCode {
  Bitmap bars;        // one row, without quiet zone
  std::string text;   // what a reader reports: check digits of UPC and EAN included
  std::string label;  // as printed beside the bars: Code 39 with its stars
};

// `narrow`: dots of the thinnest bar, 1 to 6. Where a code has two widths of bars the wide one has two and a
// half times as many, rounded as Epson's printers do. UPC and EAN: a check digit that is missing is added, a
// wrong one is refused; UPC-E also as the number of UPC-A that it shortens. BadArgument: content that the
// code cannot hold.
[[nodiscard]] Result<LinearCode> make_linear_code(LinearKind kind, std::string_view data, int narrow);

// Code 128 with code sets chosen by the data: "{A", "{B", "{C" select one (first of all), "{S" shifts for one
// character, "{1" to "{4" are FNC, "{{" is a brace; in set C each byte from 0 to 99 is a pair of digits.
[[nodiscard]] Result<LinearCode> make_code128_of_sets(ByteView data, int narrow);

}  // namespace yitang::devices
