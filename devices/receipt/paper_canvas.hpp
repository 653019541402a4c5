// The print mechanism of the interpreter: a line buffer and paper that grows as it is fed, up to a limit.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "devices/receipt/escpos_interpreter.hpp"
#include "devices/receipt/escpos_writer.hpp"

namespace yitang::devices {

class PaperCanvas {
 public:
  PaperCanvas(const InterpreterOptions& options, GlyphRasterizer& glyphs);

  PrintMode mode;
  int line_spacing = 32;
  int left_margin = 0;
  int print_width = 0;
  int character_spacing = 0;
  bool small_font = false;   // ASCII in 9x17 dots instead of 12x24
  bool upside_down = false;  // lines are turned by half a circle, from the right edge

  // Back to the state after ESC @, without touching what is on paper.
  void reset_modes();
  // False: no more paper allowed. The same for the others below.
  bool put(char32_t code, int cells);
  bool put(Bitmap picture);  // into the line, like a character
  bool move_to(int dots);    // from the left margin
  bool end_line();
  bool feed(int dots);
  // A picture from the left margin by the alignment in force, on lines of its own.
  bool place(const Bitmap& bitmap, PaperItemKind kind, std::string text, bool use_alignment = true);
  bool cut();
  // Printable ASCII in plain type, as it stands beside a bar code.
  [[nodiscard]] Bitmap label(std::string_view text);

  [[nodiscard]] bool line_empty() const { return line_.empty(); }
  [[nodiscard]] int line_dots() const { return cursor_; }
  Paper take();

 private:
  struct Placed {
    Bitmap bitmap;
    int x = 0;
    bool inverse = false;
    char32_t code = 0;  // 0: a picture
  };
  bool extend(int rows);
  [[nodiscard]] int area() const;
  [[nodiscard]] int aligned(int width) const;
  [[nodiscard]] Bitmap glyph_of(char32_t code, const GlyphBox& box);
  [[nodiscard]] std::string line_text() const;
  void draw(const Placed& placed, int left, int top);

  InterpreterOptions options_;
  GlyphRasterizer& glyphs_;
  Paper paper_;
  int y_ = 0;
  int cursor_ = 0;
  std::vector<Placed> line_;
};

}  // namespace yitang::devices
