#include "devices/page/prepare.hpp"

#include <utility>

#include "devices/page/glare.hpp"
#include "devices/wipe.hpp"

namespace yitang::devices {
namespace {

// Of the print; below, turning costs more sharpness than it gains.
constexpr double kLeastSlope = 0.3;

}  // namespace

PreparedPage prepare_page(Image picture, int longest_side) {
  PreparedPage page;
  const FoundPage found = find_page(picture);
  page.sight = found.sight;
  if (found.sight == PageSight::One) {
    const PaperSize paper = paper_size(found.corners, picture.width, picture.height, longest_side);
    page.image = straighten(picture, found.corners, paper.width, paper.height);
    page.shape = paper.shape;
    if (page.image.empty()) page.sight = PageSight::None;
  } else if (const double slope = print_slope(picture); slope > kLeastSlope || slope < -kLeastSlope) {
    page.image = levelled(picture, slope);
  }
  if (page.image.empty()) {
    page.image = std::move(picture);
  } else {
    wipe(picture.pixels);
  }
  page.quality = measure_quality(page.image);
  page.glare = glare_patch(page.image);
  return page;
}

}  // namespace yitang::devices
