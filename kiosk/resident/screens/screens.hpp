// The resident's screens: draw the flow's state, return intents. No rules, no devices, no store.
#pragma once

#include "kiosk/resident/flow/intent.hpp"
#include "kiosk/resident/flow/state.hpp"
#include "kiosk/resident/screens/context.hpp"
#include "kiosk/resident/screens/memory.hpp"
#include "ui/context.hpp"

namespace yitang::resident {

ui::ContrastScheme scheme_of(Contrast contrast);
/// Size and colours as this person chose them. Before ui.begin_frame().
void set_look(ui::Ui& ui, const ResidentState& state);

/// Draws the page, its bars and what lies above it, between ui.begin_frame() and ui.end_frame(). The caller
/// has called set_look(). `memory` must live until end_frame() and belongs to one visit;
/// it clears itself on the idle page.
void draw(ui::Ui& ui, const ScreenContext& context, const ResidentState& state, ScreenMemory& memory,
          Intents& intents);

}  // namespace yitang::resident
