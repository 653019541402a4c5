// Lamps and windows mirrored by a shiny page: patches in which nothing can be read.
#pragma once

#include "devices/image/image.hpp"

namespace yitang::devices {

// Share (0 to 1) of the page that its largest burnt-out patch takes. A page that is bright everywhere, print
// and margins alike, has none: its paper is nearly as bright as the patches would be. Pure; any thread.
[[nodiscard]] double glare_patch(const Image& page);

}  // namespace yitang::devices
