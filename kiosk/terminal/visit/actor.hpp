// The hands of a scripted visit: find, scroll, tap, draw, as a finger would.
#pragma once

#include <string>
#include <vector>

#include "kiosk/terminal/visit/pace.hpp"
#include "kiosk/terminal/visit/script.hpp"
#include "kiosk/terminal/visit/stage.hpp"

namespace yitang::terminal {

class Actor {
 public:
  explicit Actor(VisitStage& stage, HumanPace pace = {}) : stage_(stage), pace_(pace), reader_(pace) {}

  // Each returns what went wrong, empty if nothing did.
  std::string tap(const std::string& target);
  std::string press_key(const std::string& name);
  std::string keys(const std::string& text);
  /// Types the text so many times at once, as a scanner does.
  std::string burst(const std::string& text, int times);
  std::string pinyin(const std::string& letters, const std::string& candidate);
  std::string draw(const std::string& pad, const std::vector<std::vector<PadPoint>>& strokes);
  /// From now on tap() walks there with arrows and presses OK.
  void use_keypad() { keypad_ = true; }
  /// What the pages of the form have cost so far, by the pace of this person.
  const FormTimer& form() const { return form_; }

 private:
  std::string reach(const std::string& target);
  void take_time(const std::string& target);
  std::string walk_to(const std::string& target);
  void send_key(ui::Key key);
  const ui::Node* find(const std::string& target);
  bool scroll_into_view(const std::string& target);
  void press(float x, float y);
  void point(ui::PointerEvent::Kind kind, float x, float y);
  void drag(ui::Point from, ui::Point to);

  VisitStage& stage_;
  HumanPace pace_;
  Reader reader_;
  FormTimer form_;
  bool keypad_ = false;
};

}  // namespace yitang::terminal
