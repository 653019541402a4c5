#include "ui/png.hpp"

#include <png.h>

#include <cerrno>
#include <cstring>
#include <memory>
#include <vector>

namespace yitang::ui {

Result<void> save_png(const SurfaceView& surface, const std::string& path) {
  std::vector<std::uint8_t> rgb(static_cast<std::size_t>(surface.width) *
                                static_cast<std::size_t>(surface.height) * 3);
  std::size_t out = 0;
  for (int y = 0; y < surface.height; ++y) {
    const std::uint32_t* row = surface.pixels + static_cast<std::ptrdiff_t>(y) * surface.stride;
    for (int x = 0; x < surface.width; ++x) {
      rgb[out++] = static_cast<std::uint8_t>(row[x] >> 16);
      rgb[out++] = static_cast<std::uint8_t>(row[x] >> 8);
      rgb[out++] = static_cast<std::uint8_t>(row[x]);
    }
  }
  png_image image{};
  image.version = PNG_IMAGE_VERSION;
  image.width = static_cast<png_uint_32>(surface.width);
  image.height = static_cast<png_uint_32>(surface.height);
  image.format = PNG_FORMAT_RGB;
  image.flags = PNG_IMAGE_FLAG_FAST;
  if (png_image_write_to_file(&image, path.c_str(), 0, rgb.data(), 0, nullptr) == 0) {
    return tl::unexpected(Error{ErrorCode::FileUnwritable, path + ": " + image.message});
  }
  return {};
}

}  // namespace yitang::ui
