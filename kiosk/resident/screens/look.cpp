// How large the words are and in which colours: chosen by looking at it, kept until the person leaves.
#include <array>
#include <string>

#include "kiosk/resident/screens/layout.hpp"
#include "kiosk/resident/screens/pages.hpp"
#include "kiosk/resident/screens/screens.hpp"
#include "ui/widgets/button.hpp"
#include "ui/widgets/choice.hpp"
#include "ui/widgets/dialog.hpp"
#include "ui/widgets/scheme_choice.hpp"
#include "ui/widgets/text.hpp"

namespace yitang::resident {
namespace {

struct ContrastOption {
  Contrast contrast;
  const char* id;
  const char* key;
};
// The last one stands alone in its row: the look that most people know.
constexpr std::array<ContrastOption, 5> contrasts{
    {{Contrast::BlackOnWhite, "look.black-on-white", "look.black_on_white"},
     {Contrast::WhiteOnBlack, "look.white-on-black", "look.white_on_black"},
     {Contrast::YellowOnBlack, "look.yellow-on-black", "look.yellow_on_black"},
     {Contrast::CyanOnBlack, "look.cyan-on-black", "look.cyan_on_black"},
     {Contrast::Normal, "look.normal", "look.normal"}}};

ui::ChoiceSpec sizes(const Screen& s) {
  ui::ChoiceSpec spec;
  spec.id = "look.size";
  spec.options = {{.id = "look.standard", .title = s.tr("look.standard")},
                  {.id = "look.elder", .title = s.tr("look.elder")}};
  spec.selected = s.elder() ? 1 : 0;
  spec.columns = 2;
  return spec;
}

ui::SchemeChoiceSpec colors(const Screen& s) {
  ui::SchemeChoiceSpec spec;
  for (const ContrastOption& option : contrasts)
    spec.options.push_back({option.id, s.tr(option.key), scheme_of(option.contrast)});
  spec.selected = scheme_of(s.state.contrast);
  spec.sample = s.tr("look.sample");
  return spec;
}

float line_height(const Screen& s) { return s.theme().text(ui::TextStyle::Label).line_height_px; }

void heading(Screen& s, ui::Rect& place, const char* key) {
  ui::text(s.ui, place.cut_top(line_height(s), s.space().s),
           {.text = s.tr(key), .style = ui::TextStyle::Label, .max_lines = 1, .heading = true});
}

}  // namespace

void draw_look(Screen& s) {
  const ui::ChoiceSpec size_choice = sizes(s);
  const ui::SchemeChoiceSpec color_choice = colors(s);
  const float width = ui::dialog_content_width(s.ui);
  const float size_height = ui::choice_height(s.ui, width, size_choice);
  const float color_height = ui::scheme_choice_height(s.ui, width, color_choice);
  ui::DialogSpec spec;
  spec.id = "look";
  spec.title = s.tr("look.title");
  spec.content_height = 2 * (line_height(s) + s.space().s) + size_height + s.space().l + color_height;
  ui::Dialog dialog(s.ui, spec);
  ui::Rect place = dialog.content();
  heading(s, place, "look.size");
  const int size = ui::choice(s.ui, place.cut_top(size_height, s.space().l), size_choice);
  if (size >= 0) s.send(IntentKind::SetDensity, size == 1 ? "elder" : "standard");
  heading(s, place, "look.colors");
  const int color = ui::scheme_choice(s.ui, place, color_choice);
  if (color >= 0)
    s.send(IntentKind::SetContrast, {}, {},
           static_cast<int>(contrasts[static_cast<std::size_t>(color)].contrast));
  ui::Rect rows = dialog.buttons();
  if (ui::button(s.ui, rows, main_button("look.close", s.tr("look.close"), ui::Icon::Check)))
    s.send(IntentKind::CloseOverlay);
}

}  // namespace yitang::resident
