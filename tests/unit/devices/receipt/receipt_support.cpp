#include "tests/unit/devices/receipt/receipt_support.hpp"

#include <gtest/gtest.h>

namespace yitang::devices::test {

GlyphRasterizer& glyphs() {
  static const auto rasterizer = FreetypeRasterizer::create(system_receipt_fonts());
  return **rasterizer;
}

std::optional<Bitmap> BlockGlyphs::rasterize(std::u32string_view cluster, const GlyphBox& box) {
  if (is_control(cluster[0])) return std::nullopt;
  Bitmap bitmap(box.width(), box.height());
  if (cluster == U" ") return bitmap;
  for (int bit = 0; bit < 16; ++bit) {
    if ((cluster[0] >> static_cast<unsigned>(bit) & 1U) != 0)
      bitmap.fill(2 + bit % 4 * 2, 2 + bit / 4 * 4, 2, 4);
  }
  return bitmap;
}

ReceiptDocument sample_receipt() {
  return ReceiptBuilder()
      .text("青溪县云岭镇便民服务中心", {.align = Align::Centre})
      .feed(8)
      .title("受理回执")
      .feed(8)
      .big_number("YL-2026-000318")
      .feed(12)
      .separator()
      .pair("事　　项", "城乡居民基本养老保险待遇领取资格申领（年满六十周岁，含补缴人员）")
      .pair("申 请 人", "赵𠀾𬀪", 8)
      .pair("证件号码", "990101********1234")
      .pair("受理时间", "2026年11月22日 10:42")
      .pair("办结期限", "2026年12月14日（15个工作日）")
      .pair("首问人员", "窗口3号", 8)
      .separator()
      .text("已收材料", {.bold = true})
      .columns(
          {{"材料", 0, Align::Left, true}, {"形式", 8, Align::Centre, true}, {"份数", 4, Align::Right, true}})
      .columns({{"身份证", 0}, {"读卡", 8, Align::Centre}, {"1", 4, Align::Right}})
      .columns({{"银行卡（本人一类账户，社会保障卡亦可）", 0},
                {"电子件", 8, Align::Centre},
                {"2", 4, Align::Right}})
      .columns({{"户口簿首页及本人页", 0}, {"复印件", 8, Align::Centre}, {"1", 4, Align::Right}})
      .separator()
      .qr("https://example.invalid/p/7Q2M-K4TD-9XWA", "扫码查进度，请妥善保管", 7)
      .feed(8)
      .separator(SeparatorKind::Solid)
      .text("咨询电话 12345    一趟办结", {.align = Align::Centre})
      .cut()
      .build();
}

Bytes rendered(const ReceiptDocument& document, const PrinterProfile& profile) {
  auto result = render_escpos(document, profile, glyphs());
  EXPECT_TRUE(result.has_value()) << (result ? "" : result.error().message);
  return result ? std::move(result->bytes) : Bytes{};
}

Paper interpreted(ByteView stream, int dots_per_line) {
  InterpreterOptions options;
  options.dots_per_line = dots_per_line;
  auto paper = interpret_escpos(stream, options, glyphs());
  EXPECT_TRUE(paper.has_value()) << (paper ? "" : paper.error().message);
  return paper ? std::move(*paper) : Paper{};
}

}  // namespace yitang::devices::test
