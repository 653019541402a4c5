// Shared by the receipt and printer tests: fonts, and a slip like those of the product.
#pragma once

#include "devices/receipt/document.hpp"
#include "devices/receipt/escpos_interpreter.hpp"
#include "devices/receipt/escpos_renderer.hpp"
#include "devices/receipt/freetype_rasterizer.hpp"

namespace yitang::devices::test {

// The system fonts; opened once, used by one thread.
GlyphRasterizer& glyphs();

// A rasterizer without any font files: every character but `unknown` is a block with a dot pattern of its
// own.
class BlockGlyphs final : public GlyphRasterizer {
 public:
  std::optional<Bitmap> rasterize(std::u32string_view cluster, const GlyphBox& box) override;
};

ReceiptDocument sample_receipt();
Bytes rendered(const ReceiptDocument& document, const PrinterProfile& profile = {});
Paper interpreted(ByteView stream, int dots_per_line = 576);

}  // namespace yitang::devices::test
