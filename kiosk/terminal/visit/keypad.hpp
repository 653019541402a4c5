// A scripted visit without a finger: the shortest way by four arrows to what the script taps.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "ui/events.hpp"
#include "ui/semantics.hpp"

namespace yitang::terminal {

/// The next key on a shortest way from the node with the id `from` to `to`; Enter when they are the same,
/// nothing if no way leads there.
std::optional<ui::Key> key_towards(const std::vector<ui::Node>& nodes, std::string_view from,
                                   std::string_view to);
/// "up", "down", "left", "right", "ok", "back", "help".
std::optional<ui::Key> key_named(std::string_view name);

}  // namespace yitang::terminal
