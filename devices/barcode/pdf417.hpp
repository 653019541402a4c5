// PDF417 symbols, as receipt printers draw them.
#pragma once

#include "devices/error.hpp"
#include "devices/image/bitmap.hpp"
#include "devices/transport.hpp"

namespace yitang::devices {

// One dot a module and a row, without quiet zone. How many columns it has is the library's choice.
// BadArgument: empty, over 1000 bytes, or more than fits.
[[nodiscard]] Result<Bitmap> make_pdf417(ByteView payload);

}  // namespace yitang::devices
