// The bars around every page but the idle one, and the page's title.
#pragma once

#include <string>

#include "kiosk/resident/screens/screen.hpp"

namespace yitang::resident {

struct PageTitle {
  std::string title;
  std::string subtitle;
};
/// What stands at the top of this page. Also the beginning of what is read aloud.
PageTitle title_of(const ScreenContext& context, const ResidentState& state);

/// Key of that title where it does not come from the catalogue.
const char* title_key(const ResidentState& state);

/// Key of the name of a published list; with "_hint" behind it, of what it is about.
const char* list_key(catalog::ListKind kind);

/// Draws the bars, sends what was tapped there, and leaves the place for the page in `s.content`.
void draw_frame(Screen& s);

}  // namespace yitang::resident
