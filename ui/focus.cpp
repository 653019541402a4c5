#include "ui/focus.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

namespace yitang::ui {

namespace {

constexpr float touching = 2;  // px: neighbours may share an edge or a rounding

float gap(float a_begin, float a_end, float b_begin, float b_end) {
  return std::max({0.f, b_begin - a_end, a_begin - b_end});
}

// How far `to` lies in that direction; negative: it does not.
float way(const Rect& from, const Rect& to, Direction direction) {
  constexpr float aside = 2, off_centre = 0.1f;  // straight ahead is nearer than beside
  const bool upright = direction == Direction::Up || direction == Direction::Down;
  const bool forward = direction == Direction::Down || direction == Direction::Right;
  const float from_end = upright ? (forward ? from.bottom() : from.y) : (forward ? from.right() : from.x);
  const float to_begin = upright ? (forward ? to.y : to.bottom()) : (forward ? to.x : to.right());
  const float ahead = forward ? to_begin - from_end : from_end - to_begin;
  if (ahead < -touching) return -1;
  const float beside =
      upright ? gap(from.x, from.right(), to.x, to.right()) : gap(from.y, from.bottom(), to.y, to.bottom());
  if (!upright && beside > 0) return -1;  // left and right stay in the row
  const float off =
      upright ? std::fabs(from.center().x - to.center().x) : std::fabs(from.center().y - to.center().y);
  return std::max(0.f, ahead) + aside * beside + off_centre * off;
}

template <class Wanted>
const Node* nearest_node(const std::vector<Node>& nodes, const Node& from, Direction direction,
                         Wanted wanted) {
  const Node* best = nullptr;
  float least = std::numeric_limits<float>::max();
  for (const Node& node : nodes) {
    if (&node == &from || !can_focus(node) || !wanted(node)) continue;
    const float distance = way(from.rect, node.rect, direction);
    if (distance < 0 || distance >= least) continue;
    least = distance;
    best = &node;
  }
  return best;
}

const Node* in_reading_order(const std::vector<Node>& nodes, const Node& from, bool forward) {
  const auto count = static_cast<std::ptrdiff_t>(nodes.size());
  const std::ptrdiff_t start = &from - nodes.data();
  for (std::ptrdiff_t step = 1; step <= count; ++step) {
    const std::ptrdiff_t at = (start + (forward ? step : count - step)) % count;
    if (can_focus(nodes[static_cast<std::size_t>(at)])) return &nodes[static_cast<std::size_t>(at)];
  }
  return nullptr;
}

std::optional<Direction> direction_of(Key key) {
  switch (key) {
    case Key::Up: return Direction::Up;
    case Key::Down: return Direction::Down;
    case Key::Left: return Direction::Left;
    case Key::Right: return Direction::Right;
    case Key::Tab: return Direction::Next;
    case Key::BackTab: return Direction::Previous;
    default: return std::nullopt;
  }
}

// A hardware keyboard or a scanner ends its word with the same key; the keyboard on the screen waits for it.
bool is_typing(const Semantics& page) {
  return std::any_of(page.nodes().begin(), page.nodes().end(),
                     [](const Node& node) { return node.role == Role::Key && !node.covered; });
}

}  // namespace

bool can_focus(const Node& node) {
  return node.interactive() && node.enabled && !node.covered && !node.id.empty();
}

const Node* first_focus(const std::vector<Node>& nodes) {
  const Node *first = nullptr, *content = nullptr;
  for (const Node& node : nodes) {
    if (!can_focus(node)) continue;
    if (node.layer > 0 && node.main_action) return &node;
    if (first == nullptr) first = &node;
    if (content == nullptr && !node.id.starts_with("frame.")) content = &node;
  }
  return content != nullptr ? content : first;
}

const Node* neighbour(const std::vector<Node>& nodes, const Node& from, Direction direction) {
  if (direction == Direction::Next) return in_reading_order(nodes, from, true);
  if (direction == Direction::Previous) return in_reading_order(nodes, from, false);
  const Node* found = nullptr;
  if (!from.scroll_area.empty()) {
    found = nearest_node(nodes, from, direction,
                         [&](const Node& node) { return node.scroll_area == from.scroll_area; });
  }
  if (found == nullptr) {  // what is scrolled away lies behind the bars: there is nothing to go to
    found = nearest_node(nodes, from, direction, [&](const Node& node) {
      return node.scroll_area.empty() || (node.scroll_area != from.scroll_area && !node.visible.empty());
    });
  }
  if (found != nullptr) return found;
  return in_reading_order(nodes, from, direction == Direction::Down || direction == Direction::Right);
}

bool KeyFocus::take(Key key, const Semantics& page) {
  const std::optional<Direction> direction = direction_of(key);
  if (!direction && key != Key::Enter) return false;
  const Node* here = shown_ ? page.find_by_id(id_) : nullptr;
  if (here == nullptr || !can_focus(*here)) {
    if (key == Key::Enter && is_typing(page)) return false;
    settle(page);
    if (id_.empty()) return false;
    shown_ = true;  // the first key only shows where one is
    return true;
  }
  if (key == Key::Enter) {
    activation_ = id_;
    return true;
  }
  if (const Node* next = neighbour(page.nodes(), *here, *direction)) id_ = next->id;
  return true;
}

std::optional<std::string> KeyFocus::take_activation() {
  if (activation_.empty()) return std::nullopt;
  return std::exchange(activation_, {});
}

void KeyFocus::forget() { *this = KeyFocus{}; }

void KeyFocus::settle(const Semantics& page) {
  int top = 0;
  for (const Node& node : page.nodes()) top = std::max(top, node.layer);
  if (top > layer_) below_dialog_ = id_;
  if (top < layer_ && !below_dialog_.empty()) id_ = std::exchange(below_dialog_, {});
  layer_ = top;
  const Node* here = page.find_by_id(id_);
  if (here != nullptr && can_focus(*here)) return;
  const Node* first = first_focus(page.nodes());
  id_ = first != nullptr ? first->id : std::string();
}

const Node* KeyFocus::shown(const Semantics& page) const {
  if (!shown_) return nullptr;
  const Node* node = page.find_by_id(id_);
  return node != nullptr && can_focus(*node) ? node : nullptr;
}

}  // namespace yitang::ui
