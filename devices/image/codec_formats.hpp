// The single formats behind codec.hpp; not for use outside this folder.
#pragma once

#include "devices/image/codec.hpp"

namespace yitang::devices {

// Malformed for no dots, Overflow over the limits.
[[nodiscard]] Result<void> check_image_size(std::int64_t width, std::int64_t height,
                                            const ImageLimits& limits);

[[nodiscard]] Result<Image> decode_png(ByteView file, const ImageLimits& limits);
[[nodiscard]] Result<Image> decode_jpeg(ByteView file, const ImageLimits& limits);
[[nodiscard]] Result<Image> decode_pgm(ByteView file, const ImageLimits& limits);

}  // namespace yitang::devices
