// What really comes out of the printer: each slip rendered to ESC/POS bytes and read back by the interpreter.
#include <gtest/gtest.h>

#include <algorithm>

#include "cases_support.hpp"
#include "devices/receipt/escpos_interpreter.hpp"
#include "devices/receipt/escpos_renderer.hpp"
#include "devices/receipt/freetype_rasterizer.hpp"
#include "slips_support.hpp"

namespace yitang::cases {
namespace {

devices::GlyphRasterizer& fonts() {
  static const auto made = devices::FreetypeRasterizer::create(devices::system_receipt_fonts());
  return **made;
}

struct Printed {
  devices::RenderedReceipt bytes;
  devices::Paper paper;
};

Printed print(const devices::ReceiptDocument& document, PaperWidth width) {
  devices::PrinterProfile profile;
  profile.dots_per_line = test::dots_of(width);
  auto rendered = devices::render_escpos(document, profile, fonts());
  EXPECT_TRUE(rendered) << (rendered ? "" : rendered.error().message);
  devices::InterpreterOptions options;
  options.dots_per_line = profile.dots_per_line;
  auto paper = devices::interpret_escpos(rendered->bytes, options, fonts());
  EXPECT_TRUE(paper) << (paper ? "" : paper.error().message);
  return {std::move(*rendered), std::move(*paper)};
}

bool ink_at_the_right_edge(const devices::Paper& paper) {
  for (int y = 0; y < paper.dots.height(); ++y) {
    if (paper.dots.get(paper.dots.width() - 1, y) && !paper.dots.get(paper.dots.width() - 40, y)) return true;
  }
  return false;
}

class EverySlip : public testing::TestWithParam<std::pair<Language, PaperWidth>> {};

TEST_P(EverySlip, FitsItsPaperAndLacksNoCharacter) {
  const auto [language, width] = GetParam();
  for (const auto& slip : test::every_slip(test::slip_settings(language, width))) {
    SCOPED_TRACE(slip.name);
    const Printed out = print(slip.document, width);
    EXPECT_EQ(out.bytes.missing_characters, 0U);
    EXPECT_EQ(out.paper.missing_characters, 0U);
    EXPECT_FALSE(ink_at_the_right_edge(out.paper)) << "something was cut off";
    const std::string text = out.paper.text();
    EXPECT_EQ(text.rfind("[cut]"), text.size() - 6) << text;
    const bool has_number = slip.name.starts_with("receipt") || slip.name.starts_with("progress");
    EXPECT_EQ(text.find("YT01-261120-0007-H\n") != std::string::npos, has_number)
        << "the number stands on one line\n"
        << text;
  }
}

INSTANTIATE_TEST_SUITE_P(Papers, EverySlip,
                         testing::Values(std::pair(Language::Chinese, PaperWidth::Mm58),
                                         std::pair(Language::Chinese, PaperWidth::Mm80),
                                         std::pair(Language::English, PaperWidth::Mm58),
                                         std::pair(Language::English, PaperWidth::Mm80)));

TEST(SlipsOnPaper, ARareSurnameIsDrawnOnTheReceipt) {
  for (const PaperWidth width : {PaperWidth::Mm58, PaperWidth::Mm80}) {
    const auto random = seeded_random(1);
    Envelope envelope = test::pension_envelope(*random);
    envelope.applicant.name = "𠮷某";
    const SubmittedCase submitted{
        envelope.idempotency_key, "YT01-261120-0007-H", "YT1.0123456789ABCDEFGHJKLMNP",
        envelope.promised,        test::kFriday,        false};
    const auto document = submission_slip(test::slip_settings(Language::Chinese, width),
                                          {test::item("ss.pension-claim"), envelope, submitted});
    const Printed out = print(document, width);
    EXPECT_EQ(out.bytes.raster_lines, 1U) << "the printer's font has no such character";
    const auto& items = out.paper.items;
    const auto drawn = std::find_if(items.begin(), items.end(), [](const devices::PaperItem& item) {
      return item.kind == devices::PaperItemKind::Raster && item.height == 24;
    });
    ASSERT_NE(drawn, items.end());
    // The very dots of the character, somewhere on that line.
    const auto glyph = fonts().rasterize(U"𠮷", devices::GlyphBox{});
    ASSERT_TRUE(glyph);
    int found_at = -1;
    for (int x = 0; x + 24 <= out.paper.dots.width() && found_at < 0; x += 12) {
      std::size_t same = 0;
      for (int dy = 0; dy < 24; ++dy) {
        for (int dx = 0; dx < 24; ++dx)
          same += out.paper.dots.get(x + dx, drawn->y + dy) == glyph->get(dx, dy) ? 1U : 0U;
      }
      if (same >= 24U * 24U - 4U) found_at = x;  // a dot may be changed so that no DLE occurs
    }
    EXPECT_GT(found_at, 0) << "beside its label";
  }
}

}  // namespace
}  // namespace yitang::cases
