// Any bytes as a printer stream: a paper within its bounds, or a typed error with an offset inside the
// stream.
#include <cstdlib>

#include "devices/receipt/escpos_interpreter.hpp"

namespace {

using namespace yitang::devices;

class Blocks final : public GlyphRasterizer {
 public:
  std::optional<Bitmap> rasterize(std::u32string_view cluster, const GlyphBox& box) override {
    if (is_control(cluster[0])) return std::nullopt;
    Bitmap bitmap(box.width(), box.height());
    bitmap.fill(2, 2, box.width() - 4, box.height() - 4);
    return bitmap;
  }
};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const ByteView bytes(data, size);
  Blocks glyphs;
  InterpreterOptions options;
  options.dots_per_line = 384;
  options.max_rows = 2000;
  const auto paper = interpret_escpos(bytes, options, glyphs);
  if (paper && paper->dots.height() > options.max_rows) std::abort();
  if (!paper && paper.error().offset > size) std::abort();
  if (paper) (void)picture_of(*paper);
  return 0;
}
