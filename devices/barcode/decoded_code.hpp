// A code found in a picture: first as it stands in the symbol, then with its text.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "devices/barcode/payload.hpp"
#include "devices/barcode/symbology.hpp"
#include "devices/transport.hpp"

namespace yitang::devices {

// Which look at the picture found the code. Plain: the picture as it is. The others are for codes that are
// small, badly lit, printed white on black, or missed by the first library.
enum class SearchStage : std::uint8_t {
  Plain,
  CentreTwice,
  Threshold,
  LocalContrast,
  Inverted,
  Sharpened,
  SecondOpinion,
  OtherFormats
};
inline constexpr SearchStage last_search_stage = SearchStage::OtherFormats;

[[nodiscard]] std::string_view name_of(SearchStage stage);

// What a decoder hands over. It knows nothing of character sets, so that the process which decodes foreign
// pictures needs no tables of them.
struct RawCode {
  Bytes bytes;         // raw content
  Bytes eci_protocol;  // "]Q2..." with the parts' character sets; empty if the symbol signals none
  Symbology symbology = Symbology::Unknown;
  SearchStage stage = SearchStage::Plain;
  friend bool operator==(const RawCode&, const RawCode&) = default;
};

struct DecodedCode {
  Bytes bytes;       // raw content, as in the symbol
  std::string text;  // UTF-8 by the rule of payload.hpp
  TextOrigin origin = TextOrigin::Utf8;
  Symbology symbology = Symbology::Unknown;
  SearchStage stage = SearchStage::Plain;
  double milliseconds = 0;  // time of the whole search, by the clock of who asked
};

[[nodiscard]] DecodedCode with_text(RawCode code);

}  // namespace yitang::devices
