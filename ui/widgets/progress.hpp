#pragma once
#include <string>
#include <vector>

#include "ui/context.hpp"

namespace yitang::ui {

struct StepperSpec {
  int current = 1;  // 1-based
  int total = 1;
  std::string title = {};    // name of this step
  std::string counter = {};  // "2 / 6", already worded
};
// A slim bar of segments with the step's name. Returns the height used.
float stepper(Ui& ui, const Rect& rect, const StepperSpec& spec);
float stepper_height(const Ui& ui);

// A bar, fraction 0..1.
void progress_bar(Ui& ui, const Rect& rect, float fraction, Tone tone = Tone::Primary);

// A ring that empties; `seconds_left` of `seconds_total`, number in the middle. Asks for a frame when the
// number changes.
struct CountdownSpec {
  double seconds_left = 0;
  double seconds_total = 1;
  std::string label = {};  // for ears
};
void countdown_ring(Ui& ui, const Rect& rect, const CountdownSpec& spec);

// Waiting. Still (an hourglass) unless animated; animation asks for about ten frames a second.
void spinner(Ui& ui, const Rect& rect, bool animated, std::string_view label);

}  // namespace yitang::ui
