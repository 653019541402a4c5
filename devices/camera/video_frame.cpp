// From the bytes of a frame to a picture.
#include <algorithm>

#include "devices/camera/video_stream.hpp"
#include "devices/image/codec.hpp"

namespace yitang::devices {
namespace {

std::uint8_t clip(int value) { return static_cast<std::uint8_t>(std::clamp(value, 0, 255)); }

// ITU-R BT.601, video range, in 1/256: what USB cameras deliver unless they say otherwise.
void put_rgb(Image& image, std::size_t dot, int y, int u, int v) {
  const int light = 298 * (y - 16) + 128, blue = u - 128, red = v - 128;
  image.pixels[3 * dot] = clip((light + 409 * red) / 256);
  image.pixels[3 * dot + 1] = clip((light - 100 * blue - 208 * red) / 256);
  image.pixels[3 * dot + 2] = clip((light + 516 * blue) / 256);
}

// Where brightness and colour of each dot lie in a frame without compression.
struct Dot {
  std::size_t y, u, v;
};

Dot dot_at(const FrameLayout& layout, std::size_t x, std::size_t y) {
  const std::size_t row = layout.row_bytes;
  if (layout.format == VideoFormat::Yuyv) {
    const std::size_t pair = y * row + x / 2 * 4;
    return {pair + x % 2 * 2, pair + 1, pair + 3};
  }
  const std::size_t colours = row * static_cast<std::size_t>(layout.height) + y / 2 * row + x / 2 * 2;
  return {y * row + x, colours, colours + 1};
}

std::size_t bytes_needed(const FrameLayout& layout) {
  const std::size_t luma = layout.row_bytes * static_cast<std::size_t>(layout.height);
  return layout.format == VideoFormat::Nv12
             ? luma + (static_cast<std::size_t>(layout.height) + 1) / 2 * layout.row_bytes
             : luma;
}

}  // namespace

Result<Image> picture_of_frame(ByteView frame, const FrameLayout& layout, PixelFormat wanted) {
  if (layout.format == VideoFormat::MotionJpeg) {
    auto image = decode_image(frame);
    if (!image) return image;
    if (wanted == PixelFormat::Grey) return to_grey(*image);
    return image;
  }
  if (frame.size() < bytes_needed(layout)) return fail(ErrorCode::Malformed, "the camera's frame is cut off");
  const bool colour = wanted == PixelFormat::Rgb && layout.format != VideoFormat::Grey;
  Image image = make_image(layout.width, layout.height, colour ? PixelFormat::Rgb : PixelFormat::Grey);
  std::size_t at = 0;
  for (std::size_t y = 0; y < static_cast<std::size_t>(layout.height); ++y) {
    for (std::size_t x = 0; x < static_cast<std::size_t>(layout.width); ++x, ++at) {
      const Dot dot = dot_at(layout, x, y);
      if (colour) {
        put_rgb(image, at, frame[dot.y], frame[dot.u], frame[dot.v]);
      } else {
        image.pixels[at] = frame[dot.y];
      }
    }
  }
  return image;
}

}  // namespace yitang::devices
