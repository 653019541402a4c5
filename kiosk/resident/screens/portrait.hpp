// The holder's photo beside name and number, as on the card.
#pragma once

#include "kiosk/resident/screens/screen.hpp"

namespace yitang::resident {

struct PortraitSize {
  float w = 0;
  float h = 0;
};
/// With the proportions of the photo on a card; the same with a photo and without.
PortraitSize portrait_size(const Screen& s);

/// The photo of the card that was read, or a silhouette: without a decoder, until it is decoded, and while a
/// question lies above the page, when perhaps nobody is there any more.
void draw_portrait(Screen& s, const ui::Rect& place);

}  // namespace yitang::resident
