#include "devices/receipt/paper_feed.hpp"

#include <algorithm>

#include "devices/barcode/qr.hpp"
#include "devices/receipt/escpos_command.hpp"

namespace yitang::devices {
namespace {

constexpr int default_spacing = 32;
constexpr int character_rows = 24;
constexpr long longest_feed = 100'000'000;  // of a hostile stream

std::size_t two_bytes(ByteView bytes, std::size_t at) {
  return static_cast<std::size_t>(bytes[at]) | static_cast<std::size_t>(bytes[at + 1]) << 8U;
}

// Follows what the printer's state has to do with feeding: line spacing, size of characters, the stored
// symbol.
class FeedMeter {
 public:
  explicit FeedMeter(int head_to_cutter) : head_to_cutter_(head_to_cutter) {}

  [[nodiscard]] long feed_of(ByteView c) {
    if (c[0] == 0x0A) return line();
    if (c.size() < 2) return 0;
    if (c[0] == 0x1B) return escape(c);
    return c[0] == 0x1D ? group(c) : 0;
  }

 private:
  [[nodiscard]] long line() const { return std::max(spacing_, character_rows * height_); }

  long escape(ByteView c) {
    switch (c[1]) {
      case 0x40: spacing_ = default_spacing, height_ = 1; return 0;
      case 0x32: spacing_ = default_spacing; return 0;
      case 0x33: spacing_ = c[2]; return 0;
      case 0x4A: return c[2];
      case 0x64: return c[2] * line();
      default: return 0;
    }
  }

  long group(ByteView c) {
    switch (c[1]) {
      case 0x21: height_ = (c[2] & 7) + 1; return 0;
      case 0x56: return c.size() == 4 ? head_to_cutter_ + c[3] : 0;
      case 0x68: bar_code_height_ = c[2]; return 0;
      case 0x6B: return bar_code_height_;
      case 0x76: return static_cast<long>(two_bytes(c, 6)) * ((c[3] & 2U) != 0 ? 2 : 1);
      case 0x28: return c[2] == 0x6B ? symbol(c) : 0;
      default: return 0;
    }
  }

  // GS ( k with symbol 31: module size, level, data, print.
  long symbol(ByteView c) {
    if (c.size() < 8 || c[5] != 0x31) return 0;
    switch (c[6]) {
      case 0x43: module_ = std::clamp<int>(c[7], 1, 16); return 0;
      case 0x45: level_ = static_cast<QrLevel>(std::clamp<int>(c[7] - 0x30, 0, 3)); return 0;
      case 0x50: data_.assign(c.begin() + 8, c.end()); return 0;
      case 0x51: {
        const auto modules = make_qr(data_, level_);
        return modules ? static_cast<long>(modules->height()) * module_ : 0;
      }
      default: return 0;
    }
  }

  int head_to_cutter_;
  int spacing_ = default_spacing;
  int height_ = 1;
  int bar_code_height_ = 162;
  int module_ = 3;
  QrLevel level_ = QrLevel::L;
  Bytes data_;
};

}  // namespace

long fed_dots(ByteView stream, int head_to_cutter_dots) {
  FeedMeter meter(head_to_cutter_dots);
  long fed = 0;
  std::size_t at = 0;
  while (at < stream.size()) {
    const CommandSlice slice = next_command(stream, at);
    const bool whole = slice.shape == CommandShape::Command || slice.shape == CommandShape::Control;
    if (whole) fed = std::min(fed + meter.feed_of(stream.subspan(at, slice.length)), longest_feed);
    at += std::max<std::size_t>(slice.length, 1);
  }
  return fed;
}

}  // namespace yitang::devices
