// What a decoder of card photos answers (docs/photo-decoder.md), as a picture. Pure; any bytes are fine.
#pragma once

#include "devices/error.hpp"
#include "devices/image/image.hpp"
#include "devices/transport.hpp"

namespace yitang::devices {

inline constexpr int max_photo_width = 512;
inline constexpr int max_photo_height = 640;
// The largest answer: three bytes a dot, and room for a head with a comment.
inline constexpr std::size_t max_photo_answer = std::size_t{max_photo_width} * max_photo_height * 3 + 256;

// One PGM or PPM picture in binary (P5, P6) with values up to 255, and nothing behind it. Malformed, Overflow
// (too wide or high). The picture is personal: wipe(pixels) when done.
[[nodiscard]] Result<Image> parse_photo_answer(ByteView answer);

}  // namespace yitang::devices
