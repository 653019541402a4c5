#include "devices/receipt/escpos_renderer.hpp"

#include <fmt/core.h>

#include <algorithm>

#include "devices/barcode/qr.hpp"
#include "devices/receipt/escpos_writer.hpp"
#include "devices/receipt/layout.hpp"

namespace yitang::devices {
namespace {

tl::unexpected<Error> wrong(std::string reason) { return fail(ErrorCode::BadArgument, std::move(reason)); }

class Renderer {
 public:
  Renderer(const PrinterProfile& profile, GlyphRasterizer& glyphs) : profile_(profile), glyphs_(glyphs) {
    writer_.initialise(profile.chinese_font, profile.code_page);
  }

  Result<void> operator()(const TextBlock& block) {
    const int factor = std::clamp(static_cast<int>(block.style.size), 1, 8);
    const PrintMode mode{
        factor, factor, block.style.bold, block.style.underline, block.style.inverse, block.style.align};
    return paragraphs(block.text, mode);
  }

  Result<void> operator()(const ColumnsBlock& block);

  Result<void> operator()(const SeparatorBlock& block) {
    const int width = profile_.dots_per_line;
    const bool is_double = block.kind == SeparatorKind::Double;
    Bitmap rule(width, is_double ? 6 : 2);
    const int dash = block.kind == SeparatorKind::Dashed ? 8 : width;
    for (int x = 0; x < width; x += dash + 4) rule.fill(x, 0, dash, 2);
    if (is_double) rule.fill(0, 4, width, 2);
    writer_.mode({});
    writer_.feed_dots(8);
    raster(rule);
    writer_.feed_dots(14);
    return {};
  }

  Result<void> operator()(const FeedBlock& block) {
    if (block.dots < 0 || block.dots > 4000) return wrong("feed out of range");
    writer_.feed_dots(block.dots);
    return {};
  }

  Result<void> operator()(const BigNumberBlock& block) {
    const int cells = cells_of_text(block.text);
    if (cells == 0) return wrong("a big number without text");
    const int width = std::clamp(profile_.cells_per_line() / cells, 1, 4);
    return paragraphs(block.text,
                      PrintMode{width, std::min(width + 1, 4), true, false, false, Align::Centre});
  }

  Result<void> operator()(const QrBlock& block);

  Result<void> operator()(const RasterBlock& block) {
    if (block.bitmap.empty()) return wrong("an empty picture");
    if (block.bitmap.width() > profile_.dots_per_line) return wrong("a picture wider than the paper");
    writer_.mode({});
    raster(aligned(block.bitmap, block.align));
    return {};
  }

  Result<void> operator()(const CutBlock& /*block*/) {
    writer_.mode({});
    if (profile_.cutter != Cutter::None) {
      writer_.cut(profile_.cutter, profile_.cut_feed_dots);
    } else {
      writer_.feed_dots(96 + profile_.cut_feed_dots);  // past the tear bar
    }
    return {};
  }

  RenderedReceipt finish() {
    writer_.mode({});
    receipt_.bytes = writer_.take();
    return std::move(receipt_);
  }

 private:
  Result<void> paragraphs(const std::string& utf8, const PrintMode& mode);
  void line(const ReceiptLine& line, const PrintMode& mode);
  void font_line(const ReceiptLine& line, PrintMode mode);
  void drawn_line(const ReceiptLine& line, const PrintMode& mode);
  void raster(const Bitmap& bitmap) {
    writer_.raster(bitmap, profile_.raster_band_rows, profile_.avoid_dle_in_raster);
  }

  // Raster always begins at the left edge: not all firmware aligns it.
  [[nodiscard]] Bitmap aligned(const Bitmap& bitmap, Align align) const {
    const int room = profile_.dots_per_line - bitmap.width();
    Bitmap full(profile_.dots_per_line, bitmap.height());
    full.draw(bitmap, align == Align::Left ? 0 : align == Align::Centre ? room / 2 : room, 0);
    return full;
  }

  const PrinterProfile& profile_;
  GlyphRasterizer& glyphs_;
  EscPosWriter writer_;
  RenderedReceipt receipt_;
};

Result<void> Renderer::paragraphs(const std::string& utf8, const PrintMode& mode) {
  const auto lines = characters_of(utf8);
  if (!lines) return wrong("text is not UTF-8");
  const int cells = profile_.cells_per_line() / mode.width;
  for (const ReceiptLine& paragraph : *lines) {
    for (const ReceiptLine& part : wrap(paragraph, cells)) line(part, mode);
  }
  return {};
}

void Renderer::line(const ReceiptLine& line, const PrintMode& mode) {
  const bool in_font = std::all_of(line.begin(), line.end(), [this](const ReceiptCharacter& character) {
    return character.in_font(profile_.chinese_font);
  });
  in_font ? font_line(line, mode) : drawn_line(line, mode);
}

void Renderer::font_line(const ReceiptLine& line, PrintMode mode) {
  writer_.line_spacing(24 * (mode.height - 1) + profile_.line_spacing_dots);
  const bool bold = mode.bold;
  writer_.mode(mode);
  for (const ReceiptCharacter& character : line) {
    mode.bold = bold || character.bold;
    writer_.mode(mode);
    if (character.is_ascii()) {
      writer_.ascii(static_cast<char>(character.cluster[0]));
    } else {
      writer_.pair(character.pair);
    }
  }
  writer_.line_feed();
}

void Renderer::drawn_line(const ReceiptLine& line, const PrintMode& mode) {
  Bitmap drawing(cells_of(line) * 12 * mode.width, 24 * mode.height);
  int x = 0;
  for (const ReceiptCharacter& character : line) {
    const GlyphBox box{character.cells, mode.width, mode.height, mode.bold || character.bold};
    const auto glyph = glyphs_.rasterize(character.cluster, box);
    if (!glyph) ++receipt_.missing_characters;
    drawing.draw(glyph ? *glyph : missing_glyph(character.cluster[0], box), x, 0);
    x += box.width();
  }
  if (mode.underline) drawing.fill(0, drawing.height() - 2, drawing.width(), 2);
  if (mode.inverse) drawing.invert(0, 0, drawing.width(), drawing.height());
  ++receipt_.raster_lines;
  writer_.mode({});
  raster(aligned(drawing, mode.align));
  writer_.feed_dots(std::max(profile_.line_spacing_dots - 24, 0));
}

Result<void> Renderer::operator()(const ColumnsBlock& block) {
  int fixed = static_cast<int>(block.columns.size()) - 1;  // the free cells between
  int sharing = 0;
  for (const Column& column : block.columns) {
    fixed += column.cells;
    if (column.cells < 0) return wrong("a column with a negative width");
    if (column.cells == 0) ++sharing;
  }
  int left = profile_.cells_per_line() - fixed;
  if (block.columns.empty() || left < sharing * 2) return wrong("columns wider than the paper");

  std::vector<std::vector<ReceiptLine>> texts;
  std::vector<int> widths;
  std::size_t rows = 0;
  for (const Column& column : block.columns) {
    int width = column.cells;
    if (width == 0) {
      width = left / sharing;
      left -= width;
      --sharing;
    }
    const auto paragraphs = characters_of(column.text, column.bold);
    if (!paragraphs) return wrong("text is not UTF-8");
    std::vector<ReceiptLine> lines;
    for (const ReceiptLine& paragraph : *paragraphs) {
      for (ReceiptLine& part : wrap(paragraph, width)) lines.push_back(std::move(part));
    }
    rows = std::max(rows, lines.size());
    texts.push_back(std::move(lines));
    widths.push_back(width);
  }

  const ReceiptCharacter space{U" ", 1, 0, false};
  for (std::size_t row = 0; row < rows; ++row) {
    ReceiptLine whole;
    for (std::size_t i = 0; i < texts.size(); ++i) {
      const ReceiptLine part = row < texts[i].size() ? texts[i][row] : ReceiptLine{};
      const int free = std::max(widths[i] - cells_of(part), 0);
      const Align align = block.columns[i].align;
      const int before = align == Align::Left ? 0 : align == Align::Centre ? free / 2 : free;
      if (i > 0) whole.push_back(space);
      whole.insert(whole.end(), static_cast<std::size_t>(before), space);
      whole.insert(whole.end(), part.begin(), part.end());
      whole.insert(whole.end(), static_cast<std::size_t>(free - before), space);
    }
    // Spaces at the end do nothing but cost time, and a full line would make some printers feed twice.
    while (!whole.empty() && whole.back().cluster == U" ") whole.pop_back();
    line(whole, PrintMode{});
  }
  return {};
}

Result<void> Renderer::operator()(const QrBlock& block) {
  if (block.module_dots < 1 || block.module_dots > 16) return wrong("QR module size out of range");
  const auto modules = make_qr(block.payload, block.level);
  if (!modules) return tl::unexpected(modules.error());
  constexpr int quiet = 4;
  const int most = profile_.dots_per_line / (modules->width() + 2 * quiet);
  if (most < 1) return wrong("the QR code is wider than the paper");
  const int dots = std::min(block.module_dots, most);
  writer_.feed_dots(quiet * dots / 2);
  if (profile_.native_qr) {
    writer_.mode({.align = Align::Centre});
    writer_.qr(block.payload, dots, block.level);
  } else {
    writer_.mode({});
    raster(aligned(enlarge_qr(*modules, dots, 0), Align::Centre));
  }
  writer_.feed_dots(quiet * dots / 2);
  if (block.caption.empty()) return {};
  return paragraphs(block.caption, PrintMode{.align = Align::Centre});
}

Result<void> check_profile(const PrinterProfile& profile) {
  const bool good = profile.dots_per_line >= 96 && profile.dots_per_line <= 1024 &&
                    profile.dots_per_line % 8 == 0 && profile.raster_band_rows >= 1 &&
                    profile.raster_band_rows <= 2047 && profile.line_spacing_dots >= 0 &&
                    profile.line_spacing_dots <= 80 && profile.cut_feed_dots >= 0 &&
                    profile.cut_feed_dots <= 255 && profile.code_page >= 0 && profile.code_page <= 255;
  if (!good) return wrong("printer profile out of range");
  return {};
}

}  // namespace

Result<RenderedReceipt> render_escpos(const ReceiptDocument& document, const PrinterProfile& profile,
                                      GlyphRasterizer& glyphs) {
  if (auto checked = check_profile(profile); !checked) return tl::unexpected(checked.error());
  Renderer renderer(profile, glyphs);
  // Every slip of the document carries the mark: after a cut the next one begins.
  bool head = !document.copy_mark.empty();
  for (std::size_t i = 0; i < document.blocks.size(); ++i) {
    Result<void> done;
    if (head) {
      done = renderer(
          TextBlock{" " + document.copy_mark + " ",
                    {.align = Align::Centre, .size = TextSize::Double, .bold = true, .inverse = true}});
      if (done) done = renderer(FeedBlock{12});
    }
    if (done) done = std::visit(renderer, document.blocks[i]);
    if (!done) return wrong(fmt::format("block {}: {}", i, done.error().message));
    head = !document.copy_mark.empty() && std::holds_alternative<CutBlock>(document.blocks[i]);
  }
  return renderer.finish();
}

}  // namespace yitang::devices
