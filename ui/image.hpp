#pragma once
#include <cstdint>
#include <vector>

namespace yitang::ui {

// A picture to show: straight (not premultiplied) RGBA, rows without padding. The owner keeps it alive until
// the frame's end_frame() returns, and gives it a new `revision` when the pixels change (that is how the
// rasteriser notices).
struct Image {
  int width = 0, height = 0;
  std::vector<std::uint8_t> rgba;
  std::uint64_t revision = 0;  // from next_image_revision()

  static Image from_rgba(int width, int height, std::vector<std::uint8_t> rgba);
  static Image from_gray(int width, int height, const std::vector<std::uint8_t>& gray);
};

// A number no image had before in this process.
std::uint64_t next_image_revision();

}  // namespace yitang::ui
