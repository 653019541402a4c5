// QR symbols, for receipts and for the screen.
#pragma once

#include "devices/error.hpp"
#include "devices/image/bitmap.hpp"
#include "devices/receipt/document.hpp"
#include "devices/transport.hpp"

namespace yitang::devices {

// One dot a module, square, without quiet zone. The payload bytes are encoded unchanged, without ECI; but
// with ZXing 2 those that need it signal UTF-8, or binary data. BadArgument if it is empty or does not fit
// (2953 bytes at level L, 2331 M, 1663 Q, 1273 H).
[[nodiscard]] Result<Bitmap> make_qr(ByteView payload, QrLevel level = QrLevel::M);

// Modules enlarged and surrounded by `quiet` modules of white (the standard asks for 4).
[[nodiscard]] Bitmap enlarge_qr(const Bitmap& modules, int module_dots, int quiet = 4);

}  // namespace yitang::devices
