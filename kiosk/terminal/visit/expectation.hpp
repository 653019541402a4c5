// What a scripted visit may expect to see.
#pragma once

#include <string>

#include "kiosk/terminal/visit/script.hpp"
#include "kiosk/terminal/visit/stage.hpp"

namespace yitang::terminal {

/// Expectations: page, overlay, id, no_id, text, no_text, spoken, printed, case_state, cases, layout. Returns
/// why it does not hold, empty if it does.
std::string unmet(const Step& step, VisitStage& stage, Language language, int slips);

}  // namespace yitang::terminal
