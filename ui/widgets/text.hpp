#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "ui/context.hpp"

namespace yitang::ui {

enum class Align { Left, Center, Right };

struct TextSpec {
  std::string text = {};  // '\n' breaks a line
  TextStyle style = TextStyle::Body;
  Color color = Color::none();  // alpha 0: the theme's text colour
  Align align = Align::Left;
  bool middle = false;    // centre vertically in the rectangle
  int max_lines = 0;      // 0: as many as fit; more text ends in an ellipsis and is reported as clipped
  bool bold = false;      // bolder than the style says
  bool heading = false;   // Role::Heading
  bool alert = false;     // Role::Alert: what is wrong, said at once
  bool personal = false;  // Node::personal
  bool silent = false;    // decoration: no node
  bool shrink = false;    // a line that is too wide is drawn up to 25 % smaller before it is cut
  std::string spoken = {};
};

// Lines that fit into `width`: breaks between CJK characters, at Latin spaces, never before closing
// punctuation nor after opening punctuation; a word wider than the line is broken where it must. Pure apart
// from glyph widths.
std::vector<std::string_view> wrap_text(const Painter& painter, std::string_view text,
                                        const TextMetrics& metrics, float width);

// Draws and describes; returns the height used, px.
float text(Ui& ui, const Rect& rect, const TextSpec& spec);
float measure_text_height(const Ui& ui, std::string_view text, TextStyle style, float width,
                          int max_lines = 0);
float measure_text_width(const Ui& ui, std::string_view text, TextStyle style);

}  // namespace yitang::ui
