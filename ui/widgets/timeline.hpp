#pragma once
#include <string>
#include <vector>

#include "ui/context.hpp"

namespace yitang::ui {

struct TimelineStep {
  enum class State { Done, Current, Waiting, Failed };
  std::string title = {};
  std::string text = {};      // who does it
  std::string trailing = {};  // "3 working days"
  State state = State::Waiting;
  Icon icon = Icon::None;  // None: number or check
};

// Steps from top to bottom joined by a line. Returns the height used.
float timeline(Ui& ui, const Rect& rect, const std::vector<TimelineStep>& steps);
float timeline_height(const Ui& ui, float width, const std::vector<TimelineStep>& steps);

}  // namespace yitang::ui
