// Where the dots of a character come from when the printer's own font cannot be used.
#pragma once

#include <optional>
#include <string_view>

#include "devices/image/bitmap.hpp"

namespace yitang::devices {

struct GlyphBox {
  int width = 24;   // dots: 12 a cell at normal size
  int height = 24;  // dots
  bool bold = false;
};

class GlyphRasterizer {
 public:
  virtual ~GlyphRasterizer() = default;
  GlyphRasterizer() = default;
  GlyphRasterizer(const GlyphRasterizer&) = delete;
  GlyphRasterizer& operator=(const GlyphRasterizer&) = delete;

  // `cluster` is one character: a base with the combining marks and variation selectors that follow it. The
  // bitmap has exactly the size of the box. Nothing if no font has the character. Thread: one caller at a
  // time.
  [[nodiscard]] virtual std::optional<Bitmap> rasterize(std::u32string_view cluster, const GlyphBox& box) = 0;
};

// A frame with the code point in hexadecimal: what is printed for a character that no font has, so that it is
// never silently left out. Needs no font.
[[nodiscard]] Bitmap missing_glyph(char32_t code, const GlyphBox& box);

// Cells of a code point on paper: 1, 2, or 0 for marks that join the character before.
[[nodiscard]] int cell_width(char32_t code);

}  // namespace yitang::devices
