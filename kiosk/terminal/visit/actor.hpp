// The hands of a scripted visit: find, scroll, tap, draw, as a finger would.
#pragma once

#include <string>
#include <vector>

#include "kiosk/terminal/visit/stage.hpp"

namespace yitang::terminal {

class Actor {
 public:
  explicit Actor(VisitStage& stage) : stage_(stage) {}

  // Each returns what went wrong, empty if nothing did.
  std::string tap(const std::string& target);
  std::string keys(const std::string& text);
  std::string pinyin(const std::string& letters, const std::string& candidate);
  std::string draw(const std::string& pad, const std::vector<std::vector<PadPoint>>& strokes);

 private:
  const ui::Node* find(const std::string& target);
  bool scroll_into_view(const std::string& target);
  void press(float x, float y);
  void point(ui::PointerEvent::Kind kind, float x, float y);
  void drag(ui::Point from, ui::Point to);

  VisitStage& stage_;
};

}  // namespace yitang::terminal
