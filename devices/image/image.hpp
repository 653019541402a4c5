// Grey and RGB pictures: what a camera delivers and what is kept as a material.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "devices/image/bitmap.hpp"

namespace yitang::devices {

enum class PixelFormat : std::uint8_t { Grey, Rgb };

// Eight bits a channel, rows from the top without padding. pixels.size() == width * height * channels().
struct Image {
  int width = 0;
  int height = 0;
  PixelFormat format = PixelFormat::Grey;
  std::vector<std::uint8_t> pixels;

  [[nodiscard]] int channels() const { return format == PixelFormat::Rgb ? 3 : 1; }
  [[nodiscard]] bool empty() const { return pixels.empty(); }
  friend bool operator==(const Image&, const Image&) = default;
};

[[nodiscard]] Image make_image(int width, int height, PixelFormat format, std::uint8_t value = 255);

[[nodiscard]] Image to_grey(const Image& image);
[[nodiscard]] Image to_image(const Bitmap& bitmap);  // black 0, white 255

// The largest picture with the same proportions that fits, by averaging; never enlarges.
[[nodiscard]] Image downscale(const Image& image, int max_width, int max_height);

// Clockwise by 90 degrees times `quarter_turns` (any sign).
[[nodiscard]] Image rotate(const Image& image, int quarter_turns);

}  // namespace yitang::devices
