// Pictures of our own, made of simple shapes.
#pragma once

#include "kiosk/resident/screens/screen.hpp"

namespace yitang::resident {

/// A finger that touches a card, in rings: the idle page.
void touch_picture(Screen& s, const ui::Rect& place);

}  // namespace yitang::resident
