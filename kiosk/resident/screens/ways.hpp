// Ways to say who one is, or what one asks about, side by side: a picture, and what to do below the screen.
#pragma once

#include <string>
#include <vector>

#include "kiosk/resident/screens/screen.hpp"
#include "ui/widgets/banner.hpp"
#include "ui/widgets/illustration.hpp"
#include "ui/widgets/picture.hpp"

namespace yitang::resident {

struct WayToAsk {
  ui::Illustration picture;
  const ui::Image* live = nullptr;  ///< instead of the picture
  std::string mark;                 ///< "either", "or"; may be empty
  std::string title;
  std::string text;
  float share = 0.44F;  ///< of the width, that the picture may have
};

/// What a camera that scans looks at now; null if the scanner is none, or the page does not listen.
const ui::Image* live_view(Screen& s);
/// A card with the picture at the left and the words at the right.
void draw_way(Screen& s, const ui::Rect& place, const WayToAsk& way);
/// The least height at which its words fit, without the mark.
float way_height(const Screen& s, float width, const WayToAsk& way);
/// Two ways below each other; their marks only where there is room for both.
void draw_two_ways(Screen& s, const ui::Rect& place, WayToAsk first, WayToAsk second);
/// Where there is nothing to tap: an arrow at the foot points at where the card and the code go.
void draw_where(Screen& s);
/// What to do with a code where a card is asked for.
WayToAsk way_by_code(Screen& s);

/// "医保码、电子社保卡": what may be shown on this page.
std::string code_names(const Screen& s);
/// "医保码等", where there is little room.
std::string code_names_in_short(const Screen& s);
/// The name of one way of proof.
std::string code_name(const Screen& s, catalog::IdentityMethod method);
/// What came of the code that was shown last: title and text, both empty if nothing is wrong with it.
ui::BannerSpec code_trouble(const Screen& s);
/// The office is asked whose code it is.
void draw_asking_office(Screen& s);

}  // namespace yitang::resident
