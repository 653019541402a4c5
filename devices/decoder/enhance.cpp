#include "devices/decoder/enhance.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <vector>

namespace yitang::devices {
namespace {

std::size_t at(const Image& image, int x, int y) {
  return static_cast<std::size_t>(y) * static_cast<std::size_t>(image.width) + static_cast<std::size_t>(x);
}

// Sums of all dots above and left of each: any rectangle's sum in four looks. 32 bits wrap around, which does
// no harm to differences below 2^32.
class SumTable {
 public:
  explicit SumTable(const Image& image)
      : stride_(static_cast<std::size_t>(image.width) + 1),
        sums_(stride_ * (static_cast<std::size_t>(image.height) + 1), 0) {
    for (int y = 0; y < image.height; ++y) {
      std::uint32_t row = 0;
      const std::size_t above = static_cast<std::size_t>(y) * stride_;
      for (int x = 0; x < image.width; ++x) {
        row += image.pixels[at(image, x, y)];
        const auto column = static_cast<std::size_t>(x) + 1;
        sums_[above + stride_ + column] = sums_[above + column] + row;
      }
    }
  }
  [[nodiscard]] std::uint32_t sum(int left, int top, int right, int bottom) const {
    return get(right, bottom) - get(left, bottom) - get(right, top) + get(left, top);
  }

 private:
  [[nodiscard]] std::uint32_t get(int x, int y) const {
    return sums_[static_cast<std::size_t>(y) * stride_ + static_cast<std::size_t>(x)];
  }
  std::size_t stride_;
  std::vector<std::uint32_t> sums_;
};

// Each dot as a function of itself and of the mean of the square around it.
template <class Function>
Image by_neighbourhood(const Image& grey, int radius, const Function& value) {
  const SumTable sums(grey);
  Image result = make_image(grey.width, grey.height, PixelFormat::Grey);
  for (int y = 0; y < grey.height; ++y) {
    const int top = std::max(0, y - radius), bottom = std::min(grey.height, y + radius + 1);
    for (int x = 0; x < grey.width; ++x) {
      const int left = std::max(0, x - radius), right = std::min(grey.width, x + radius + 1);
      const int mean =
          static_cast<int>(sums.sum(left, top, right, bottom)) / ((right - left) * (bottom - top));
      result.pixels[at(result, x, y)] = static_cast<std::uint8_t>(value(grey.pixels[at(grey, x, y)], mean));
    }
  }
  return result;
}

using Curve = std::array<std::uint8_t, 256>;

// The equalising curve of one tile, with what is above the limit spread over all values.
Curve curve_of(const Image& grey, int left, int top, int right, int bottom, double limit) {
  std::array<int, 256> count{};
  for (int y = top; y < bottom; ++y) {
    for (int x = left; x < right; ++x) ++count[grey.pixels[at(grey, x, y)]];
  }
  const int dots = std::max(1, (right - left) * (bottom - top));
  const int most = std::max(1, static_cast<int>(limit * dots / 256));
  int cut = 0;
  for (int& n : count) {
    cut += std::max(0, n - most);
    n = std::min(n, most);
  }
  Curve curve{};
  double sum = 0;
  for (std::size_t value = 0; value < curve.size(); ++value) {
    sum += count[value] + cut / 256.0;
    curve[value] = static_cast<std::uint8_t>(std::clamp(std::lround(255 * sum / dots), 0L, 255L));
  }
  return curve;
}

struct Tiles {
  int across = 1, down = 1;
  double width = 1, height = 1;
  std::vector<Curve> curves;
  [[nodiscard]] const Curve& get(int x, int y) const {
    return curves[static_cast<std::size_t>(std::clamp(y, 0, down - 1) * across +
                                           std::clamp(x, 0, across - 1))];
  }
};

Tiles tiles_of(const Image& grey, int tile, double limit) {
  Tiles tiles;
  tiles.across = std::max(1, grey.width / tile);
  tiles.down = std::max(1, grey.height / tile);
  tiles.width = static_cast<double>(grey.width) / tiles.across;
  tiles.height = static_cast<double>(grey.height) / tiles.down;
  for (int y = 0; y < tiles.down; ++y) {
    for (int x = 0; x < tiles.across; ++x) {
      tiles.curves.push_back(
          curve_of(grey, static_cast<int>(x * tiles.width), static_cast<int>(y * tiles.height),
                   static_cast<int>((x + 1) * tiles.width), static_cast<int>((y + 1) * tiles.height), limit));
    }
  }
  return tiles;
}

}  // namespace

Image inverted(const Image& grey) {
  Image result = grey;
  for (std::uint8_t& dot : result.pixels) dot = static_cast<std::uint8_t>(255 - dot);
  return result;
}

Image centre_twice(const Image& grey) {
  const int left = grey.width / 4, top = grey.height / 4;
  Image result = make_image(grey.width / 2 * 2, grey.height / 2 * 2, PixelFormat::Grey);
  for (int y = 0; y < result.height; ++y) {
    const int y0 = top + y / 2, y1 = std::min(grey.height - 1, y0 + y % 2);
    for (int x = 0; x < result.width; ++x) {
      const int x0 = left + x / 2, x1 = std::min(grey.width - 1, x0 + x % 2);
      const int sum = grey.pixels[at(grey, x0, y0)] + grey.pixels[at(grey, x1, y0)] +
                      grey.pixels[at(grey, x0, y1)] + grey.pixels[at(grey, x1, y1)];
      result.pixels[at(result, x, y)] = static_cast<std::uint8_t>((sum + 2) / 4);
    }
  }
  return result;
}

Image local_threshold(const Image& grey, int radius, int margin) {
  return by_neighbourhood(grey, radius,
                          [margin](int dot, int mean) { return dot + margin < mean ? 0 : 255; });
}

Image sharpened(const Image& grey, int radius, int amount) {
  return by_neighbourhood(
      grey, radius, [amount](int dot, int mean) { return std::clamp(dot + amount * (dot - mean), 0, 255); });
}

Image local_contrast(const Image& grey, int tile, double limit) {
  const Tiles tiles = tiles_of(grey, tile, limit);
  Image result = make_image(grey.width, grey.height, PixelFormat::Grey);
  for (int y = 0; y < grey.height; ++y) {
    const double row = (y + 0.5) / tiles.height - 0.5;
    const int above = static_cast<int>(std::floor(row));
    const double down = row - above;
    for (int x = 0; x < grey.width; ++x) {
      const double column = (x + 0.5) / tiles.width - 0.5;
      const int before = static_cast<int>(std::floor(column));
      const double right = column - before;
      const std::uint8_t value = grey.pixels[at(grey, x, y)];
      const double upper =
          tiles.get(before, above)[value] * (1 - right) + tiles.get(before + 1, above)[value] * right;
      const double lower =
          tiles.get(before, above + 1)[value] * (1 - right) + tiles.get(before + 1, above + 1)[value] * right;
      result.pixels[at(result, x, y)] =
          static_cast<std::uint8_t>(std::lround(upper * (1 - down) + lower * down));
    }
  }
  return result;
}

}  // namespace yitang::devices
