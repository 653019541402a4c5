// Small pictures of the pages that were kept in this visit, so that nobody takes back the wrong one.
#pragma once

#include <map>
#include <string>

#include "kiosk/resident/flow/events.hpp"

namespace yitang::resident {

/// By digest of the page. Never stored: a draft that is resumed has none.
using PagePictures = std::map<std::string, PagePreview, std::less<>>;

inline constexpr int kPagePictureWidth = 168;         ///< pixels
inline constexpr std::size_t kMostPagePictures = 24;  ///< more pages than that are named only

/// The same picture, `width` wide at most: every pixel the mean of those that it stands for. Pure. Empty if
/// the size and the pixels do not fit together.
PagePreview smaller(const PagePreview& picture, int width);

}  // namespace yitang::resident
