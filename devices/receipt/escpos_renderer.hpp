// A receipt document as ESC/POS bytes for one model of printer. See README.md for the choices.
#pragma once

#include <cstddef>

#include "devices/error.hpp"
#include "devices/receipt/document.hpp"
#include "devices/receipt/escpos_writer.hpp"
#include "devices/receipt/glyphs.hpp"
#include "devices/transport.hpp"

namespace yitang::devices {

struct PrinterProfile {
  int dots_per_line = 576;          // 384 for 58 mm paper, 576 for 80 mm, 512 for 180 dpi; a multiple of 8
  bool native_qr = true;            // GS ( k; otherwise the symbol is sent as raster
  Cutter cutter = Cutter::Partial;  // None: the paper is fed so that it can be torn off
  bool chinese_font = true;         // otherwise every line with more than ASCII is sent as raster
  int code_page = 0;                // ESC t; of no effect on Chinese text
  int raster_band_rows = 128;       // rows a GS v 0 command; small printers hold few
  int line_spacing_dots = 32;       // of normal text
  // Some firmware obeys DLE sequences even inside raster data. With this set a dot is changed wherever one
  // would occur.
  bool avoid_dle_in_raster = true;
  // dots from head to cutter, fed before the cut
  int cut_feed_dots = 24;

  [[nodiscard]] int cells_per_line() const { return dots_per_line / 12; }
};

struct RenderedReceipt {
  Bytes bytes;                         // begins with initialise; no fence: the driver adds it
  std::size_t raster_lines = 0;        // lines drawn because of characters the printer lacks
  std::size_t missing_characters = 0;  // shown as framed code points because no font has them
};

// BadArgument (with the number of the block in the message): wrong UTF-8, a raster or column layout wider
// than the paper, an empty or too large QR payload, a wrong profile. The document is foreign text: control
// characters in it never reach the printer as commands, they are shown as framed code points.
[[nodiscard]] Result<RenderedReceipt> render_escpos(const ReceiptDocument& document,
                                                    const PrinterProfile& profile, GlyphRasterizer& glyphs);

}  // namespace yitang::devices
