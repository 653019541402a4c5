// What a number field accepts. Pure, internal to the keyboard.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "ui/input/keyboard.hpp"

namespace yitang::ui {

/// Typed or scanned text as the field stores it: full-width forms to ASCII, x to X, blanks (and in an ID
/// number also hyphens) left out. Text modes: unchanged.
std::string normalise_for(KeyboardMode mode, std::string_view text);
/// Whether the field may hold this text while it is being typed.
bool may_hold(KeyboardMode mode, std::string_view text, std::size_t decimals);

}  // namespace yitang::ui
