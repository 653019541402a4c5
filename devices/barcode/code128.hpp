// Code 128 bars.
#pragma once

#include <string_view>

#include "devices/error.hpp"
#include "devices/image/bitmap.hpp"

namespace yitang::devices {

// One row, one dot the thinnest bar, without quiet zone. BadArgument: empty, over 80 characters, or not
// printable ASCII.
[[nodiscard]] Result<Bitmap> make_code128(std::string_view text);

}  // namespace yitang::devices
