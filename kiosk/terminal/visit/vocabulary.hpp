// The closed sets of words that a scripted visit may use: actions of devices, pages, overlays, expectations.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "kiosk/resident/flow/state.hpp"
#include "kiosk/terminal/visit/script.hpp"

namespace yitang::terminal {

std::string_view page_name(resident::Page page);           ///< "item_list"
std::string_view overlay_name(resident::Overlay overlay);  ///< "leave_question"

/// Understands the words of a step and notes the action of a device. What is wrong with them ("unknown action
/// \"explode\""), nothing if they are known. Looks at closed sets only: whether an id or a label is on the
/// page shows when the step is played. Pure.
std::optional<std::string> understand(Step& step);
/// The step is about the person of `visitors`.
bool needs_visitor(const Step& step);

}  // namespace yitang::terminal
