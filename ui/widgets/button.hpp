#pragma once
#include <string>

#include "ui/context.hpp"

namespace yitang::ui {

enum class ButtonKind { Primary, Secondary, Quiet, Danger };

struct ButtonSpec {
  std::string id = {};
  std::string label = {};
  ButtonKind kind = ButtonKind::Secondary;
  Icon icon = Icon::None;
  bool icon_right = false;
  bool icon_on_top = false;    // for square buttons
  std::string sub_label = {};  // second, smaller line
  bool enabled = true;
  std::string disabled_reason = {};  // shown in place of sub_label and spoken when disabled
  bool busy = false;                 // shows an hourglass, cannot be tapped
  bool main_action = false;
  std::string spoken = {};
};

// True in the one frame in which it was tapped. Usual height: theme().button_height().
bool button(Ui& ui, const Rect& rect, const ButtonSpec& spec);
// Icon only, round; label is for ears and tests.
bool icon_button(Ui& ui, const Rect& rect, std::string_view id, Icon icon, std::string_view label);
float button_width(const Ui& ui, const ButtonSpec& spec);  // natural width with padding

}  // namespace yitang::ui
