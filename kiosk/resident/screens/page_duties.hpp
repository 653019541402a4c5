// What each page has to offer besides its content, said in one place: the bars are drawn by it and the tests
// hold every page to it.
#pragma once

#include "kiosk/resident/flow/state.hpp"
#include "kiosk/resident/screens/memory.hpp"

namespace yitang::resident {

struct PageDuties {
  bool main_action = true;  ///< one thing to do next; false: a page of equal choices, of waiting or of typing
  bool back = true;
  bool home = true;
  bool help = true;
};
PageDuties duties_of(const ResidentState& state, const ScreenMemory& memory);

bool may_go_back(const ResidentState& state);
bool may_go_home(const ResidentState& state);

}  // namespace yitang::resident
