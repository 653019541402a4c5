#include "ui/page_rules.hpp"

#include <gtest/gtest.h>

namespace yitang::ui {
namespace {

using Kind = LayoutProblem::Kind;

Node button_at(std::string id, std::string label, float y) {
  Node node;
  node.role = Role::Button;
  node.id = std::move(id);
  node.label = std::move(label);
  node.rect = node.visible = {0, y, 100, 50};
  return node;
}

Semantics complete_page() {
  Semantics s;
  s.add(button_at("next", "继续", 0)).main_action = true;
  s.add(button_at("frame.back", "返回", 100));
  s.add(button_at("frame.home", "首页", 200));
  s.add(button_at("frame.call", "叫工作人员", 300));
  return s;
}

std::vector<Kind> broken(const Semantics& semantics, const PageRules& rules = {}) {
  std::vector<Kind> all;
  for (const LayoutProblem& problem : check_page(semantics, rules)) all.push_back(problem.kind);
  return all;
}

TEST(PageRules, ACompletePageObeys) { EXPECT_TRUE(broken(complete_page()).empty()); }

TEST(PageRules, AnEmptyPageBreaksEachRule) {
  EXPECT_EQ(broken({}), (std::vector{Kind::NoMainAction, Kind::NoWayBack, Kind::NoWayHome, Kind::NoHelp}));
  EXPECT_TRUE(broken({}, {.main_action = false, .back = false, .home = false, .help = false}).empty());
}

TEST(PageRules, AMainActionHasToBeDeclared) {
  EXPECT_EQ(broken(complete_page(), {.main_action = false}), std::vector{Kind::UndeclaredMainAction});
}

TEST(PageRules, ThereIsOneMainActionOnly) {
  Semantics s = complete_page();
  s.add(button_at("also", "提交", 400)).main_action = true;
  const auto problems = s.check({0, 0, 1000, 1000}, 40);
  ASSERT_EQ(problems.size(), 1u);
  EXPECT_EQ(problems[0].kind, Kind::TwoMainActions);
  EXPECT_EQ(problems[0].other, "also");
}

TEST(PageRules, WaysOutMustBeUsable) {
  const Semantics page = complete_page();
  Semantics s;
  for (const Node& node : page.nodes()) s.add(node).enabled = node.id != "frame.back";
  EXPECT_EQ(broken(s), std::vector{Kind::NoWayBack});
}

TEST(PageRules, ADialogAnswersForItself) {
  Semantics s = complete_page();
  Node dialog;
  dialog.role = Role::Dialog;
  dialog.label = "问";
  dialog.layer = 1;
  s.add(dialog);
  Node stay = button_at("stay", "留下", 500);
  stay.layer = 1;
  stay.main_action = true;
  s.add(stay);
  s.cover_below(1);
  EXPECT_TRUE(broken(s).empty());
}

TEST(PageRules, WordsOfTheOtherLanguageAreFound) {
  EXPECT_EQ(foreign_words("Hand in 提交, then 走", Script::Latin), (std::vector<std::string>{"提交", "走"}));
  EXPECT_EQ(foreign_words("用 ID 卡 Submit", Script::Chinese), (std::vector<std::string>{"Submit"}));
  Semantics s = complete_page();
  s.add(button_at("more", "More", 400));
  EXPECT_EQ(broken(s), std::vector{Kind::NotTranslated});
  PageRules tolerant;
  tolerant.may_stay_foreign = [](std::string_view word) { return word == "More"; };
  EXPECT_TRUE(broken(s, tolerant).empty());
  Semantics keyboard = complete_page();
  Node key = button_at("key.abc", "abc", 400);
  key.role = Role::Key;
  keyboard.add(key);
  EXPECT_TRUE(broken(keyboard).empty());
}

}  // namespace
}  // namespace yitang::ui
