// Where the dots of a character come from when the printer's own font cannot be used.
#pragma once

#include <optional>
#include <string_view>

#include "devices/image/bitmap.hpp"

namespace yitang::devices {

// The place of one character: cells of 12x24 dots, enlarged.
struct GlyphBox {
  int cells = 2;          // 1 as an ASCII character, 2 as a Chinese one
  int width_factor = 1;   // 1 to 8
  int height_factor = 1;  // 1 to 8
  bool bold = false;

  [[nodiscard]] int width() const { return cells * 12 * width_factor; }
  [[nodiscard]] int height() const { return 24 * height_factor; }
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

// Has no shape of its own and could act instead (line controls, direction marks): never sent, shown as a
// framed code point.
[[nodiscard]] bool is_control(char32_t code);

}  // namespace yitang::devices
