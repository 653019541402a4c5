// Codes in a picture, by ZXing-C++. Thread-safe.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "devices/barcode/payload.hpp"
#include "devices/clock.hpp"
#include "devices/error.hpp"
#include "devices/image/image.hpp"

namespace yitang::devices {

enum class Symbology : std::uint8_t {
  Unknown,
  QrCode,
  MicroQr,
  DataMatrix,
  Aztec,
  Pdf417,
  Code128,
  Code39,
  Code93,
  Codabar,
  Itf,
  Ean13,
  Ean8,
  UpcA,
  UpcE
};

// Stable name: "QRCode", "Code128" ...; "Unknown".
[[nodiscard]] std::string_view name_of(Symbology symbology);

struct DecodedCode {
  Bytes bytes;       // raw content, as in the symbol
  std::string text;  // UTF-8 by the rule of payload.hpp
  TextOrigin origin = TextOrigin::Utf8;
  Symbology symbology = Symbology::Unknown;
  double milliseconds = 0;  // time of the whole search, by the clock given
};

struct DecodeOptions {
  bool qr_only = false;
  int max_codes = 8;
};

// QR codes first; the other symbologies only if there is no QR code. NotFound: no code in the picture.
// BadArgument: a picture whose sizes contradict each other.
[[nodiscard]] Result<std::vector<DecodedCode>> decode_codes(const Image& image, const Clock& clock,
                                                            const DecodeOptions& options = {});

}  // namespace yitang::devices
