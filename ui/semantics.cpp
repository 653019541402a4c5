#include "ui/semantics.hpp"

#include <array>
#include <nlohmann/json.hpp>
#include <utility>

namespace yitang::ui {

namespace {

constexpr std::array<std::string_view, 16> role_names{
    "button", "tile", "link",  "text",  "heading", "text-field",    "key",    "checkbox",
    "radio",  "list", "image", "alert", "status",  "signature-pad", "scroll", "dialog"};
constexpr std::array<std::string_view, 13> problem_names{
    "overlap", "too-small",       "text-clipped", "off-screen",  "duplicate-id", "missing-label", "two-main",
    "no-main", "undeclared-main", "no-way-back",  "no-way-home", "no-help",      "not-translated"};

nlohmann::json to_array(const Rect& r) { return nlohmann::json::array({r.x, r.y, r.w, r.h}); }

}  // namespace

std::string_view role_name(Role role) { return role_names[static_cast<std::size_t>(role)]; }
std::string_view problem_name(LayoutProblem::Kind kind) {
  return problem_names[static_cast<std::size_t>(kind)];
}

bool Node::interactive() const {
  switch (role) {
    case Role::Button:
    case Role::Tile:
    case Role::Link:
    case Role::TextField:
    case Role::Key:
    case Role::Checkbox:
    case Role::Radio:
    case Role::SignaturePad: return true;
    default: return false;
  }
}

Node& Semantics::add(Node node) {
  nodes_.push_back(std::move(node));
  return nodes_.back();
}

void Semantics::cover_below(int layer) {
  for (Node& node : nodes_) node.covered = node.layer < layer;
}

const Node* Semantics::find_by_id(std::string_view id) const {
  for (const Node& node : nodes_) {
    if (node.id == id) return &node;
  }
  return nullptr;
}

const Node* Semantics::find_by_label(std::string_view label) const {
  const auto search = [&](bool interactive, bool exact) -> const Node* {
    for (const Node& node : nodes_) {
      const bool matches = exact ? node.label == label : node.label.find(label) != std::string::npos;
      if (!node.covered && node.interactive() == interactive && matches) return &node;
    }
    return nullptr;
  };
  for (const bool interactive : {true, false}) {
    for (const bool exact : {true, false}) {
      if (const Node* node = search(interactive, exact)) return node;
    }
  }
  return nullptr;
}

const Node* Semantics::main_action() const {
  const Node* found = nullptr;
  for (const Node& node : nodes_) {
    if (node.main_action && !node.covered) found = &node;  // a dialog's comes after the page's
  }
  return found;
}

std::string Semantics::to_json() const {
  nlohmann::json all = nlohmann::json::array();
  for (const Node& node : nodes_) {
    nlohmann::json entry = {{"role", role_name(node.role)},
                            {"label", node.label},
                            {"rect", to_array(node.rect)},
                            {"visible", to_array(node.visible)},
                            {"layer", node.layer}};
    if (!node.id.empty()) entry["id"] = node.id;
    if (!node.value.empty()) entry["value"] = node.value;
    if (!node.spoken.empty()) entry["spoken"] = node.spoken;
    if (node.interactive()) entry["enabled"] = node.enabled;
    const std::pair<const char*, bool> states[] = {{"checked", node.checked}, {"focused", node.focused},
                                                   {"error", node.error},     {"main", node.main_action},
                                                   {"covered", node.covered}, {"clipped", node.text_clipped}};
    for (const auto& [name, on] : states) {
      if (on) entry[name] = true;
    }
    all.push_back(std::move(entry));
  }
  return all.dump(1, ' ', false, nlohmann::json::error_handler_t::replace);
}

}  // namespace yitang::ui
