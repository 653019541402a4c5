// AIM symbology identifiers (ISO/IEC 15424): "]Q1" says which symbology a code was and how its data is to be
// read. And the escapes by which scanners pass on a change of character set (ECI). Pure functions.
#pragma once

#include <optional>
#include <string_view>

#include "devices/barcode/code_source.hpp"
#include "devices/barcode/payload.hpp"

namespace yitang::devices {

struct AimId {
  Symbology symbology = Symbology::Unknown;
  bool eci = false;  // the data has escapes: \NNNNNN sets the character set, \\ is one backslash
};

// Of exactly three characters. Nothing: it is none. A letter that is not in our table: Symbology::Unknown.
[[nodiscard]] std::optional<AimId> parse_aim(std::string_view three);

struct EciContent {
  Bytes bytes;  // without the escapes
  PayloadText text;
};
// Nothing: the escapes are not well-formed.
[[nodiscard]] std::optional<EciContent> decode_eci(ByteView data);

// The content of a code as a scanner delivered it. Escapes that are not well-formed stay in it.
[[nodiscard]] ScannedCode make_scanned_code(Bytes data, const AimId& aim, CharsetRule charset, TimePoint at);

}  // namespace yitang::devices
