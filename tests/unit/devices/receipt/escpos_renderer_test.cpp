#include <gtest/gtest.h>

#include <algorithm>

#include "devices/barcode/qr.hpp"
#include "devices/decoder/search.hpp"
#include "tests/unit/devices/receipt/receipt_support.hpp"

namespace yitang::devices {
namespace {

using test::glyphs;
using test::interpreted;
using test::rendered;

std::string printed(const ReceiptDocument& document, const PrinterProfile& profile = {}) {
  return interpreted(rendered(document, profile), profile.dots_per_line).text();
}

TEST(EscPosRenderer, SampleReceiptReadsBackAsWritten) {
  const std::string text = printed(test::sample_receipt());
  EXPECT_NE(text.find("受理回执\n"), std::string::npos) << text;
  EXPECT_NE(text.find("YL-2026-000318\n"), std::string::npos);
  EXPECT_NE(text.find("证件号码 990101********1234\n"), std::string::npos);
  EXPECT_NE(text.find("[qr https://example.invalid/p/7Q2M-K4TD-9XWA]\n"), std::string::npos);
  EXPECT_NE(text.find("[cut]\n"), std::string::npos);
}

TEST(EscPosRenderer, ColumnsStayAligned) {
  const auto document =
      ReceiptBuilder()
          .columns({{"名称很长要折行的材料", 8}, {"中", 6, Align::Centre}, {"12", 4, Align::Right}})
          .build();
  EXPECT_EQ(printed(document), "名称很长   中     12\n要折行的\n材料\n");
}

TEST(EscPosRenderer, RareCharactersBecomeInk) {
  const PrinterProfile profile;
  for (const char* name : {"𠀾", "䶮", "𬀪", "é́"}) {
    const auto document = ReceiptBuilder().text(name).build();
    const auto result = render_escpos(document, profile, glyphs());
    ASSERT_TRUE(result);
    EXPECT_EQ(result->raster_lines, 1U) << name;
    EXPECT_EQ(result->missing_characters, 0U) << name;
    EXPECT_GT(interpreted(result->bytes).dots.count_black(), 40U) << name;
  }
}

TEST(EscPosRenderer, RareAndCommonCharactersShareTheGrid) {
  // A line in the printer's font and a drawn one put the third character at the same place.
  const Paper font = interpreted(rendered(ReceiptBuilder().text("一一中").build()));
  const Paper drawn = interpreted(rendered(ReceiptBuilder().text("一一中𠀾").build()));
  for (int y = 0; y < 24; ++y) {
    for (int x = 0; x < 72; ++x) ASSERT_EQ(font.dots.get(x, y), drawn.dots.get(x, y)) << x << ' ' << y;
  }
  EXPECT_EQ(font.dots.height(), drawn.dots.height());
}

TEST(EscPosRenderer, WhatNoFontHasIsShownAsCodePoint) {
  for (const char* text :
       {"\x07", "\x1B", "\xEE\x97\xA5" /* E5E5, private use */, "\xE2\x80\xAE" /* 202E */, "\xC2\x9B"}) {
    const auto result = render_escpos(ReceiptBuilder().text(text).build(), {}, glyphs());
    ASSERT_TRUE(result);
    EXPECT_EQ(result->missing_characters, 1U);
    EXPECT_GT(interpreted(result->bytes).dots.count_black(), 60U);
  }
}

TEST(EscPosRenderer, TextIsNeverACommand) {
  std::string hostile = "a";
  for (int byte = 1; byte < 0x20; ++byte) hostile += static_cast<char>(byte);
  hostile += "@\x1BV\x10\x04\x01";
  const Bytes bytes = rendered(ReceiptBuilder().text(hostile).cut().build());
  const Paper paper = interpreted(bytes);
  EXPECT_EQ(std::count_if(paper.items.begin(), paper.items.end(),
                          [](const PaperItem& item) { return item.kind == PaperItemKind::Cut; }),
            1);
  for (std::size_t i = 0; i + 1 < bytes.size(); ++i) EXPECT_FALSE(bytes[i] == 0x10 && bytes[i + 1] == 0x04);
}

TEST(EscPosRenderer, RasterHoldsNoRealTimeCommands) {
  Bitmap picture(32, 3);
  for (int row = 0; row < 3; ++row) {
    picture.row(row)[0] = 0x10;
    picture.row(row)[1] = row == 0 ? 0x04 : row == 1 ? 0x05 : 0x14;
  }
  PrinterProfile profile;
  profile.dots_per_line = 96;
  const auto document = ReceiptBuilder().raster(picture, Align::Left).build();
  const auto has_dle = [](const Bytes& bytes) {
    for (std::size_t i = 0; i + 1 < bytes.size(); ++i) {
      if (bytes[i] == 0x10 && (bytes[i + 1] == 4 || bytes[i + 1] == 5 || bytes[i + 1] == 0x14)) return true;
    }
    return false;
  };
  EXPECT_FALSE(has_dle(rendered(document, profile)));
  profile.avoid_dle_in_raster = false;
  EXPECT_TRUE(has_dle(rendered(document, profile)));
}

TEST(EscPosRenderer, QrCanBeReadFromThePicture) {
  const ManualClock clock;
  for (const bool native : {true, false}) {
    for (const int width : {576, 384}) {
      PrinterProfile profile;
      profile.native_qr = native;
      profile.dots_per_line = width;
      const Paper paper = interpreted(
          rendered(ReceiptBuilder().text("上").qr("进度 7Q2M-K4TD", "扫码").build(), profile), width);
      const auto codes = decode_codes(picture_of(paper), clock);
      ASSERT_TRUE(codes) << native << width;
      EXPECT_EQ(codes->front().text, "进度 7Q2M-K4TD");
    }
  }
}

TEST(EscPosRenderer, WideQrGetsSmallerModulesUntilItCannot) {
  PrinterProfile profile;
  profile.dots_per_line = 384;
  EXPECT_TRUE(render_escpos(ReceiptBuilder().qr(std::string(300, 'x'), {}, 16).build(), profile, glyphs()));
  profile.dots_per_line = 96;
  const auto result =
      render_escpos(ReceiptBuilder().text("x").qr(std::string(2000, 'x')).build(), profile, glyphs());
  ASSERT_FALSE(result);
  EXPECT_EQ(result.error().code, ErrorCode::BadArgument);
  EXPECT_NE(result.error().message.find("block 1"), std::string::npos);
}

TEST(EscPosRenderer, WrongDocumentsAreRefused) {
  const auto refused = [](const ReceiptDocument& document) {
    return !render_escpos(document, {}, glyphs()).has_value();
  };
  EXPECT_TRUE(refused(ReceiptBuilder().text("\xFF").build()));
  EXPECT_TRUE(refused(ReceiptBuilder().raster(Bitmap(1000, 8)).build()));
  EXPECT_TRUE(refused(ReceiptBuilder().raster(Bitmap()).build()));
  EXPECT_TRUE(refused(ReceiptBuilder().columns({{"a", 60}, {"b", 0}}).build()));
  EXPECT_TRUE(refused(ReceiptBuilder().qr("").build()));
  EXPECT_TRUE(refused(ReceiptBuilder().feed(-1).build()));
  PrinterProfile profile;
  profile.dots_per_line = 577;
  EXPECT_FALSE(render_escpos(ReceiptBuilder().text("a").build(), profile, glyphs()));
}

TEST(EscPosRenderer, CopyMarkIsOnEverySlip) {
  auto document = ReceiptBuilder().text("一").cut().text("二").cut().build();
  document.copy_mark = "补打";
  EXPECT_EQ(printed(document), " 补打 \n一\n[cut]\n 补打 \n二\n[cut]\n");
}

TEST(EscPosRenderer, PrinterWithoutChineseFontGetsDrawnLines) {
  PrinterProfile profile;
  profile.chinese_font = false;
  EXPECT_EQ(printed(ReceiptBuilder().text("ABC").text("中文").build(), profile), "ABC\n[raster 576x24]\n");
}

}  // namespace
}  // namespace yitang::devices
