#include "ui/focus.hpp"

#include <gtest/gtest.h>

#include "tests/unit/ui/ui_support.hpp"
#include "ui/widgets.hpp"

namespace yitang::ui {
namespace {

using testing::TestPage;

Node thing(std::string id, Rect rect) {
  Node node;
  node.role = Role::Button;
  node.id = node.label = std::move(id);
  node.rect = node.visible = rect;
  return node;
}

// a b
// c d   and e alone below
Semantics grid() {
  Semantics s;
  s.add(thing("a", {0, 0, 100, 50}));
  s.add(thing("b", {110, 0, 100, 50}));
  s.add(thing("c", {0, 60, 100, 50}));
  s.add(thing("d", {110, 60, 100, 50}));
  s.add(thing("e", {0, 120, 210, 50}));
  return s;
}

std::string led_to(const Semantics& s, std::string_view from, Direction direction) {
  const Node* node = neighbour(s.nodes(), *s.find_by_id(from), direction);
  return node == nullptr ? "" : node->id;
}

TEST(Focus, ArrowsGoWhereTheyPoint) {
  const Semantics s = grid();
  EXPECT_EQ(led_to(s, "a", Direction::Right), "b");
  EXPECT_EQ(led_to(s, "a", Direction::Down), "c");
  EXPECT_EQ(led_to(s, "d", Direction::Up), "b");
  EXPECT_EQ(led_to(s, "d", Direction::Left), "c");
  EXPECT_EQ(led_to(s, "d", Direction::Down), "e");
}

TEST(Focus, WhereNothingLiesAheadReadingOrderGoesOn) {
  const Semantics s = grid();
  EXPECT_EQ(led_to(s, "b", Direction::Right), "c");
  EXPECT_EQ(led_to(s, "c", Direction::Left), "b");
  EXPECT_EQ(led_to(s, "e", Direction::Down), "a") << "round and round: no trap";
  EXPECT_EQ(led_to(s, "a", Direction::Up), "e");
  EXPECT_EQ(led_to(s, "e", Direction::Next), "a");
  EXPECT_EQ(led_to(s, "a", Direction::Previous), "e");
}

TEST(Focus, WhatCannotBeUsedIsLeftOut) {
  Semantics s;
  s.add(thing("a", {0, 0, 100, 50}));
  s.add(thing("off", {0, 60, 100, 50})).enabled = false;
  s.add(thing("words", {0, 120, 100, 50})).role = Role::Text;
  s.add(thing("b", {0, 180, 100, 50}));
  EXPECT_EQ(led_to(s, "a", Direction::Down), "b");
}

TEST(Focus, AScrollAreaIsWalkedToItsEndBeforeTheBarsBelow) {
  Semantics s;
  s.add(thing("row.1", {0, 0, 100, 50})).scroll_area = "list";
  Node hidden = thing("row.2", {0, 500, 100, 50});
  hidden.visible = {};
  hidden.scroll_area = "list";
  s.add(hidden);
  s.add(thing("bar", {0, 200, 100, 50}));
  EXPECT_EQ(led_to(s, "row.1", Direction::Down), "row.2");
  EXPECT_EQ(led_to(s, "bar", Direction::Up), "row.1") << "what is scrolled away is not beside anything";
}

TEST(Focus, BeginsBelowTheHeaderAndInADialogAtItsMainAction) {
  Semantics s;
  s.add(thing("frame.home", {0, 0, 100, 50}));
  s.add(thing("first", {0, 60, 100, 50}));
  EXPECT_EQ(first_focus(s.nodes())->id, "first");
  s.add(thing("leave", {0, 120, 100, 50})).layer = 1;
  Node stay = thing("stay", {0, 180, 100, 50});
  stay.layer = 1;
  stay.main_action = true;
  s.add(stay);
  s.cover_below(1);
  EXPECT_EQ(first_focus(s.nodes())->id, "stay");
}

TEST(Focus, TheFirstKeyShowsTheNextOnesActAndATouchEndsIt) {
  const Semantics s = grid();
  KeyFocus focus;
  EXPECT_EQ(focus.shown(s), nullptr);
  EXPECT_TRUE(focus.take(Key::Enter, s));
  EXPECT_EQ(focus.take_activation(), std::nullopt) << "nobody saw what it would have done";
  ASSERT_NE(focus.shown(s), nullptr);
  EXPECT_EQ(focus.shown(s)->id, "a");
  EXPECT_TRUE(focus.take(Key::Down, s));
  EXPECT_TRUE(focus.take(Key::Enter, s));
  EXPECT_EQ(focus.take_activation(), "c");
  EXPECT_EQ(focus.take_activation(), std::nullopt);
  focus.hide();
  EXPECT_EQ(focus.shown(s), nullptr);
  EXPECT_FALSE(focus.take(Key::Backspace, s));
}

TEST(Focus, GoesIntoADialogAndComesBack) {
  Semantics page = grid();
  KeyFocus focus;
  focus.take(Key::Down, page);
  focus.take(Key::Down, page);
  ASSERT_EQ(focus.shown(page)->id, "c");
  Semantics dialog = grid();
  Node ok = thing("ok", {50, 50, 50, 50});
  ok.layer = 1;
  ok.main_action = true;
  dialog.add(ok);
  dialog.cover_below(1);
  focus.settle(dialog);
  EXPECT_EQ(focus.shown(dialog)->id, "ok");
  focus.settle(page);
  EXPECT_EQ(focus.shown(page)->id, "c");
}

TEST(Focus, AKeyboardOnTheScreenKeepsItsEnterUntilArrowsAreUsed) {
  Semantics s = grid();
  s.add(thing("key.a", {0, 300, 50, 50})).role = Role::Key;
  KeyFocus focus;
  EXPECT_FALSE(focus.take(Key::Enter, s)) << "a scanner ends its text with it";
  EXPECT_TRUE(focus.take(Key::Down, s));
  EXPECT_TRUE(focus.take(Key::Enter, s));
  EXPECT_EQ(focus.take_activation(), "a");
}

TEST(Focus, OnAPageKeysDoWhatFingersDo) {
  int taps = 0;
  TestPage page([&](Ui& ui) {
    ui.painter().fill(ui.page(), ui.theme().colors().background);
    if (button(ui, {100, 100, 400, 100}, {.id = "one", .label = "One"})) taps += 1;
    if (button(ui, {100, 300, 400, 100}, {.id = "two", .label = "Two"})) taps += 10;
  });
  page.frame();
  const auto without_ring = page.surface().pixels();
  for (const Key key : {Key::Down, Key::Down, Key::Enter}) {
    page.ui().push(KeyEvent{key});
    page.settle();
  }
  EXPECT_EQ(taps, 10);
  ASSERT_NE(page.ui().focus(), nullptr);
  EXPECT_EQ(page.ui().focus()->id, "two");
  // The ring: 1 mm of dark around the button, on a light ground.
  const Color ground = page.ui().theme().colors().background;
  const std::uint32_t above = page.surface().at(300, 300 - 4);
  const Color seen{static_cast<std::uint8_t>(above >> 16), static_cast<std::uint8_t>(above >> 8),
                   static_cast<std::uint8_t>(above)};
  EXPECT_GE(contrast_ratio(seen, ground), 3.f);
  page.tap(Point{20, 1500});
  page.settle();
  EXPECT_EQ(page.ui().focus(), nullptr);
  EXPECT_EQ(page.surface().pixels(), without_ring);
}

TEST(Focus, BringsItselfIntoView) {
  TestPage page([](Ui& ui) {
    ui.painter().fill(ui.page(), ui.theme().colors().background);
    ScrollArea area(ui, {50, 50, 900, 600}, {.id = "list"});
    Rect column = area.content();
    for (int i = 0; i < 20; ++i) {
      button(ui, column.cut_top(100, 20), {.id = "row." + std::to_string(i), .label = "Row"});
    }
    area.end(20 * 120);
  });
  page.settle();
  for (int i = 0; i < 16; ++i) {
    page.ui().push(KeyEvent{Key::Down});
    page.settle();
  }
  ASSERT_NE(page.ui().focus(), nullptr);
  EXPECT_EQ(page.ui().focus()->id, "row.15");
  EXPECT_EQ(page.ui().focus()->visible, page.ui().focus()->rect) << "all of it is to be seen";
}

}  // namespace
}  // namespace yitang::ui
