#include "devices/image/quality.hpp"

#include <array>
#include <cstddef>

namespace yitang::devices {
namespace {

double laplacian_variance(const Image& grey) {
  if (grey.width < 3 || grey.height < 3) return 0;
  double sum = 0;
  double squares = 0;
  const auto width = static_cast<std::size_t>(grey.width);
  for (std::size_t y = 1; y + 1 < static_cast<std::size_t>(grey.height); ++y) {
    for (std::size_t x = 1; x + 1 < width; ++x) {
      const std::size_t at = y * width + x;
      const int value = 4 * grey.pixels[at] - grey.pixels[at - 1] - grey.pixels[at + 1] -
                        grey.pixels[at - width] - grey.pixels[at + width];
      sum += value;
      squares += static_cast<double>(value) * value;
    }
  }
  const double count = static_cast<double>(width - 2) * (grey.height - 2);
  const double mean = sum / count;
  return squares / count - mean * mean;
}

int percentile(const std::array<std::size_t, 256>& histogram, std::size_t total, double share) {
  std::size_t seen = 0;
  for (int value = 0; value < 256; ++value) {
    seen += histogram[static_cast<std::size_t>(value)];
    if (static_cast<double>(seen) >= share * static_cast<double>(total)) return value;
  }
  return 255;
}

}  // namespace

ImageQuality measure_quality(const Image& image) {
  ImageQuality quality;
  if (image.empty()) return quality;
  const Image grey = downscale(to_grey(image), 1000, 4000);
  std::array<std::size_t, 256> histogram{};
  double sum = 0;
  for (const std::uint8_t value : grey.pixels) {
    ++histogram[value];
    sum += value;
  }
  const std::size_t total = grey.pixels.size();
  quality.sharpness = laplacian_variance(grey);
  quality.mean = sum / static_cast<double>(total);
  quality.contrast = percentile(histogram, total, 0.95) - percentile(histogram, total, 0.05);
  quality.glare_share = static_cast<double>(histogram[254] + histogram[255]) / static_cast<double>(total);
  return quality;
}

}  // namespace yitang::devices
