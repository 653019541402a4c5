// What the terminal says aloud when a page appears: its title and what to do. Never anything personal.
#pragma once

#include <string>

#include "kiosk/resident/flow/state.hpp"
#include "kiosk/resident/screens/context.hpp"

namespace yitang::resident {

/// In the state's language; "" for the idle page. Pure.
std::string spoken_text(const ScreenContext& context, const ResidentState& state);

/// Key of why no page was photographed; with "_hint" of what to do.
std::string capture_failure_key(const ResidentState& state);

/// Key of what the page of missing materials says: a promise to keep the entries only where it is true.
std::string missing_hint_key(const ResidentState& state);

/// Key of what is to be done on the page of materials now; also written at its top.
std::string materials_hint_key(const ResidentState& state);

}  // namespace yitang::resident
