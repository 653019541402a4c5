#include "ui/semantics.hpp"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

namespace yitang::ui {
namespace {

Node node(Role role, std::string id, std::string label, Rect rect) {
  Node n;
  n.role = role;
  n.id = std::move(id);
  n.label = std::move(label);
  n.rect = n.visible = rect;
  return n;
}

const Rect page{0, 0, 1000, 1000};

std::vector<LayoutProblem::Kind> kinds(const Semantics& semantics) {
  std::vector<LayoutProblem::Kind> all;
  for (const LayoutProblem& problem : semantics.check(page, 40)) all.push_back(problem.kind);
  return all;
}

TEST(Semantics, FindsTheThingToTapBeforeTheText) {
  Semantics s;
  s.add(node(Role::Heading, "", "社会保障", {0, 0, 100, 50}));
  s.add(node(Role::Tile, "a", "社会保障卡", {0, 50, 100, 50}));
  s.add(node(Role::Tile, "b", "社会保障", {0, 100, 100, 50}));
  EXPECT_EQ(s.find_by_label("社会保障")->id, "b");
  EXPECT_EQ(s.find_by_label("保障卡")->id, "a");
  EXPECT_EQ(s.find_by_id("a")->label, "社会保障卡");
  EXPECT_EQ(s.find_by_label("不存在"), nullptr);
}

TEST(Semantics, CoveredNodesAreNotFound) {
  Semantics s;
  s.add(node(Role::Button, "below", "继续", {0, 0, 100, 50}));
  Node above = node(Role::Button, "above", "继续", {0, 0, 100, 50});
  above.layer = 1;
  s.add(above);
  s.cover_below(1);
  EXPECT_EQ(s.find_by_label("继续")->id, "above");
  EXPECT_TRUE(kinds(s).empty());  // an overlap of layers is no overlap
}

TEST(Semantics, ReportsEachKindOfProblem) {
  using Kind = LayoutProblem::Kind;
  Semantics s;
  s.add(node(Role::Button, "a", "一", {0, 0, 100, 50}));
  s.add(node(Role::Button, "b", "二", {90, 40, 100, 50}));
  EXPECT_EQ(kinds(s), std::vector{Kind::Overlap});
  s.clear();
  s.add(node(Role::Button, "a", "一", {0, 0, 39, 50}));
  EXPECT_EQ(kinds(s), std::vector{Kind::TooSmall});
  s.clear();
  s.add(node(Role::Button, "a", "", {0, 0, 50, 50}));
  EXPECT_EQ(kinds(s), std::vector{Kind::MissingLabel});
  s.clear();
  s.add(node(Role::Button, "a", "一", {980, 0, 50, 50}));
  EXPECT_EQ(kinds(s), std::vector{Kind::OffScreen});
  s.clear();
  s.add(node(Role::Text, "", "一", {0, 0, 50, 50})).text_clipped = true;
  EXPECT_EQ(kinds(s), std::vector{Kind::TextClipped});
  s.clear();
  s.add(node(Role::Button, "a", "一", {0, 0, 50, 50}));
  s.add(node(Role::Button, "a", "二", {100, 0, 50, 50}));
  EXPECT_EQ(kinds(s), std::vector{Kind::DuplicateId});
}

TEST(Semantics, JsonIsReadable) {
  Semantics s;
  s.add(node(Role::TextField, "name", "姓名", {1, 2, 3, 4})).value = "林";
  const auto json = nlohmann::json::parse(s.to_json());
  EXPECT_EQ(json[0]["role"], "text-field");
  EXPECT_EQ(json[0]["value"], "林");
  EXPECT_EQ(json[0]["rect"][3], 4);
}

}  // namespace
}  // namespace yitang::ui
