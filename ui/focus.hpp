#pragma once
#include <optional>
#include <string>
#include <vector>

#include "ui/events.hpp"
#include "ui/semantics.hpp"

namespace yitang::ui {

enum class Direction { Up, Down, Left, Right, Next, Previous };

// Interactive, enabled and not below a dialog.
bool can_focus(const Node& node);
// Where keys begin on this page: in a dialog its main action, else the first thing below the header. Null:
// there is nothing.
const Node* first_focus(const std::vector<Node>& nodes);
// Where a key leads. The nearest in that direction, in a scroll area first the rest of its content; where
// nothing lies in that direction, the next or previous one in reading order, so that four arrows and nothing
// else come everywhere. Null only if nothing can be focused.
const Node* neighbour(const std::vector<Node>& nodes, const Node& from, Direction direction);

// What a keypad points at: one widget, by id. Keys are judged by the page as it was drawn last. The ring is
// shown from the first key on and goes with the first touch or typed letter.
class KeyFocus {
 public:
  // True: the key was used up here. `page` as drawn last.
  bool take(Key key, const Semantics& page);
  // The widget to treat as tapped, if the last key was "OK" on it; once.
  std::optional<std::string> take_activation();
  void hide() { shown_ = false; }
  void forget();
  // After a page was described: the focus follows into a dialog and out of it again, and never stays on what
  // has gone.
  void settle(const Semantics& page);
  // The node with the ring; null: there is none.
  const Node* shown(const Semantics& page) const;

 private:
  bool shown_ = false;
  std::string id_, below_dialog_, activation_;
  int layer_ = 0;
};

}  // namespace yitang::ui
