// What a scripted visit may expect to see.
#pragma once

#include <string>
#include <string_view>

#include "kiosk/terminal/visit/script.hpp"
#include "kiosk/terminal/visit/stage.hpp"

namespace yitang::terminal {

/// What has come of the visit so far.
struct SoFar {
  int slips = 0;
  std::string_view newest_slip;  ///< text of the last one that was cut
  double form_seconds = 0;       ///< on the pages of the form, see pace.hpp
};

/// Expectations: page, overlay, id, no_id, text, no_text, spoken, printed, slip, case_state, cases, layout,
/// contrast, form_seconds. Returns why it does not hold, empty if it does.
std::string unmet(const Step& step, VisitStage& stage, Language language, const SoFar& so_far);

/// Breaches of the layout rules on the page as it is now, one behind the other; empty if there are none.
std::string layout_faults(VisitStage& stage);
/// Words whose contrast, measured on the picture as it is shown now, is too little.
std::string faint_words(VisitStage& stage);

}  // namespace yitang::terminal
