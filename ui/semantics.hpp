#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "ui/geometry.hpp"

namespace yitang::ui {

enum class Role {
  Button,
  Tile,
  Link,
  Text,
  Heading,
  TextField,
  Key,
  Checkbox,
  Radio,
  List,
  Image,
  Alert,
  Status,
  SignaturePad,
  Scroll,
  Dialog
};
std::string_view role_name(Role role);

// One thing on the page as an ear, a test or a keypad meets it.
struct Node {
  Role role = Role::Text;
  std::string id;      // stable, unique in the frame for interactive nodes; may be empty for text
  std::string label;   // what it says
  std::string value;   // of a field, "3/5" of a progress; masked fields give their mask
  std::string spoken;  // what speech reads; the label when empty
  Rect rect;           // px, where it would be without clipping
  Rect visible;        // the part inside the scroll area and the page; empty: scrolled away
  bool enabled = true;
  bool checked = false;
  bool focused = false;
  bool error = false;
  bool main_action = false;   // the one thing to do next on this page
  bool personal = false;      // tells something of one person: for their eyes or a headset, not for the hall
  bool covered = false;       // below an open dialog: cannot be tapped
  bool text_clipped = false;  // its words did not fit
  bool scrolls = false;       // inside a scroll area: may lie outside of the page
  std::string scroll_area;    // id of the one it is in; empty: none
  int layer = 0;              // 0 page, 1 and up dialogs

  bool interactive() const;
};

struct LayoutProblem {
  enum class Kind {
    Overlap,
    TooSmall,
    TextClipped,
    OffScreen,
    DuplicateId,
    MissingLabel,
    TwoMainActions,
    NoMainAction,  // and the following ones: see PageRules
    UndeclaredMainAction,
    NoWayBack,
    NoWayHome,
    NoHelp,
    NotTranslated
  };
  Kind kind;
  std::string id;     // or the label, when there is no id
  std::string other;  // the second one of an overlap or duplicate
};
std::string_view problem_name(LayoutProblem::Kind kind);

// What one frame shows, in reading order.
class Semantics {
 public:
  void clear() { nodes_.clear(); }
  Node& add(Node node);
  void cover_below(int layer);  // marks every node of a lower layer as covered
  void mark_last_clipped() {
    if (!nodes_.empty()) nodes_.back().text_clipped = true;
  }
  const std::vector<Node>& nodes() const { return nodes_; }

  const Node* find_by_id(std::string_view id) const;
  // Interactive nodes first: exact label, then a label that contains the text; covered nodes never.
  const Node* find_by_label(std::string_view label) const;
  const Node* main_action() const;

  // What holds on every page. `min_target` and page in px. Empty list: the page obeys the rules.
  std::vector<LayoutProblem> check(const Rect& page, float min_target) const;
  std::string to_json() const;  // array of nodes, UTF-8

 private:
  std::vector<Node> nodes_;
};

}  // namespace yitang::ui
