#include "devices/camera/simulated_camera.hpp"

#include <algorithm>
#include <array>
#include <cmath>

namespace yitang::devices {
namespace {

// Small generator of its own, so that the picture is the same with every standard library.
class Noise {
 public:
  explicit Noise(std::uint32_t seed) : state_(seed * 2654435761U + 1U) {}
  int below(int limit) {
    state_ ^= state_ << 13U;
    state_ ^= state_ >> 17U;
    state_ ^= state_ << 5U;
    return static_cast<int>(state_ % static_cast<std::uint32_t>(std::max(limit, 1)));
  }

 private:
  std::uint32_t state_;
};

struct Colour {
  std::uint8_t r, g, b;
};

class Painter {
 public:
  Painter(Image& image, Noise& noise) : image_(image), noise_(noise) {}

  void rectangle(int x, int y, int width, int height, Colour colour) {
    for (int dot_y = std::max(y, 0); dot_y < std::min(y + height, image_.height); ++dot_y) {
      for (int dot_x = std::max(x, 0); dot_x < std::min(x + width, image_.width); ++dot_x)
        dot(dot_x, dot_y, colour);
    }
  }

  // Strokes in a square, dense and edged like a printed Chinese character.
  void character(int x, int y, int size, Colour colour) {
    const int stroke = std::max(size / 10, 1);
    for (int i = 0, count = 3 + noise_.below(3); i < count; ++i) {
      rectangle(x + noise_.below(size / 4), y + noise_.below(size - stroke),
                size / 2 + noise_.below(size / 3), stroke, colour);
    }
    for (int i = 0, count = 1 + noise_.below(3); i < count; ++i) {
      rectangle(x + noise_.below(size - stroke), y + noise_.below(size / 4), stroke,
                size / 2 + noise_.below(size / 3), colour);
    }
  }

  void ring(int x, int y, int radius, int thickness, Colour colour) {
    for (int dot_y = -radius; dot_y <= radius; ++dot_y) {
      for (int dot_x = -radius; dot_x <= radius; ++dot_x) {
        const int square = dot_x * dot_x + dot_y * dot_y;
        const int inner = (radius - thickness) * (radius - thickness);
        if (square <= radius * radius && square >= inner) dot(x + dot_x, y + dot_y, colour);
      }
    }
  }

  void digits(int x, int y, int size, int number, Colour colour);

 private:
  void dot(int x, int y, Colour colour) {
    if (x < 0 || y < 0 || x >= image_.width || y >= image_.height) return;
    auto* at = &image_.pixels[(static_cast<std::size_t>(y) * image_.width + x) * 3];
    at[0] = colour.r;
    at[1] = colour.g;
    at[2] = colour.b;
  }

  Image& image_;
  Noise& noise_;
};

// Seven segments: enough to tell pages apart, for people and for tests.
void Painter::digits(int x, int y, int size, int number, Colour colour) {
  static constexpr std::array<std::uint8_t, 10> segments{0x77, 0x24, 0x5D, 0x6D, 0x2E,
                                                         0x6B, 0x7B, 0x25, 0x7F, 0x6F};
  const int stroke = std::max(size / 8, 1);
  for (const char c : std::to_string(number)) {
    const unsigned on = segments[static_cast<std::size_t>(c - '0')];
    const int half = size / 2;
    if ((on & 0x01U) != 0) rectangle(x, y, half, stroke, colour);
    if ((on & 0x02U) != 0) rectangle(x, y, stroke, half, colour);
    if ((on & 0x04U) != 0) rectangle(x + half - stroke, y, stroke, half, colour);
    if ((on & 0x08U) != 0) rectangle(x, y + half - stroke / 2, half, stroke, colour);
    if ((on & 0x10U) != 0) rectangle(x, y + half, stroke, half, colour);
    if ((on & 0x20U) != 0) rectangle(x + half - stroke, y + half, stroke, half, colour);
    if ((on & 0x40U) != 0) rectangle(x, y + size - stroke, half, stroke, colour);
    x += half + stroke * 2;
  }
}

constexpr Colour desk{74, 70, 66};
constexpr Colour paper{244, 243, 238};
constexpr Colour print{38, 38, 42};
constexpr Colour seal{196, 48, 44};

void paint_page(Image& image, int page, std::uint32_t seed) {
  Noise noise(seed + static_cast<std::uint32_t>(page) * 977U);
  Painter painter(image, noise);
  const int edge = image.width / 24;
  painter.rectangle(edge, edge, image.width - 2 * edge, image.height - 2 * edge, paper);
  const int left = edge * 3;
  const int right = image.width - edge * 3;
  const int heading = image.width / 22;
  int y = edge * 3;
  const int count = 6 + noise.below(5);
  int x = (image.width - count * (heading + 6)) / 2;
  for (int i = 0; i < count; ++i, x += heading + 6) painter.character(x, y, heading, print);
  y += heading * 2;
  const int size = std::max(image.width / 48, 6);
  const int bottom = image.height - edge * 5;
  while (y + size < bottom) {
    // Paragraphs: an indent, full lines, and a last line that ends somewhere.
    const int lines = 2 + noise.below(4);
    for (int line = 0; line < lines && y + size < bottom; ++line, y += size * 9 / 5) {
      const int stop = line + 1 == lines ? left + (right - left) * (30 + noise.below(60)) / 100 : right;
      for (int at = left + (line == 0 ? size * 2 : 0); at + size <= stop; at += size * 11 / 10) {
        painter.character(at, y, size, print);
      }
    }
    y += size;
  }
  painter.ring(image.width - edge * 6, image.height - edge * 7, edge * 2, std::max(edge / 8, 2), seal);
  painter.digits(image.width / 2 - heading / 2, image.height - edge * 3, heading, page, print);
}

// A box blur in both directions, done twice, is close to a lens out of focus.
void blur_lines(Image& image, int radius, bool across) {
  const int length = across ? image.width : image.height;
  const int lines = across ? image.height : image.width;
  const std::size_t step = across ? 3U : static_cast<std::size_t>(image.width) * 3U;
  std::vector<std::uint8_t> line(static_cast<std::size_t>(length));
  for (int index = 0; index < lines; ++index) {
    const std::size_t start =
        across ? static_cast<std::size_t>(index) * image.width * 3U : static_cast<std::size_t>(index) * 3U;
    for (std::size_t channel = 0; channel < 3; ++channel) {
      auto* first = &image.pixels[start + channel];
      for (int i = 0; i < length; ++i)
        line[static_cast<std::size_t>(i)] = first[static_cast<std::size_t>(i) * step];
      const auto at = [&](int i) {
        return static_cast<int>(line[static_cast<std::size_t>(std::clamp(i, 0, length - 1))]);
      };
      int sum = 0;
      for (int i = -radius; i <= radius; ++i) sum += at(i);
      for (int i = 0; i < length; ++i) {
        first[static_cast<std::size_t>(i) * step] = static_cast<std::uint8_t>(sum / (2 * radius + 1));
        sum += at(i + radius + 1) - at(i - radius);
      }
    }
  }
}

}  // namespace

CameraState SimulatedCamera::state() const {
  return plugged_ ? CameraState::Ready : CameraState::Disconnected;
}

Result<Image> SimulatedCamera::capture() {
  if (!plugged_) return fail(ErrorCode::Disconnected, "the camera is unplugged");
  if (has_failure_) {
    has_failure_ = false;
    return fail(next_failure_, "the camera failed as it was told to");
  }
  Image image = make_image(std::clamp(settings_.width, 96, 6000), std::clamp(settings_.height, 96, 6000),
                           PixelFormat::Rgb, 0);
  for (std::size_t i = 0; i + 2 < image.pixels.size(); i += 3) {
    image.pixels[i] = desk.r;
    image.pixels[i + 1] = desk.g;
    image.pixels[i + 2] = desk.b;
  }
  if (page_ > 0) paint_page(image, std::min(page_, 999), settings_.seed);
  if (const int radius = std::clamp(blur_, 0, 32); radius > 0) {
    for (int pass = 0; pass < 2; ++pass) {
      blur_lines(image, radius, true);
      blur_lines(image, radius, false);
    }
  }
  if (dark_) {
    for (std::uint8_t& value : image.pixels) value = static_cast<std::uint8_t>(value / 8);
  }
  return image;
}

}  // namespace yitang::devices
