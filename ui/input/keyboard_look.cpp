#include "ui/input/keyboard_look.hpp"

#include <algorithm>
#include <string_view>

#include "ui/widgets/text.hpp"

namespace yitang::ui {
namespace {

Icon icon_of(const KeyboardKey& key) {
  switch (key.action) {
    case KeyAction::Backspace: return Icon::Backspace;
    case KeyAction::Shift: return Icon::Shift;
    case KeyAction::Left: return Icon::Back;
    case KeyAction::Right: return Icon::Forward;
    case KeyAction::UndoStroke: return Icon::Retry;
    case KeyAction::MoreRadicals: return Icon::ChevronDown;
    case KeyAction::RadicalBack: return Icon::Back;
    default: return Icon::None;
  }
}

// The number of strokes takes its place in the product's words: "{n} strokes".
std::string fill_number(std::string pattern, const std::string& number) {
  constexpr std::string_view place = "{n}";
  if (const auto at = pattern.find(place); at != std::string::npos) pattern.replace(at, place.size(), number);
  return pattern;
}

struct KeyColors {
  Color face, edge, ink;
};

// Characters are white, things to do are grey, the one that finishes is the colour of the page's main action.
KeyColors colors_of(const Theme& theme, const KeyboardKey& key, bool pressed) {
  const Colors& c = theme.colors();
  if (key.action == KeyAction::Done)
    return {pressed ? c.primary_pressed : c.primary, c.primary_pressed, c.on_primary};
  if (key.active && theme.two_colors()) return {c.primary, c.primary, c.on_primary};
  if (pressed || key.active) return {c.primary_soft, c.primary, c.primary};
  const bool types = key.action == KeyAction::Insert || key.action == KeyAction::Space ||
                     key.action == KeyAction::PickRadical || key.action == KeyAction::PickStrokes;
  return {types ? c.surface : c.key_function, c.border_strong, c.text};
}

}  // namespace

KeyboardSizes KeyboardSizes::of(const Ui& ui) {
  const Theme& theme = ui.theme();
  const bool elder = theme.elder();
  KeyboardSizes s;
  s.gap = theme.mm(elder ? 2.4F : 2.0F);
  s.padding = theme.mm(elder ? 4.0F : 4.5F);
  s.strip = theme.text(TextStyle::Label).line_height_px;
  s.bar = theme.mm(elder ? 21.0F : 17.0F);
  s.key = theme.mm(elder ? 22.0F : 18.0F);
  s.widest_number_pad = theme.mm(elder ? 230.0F : 200.0F);
  s.bar_candidates = elder ? 4 : 6;
  s.grid_columns = elder ? 6 : 8;
  constexpr float most_of_page = 0.45F;
  const float excess = s.text_height() - ui.page().h * most_of_page;
  if (excess > 0) {
    s.key = std::max(theme.min_target(), s.key - excess / 5);
    s.bar = std::max(theme.min_target(), s.bar - excess / 5);
  }
  return s;
}

std::string key_label(const KeyboardKey& key, const KeyboardWords& words) {
  switch (key.action) {
    case KeyAction::Backspace: return words.backspace;
    case KeyAction::Clear: return words.clear;
    case KeyAction::Shift: return words.shift;
    case KeyAction::Space: return words.space;
    case KeyAction::Left: return words.left;
    case KeyAction::Right: return words.right;
    case KeyAction::Done: return words.done;
    case KeyAction::UndoStroke: return words.undo_stroke;
    case KeyAction::RadicalGroup:
      return key.value == 0 ? words.usual_radicals : fill_number(words.radicals_of, key.caption);
    case KeyAction::PickStrokes: return fill_number(words.strokes, key.caption);
    case KeyAction::MoreRadicals: return words.more_radicals;
    case KeyAction::RadicalBack: return words.back_to_radicals;
    case KeyAction::Insert:
    case KeyAction::PickRadical:
    case KeyAction::Gap:
    case KeyAction::SwitchRadical:
    case KeyAction::SwitchPinyin:
    case KeyAction::SwitchHandwriting:
    case KeyAction::SwitchLatin:
    case KeyAction::SwitchDigits: return key.caption;
  }
  return key.caption;
}

void paint_key(Ui& ui, const Rect& rect, const KeyboardKey& key, const KeyboardWords& words, bool pressed) {
  const Theme& theme = ui.theme();
  const KeyColors colors = colors_of(theme, key, pressed);
  const float radius = theme.radius().button;
  // A thin darker edge below makes a key look like one; a pressed key sinks onto it.
  const float edge = theme.mm(0.6F);
  const Rect face =
      pressed ? rect.moved(0, edge / 2).with_height(rect.h - edge / 2) : rect.with_height(rect.h - edge);
  ui.painter().fill_rounded(rect, radius, colors.edge);
  ui.painter().fill_rounded(face, radius, colors.face);
  if (key.active) {  // a bar as well: the colour alone would not tell
    const float wide = face.w * 0.4F, high = theme.mm(0.9F);
    ui.painter().fill({face.center().x - wide / 2, face.bottom() - theme.mm(1.2F) - high, wide, high},
                      colors.ink);
  }
  const Icon icon = icon_of(key);
  if (icon != Icon::None) {
    ui.painter().icon(face, icon, std::min(theme.icon_medium(), face.h * 0.55F), colors.ink);
    return;
  }
  if (key.action == KeyAction::Space) {
    const float width = std::min(face.w * 0.4F, theme.mm(24));
    const float y = face.y + face.h * 0.62F;
    ui.painter().fill({face.center().x - width / 2, y, width, theme.mm(0.7F)}, theme.colors().text_muted);
    return;
  }
  const bool word = key.action == KeyAction::Done || key.action == KeyAction::Clear;
  const bool usual = key.action == KeyAction::RadicalGroup && key.value == 0;
  const bool mode = key.action != KeyAction::Insert && key.action != KeyAction::PickRadical &&
                    key.action != KeyAction::PickStrokes && !word;
  text(ui, face,
       {.text = word || usual ? key_label(key, words) : key.caption,
        .style = mode   ? TextStyle::Body
                 : word ? TextStyle::Body
                        : TextStyle::Heading,
        .color = colors.ink,
        .align = Align::Center,
        .middle = true,
        .max_lines = 1,
        .bold = word,
        .silent = true,
        .shrink = true});
}

}  // namespace yitang::ui
