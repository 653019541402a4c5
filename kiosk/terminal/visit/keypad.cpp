#include "kiosk/terminal/visit/keypad.hpp"

#include <array>
#include <map>
#include <queue>
#include <utility>

#include "ui/focus.hpp"

namespace yitang::terminal {
namespace {

struct Arrow {
  ui::Direction direction;
  ui::Key key;
};
constexpr std::array<Arrow, 4> kArrows{{{ui::Direction::Down, ui::Key::Down},
                                        {ui::Direction::Up, ui::Key::Up},
                                        {ui::Direction::Right, ui::Key::Right},
                                        {ui::Direction::Left, ui::Key::Left}}};

}  // namespace

std::optional<ui::Key> key_towards(const std::vector<ui::Node>& nodes, std::string_view from,
                                   std::string_view to) {
  if (from == to) return ui::Key::Enter;
  std::map<const ui::Node*, ui::Key> first_key;
  std::queue<const ui::Node*> todo;
  for (const ui::Node& node : nodes) {
    if (node.id == from && ui::can_focus(node)) todo.push(&node);
  }
  if (todo.empty()) return std::nullopt;
  const ui::Node* start = todo.front();
  for (; !todo.empty(); todo.pop()) {
    const ui::Node* here = todo.front();
    for (const Arrow& arrow : kArrows) {
      const ui::Node* next = ui::neighbour(nodes, *here, arrow.direction);
      if (next == nullptr || next == start || first_key.contains(next)) continue;
      const ui::Key key = here == start ? arrow.key : first_key.at(here);
      if (next->id == to) return key;
      first_key.emplace(next, key);
      todo.push(next);
    }
  }
  return std::nullopt;
}

std::optional<ui::Key> key_named(std::string_view name) {
  constexpr std::array<std::pair<std::string_view, ui::Key>, 7> keys{{{"up", ui::Key::Up},
                                                                      {"down", ui::Key::Down},
                                                                      {"left", ui::Key::Left},
                                                                      {"right", ui::Key::Right},
                                                                      {"ok", ui::Key::Enter},
                                                                      {"back", ui::Key::Escape},
                                                                      {"help", ui::Key::Help}}};
  for (const auto& [word, key] : keys) {
    if (word == name) return key;
  }
  return std::nullopt;
}

}  // namespace yitang::terminal
