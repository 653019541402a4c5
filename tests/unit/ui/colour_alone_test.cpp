// Nothing is told by colour alone: each widget in two states that mean different things, drawn with two
// colours and reduced to black and white, still gives two different pictures.
#include <gtest/gtest.h>

#include <functional>
#include <string>
#include <vector>

#include "tests/unit/ui/ui_support.hpp"
#include "ui/widgets.hpp"

namespace yitang::ui {
namespace {

using testing::TestPage;

struct Pair {
  std::string name;
  std::function<void(Ui&, const Rect&, bool)> draw;  // the flag: in the second state
};

void draw_field(Ui& ui, const Rect& rect, TextFieldSpec spec) {
  spec.id = "field";
  spec.label = "Name";
  spec.value = "Lin";
  text_field(ui, rect, spec);
}

std::vector<TimelineStep> steps(TimelineStep::State second) {
  return {{.title = "Handed in", .state = TimelineStep::State::Done}, {.title = "Checked", .state = second}};
}

std::vector<Pair> pairs() {
  using State = TimelineStep::State;
  return {
      {"button disabled",
       [](Ui& ui, const Rect& r, bool on) { button(ui, r, {.id = "b", .label = "Go", .enabled = !on}); }},
      {"button main or second",
       [](Ui& ui, const Rect& r, bool on) {
         button(ui, r, {.id = "b", .label = "Go", .kind = on ? ButtonKind::Primary : ButtonKind::Secondary});
       }},
      {"chip chosen",
       [](Ui& ui, const Rect& r, bool on) {
         chip(ui, r.with_height(80), {.id = "c", .text = "Polite", .selected = on});
       }},
      {"option chosen",
       [](Ui& ui, const Rect& r, bool on) {
         choice(ui, r, {.id = "o", .options = {{.id = "o.1", .title = "Yes"}}, .selected = on ? 0 : -1});
       }},
      {"option wrong",
       [](Ui& ui, const Rect& r, bool on) {
         choice(ui, r, {.id = "o", .options = {{.id = "o.1", .title = "Yes"}}, .error = on});
       }},
      {"box ticked", [](Ui& ui, const Rect& r,
                        bool on) { checkbox(ui, r, {.id = "t", .label = "I agree", .checked = on}); }},
      {"segment chosen",
       [](Ui& ui, const Rect& r, bool on) {
         segments(ui, r.with_height(90), {.id = "s", .labels = {"A", "A"}, .selected = on ? 1 : 0});
       }},
      {"face chosen",
       [](Ui& ui, const Rect& r, bool on) {
         rating(ui, r, {.id = "r", .labels = {"1", "2", "3", "4", "5"}, .selected = on ? 4 : 0});
       }},
      {"scheme chosen",
       [](Ui& ui, const Rect& r, bool on) {
         scheme_choice(ui, r,
                       {.options = {{"x", "Usual", ContrastScheme::Normal}},
                        .selected = on ? ContrastScheme::Normal : ContrastScheme::CyanOnBlack,
                        .sample = "A"});
       }},
      {"field focused", [](Ui& ui, const Rect& r, bool on) { draw_field(ui, r, {.focused = on}); }},
      {"field wrong",
       [](Ui& ui, const Rect& r, bool on) { draw_field(ui, r, {.error = on ? "Too short" : ""}); }},
      {"field locked", [](Ui& ui, const Rect& r, bool on) { draw_field(ui, r, {.enabled = !on}); }},
      {"step done or current",
       [](Ui& ui, const Rect& r, bool on) { timeline(ui, r, steps(on ? State::Done : State::Current)); }},
      {"step failed or done",
       [](Ui& ui, const Rect& r, bool on) { timeline(ui, r, steps(on ? State::Failed : State::Done)); }},
      {"step current or to come",
       [](Ui& ui, const Rect& r, bool on) { timeline(ui, r, steps(on ? State::Current : State::Waiting)); }},
      {"progress",
       [](Ui& ui, const Rect& r, bool on) {
         stepper(ui, r, {.current = on ? 3 : 2, .total = 4, .title = "You", .counter = ""});
       }},
      {"banner good or bad",
       [](Ui& ui, const Rect& r, bool on) {
         banner(ui, r, {.tone = on ? Tone::Success : Tone::Warning, .title = "Printed"});
       }},
      {"banner warning or fault",
       [](Ui& ui, const Rect& r, bool on) {
         banner(ui, r, {.tone = on ? Tone::Danger : Tone::Warning, .title = "Printed"});
       }},
  };
}

std::vector<bool> black_and_white(const Pair& pair, bool second, ContrastScheme scheme) {
  TestPage page(
      [&](Ui& ui) {
        ui.painter().fill(ui.page(), ui.theme().colors().background);
        pair.draw(ui, Rect{40, 40, 560, 200}, second);
      },
      Density::Standard, 640, 480);
  page.ui().set_look(Density::Standard, scheme);
  page.frame();
  page.frame();
  std::vector<bool> white;
  for (const std::uint32_t pixel : page.surface().pixels()) {
    const unsigned sum = (pixel >> 16 & 255) + (pixel >> 8 & 255) + (pixel & 255);
    white.push_back(sum > 255 * 3 / 2);
  }
  return white;
}

TEST(ColourAlone, TellsNothing) {
  constexpr int enough = 60;  // pixels: a mark of 2 mm
  for (const Pair& pair : pairs()) {
    for (const ContrastScheme scheme : {ContrastScheme::BlackOnWhite, ContrastScheme::WhiteOnBlack}) {
      const auto one = black_and_white(pair, false, scheme), other = black_and_white(pair, true, scheme);
      int different = 0;
      for (std::size_t i = 0; i < one.size(); ++i) different += one[i] != other[i] ? 1 : 0;
      EXPECT_GE(different, enough) << pair.name << ", " << contrast_scheme_name(scheme);
    }
  }
}

}  // namespace
}  // namespace yitang::ui
