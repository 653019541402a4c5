// From the picture of a document camera to the page that is kept: found, straightened, measured.
#pragma once

#include "devices/image/quality.hpp"
#include "devices/page/page_finder.hpp"
#include "devices/page/straighten.hpp"

namespace yitang::devices {

struct PreparedPage {
  // The straightened sheet, or the whole picture (with its print levelled) unless exactly one was found.
  Image image;
  PageSight sight = PageSight::None;
  PaperShape shape = PaperShape::Other;
  ImageQuality quality;  // of `image`
  double glare = 0;      // see glare_patch()
};

// Never fails: what cannot be straightened stays as it was taken. Takes the picture over. Pure; any thread.
[[nodiscard]] PreparedPage prepare_page(Image picture, int longest_side = 2480);

}  // namespace yitang::devices
