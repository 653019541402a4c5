#include "ui/semantics.hpp"

namespace yitang::ui {

namespace {

std::string name_of(const Node& node) { return node.id.empty() ? node.label : node.id; }

// Touching edges and rounding are no overlap.
bool overlap(const Node& a, const Node& b) {
  const Rect common = a.visible.intersection(b.visible);
  return a.layer == b.layer && common.w > 1 && common.h > 1;
}

bool usable(const Node& node) { return node.interactive() && !node.covered; }

void check_one(const Node& node, const Rect& page, float min_target, std::vector<LayoutProblem>& problems) {
  using Kind = LayoutProblem::Kind;
  if (node.text_clipped) problems.push_back({Kind::TextClipped, name_of(node), {}});
  if (!usable(node)) return;
  if (node.label.empty()) problems.push_back({Kind::MissingLabel, name_of(node), {}});
  if (node.rect.w < min_target - 0.5f || node.rect.h < min_target - 0.5f)
    problems.push_back({Kind::TooSmall, name_of(node), {}});
  if (!node.scrolls && !page.contains(node.rect)) problems.push_back({Kind::OffScreen, name_of(node), {}});
}

void check_main_actions(const std::vector<Node>& nodes, std::vector<LayoutProblem>& problems) {
  const Node* first = nullptr;
  for (const Node& node : nodes) {
    if (!node.main_action || !usable(node)) continue;
    if (first != nullptr)
      problems.push_back({LayoutProblem::Kind::TwoMainActions, name_of(*first), name_of(node)});
    if (first == nullptr) first = &node;
  }
}

}  // namespace

std::vector<LayoutProblem> Semantics::check(const Rect& page, float min_target) const {
  std::vector<LayoutProblem> problems;
  for (std::size_t i = 0; i < nodes_.size(); ++i) {
    const Node& node = nodes_[i];
    check_one(node, page, min_target, problems);
    if (!usable(node)) continue;
    for (std::size_t j = i + 1; j < nodes_.size(); ++j) {
      const Node& other = nodes_[j];
      if (!usable(other)) continue;
      if (overlap(node, other))
        problems.push_back({LayoutProblem::Kind::Overlap, name_of(node), name_of(other)});
      if (!node.id.empty() && node.id == other.id)
        problems.push_back({LayoutProblem::Kind::DuplicateId, node.id, other.label});
    }
  }
  check_main_actions(nodes_, problems);
  return problems;
}

}  // namespace yitang::ui
