#pragma once
#include <string>

namespace yitang::ui {

// One pointer: a finger or the mouse's left button. Positions in pixels of the page (not of a scaled window).
struct PointerEvent {
  enum class Kind { Down, Move, Up, Cancel };
  Kind kind = Kind::Move;
  float x = 0, y = 0;
  double seconds = 0;  // same clock as Ui::begin_frame
};

// A real keyboard or keypad, when one is plugged in. Of a keypad: arrows, OK (Enter), back (Escape), help
// (F1).
enum class Key {
  Enter,
  Escape,
  Backspace,
  Delete,
  Left,
  Right,
  Up,
  Down,
  Tab,
  BackTab,
  PageUp,
  PageDown,
  Home,
  End,
  Help
};

struct KeyEvent {
  Key key = Key::Enter;
};

struct TextEvent {
  std::string text;  // UTF-8
};

}  // namespace yitang::ui
