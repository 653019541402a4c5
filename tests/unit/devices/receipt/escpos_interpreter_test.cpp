#include <gtest/gtest.h>

#include <random>

#include "devices/image/codec.hpp"
#include "devices/receipt/escpos_command.hpp"
#include "tests/unit/devices/receipt/receipt_support.hpp"

namespace yitang::devices {
namespace {

Result<Paper> interpret(const Bytes& bytes, int max_rows = 40'000) {
  test::BlockGlyphs glyphs;
  InterpreterOptions options;
  options.max_rows = max_rows;
  return interpret_escpos(bytes, options, glyphs);
}

Bytes bytes_of(std::initializer_list<int> values) {
  Bytes bytes;
  for (const int value : values) bytes.push_back(static_cast<std::uint8_t>(value));
  return bytes;
}

// "j" is as tall as the whole cell and may touch both ends.
TEST(EscPosInterpreter, TailsOfLatinLettersAreNotCutOff) {
  for (const char32_t tail : std::u32string_view(U"gpqyQ,;")) {
    const auto glyph =
        test::glyphs().rasterize(std::u32string(1, tail), GlyphBox{.cells = 1, .width_factor = 1});
    ASSERT_TRUE(glyph);
    const auto large = test::glyphs().rasterize(std::u32string(1, tail),
                                                GlyphBox{.cells = 1, .width_factor = 2, .height_factor = 2});
    ASSERT_TRUE(large);
    for (const auto* drawn : {&*glyph, &*large}) {
      for (int x = 0; x < drawn->width(); ++x)
        EXPECT_FALSE(drawn->get(x, drawn->height() - 1)) << static_cast<char>(tail) << " touches the edge";
    }
  }
}

TEST(EscPosInterpreter, ErrorsNameTheOffset) {
  const auto unknown = interpret(bytes_of({'A', '\n', 0x1B, 0x01, 'B'}));
  ASSERT_FALSE(unknown);
  EXPECT_EQ(unknown.error().code, ErrorCode::Malformed);
  EXPECT_EQ(unknown.error().offset, 2U);
  const auto cut_short = interpret(bytes_of({'A', 0x1D, 0x76, 0x30, 0, 9, 0, 9, 0, 1, 2}));
  ASSERT_FALSE(cut_short);
  EXPECT_EQ(cut_short.error().offset, 1U);
  const auto half = interpret(bytes_of({'A', 0xB0}));
  ASSERT_FALSE(half);
  EXPECT_EQ(half.error().offset, 1U);
  EXPECT_FALSE(interpret(bytes_of({0x81, 0x30, 0x81, 0x30})));  // four-byte GB18030
  EXPECT_FALSE(interpret(bytes_of({0xFE, 0xFE})));              // user-defined
  EXPECT_FALSE(interpret(bytes_of({0x1B, 0x61, 7})));
}

TEST(EscPosInterpreter, PaperIsBounded) {
  Bytes feeds;
  for (int i = 0; i < 100; ++i) feeds.insert(feeds.end(), {0x1B, 0x4A, 0xFF});
  const auto long_paper = interpret(feeds, 1000);
  ASSERT_FALSE(long_paper);
  EXPECT_EQ(long_paper.error().code, ErrorCode::Overflow);
  EXPECT_EQ(long_paper.error().offset, 9U);
  EXPECT_FALSE(interpret(bytes_of({0x1D, 0x21, 0x77, 'A', '\n'}), 100));
}

TEST(EscPosInterpreter, SizesAndStylesReachThePaper) {
  const auto paper = interpret(bytes_of(
      {0x1D, 0x21, 0x11, 'A', '\n', 0x1D, 0x21, 0, 0x1D, 0x42, 1, 'A', '\n', 0x1B, 0x40, 'A', '\n'}));
  ASSERT_TRUE(paper);
  ASSERT_EQ(paper->items.size(), 3U);
  EXPECT_EQ(paper->items[0].height, 48);
  EXPECT_EQ(paper->items[1].height, 24);
  EXPECT_TRUE(paper->dots.get(0, paper->items[1].y));   // inverse: the corner is black
  EXPECT_FALSE(paper->dots.get(0, paper->items[2].y));  // ESC @ ends it
}

TEST(EscPosInterpreter, AlignmentMovesTheLine) {
  const auto right = interpret(bytes_of({0x1B, 0x61, 2, 0x1D, 0x42, 1, ' ', '\n'}));
  ASSERT_TRUE(right);
  EXPECT_TRUE(right->dots.get(575, 0));
  EXPECT_TRUE(right->dots.get(564, 0));
  EXPECT_FALSE(right->dots.get(563, 0));
}

TEST(EscPosInterpreter, RasterAndStoredGraphics) {
  const auto raster = interpret(bytes_of({0x1D, 0x76, 0x30, 3, 1, 0, 1, 0, 0x80}));
  ASSERT_TRUE(raster);
  EXPECT_EQ(raster->dots.height(), 2);
  EXPECT_EQ(raster->dots.count_black(), 4U);
  const auto stored = interpret(bytes_of({0x1D, 0x28, 0x4C, 12,   0,    0x30, 0x70, 0x30, 1, 1, 0x31, 5,
                                          0,    2,    0,    0xFF, 0xFF, 0x1D, 0x28, 0x4C, 2, 0, 0x30, 0x32}));
  ASSERT_TRUE(stored) << stored.error().message;
  EXPECT_EQ(stored->dots.count_black(), 10U);  // dots beyond the width of five do not count
}

TEST(EscPosInterpreter, Code128) {
  const auto paper =
      interpret(bytes_of({0x1D, 0x68, 40, 0x1D, 0x77, 2, 0x1D, 0x6B, 0x49, 6, '{', 'B', 'Y', 'L', '4', '2'}));
  ASSERT_TRUE(paper) << paper.error().message;
  EXPECT_EQ(paper->text(), "[barcode YL42]\n");
  EXPECT_FALSE(interpret(bytes_of({0x1D, 0x6B, 0x49, 2, 'Y', 'L'})));
}

TEST(EscPosInterpreter, PrefixesAndFlippedBytesEndInPaperOrError) {
  const Bytes whole = test::rendered(test::sample_receipt());
  const std::size_t step = whole.size() / 150 | 1;  // odd, so that it meets commands at every offset
  for (std::size_t length = 0; length < whole.size(); length += step) {
    (void)interpret(Bytes(whole.begin(), whole.begin() + static_cast<std::ptrdiff_t>(length)), 4000);
  }
  std::mt19937 random(7);
  for (int round = 0; round < 100; ++round) {
    Bytes broken = whole;
    for (int i = 0; i < 4; ++i) broken[random() % broken.size()] = static_cast<std::uint8_t>(random());
    const auto paper = interpret(broken, 4000);
    if (paper) {
      EXPECT_LE(paper->dots.height(), 4000);
    }
  }
}

TEST(EscPosInterpreter, PictureShowsSlipsWithAMargin) {
  const auto paper = interpret(bytes_of({'A', '\n', 0x1D, 0x56, 0x42, 0, 'B', '\n', 0x1D, 0x56, 0x42, 0}));
  ASSERT_TRUE(paper);
  const Image picture = picture_of(*paper);
  EXPECT_EQ(picture.width, 576 + 2 * (24 + 32));
  const auto png = encode_png(picture);
  ASSERT_TRUE(png);
  EXPECT_EQ(*decode_image(*png), picture);
}

TEST(EscPosCommand, SlicesCoverAnyStream) {
  std::mt19937 random(11);
  for (int round = 0; round < 200; ++round) {
    Bytes noise(300);
    for (auto& byte : noise)
      byte = static_cast<std::uint8_t>(random() % 3 == 0 ? 0x1B + random() % 3 : random());
    for (std::size_t at = 0; at < noise.size();) {
      const CommandSlice slice = next_command(noise, at, round % 2 == 0);
      ASSERT_EQ(slice.offset, at);
      ASSERT_GE(slice.length, 1U);
      ASSERT_LE(slice.length, noise.size() - at);
      at += slice.length;
    }
  }
}

TEST(MissingGlyph, DiffersByCodePointAndFitsItsBox) {
  for (const int cells : {1, 2}) {
    const GlyphBox box{cells, 2, 3, false};
    const Bitmap one = missing_glyph(0xE5E5, box);
    EXPECT_EQ(one.width(), box.width());
    EXPECT_EQ(one.height(), box.height());
    EXPECT_FALSE(one == missing_glyph(0xE5E6, box));
  }
}

}  // namespace
}  // namespace yitang::devices
