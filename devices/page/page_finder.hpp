// Where a sheet of paper lies in the picture of a camera above a desk.
#pragma once

#include <cstdint>

#include "devices/image/image.hpp"
#include "devices/page/geometry.hpp"

namespace yitang::devices {

enum class PageSight : std::uint8_t {
  None,  // no four borders that close: an empty desk, a sheet that leaves the picture, a bent one
  One,
  Several,  // more than one sheet lies there side by side; none is chosen
};

struct FoundPage {
  PageSight sight = PageSight::None;
  PageCorners corners{};  // of One, in dots of the picture that was searched
};

// A sheet that is lighter than what it lies on is found first, then one that stands out by a line only (white
// on white), then a dark one on a light desk. It must have straight borders, lie completely inside the
// picture and take at least a thirtieth of it. Pure; any thread.
[[nodiscard]] FoundPage find_page(const Image& picture);

}  // namespace yitang::devices
