// One look at a picture by ZXing-C++ (1.4 and 2.x). Thread-safe. Throws nothing of its own; ZXing may throw
// std::exception, and 1.4.0 may abort.
#pragma once

#include <vector>

#include "devices/barcode/decoded_code.hpp"
#include "devices/image/image.hpp"

namespace yitang::devices {

[[nodiscard]] std::vector<RawCode> read_qr_by_zxing(const Image& image, int max_codes);
[[nodiscard]] std::vector<RawCode> read_other_formats_by_zxing(const Image& image, int max_codes);

}  // namespace yitang::devices
