#pragma once
#include <vector>

namespace yitang::ui {

struct Point {
  float x = 0, y = 0;
  friend bool operator==(const Point&, const Point&) = default;
};

// A rectangle in pixels, y downwards. The cut_ functions make a layout: each takes a strip off this rectangle
// and returns it, so that a screen reads from the outside to the inside: `auto header = page.cut_top(80,
// 16);`.
struct Rect {
  float x = 0, y = 0, w = 0, h = 0;

  float right() const { return x + w; }
  float bottom() const { return y + h; }
  Point center() const { return {x + w / 2, y + h / 2}; }
  bool empty() const { return w <= 0 || h <= 0; }

  // Take `amount` off that side, and `gap` more that nobody gets. Amounts larger than what is left take what
  // is left.
  Rect cut_top(float amount, float gap = 0);
  Rect cut_bottom(float amount, float gap = 0);
  Rect cut_left(float amount, float gap = 0);
  Rect cut_right(float amount, float gap = 0);

  Rect inset(float all) const { return inset(all, all); }
  Rect inset(float horizontal, float vertical) const;
  Rect moved(float dx, float dy) const { return {x + dx, y + dy, w, h}; }
  // A rectangle of this size in the middle of this one.
  Rect centered(float width, float height) const;
  Rect with_height(float height) const { return {x, y, w, height}; }

  // n equal parts with `gap` between them, whole pixels, the last one takes the rounding rest.
  std::vector<Rect> columns(int n, float gap = 0) const;
  std::vector<Rect> rows(int n, float gap = 0) const;
  // Cells row by row, `columns_per_row` in each row, every cell `cell_height` high; not clipped to this
  // rectangle's height.
  std::vector<Rect> grid(int cells, int columns_per_row, float cell_height, float gap) const;

  bool contains(Point p) const { return p.x >= x && p.x < right() && p.y >= y && p.y < bottom(); }
  bool contains(const Rect& r) const;
  bool intersects(const Rect& r) const;
  Rect intersection(const Rect& r) const;  // empty() if they do not meet

  friend bool operator==(const Rect&, const Rect&) = default;
};

// Whole pixels: what was redrawn.
struct PixelRect {
  int x = 0, y = 0, w = 0, h = 0;
  friend bool operator==(const PixelRect&, const PixelRect&) = default;
};

}  // namespace yitang::ui
