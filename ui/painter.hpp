#pragma once
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "ui/geometry.hpp"
#include "ui/icons.hpp"
#include "ui/image.hpp"
#include "ui/theme.hpp"

struct ImDrawList;
struct ImFont;
struct ImFontAtlas;

namespace yitang::ui {

class Fonts;
class MaskCache;

// How high a shadow's card floats.
enum class Elevation { None, Card, Raised, Dialog };

// One line of words as it was painted, for checks of the rendered page.
struct WrittenWords {
  std::string text;
  Rect rect;  // the visible part of the place of its characters, without leading, px
  Rect view;  // of the scroll area it is in; empty: none
  Color color;
  bool on_dialog = false;
};

enum Corners : unsigned {
  TopLeft = 1,
  TopRight = 2,
  BottomRight = 4,
  BottomLeft = 8,
  AllCorners = 15,
  TopCorners = 3,
  BottomCorners = 12
};

// Drawing, for widgets. Shapes become solid rectangles and small coverage masks cached in the font atlas,
// which the rasteriser copies at memory speed; positions are rounded to whole pixels. Valid between
// begin_frame and end_frame.
class Painter {
 public:
  Painter(ImFontAtlas& atlas, const Fonts& fonts);
  ~Painter();

  void fill(const Rect& rect, Color color);
  void fill_rounded(const Rect& rect, float radius, Color color, unsigned corners = AllCorners);
  // Border inside the rectangle.
  void stroke_rounded(const Rect& rect, float radius, float thickness, Color color);
  void shadow(const Rect& rect, float radius, Elevation elevation, const Theme& theme);
  void circle(Point center, float radius, Color color);
  void ring(Point center, float radius, float thickness, Color color);
  // Part of a ring, clockwise from the top, fraction 0..1.
  void arc(Point center, float radius, float thickness, float fraction, Color color);
  void line(Point from, Point to, float thickness, Color color);
  void polyline(const std::vector<Point>& points, float thickness, Color color);
  void polygon(const std::vector<Point>& convex_points, Color color);
  // A pictogram filling a square of `size` px centred in the rectangle.
  void icon(const Rect& rect, Icon icon, float size, Color color);
  // Scaled to fill the rectangle.
  void image(const Rect& rect, const Image& image);
  // One line, no wrapping; `top` is the top of its line box.
  void text_line(Point top_left, std::string_view text, const TextMetrics& metrics, Color color);
  float advance(char32_t character, const TextMetrics& metrics) const;
  float text_width(std::string_view text, const TextMetrics& metrics) const;

  void push_clip(const Rect& rect);  // intersected with the clip before
  void pop_clip();
  const Rect& clip() const;

  // For the context only. Words are noted from one begin() to the next.
  void note_words(bool on) { notes_words_ = on; }
  void set_scroll_view(const Rect& view) { scroll_view_ = view; }
  const std::vector<WrittenWords>& words() const { return words_; }
  void begin(ImDrawList& list, const Rect& page);
  void use_list(ImDrawList& list, bool above_page);

 private:
  void take_list(ImDrawList& list, const Rect& page);
  // Copies a part of a mask (pixels inside it) to the rectangle, stretched if the sizes differ.
  void mask_quad(const Rect& rect, int mask_id, const Rect& part, Color color);
  void corner_quads(const Rect& rect, int mask_id, float corner, Color color, unsigned corners);
  ImFont* font(const TextMetrics& metrics) const;
  ImFontAtlas& atlas_;
  ImDrawList* list_ = nullptr;
  const Fonts& fonts_;
  std::unique_ptr<MaskCache> masks_;
  std::vector<Rect> clips_;
  bool notes_words_ = false, above_page_ = false;
  Rect scroll_view_;
  std::vector<WrittenWords> words_;
};

}  // namespace yitang::ui
