#include "devices/receipt/paper_canvas.hpp"

#include <algorithm>

#include "devices/text/encoding.hpp"

namespace yitang::devices {
namespace {
constexpr std::size_t max_overprint = 4096;  // characters on one line
}  // namespace

PaperCanvas::PaperCanvas(const InterpreterOptions& options, GlyphRasterizer& glyphs)
    : options_(options), glyphs_(glyphs) {
  paper_.dots = Bitmap(options.dots_per_line, 0);
  reset_modes();
}

void PaperCanvas::reset_modes() {
  mode = {};
  line_spacing = 32;
  left_margin = 0;
  print_width = options_.dots_per_line;
  character_spacing = 0;
  line_.clear();
  line_text_.clear();
  cursor_ = 0;
}

// Paper is fed in steps, so that memory follows what is printed.
bool PaperCanvas::extend(int rows) {
  if (rows < 0 || rows > options_.max_rows - y_) return false;
  if (y_ + rows > paper_.dots.height()) paper_.dots.resize_height(y_ + rows);
  return true;
}

int PaperCanvas::aligned(int width) const {
  const int room = std::max(std::min(print_width, options_.dots_per_line - left_margin) - width, 0);
  return left_margin + (mode.align == Align::Left ? 0 : mode.align == Align::Centre ? room / 2 : room);
}

bool PaperCanvas::put(char32_t code, int cells) {
  // Going back and printing over costs no paper; more than a few times is nothing but memory.
  if (line_.size() >= max_overprint) return false;
  const GlyphBox box{cells, mode.width, mode.height, mode.bold};
  const int width = box.width() + character_spacing * mode.width;
  if (!line_.empty() && cursor_ + width > std::min(print_width, options_.dots_per_line - left_margin)) {
    if (!end_line()) return false;
  }
  auto glyph = glyphs_.rasterize(std::u32string_view(&code, 1), box);
  if (!glyph) {
    ++paper_.missing_characters;
    glyph = missing_glyph(code, box);
  }
  if (mode.underline) glyph->fill(0, glyph->height() - 2, glyph->width(), 2);
  line_.push_back({std::move(*glyph), cursor_, mode.inverse});
  append_utf8(line_text_, code);
  cursor_ += width;
  return true;
}

bool PaperCanvas::move_to(int dots) {
  if (dots < 0 || dots > options_.dots_per_line) return false;
  if (dots > cursor_) line_text_.push_back(' ');
  cursor_ = dots;
  return true;
}

bool PaperCanvas::end_line() {
  int height = 0;
  for (const Placed& placed : line_) height = std::max(height, placed.bitmap.height());
  const int advance = std::max(height, line_spacing);
  if (!extend(advance)) return false;
  const int left = aligned(cursor_);
  for (const Placed& placed : line_) {
    const int top = y_ + height - placed.bitmap.height();
    paper_.dots.draw(placed.bitmap, left + placed.x, top);
    if (placed.inverse)
      paper_.dots.invert(left + placed.x, top, placed.bitmap.width(), placed.bitmap.height());
  }
  if (!line_.empty()) paper_.items.push_back({PaperItemKind::Text, std::move(line_text_), y_, height});
  y_ += advance;
  line_.clear();
  line_text_.clear();
  cursor_ = 0;
  return true;
}

bool PaperCanvas::feed(int dots) {
  if (!line_.empty()) {
    // ESC J prints what is in the buffer and then feeds exactly the dots asked for.
    const int spacing = line_spacing;
    line_spacing = dots;
    const bool done = end_line();
    line_spacing = spacing;
    return done;
  }
  if (!extend(dots)) return false;
  y_ += dots;
  return true;
}

bool PaperCanvas::place(const Bitmap& bitmap, PaperItemKind kind, std::string text, bool use_alignment) {
  if (!line_.empty() && !end_line()) return false;
  if (!extend(bitmap.height())) return false;
  paper_.dots.draw(bitmap, use_alignment ? aligned(bitmap.width()) : left_margin, y_);
  paper_.items.push_back({kind, std::move(text), y_, bitmap.height()});
  y_ += bitmap.height();
  return true;
}

bool PaperCanvas::cut() {
  if (!line_.empty() && !end_line()) return false;
  const bool again =
      !paper_.items.empty() && paper_.items.back().kind == PaperItemKind::Cut && paper_.items.back().y == y_;
  if (!again) paper_.items.push_back({PaperItemKind::Cut, {}, y_, 0});
  return true;
}

Paper PaperCanvas::take() { return std::move(paper_); }

}  // namespace yitang::devices
