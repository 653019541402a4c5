#include "devices/image/page_jpeg.hpp"

#include <algorithm>

#include "devices/image/codec.hpp"

namespace yitang::devices {
namespace {

constexpr int kQualityStep = 10;
constexpr int kLeastSide = 64;

}  // namespace

Result<Bytes> encode_page_jpeg(const Image& image, const PageJpegLimits& limits) {
  for (int side = limits.longest_side; side >= kLeastSide; side = side * 3 / 4) {
    const bool fits = std::max(image.width, image.height) <= side;
    const Image smaller = fits ? Image() : downscale(image, side, side);
    for (int quality = limits.quality; quality >= limits.least_quality; quality -= kQualityStep) {
      auto jpeg = encode_jpeg(fits ? image : smaller, quality);
      if (!jpeg || jpeg->size() <= limits.max_bytes) return jpeg;
    }
  }
  return fail(ErrorCode::Overflow, "the picture does not fit into the limit");
}

}  // namespace yitang::devices
