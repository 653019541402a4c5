#include "devices/receipt/glyphs.hpp"

#include <array>
#include <utility>

namespace yitang::devices {
namespace {

using Range = std::pair<char32_t, char32_t>;

// Marks that change or join the character before: combining marks, joiners, variation selectors.
constexpr std::array<Range, 9> joining{{{0x0300, 0x036F},
                                        {0x0483, 0x0489},
                                        {0x1AB0, 0x1AFF},
                                        {0x1DC0, 0x1DFF},
                                        {0x200C, 0x200D},
                                        {0x20D0, 0x20FF},
                                        {0xFE00, 0xFE0F},
                                        {0x302A, 0x302D},
                                        {0xE0100, 0xE01EF}}};

// As wide as a Chinese character.
constexpr std::array<Range, 11> wide{{{0x1100, 0x115F},
                                      {0x2600, 0x27BF},
                                      {0x2E80, 0xA4CF},
                                      {0xAC00, 0xD7A3},
                                      {0xE000, 0xFAFF},
                                      {0xFE30, 0xFE6F},
                                      {0xFF00, 0xFF60},
                                      {0xFFE0, 0xFFE6},
                                      {0x16FE0, 0x18DFF},
                                      {0x1B000, 0x1FAFF},
                                      {0x20000, 0x10FFFF}}};

// Must be seen when they occur: they have no shape of their own.
constexpr std::array<Range, 5> controls{
    {{0x00, 0x1F}, {0x7F, 0x9F}, {0x200B, 0x200F}, {0x2028, 0x202E}, {0x2060, 0x206F}}};

template <std::size_t N>
bool contains(const std::array<Range, N>& ranges, char32_t code) {
  for (const auto& [first, last] : ranges) {
    if (code >= first && code <= last) return true;
  }
  return false;
}

// Digits of 3x5 dots, a row in three bits.
constexpr std::array<std::array<std::uint8_t, 5>, 16> hex_digits{{{7, 5, 5, 5, 7},
                                                                  {2, 6, 2, 2, 7},
                                                                  {7, 1, 7, 4, 7},
                                                                  {7, 1, 7, 1, 7},
                                                                  {5, 5, 7, 1, 1},
                                                                  {7, 4, 7, 1, 7},
                                                                  {7, 4, 7, 5, 7},
                                                                  {7, 1, 1, 1, 1},
                                                                  {7, 5, 7, 5, 7},
                                                                  {7, 5, 7, 1, 7},
                                                                  {7, 5, 7, 5, 5},
                                                                  {6, 5, 6, 5, 6},
                                                                  {7, 4, 4, 4, 7},
                                                                  {6, 5, 5, 5, 6},
                                                                  {7, 4, 7, 4, 7},
                                                                  {7, 4, 7, 4, 4}}};

void draw_digit(Bitmap& bitmap, unsigned digit, int x, int y, int zoom_x, int zoom_y) {
  for (int row = 0; row < 5; ++row) {
    for (int column = 0; column < 3; ++column) {
      const unsigned bits = hex_digits[digit][static_cast<std::size_t>(row)];
      if ((bits & (4U >> static_cast<unsigned>(column))) != 0) {
        bitmap.fill(x + column * zoom_x, y + row * zoom_y, zoom_x, zoom_y);
      }
    }
  }
}

}  // namespace

int cell_width(char32_t code) {
  if (contains(joining, code)) return 0;
  return contains(wide, code) || contains(controls, code) ? 2 : 1;
}

bool is_control(char32_t code) { return contains(controls, code); }

Bitmap missing_glyph(char32_t code, const GlyphBox& box) {
  const int zoom_x = box.width_factor;
  const int zoom_y = box.height_factor;
  Bitmap bitmap(box.width(), box.height());
  bitmap.fill(0, 0, box.width(), box.height());
  bitmap.fill(zoom_x, zoom_y, box.width() - 2 * zoom_x, box.height() - 2 * zoom_y, false);
  // Six digits in the wide box as two rows of three, in the narrow one as three rows of two.
  const int columns = box.cells >= 2 ? 3 : 2;
  const int rows = 6 / columns;
  const int left = (box.cells * 12 - columns * 4 + 1) / 2;
  const int pitch = rows == 2 ? 8 : 6;
  const int top = (24 - rows * pitch + pitch - 5) / 2;
  for (int i = 0; i < 6; ++i) {
    const unsigned digit = (code >> static_cast<unsigned>(4 * (5 - i))) & 0xFU;
    draw_digit(bitmap, digit, (left + i % columns * 4) * zoom_x, (top + i / columns * pitch) * zoom_y, zoom_x,
               zoom_y);
  }
  return bitmap;
}

}  // namespace yitang::devices
