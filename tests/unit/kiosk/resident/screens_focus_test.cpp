// A keypad with four arrows and OK comes everywhere: on every face, whatever can be used can be reached.
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <map>
#include <queue>
#include <string>

#include "face_page_support.hpp"
#include "ui/focus.hpp"

namespace yitang::resident {
namespace {

// Presses from the place where keys begin to each thing, by arrows alone.
std::map<std::string, int> presses_to(const std::vector<ui::Node>& nodes) {
  std::map<std::string, int> presses;
  std::queue<const ui::Node*> todo;
  if (const ui::Node* first = ui::first_focus(nodes)) {
    presses[first->id] = 0;
    todo.push(first);
  }
  for (; !todo.empty(); todo.pop()) {
    for (const ui::Direction way :
         {ui::Direction::Up, ui::Direction::Down, ui::Direction::Left, ui::Direction::Right}) {
      const ui::Node* next = ui::neighbour(nodes, *todo.front(), way);
      if (next == nullptr || presses.contains(next->id)) continue;
      presses[next->id] = presses[todo.front()->id] + 1;
      todo.push(next);
    }
  }
  return presses;
}

class Keypad : public testing::TestWithParam<Look> {};

TEST_P(Keypad, ReachesEverythingOnEveryFace) {
  constexpr int patience = 45;  // presses; the keyboard on the screen has some fifty keys
  FacePage page;
  for (Face& face : faces(sample_catalog())) {
    page.show(face, GetParam());
    const std::vector<ui::Node>& nodes = page.ui().semantics().nodes();
    const auto presses = presses_to(nodes);
    for (const ui::Node& node : nodes) {
      if (!ui::can_focus(node)) continue;
      const auto found = presses.find(node.id);
      ASSERT_NE(found, presses.end()) << face.name << ": " << node.id;
      EXPECT_LE(found->second, patience) << face.name << ": " << node.id;
    }
  }
}

// From whatever has the focus one comes back: repeated presses of one key never leave a part of the page out.
TEST_P(Keypad, IsNeverTrapped) {
  FacePage page;
  for (Face& face : faces(sample_catalog())) {
    page.show(face, GetParam());
    const std::vector<ui::Node>& nodes = page.ui().semantics().nodes();
    const ui::Node* here = ui::first_focus(nodes);
    ASSERT_NE(here, nullptr) << face.name << ": nothing to do here";
    const auto all = std::count_if(nodes.begin(), nodes.end(), ui::can_focus);
    std::map<std::string, int> seen;
    for (std::ptrdiff_t i = 0; i < all; ++i) {
      ++seen[here->id];
      here = ui::neighbour(nodes, *here, ui::Direction::Next);
    }
    EXPECT_EQ(static_cast<std::ptrdiff_t>(seen.size()), all) << face.name;
  }
}

TEST_P(Keypad, ShowsWhereItIs) {
  constexpr std::array<std::string_view, 4> walked{"home", "guide", "form-contact", "review"};
  FacePage page;
  for (Face& face : faces(sample_catalog())) {
    if (std::find(walked.begin(), walked.end(), face.name) == walked.end()) continue;
    page.show(face, GetParam());
    for (int press = 0; press < 30; ++press) {
      page.press(face, ui::Key::Tab);
      const ui::Node* focus = page.ui().focus();
      ASSERT_NE(focus, nullptr) << face.name;
      EXPECT_FALSE(focus->visible.empty()) << face.name << ": " << focus->id << " is scrolled away";
    }
  }
}

INSTANTIATE_TEST_SUITE_P(Looks, Keypad,
                         testing::Values(Look{Language::Chinese, Density::Standard},
                                         Look{Language::English, Density::Elder}),
                         [](const testing::TestParamInfo<Look>& look) {
                           return look.param.language == Language::English ? "enElder" : "zhStandard";
                         });

}  // namespace
}  // namespace yitang::resident
