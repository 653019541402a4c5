// Is a photographed page good enough to be read by somebody else? Measures only; what is acceptable and what
// the person is told is the product's.
#pragma once

#include "devices/image/image.hpp"

namespace yitang::devices {

struct ImageQuality {
  // Variance of the Laplacian of the grey picture reduced to 1000 dots of width, so that cameras compare. A
  // sharp page of print has thousands, one slightly out of focus a few hundred, one that cannot be read below
  // 100, an empty desk 0. Falls with the square of the light.
  double sharpness = 0;
  double mean = 0;         // 0 black to 255 white
  double contrast = 0;     // difference between the 95th and the 5th percentile, 0 to 255
  double glare_share = 0;  // share of dots that are burnt out (254 and above), 0 to 1
};

[[nodiscard]] ImageQuality measure_quality(const Image& image);

}  // namespace yitang::devices
