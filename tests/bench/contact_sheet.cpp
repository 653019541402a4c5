#include "tests/bench/contact_sheet.hpp"

#include <algorithm>
#include <cstdio>

#include "ui/png.hpp"
#include "ui/widgets/picture.hpp"
#include "ui/widgets/text.hpp"

namespace yitang {
namespace {

constexpr int kSmaller = 5;
constexpr int kColumns = 6;
constexpr int kRows = 3;
constexpr std::size_t kOnSheet = kColumns * kRows;
constexpr int kWidth = 1080 / kSmaller;
constexpr int kHeight = 1920 / kSmaller;
constexpr int kGap = 12;
constexpr int kNameHeight = 26;
constexpr int kSheetWidth = kColumns * (kWidth + kGap) + kGap;
constexpr int kSheetHeight = kRows * (kHeight + kNameHeight + kGap) + kGap;

// The mean of a square of pixels: small letters stay letters as long as they can.
std::uint8_t mean_of(const ui::SurfaceView& page, int x, int y, int shift) {
  unsigned sum = 0;
  for (int dy = 0; dy < kSmaller; ++dy) {
    const std::uint32_t* row = page.pixels + static_cast<std::ptrdiff_t>(y * kSmaller + dy) * page.stride;
    for (int dx = 0; dx < kSmaller; ++dx) sum += (row[x * kSmaller + dx] >> shift) & 0xffU;
  }
  // Fewer shades make the file a good deal smaller; white stays white.
  const unsigned mean = sum / (kSmaller * kSmaller);
  return static_cast<std::uint8_t>((mean & 0xf8U) | (mean >> 5U));
}

}  // namespace

void ContactSheet::add(const ui::SurfaceView& page, std::string name) {
  if (page.width < kWidth * kSmaller || page.height < kHeight * kSmaller) return;
  std::vector<std::uint8_t> rgba;
  rgba.reserve(static_cast<std::size_t>(kWidth) * kHeight * 4);
  for (int y = 0; y < kHeight; ++y) {
    for (int x = 0; x < kWidth; ++x) {
      for (const int shift : {16, 8, 0}) rgba.push_back(mean_of(page, x, y, shift));
      rgba.push_back(255);
    }
  }
  pages_.push_back(ui::Image::from_rgba(kWidth, kHeight, std::move(rgba)));
  names_.push_back(std::move(name));
}

bool ContactSheet::save_one(const std::string& path, std::size_t first, std::size_t last) const {
  ui::UiOptions options;
  options.metrics = {kSheetWidth, kSheetHeight, 0.3F};
  const auto made = ui::Ui::create(options);
  if (!made) return false;
  ui::Ui& ui = **made;
  ui::Surface sheet(kSheetWidth, kSheetHeight);
  for (int frame = 0; frame < 2; ++frame) {
    ui.begin_frame(1.0 + frame);
    ui.painter().fill(ui.page(), ui.theme().colors().background);
    for (std::size_t i = first; i < last; ++i) {
      const auto at = static_cast<int>(i - first);
      const auto x = static_cast<float>(kGap + at % kColumns * (kWidth + kGap));
      const auto y = static_cast<float>(kGap + at / kColumns * (kHeight + kNameHeight + kGap));
      ui::image(ui, {x, y, kWidth, kHeight}, pages_[i], names_[i]);
      ui::text(ui, {x, y + kHeight + 2, kWidth, kNameHeight},
               {.text = names_[i], .style = ui::TextStyle::Caption, .max_lines = 1, .shrink = true});
    }
    ui.end_frame(sheet.view());
  }
  const auto saved = ui::save_png(sheet.view(), path);
  if (!saved) std::fprintf(stderr, "%s\n", saved.error().message.c_str());
  return saved.has_value();
}

std::vector<std::string> ContactSheet::save(const std::string& directory, const std::string& stem) const {
  std::vector<std::string> files;
  for (std::size_t first = 0; first < pages_.size(); first += kOnSheet) {
    const std::size_t last = std::min(first + kOnSheet, pages_.size());
    const std::string file = stem + "-" + std::to_string(first / kOnSheet + 1) + ".png";
    if (!save_one(directory + "/" + file, first, last)) return {};
    files.insert(files.end(), last - first, file);
  }
  return files;
}

}  // namespace yitang
