// Pictures from and to bytes. Input is foreign: every size is checked before memory is taken, and the errors
// of libpng and libjpeg (which jump) end inside. Thread-safe; no state.
#pragma once

#include <string>

#include "devices/error.hpp"
#include "devices/image/image.hpp"
#include "devices/transport.hpp"

namespace yitang::devices {

struct ImageLimits {
  std::size_t max_file_bytes = 32U << 20U;
  int max_side = 12000;
  std::size_t max_pixels = 40'000'000;
};

enum class ImageKind : std::uint8_t { Unknown, Png, Jpeg, Pgm };

// By the first bytes, never by a file name.
[[nodiscard]] ImageKind sniff_image(ByteView file);

// PNG (any type; transparency is laid on white), baseline and progressive JPEG (grey, YCbCr, RGB; CMYK is
// refused), and PGM P2/P5 with up to 16 bits. Malformed, Overflow (over a limit), NotSupported.
[[nodiscard]] Result<Image> decode_image(ByteView file, const ImageLimits& limits = {});
// The bytes of a file. NotFound, Access, Io, Overflow.
[[nodiscard]] Result<Bytes> load_bytes(const std::string& path, std::size_t most);
[[nodiscard]] Result<Image> load_image(const std::string& path, const ImageLimits& limits = {});

[[nodiscard]] Result<Bytes> encode_png(const Image& image);
[[nodiscard]] Result<Bytes> encode_png(const Bitmap& bitmap);  // 1 bit a dot
// quality 1 to 100. For photographed pages 80 is enough.
[[nodiscard]] Result<Bytes> encode_jpeg(const Image& image, int quality);
[[nodiscard]] Bytes encode_pgm(const Image& image);  // RGB is turned to grey

// Writes a file completely or not at all (temporary name, then rename).
[[nodiscard]] Result<void> save_bytes(const std::string& path, ByteView bytes);

}  // namespace yitang::devices
