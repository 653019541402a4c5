// The looks at a picture beyond the plain one, each on a picture that needs it.
#include "devices/decoder/search.hpp"

#include <gtest/gtest.h>

#include <algorithm>

#include "devices/barcode/qr.hpp"
#include "devices/decoder/enhance.hpp"
#include "devices/decoder/read_zbar.hpp"
#include "devices/decoder/read_zxing.hpp"

namespace yitang::devices {
namespace {

Bytes payload(std::string_view text) { return {text.begin(), text.end()}; }

// A code on a wide white page.
Image page_with_code(int dots, std::string_view text, int width = 640, int height = 480) {
  Bitmap page(width, height);
  const Bitmap code = enlarge_qr(*make_qr(payload(text)), dots);
  page.draw(code, (width - code.width()) / 2, (height - code.height()) / 2);
  return to_image(page);
}

TEST(Search, PlainFirst) {
  const auto codes = search_codes(page_with_code(4, "plain"));
  ASSERT_TRUE(codes && codes->size() == 1U);
  EXPECT_EQ(codes->front().stage, SearchStage::Plain);
  EXPECT_EQ(codes->front().bytes, payload("plain"));
}

TEST(Search, WhiteOnBlackIsFound) {
  const auto codes = search_codes(inverted(page_with_code(4, "inverted")));
  ASSERT_TRUE(codes && codes->size() == 1U);
  EXPECT_EQ(codes->front().bytes, payload("inverted"));
  EXPECT_NE(codes->front().stage, SearchStage::OtherFormats);
}

TEST(Search, AGradientThatHidesTheCodeIsEvenedOut) {
  Image page = page_with_code(3, "gradient");
  for (int y = 0; y < page.height; ++y) {
    for (int x = 0; x < page.width; ++x) {
      std::uint8_t& dot = page.pixels[static_cast<std::size_t>(y * page.width + x)];
      const int light = 20 + 215 * x / page.width;
      dot = static_cast<std::uint8_t>(light * (dot == 0 ? 75 : 100) / 100);
    }
  }
  const auto codes = search_codes(page);
  ASSERT_TRUE(codes && codes->size() == 1U);
  EXPECT_EQ(codes->front().bytes, payload("gradient"));
}

TEST(Search, ATurnTakesOneExtraLookOnly) {
  const Image white_on_black = inverted(page_with_code(4, "turn"));
  int found = 0;
  for (int turn = 0; turn < 5; ++turn) {
    const auto codes = search_codes(white_on_black, {.other_formats = false, .max_codes = 1, .turn = turn});
    ASSERT_TRUE(codes);
    if (!codes->empty()) ++found;
  }
  EXPECT_GE(found, 1);
  // ZXing before 2.0 reads white on black only when it is turned round for it.
  const bool plain_reads_it = !read_qr_by_zxing(white_on_black, 1).empty();
  EXPECT_EQ(found == 5, plain_reads_it);
}

TEST(Search, ZBarReadsRawBytes) {
  const Bytes gbk = payload("\xD5\xFE\xCE\xF1\xB7\xFE\xCE\xF1");
  const Image picture = to_image(enlarge_qr(*make_qr(gbk), 4));
  const auto codes = read_qr_by_zbar(picture, 4);
  ASSERT_EQ(codes.size(), 1U);
  EXPECT_EQ(codes.front().bytes, gbk);
  EXPECT_TRUE(read_qr_by_zbar(make_image(40, 40, PixelFormat::Grey), 4).empty());
  EXPECT_TRUE(read_qr_by_zbar(make_image(40, 40, PixelFormat::Rgb), 4).empty());
}

TEST(Enhance, KeepsSizesAndSurvivesTinyPictures) {
  for (const int side : {1, 2, 3, 5, 97}) {
    const Image small = make_image(side, side, PixelFormat::Grey, 100);
    EXPECT_EQ(inverted(small).pixels.front(), 155);
    EXPECT_EQ(local_threshold(small, 24, 8).pixels.size(), small.pixels.size());
    EXPECT_EQ(local_contrast(small, 96, 3).pixels.size(), small.pixels.size());
    EXPECT_EQ(centre_twice(small).width, side / 2 * 2);
  }
}

TEST(Enhance, ContrastOfAFaintPictureGrows) {
  Image faint = page_with_code(4, "faint");
  for (std::uint8_t& dot : faint.pixels) dot = dot == 0 ? 118 : 128;
  const Image strong = local_contrast(faint, 96, 3);
  const auto [least, most] = std::minmax_element(strong.pixels.begin(), strong.pixels.end());
  EXPECT_GT(*most - *least, 10);  // it was 10
}

}  // namespace
}  // namespace yitang::devices
