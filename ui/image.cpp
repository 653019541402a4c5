#include "ui/image.hpp"

#include <atomic>
#include <utility>

namespace yitang::ui {

std::uint64_t next_image_revision() {
  static std::atomic<std::uint64_t> last{0};
  return ++last;
}

Image Image::from_rgba(int width, int height, std::vector<std::uint8_t> rgba) {
  rgba.resize(static_cast<std::size_t>(width) * static_cast<std::size_t>(height) * 4);
  return {width, height, std::move(rgba), next_image_revision()};
}

Image Image::from_gray(int width, int height, const std::vector<std::uint8_t>& gray) {
  std::vector<std::uint8_t> rgba;
  rgba.reserve(gray.size() * 4);
  for (const std::uint8_t value : gray) rgba.insert(rgba.end(), {value, value, value, 255});
  return from_rgba(width, height, std::move(rgba));
}

}  // namespace yitang::ui
