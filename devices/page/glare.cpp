#include "devices/page/glare.hpp"

#include <algorithm>
#include <array>
#include <memory>

#include "devices/page/leptonica.hpp"

namespace yitang::devices {
namespace {

constexpr int kGlareSide = 500;
constexpr int kBurntOut = 252;
constexpr int kBrightPaper = 247;  // of the median dot: from here on patches cannot be told from paper

struct BoxesEnd {
  void operator()(Boxa* boxes) const { boxaDestroy(&boxes); }
};
struct PixesEnd {
  void operator()(Pixa* pixes) const { pixaDestroy(&pixes); }
};

int median_of(const Image& grey) {
  std::array<std::size_t, 256> histogram{};
  for (const std::uint8_t value : grey.pixels) ++histogram[value];
  std::size_t seen = 0;
  for (int value = 0; value < 256; ++value) {
    seen += histogram[static_cast<std::size_t>(value)];
    if (2 * seen >= grey.pixels.size()) return value;
  }
  return 255;
}

}  // namespace

double glare_patch(const Image& page) {
  if (page.empty()) return 0;
  quiet_leptonica();
  const Image small = to_grey(downscale(page, kGlareSide, kGlareSide));
  if (median_of(small) >= kBrightPaper) return 0;
  const PixOwner grey = to_pix(small);
  if (!grey) return 0;
  // pixThresholdToBinary sets what is below the threshold; the patches are the rest.
  const PixOwner bright(pixThresholdToBinary(grey.get(), kBurntOut));
  if (!bright) return 0;
  pixInvert(bright.get(), bright.get());
  const PixOwner solid(pixOpenBrick(nullptr, bright.get(), 3, 3));
  if (!solid) return 0;
  Pixa* parts = nullptr;
  const std::unique_ptr<Boxa, BoxesEnd> boxes(pixConnComp(solid.get(), &parts, 8));
  const std::unique_ptr<Pixa, PixesEnd> patches(parts);
  l_int32 largest = 0;
  const l_int32 count = patches ? pixaGetCount(patches.get()) : 0;
  for (l_int32 i = 0; i < count; ++i) {
    const PixOwner patch(pixaGetPix(patches.get(), i, L_CLONE));
    l_int32 dots = 0;
    if (patch && pixCountPixels(patch.get(), &dots, nullptr) == 0) largest = std::max(largest, dots);
  }
  return static_cast<double>(largest) / static_cast<double>(small.pixels.size());
}

}  // namespace yitang::devices
