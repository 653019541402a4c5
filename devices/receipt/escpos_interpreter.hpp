// What a printer would put on paper for a stream of ESC/POS bytes: for previews, tests and `yitang escpos`.
// Pure; any input gives a paper or a typed error, in bounded memory.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "devices/error.hpp"
#include "devices/image/image.hpp"
#include "devices/receipt/glyphs.hpp"
#include "devices/transport.hpp"

namespace yitang::devices {

struct InterpreterOptions {
  int dots_per_line = 576;
  int max_rows = 40'000;  // 5 m of paper
  std::size_t max_input = 16U << 20U;
};

enum class PaperItemKind : std::uint8_t { Text, Raster, Qr, Barcode, Cut };

struct PaperItem {
  PaperItemKind kind = PaperItemKind::Text;
  std::string text;  // UTF-8 of a text line; payload of a QR or bar code (hex if it is not UTF-8)
  int y = 0;         // first dot row
  int height = 0;    // dots
};

struct Paper {
  Bitmap dots;  // dots_per_line wide, as long as was fed
  std::vector<PaperItem> items;
  std::size_t missing_characters = 0;

  // One line a text line; other items in brackets: "[qr ...]", "[raster 576x24]", "[cut]".
  [[nodiscard]] std::string text() const;
};

// Malformed with the offset of the command: unknown command, truncated command, wrong parameter, and text
// bytes that are no character. Overflow: more paper or input than allowed.
[[nodiscard]] Result<Paper> interpret_escpos(ByteView stream, const InterpreterOptions& options,
                                             GlyphRasterizer& glyphs);

// A picture of the slip: dots on white paper with a margin, its cuts shown as torn edges, on a light ground.
[[nodiscard]] Image picture_of(const Paper& paper);

}  // namespace yitang::devices
