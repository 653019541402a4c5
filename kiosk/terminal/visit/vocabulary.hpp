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

/// What is wrong with the words of a step ("unknown action \"explode\""), nothing if they are known. Looks at
/// closed sets only: whether an id or a label is on the page shows when the step is played. Pure.
std::optional<std::string> unknown_word(const Step& step);

}  // namespace yitang::terminal
