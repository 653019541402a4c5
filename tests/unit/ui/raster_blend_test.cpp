#include "ui/raster_blend.hpp"

#include <gtest/gtest.h>

#include <cstddef>
#include <random>
#include <vector>

namespace yitang::ui {
namespace {

std::vector<std::uint32_t> random_row(std::minstd_rand& random, std::size_t count) {
  std::vector<std::uint32_t> row(count);
  for (std::uint32_t& pixel : row) pixel = 0xff000000u | (static_cast<std::uint32_t>(random()) & 0xffffffu);
  return row;
}

TEST(RasterBlend, RowsOfEveryLengthEqualTheSinglePixel) {
  std::minstd_rand random(1);
  for (int round = 0; round < 4000; ++round) {
    const std::size_t count = random() % 21;
    const std::uint32_t source = random_row(random, 1).front();
    const std::uint32_t alpha = round % 4 == 0 ? 255 : static_cast<std::uint32_t>(random() % 256);
    std::vector<std::uint32_t> row = random_row(random, count), expected = row;
    for (std::uint32_t& pixel : expected) pixel = blend(pixel, source, alpha);
    blend_row(row.data(), static_cast<int>(count), source, alpha);
    ASSERT_EQ(row, expected) << "alpha " << alpha;
  }
}

TEST(RasterBlend, MaskedRowsEqualTheSinglePixel) {
  std::minstd_rand random(2);
  for (int round = 0; round < 4000; ++round) {
    const std::size_t count = random() % 21;
    const std::uint32_t source = random_row(random, 1).front();
    const std::uint32_t alpha = round % 2 == 0 ? 255 : static_cast<std::uint32_t>(random() % 256);
    std::vector<std::uint8_t> mask(count);
    for (std::uint8_t& cover : mask) {
      const auto kind = (static_cast<unsigned>(round) + random() % 2) % 3;
      cover = kind == 0 ? 0 : kind == 1 ? 255 : static_cast<std::uint8_t>(random() % 256);
    }
    std::vector<std::uint32_t> row = random_row(random, count), expected = row;
    for (std::size_t i = 0; i < count; ++i)
      expected[i] = blend(expected[i], source, (mask[i] * alpha + 127) / 255);
    blend_mask_row(row.data(), mask.data(), static_cast<int>(count), source, alpha);
    ASSERT_EQ(row, expected) << "alpha " << alpha;
  }
}

TEST(RasterBlend, EveryCoverageTimesEveryAlphaRoundsAlike) {
  for (std::uint32_t cover = 0; cover < 256; ++cover) {
    for (std::uint32_t alpha = 0; alpha < 256; ++alpha) {
      // One differing byte keeps the group off the shortcuts for empty and full masks.
      const std::vector<std::uint8_t> mask{static_cast<std::uint8_t>(cover), 100, 0, 0, 0, 0, 0, 0};
      std::vector<std::uint32_t> row(mask.size(), 0xffe01080u);
      blend_mask_row(row.data(), mask.data(), static_cast<int>(row.size()), 0xff20f040u, alpha);
      ASSERT_EQ(row.front(), blend(0xffe01080u, 0xff20f040u, (cover * alpha + 127) / 255));
    }
  }
}

}  // namespace
}  // namespace yitang::ui
