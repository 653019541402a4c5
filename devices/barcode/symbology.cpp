#include "devices/barcode/symbology.hpp"

#include <array>
#include <cstddef>

namespace yitang::devices {

std::string_view name_of(Symbology symbology) {
  static constexpr std::array<std::string_view, 15> names{
      "Unknown", "QRCode",  "MicroQRCode", "DataMatrix", "Aztec", "PDF417", "Code128", "Code39",
      "Code93",  "Codabar", "ITF",         "EAN-13",     "EAN-8", "UPC-A",  "UPC-E"};
  const auto index = static_cast<std::size_t>(symbology);
  return index < names.size() ? names[index] : names[0];
}

}  // namespace yitang::devices
