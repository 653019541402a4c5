// A photographed page as it is kept: a JPEG that is never larger than what the places it goes to can take.
#pragma once

#include <cstddef>

#include "devices/error.hpp"
#include "devices/image/image.hpp"
#include "devices/transport.hpp"

namespace yitang::devices {

struct PageJpegLimits {
  int longest_side = 2480;                       // dots: A4 at 210 dpi, small print stays readable
  std::size_t max_bytes = std::size_t{2} << 20;  // of the file
  int quality = 80;                              // tried first, then lower ones
  int least_quality = 40;                        // below this the print suffers: the picture shrinks instead
};

// The largest and best JPEG within the limits: first lower quality, then fewer dots. BadArgument for an
// empty picture, Overflow if nothing fits (a limit of a few hundred bytes).
[[nodiscard]] Result<Bytes> encode_page_jpeg(const Image& image, const PageJpegLimits& limits = {});

}  // namespace yitang::devices
