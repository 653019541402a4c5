// A second opinion on QR codes by ZBar: raw bytes only, no character sets. Thread-safe.
#pragma once

#include <vector>

#include "devices/barcode/decoded_code.hpp"
#include "devices/image/image.hpp"

namespace yitang::devices {

// `grey` must be a grey picture. An ECI in the symbol is not reported: ZBar drops it.
[[nodiscard]] std::vector<RawCode> read_qr_by_zbar(const Image& grey, int max_codes);

}  // namespace yitang::devices
