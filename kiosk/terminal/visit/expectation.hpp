// What a scripted visit may expect to see.
#pragma once

#include <string>
#include <string_view>

#include "kiosk/terminal/visit/script.hpp"
#include "kiosk/terminal/visit/stage.hpp"

namespace yitang::terminal {

/// What has come onto paper so far.
struct SlipsSoFar {
  int count = 0;
  std::string_view newest;  ///< text of the last one that was cut
};

/// Expectations: page, overlay, id, no_id, text, no_text, spoken, printed, slip, case_state, cases, layout.
/// Returns why it does not hold, empty if it does.
std::string unmet(const Step& step, VisitStage& stage, Language language, const SlipsSoFar& slips);

}  // namespace yitang::terminal
