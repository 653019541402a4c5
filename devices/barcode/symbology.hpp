// The kinds of codes that are read.
#pragma once

#include <cstdint>
#include <string_view>

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
inline constexpr Symbology last_symbology = Symbology::UpcE;

// Stable name: "QRCode", "Code128" ...; "Unknown".
[[nodiscard]] std::string_view name_of(Symbology symbology);

}  // namespace yitang::devices
