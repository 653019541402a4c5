#pragma once
#include <string_view>

#include "ui/context.hpp"
#include "ui/widgets/text.hpp"

// What widgets share. Not for screens.
namespace yitang::ui::parts {

// Words of a widget that has its own node: drawn, not described; if they do not fit, the last node is marked.
struct Words {
  TextStyle style = TextStyle::Body;
  Color color = {};
  Align align = Align::Left;
  bool middle = false;
  int max_lines = 0;
  bool bold = false;
  bool shrink = false;
};
float words(Ui& ui, const Rect& rect, std::string_view text, const Words& look);

// A white card that can be pressed or selected; draws shadow, ground and border. Returns where the content
// goes, which is slightly smaller while pressed.
struct CardLook {
  bool pressed = false;
  bool selected = false;
  bool enabled = true;
  bool error = false;
};
Rect pressable_card(Ui& ui, const Rect& rect, const CardLook& look);

// A soft square with a pictogram.
void plate(Ui& ui, const Rect& square, Icon icon, Color strong, Color soft);

// With two colours: gaps in the outline of what cannot be used now, `ground` is what lies around it.
void broken_edge(Ui& ui, const Rect& rect, Color ground);

// A piece of a progress bar. With two colours it has an outline, so that an empty one is seen.
void bar(Ui& ui, const Rect& rect, Color color);

void focus_ring(Ui& ui, const Rect& rect, float radius);

// Thickness of borders and hairlines, px.
float hairline(const Theme& theme);
float border(const Theme& theme);

}  // namespace yitang::ui::parts
