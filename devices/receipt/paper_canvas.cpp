#include "devices/receipt/paper_canvas.hpp"

#include <algorithm>

#include "devices/text/encoding.hpp"

namespace yitang::devices {
namespace {
constexpr std::size_t max_overprint = 4096;  // characters on one line
constexpr int dots_of_cell = 12;
constexpr int small_width = 9;
constexpr int small_height = 17;

// A dot is black if one of those that it stands for is: thin strokes stay.
Bitmap shrunk(const Bitmap& from, int width, int height) {
  Bitmap to(width, height);
  for (int y = 0; y < from.height(); ++y) {
    for (int x = 0; x < from.width(); ++x) {
      if (from.get(x, y)) to.set(x * width / from.width(), y * height / from.height());
    }
  }
  return to;
}

Bitmap turned(const Bitmap& from) {
  Bitmap to(from.width(), from.height());
  for (int y = 0; y < from.height(); ++y) {
    for (int x = 0; x < from.width(); ++x) {
      if (from.get(x, y)) to.set(from.width() - 1 - x, from.height() - 1 - y);
    }
  }
  return to;
}
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
  small_font = false;
  upside_down = false;
  line_.clear();
  cursor_ = 0;
}

// Paper is fed in steps, so that memory follows what is printed.
bool PaperCanvas::extend(int rows) {
  if (rows < 0 || rows > options_.max_rows - y_) return false;
  if (y_ + rows > paper_.dots.height()) paper_.dots.resize_height(y_ + rows);
  return true;
}

int PaperCanvas::area() const { return std::min(print_width, options_.dots_per_line - left_margin); }

int PaperCanvas::aligned(int width) const {
  const int room = std::max(area() - width, 0);
  return left_margin + (mode.align == Align::Left ? 0 : mode.align == Align::Centre ? room / 2 : room);
}

Bitmap PaperCanvas::glyph_of(char32_t code, const GlyphBox& box) {
  auto glyph = glyphs_.rasterize(std::u32string_view(&code, 1), box);
  if (!glyph) ++paper_.missing_characters;
  return glyph ? std::move(*glyph) : missing_glyph(code, box);
}

bool PaperCanvas::put(char32_t code, int cells) {
  // Going back and printing over costs no paper; more than a few times is nothing but memory.
  if (line_.size() >= max_overprint) return false;
  const GlyphBox box{cells, mode.width, mode.height, mode.bold};
  const bool small = small_font && cells == 1;
  const int own_width = small ? small_width * mode.width : box.width();
  const int width = own_width + character_spacing * mode.width;
  if (!line_.empty() && cursor_ + width > area()) {
    if (!end_line()) return false;
  }
  Bitmap glyph = glyph_of(code, box);
  if (small) glyph = shrunk(glyph, own_width, small_height * mode.height);
  if (mode.underline) glyph.fill(0, glyph.height() - 2, glyph.width(), 2);
  line_.push_back({std::move(glyph), cursor_, mode.inverse, code});
  cursor_ += width;
  return true;
}

bool PaperCanvas::put(Bitmap picture) {
  if (line_.size() >= max_overprint) return false;
  const int width = picture.width();
  line_.push_back({std::move(picture), cursor_, false, 0});
  cursor_ = std::min(cursor_ + width, options_.dots_per_line);
  return true;
}

bool PaperCanvas::move_to(int dots) {
  if (dots < 0 || dots > options_.dots_per_line) return false;
  cursor_ = dots;
  return true;
}

// From left to right, whatever the order of printing; where a cell or more is free stands a space for each.
std::string PaperCanvas::line_text() const {
  std::vector<const Placed*> characters;
  for (const Placed& placed : line_) {
    if (placed.code != 0) characters.push_back(&placed);
  }
  std::stable_sort(characters.begin(), characters.end(),
                   [](const Placed* one, const Placed* other) { return one->x < other->x; });
  std::string text;
  int end = 0;
  for (const Placed* character : characters) {
    if (character->x > end) text.append(static_cast<std::size_t>((character->x - end) / dots_of_cell), ' ');
    append_utf8(text, character->code);
    end = std::max(end, character->x + character->bitmap.width());
  }
  return text;
}

void PaperCanvas::draw(const Placed& placed, int left, int top) {
  const int width = placed.bitmap.width();
  const int x = upside_down ? options_.dots_per_line - left - placed.x - width : left + placed.x;
  paper_.dots.draw(upside_down ? turned(placed.bitmap) : placed.bitmap, x, top);
  if (placed.inverse) paper_.dots.invert(x, top, width, placed.bitmap.height());
}

bool PaperCanvas::end_line() {
  int height = 0;
  for (const Placed& placed : line_) height = std::max(height, placed.bitmap.height());
  const int advance = std::max(height, line_spacing);
  if (!extend(advance)) return false;
  const int left = aligned(cursor_);
  for (const Placed& placed : line_) {
    // Characters stand on one line; upside down they hang from it.
    draw(placed, left, upside_down ? y_ : y_ + height - placed.bitmap.height());
  }
  if (!line_.empty()) {
    std::string text = line_text();
    const PaperItemKind kind = text.empty() ? PaperItemKind::Raster : PaperItemKind::Text;
    paper_.items.push_back({kind, std::move(text), y_, height});
  }
  y_ += advance;
  line_.clear();
  cursor_ = 0;
  return true;
}

Bitmap PaperCanvas::label(std::string_view text) {
  Bitmap bitmap(dots_of_cell * static_cast<int>(text.size()), GlyphBox{}.height());
  int x = 0;
  for (const char character : text) {
    bitmap.draw(glyph_of(static_cast<unsigned char>(character), GlyphBox{.cells = 1}), x, 0);
    x += dots_of_cell;
  }
  return bitmap;
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
