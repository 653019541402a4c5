// A picture of the slip for people: the dots as they are, on paper with a margin, torn where it was cut.
#include <algorithm>

#include "devices/receipt/escpos_interpreter.hpp"

namespace yitang::devices {
namespace {

constexpr int desk = 24;    // around the paper
constexpr int margin = 32;  // of the paper, beside the printed width
constexpr int gap = 20;     // between two slips
constexpr int tooth = 6;    // of the torn edge
constexpr std::uint8_t desk_grey = 226;
constexpr std::uint8_t shadow_grey = 206;
constexpr std::uint8_t paper_white = 255;
constexpr std::uint8_t ink = 24;  // thermal black

struct Slip {
  int top = 0;
  int bottom = 0;
};

// What lies between the cuts; a cut at once after another leaves nothing.
std::vector<Slip> slips_of(const Paper& paper) {
  std::vector<Slip> slips;
  int top = 0;
  for (const PaperItem& item : paper.items) {
    if (item.kind != PaperItemKind::Cut || item.y <= top) continue;
    slips.push_back({top, item.y});
    top = item.y;
  }
  if (top < paper.dots.height() || slips.empty()) slips.push_back({top, paper.dots.height()});
  return slips;
}

// How far a row of paper reaches up or down at column x: a zigzag.
int zigzag(int x) {
  const int phase = x % (2 * tooth);
  return phase < tooth ? phase : 2 * tooth - phase;
}

void fill_column(Image& image, int x, int top, int bottom, std::uint8_t value) {
  top = std::max(top, 0);
  bottom = std::min(bottom, image.height);
  for (int y = top; y < bottom; ++y) image.pixels[static_cast<std::size_t>(y) * image.width + x] = value;
}

void draw_slip(Image& image, const Paper& paper, const Slip& slip, int y) {
  const int height = 2 * margin + slip.bottom - slip.top;
  const int width = 2 * margin + paper.dots.width();
  for (int x = 0; x < width; ++x) {
    fill_column(image, desk + x + 4, y + zigzag(x) + 5, y + height - zigzag(x) + 5, shadow_grey);
  }
  for (int x = 0; x < width; ++x) {
    fill_column(image, desk + x, y + zigzag(x), y + height - zigzag(x), paper_white);
  }
  for (int row = slip.top; row < slip.bottom; ++row) {
    const std::size_t line =
        static_cast<std::size_t>(y + margin + row - slip.top) * image.width + desk + margin;
    for (int x = 0; x < paper.dots.width(); ++x) {
      if (paper.dots.get(x, row)) image.pixels[line + static_cast<std::size_t>(x)] = ink;
    }
  }
}

}  // namespace

Image picture_of(const Paper& paper) {
  const std::vector<Slip> slips = slips_of(paper);
  int height = 2 * desk + gap * (static_cast<int>(slips.size()) - 1);
  for (const Slip& slip : slips) height += 2 * margin + slip.bottom - slip.top;
  Image image = make_image(paper.dots.width() + 2 * (margin + desk), height, PixelFormat::Grey, desk_grey);
  int y = desk;
  for (const Slip& slip : slips) {
    draw_slip(image, paper, slip, y);
    y += 2 * margin + slip.bottom - slip.top + gap;
  }
  return image;
}

}  // namespace yitang::devices
