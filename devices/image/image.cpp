#include "devices/image/image.hpp"

#include <algorithm>
#include <cmath>

namespace yitang::devices {

Image make_image(int width, int height, PixelFormat format, std::uint8_t value) {
  Image image;
  image.width = std::max(width, 0);
  image.height = std::max(height, 0);
  image.format = format;
  image.pixels.assign(static_cast<std::size_t>(image.width) * image.height * image.channels(), value);
  return image;
}

Image to_grey(const Image& image) {
  if (image.format == PixelFormat::Grey) return image;
  Image grey = make_image(image.width, image.height, PixelFormat::Grey);
  for (std::size_t i = 0; i < grey.pixels.size(); ++i) {
    // BT.601 weights in 1/256.
    const unsigned sum =
        77U * image.pixels[i * 3] + 150U * image.pixels[i * 3 + 1] + 29U * image.pixels[i * 3 + 2];
    grey.pixels[i] = static_cast<std::uint8_t>(sum >> 8U);
  }
  return grey;
}

Image to_image(const Bitmap& bitmap) {
  Image image = make_image(bitmap.width(), bitmap.height(), PixelFormat::Grey);
  for (int y = 0; y < bitmap.height(); ++y) {
    for (int x = 0; x < bitmap.width(); ++x) {
      if (bitmap.get(x, y)) image.pixels[static_cast<std::size_t>(y) * image.width + x] = 0;
    }
  }
  return image;
}

Image downscale(const Image& image, int max_width, int max_height) {
  if (image.empty() || max_width < 1 || max_height < 1) return image;
  const double factor =
      std::min(static_cast<double>(max_width) / image.width, static_cast<double>(max_height) / image.height);
  if (factor >= 1.0) return image;
  Image out = make_image(std::max(1, static_cast<int>(std::lround(image.width * factor))),
                         std::max(1, static_cast<int>(std::lround(image.height * factor))), image.format);
  const int channels = image.channels();
  for (int y = 0; y < out.height; ++y) {
    const int top = static_cast<int>(static_cast<std::int64_t>(y) * image.height / out.height);
    const int bottom =
        std::max(top + 1, static_cast<int>(static_cast<std::int64_t>(y + 1) * image.height / out.height));
    for (int x = 0; x < out.width; ++x) {
      const int left = static_cast<int>(static_cast<std::int64_t>(x) * image.width / out.width);
      const int right =
          std::max(left + 1, static_cast<int>(static_cast<std::int64_t>(x + 1) * image.width / out.width));
      for (int channel = 0; channel < channels; ++channel) {
        std::uint64_t sum = 0;
        for (int from_y = top; from_y < bottom; ++from_y) {
          const std::size_t start =
              (static_cast<std::size_t>(from_y) * image.width + left) * channels + channel;
          for (int i = 0; i < right - left; ++i)
            sum += image.pixels[start + static_cast<std::size_t>(i) * channels];
        }
        const auto count =
            static_cast<std::uint64_t>(bottom - top) * static_cast<std::uint64_t>(right - left);
        out.pixels[(static_cast<std::size_t>(y) * out.width + x) * channels + channel] =
            static_cast<std::uint8_t>((sum + count / 2) / count);
      }
    }
  }
  return out;
}

Image rotate(const Image& image, int quarter_turns) {
  const int turns = ((quarter_turns % 4) + 4) % 4;
  if (turns == 0) return image;
  const bool swaps = turns % 2 == 1;
  Image out =
      make_image(swaps ? image.height : image.width, swaps ? image.width : image.height, image.format);
  const auto channels = static_cast<std::size_t>(image.channels());
  for (int y = 0; y < image.height; ++y) {
    for (int x = 0; x < image.width; ++x) {
      const int to_x = turns == 1 ? image.height - 1 - y : turns == 2 ? image.width - 1 - x : y;
      const int to_y = turns == 1 ? x : turns == 2 ? image.height - 1 - y : image.width - 1 - x;
      const auto* from = &image.pixels[(static_cast<std::size_t>(y) * image.width + x) * channels];
      std::copy_n(from, channels,
                  &out.pixels[(static_cast<std::size_t>(to_y) * out.width + to_x) * channels]);
    }
  }
  return out;
}

}  // namespace yitang::devices
