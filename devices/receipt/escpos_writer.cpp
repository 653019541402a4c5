#include "devices/receipt/escpos_writer.hpp"

#include <algorithm>

namespace yitang::devices {
namespace {

constexpr std::uint8_t esc = 0x1B;
constexpr std::uint8_t fs = 0x1C;
constexpr std::uint8_t gs = 0x1D;
constexpr std::uint8_t dle = 0x10;

constexpr std::uint8_t byte_of(int value) { return static_cast<std::uint8_t>(value & 0xFF); }

// One more black dot turns DLE into a byte that starts nothing.
void break_dle_sequences(std::span<std::uint8_t> data) {
  for (std::size_t i = 0; i + 1 < data.size(); ++i) {
    const std::uint8_t next = data[i + 1];
    if (data[i] == dle && (next == 0x04 || next == 0x05 || next == 0x14)) data[i] = 0x18;
  }
}

}  // namespace

void EscPosWriter::push_u16(std::size_t value) {
  push(static_cast<std::uint8_t>(value & 0xFFU));
  push(static_cast<std::uint8_t>(value >> 8U & 0xFFU));
}

void EscPosWriter::initialise(bool chinese_font, int code_page) {
  push({esc, '@'});
  push({fs, static_cast<std::uint8_t>(chinese_font ? '&' : '.')});
  if (!chinese_font) push({esc, 't', byte_of(code_page)});
  mode_ = {};
  spacing_ = -1;
}

void EscPosWriter::mode(const PrintMode& mode) {
  if (mode.align != mode_.align) push({esc, 'a', byte_of(static_cast<int>(mode.align))});
  if (mode.width != mode_.width || mode.height != mode_.height) {
    push({gs, '!', byte_of((mode.width - 1) << 4 | (mode.height - 1))});
  }
  if (mode.bold != mode_.bold) push({esc, 'E', byte_of(mode.bold ? 1 : 0)});
  if (mode.underline != mode_.underline) {
    push({esc, '-', byte_of(mode.underline ? 2 : 0)});
    push({fs, '-', byte_of(mode.underline ? 2 : 0)});
  }
  if (mode.inverse != mode_.inverse) push({gs, 'B', byte_of(mode.inverse ? 1 : 0)});
  mode_ = mode;
}

void EscPosWriter::line_spacing(int dots) {
  const int value = std::clamp(dots, 0, 255);
  if (value == spacing_) return;
  spacing_ = value;
  push({esc, '3', byte_of(value)});
}

void EscPosWriter::pair(std::uint16_t code) {
  push(static_cast<std::uint8_t>(code >> 8U));
  push(static_cast<std::uint8_t>(code & 0xFFU));
}

void EscPosWriter::feed_dots(int dots) {
  while (dots > 0) {
    const int part = std::min(dots, 255);
    push({esc, 'J', byte_of(part)});
    dots -= part;
  }
}

void EscPosWriter::raster(const Bitmap& bitmap, int band_rows, bool avoid_dle) {
  const auto stride = static_cast<std::size_t>(bitmap.stride());
  for (int top = 0; top < bitmap.height(); top += band_rows) {
    const int rows = std::min(band_rows, bitmap.height() - top);
    push({gs, 'v', '0', 0});
    push_u16(stride);
    push_u16(static_cast<std::size_t>(rows));
    const std::size_t start = bytes_.size();
    const auto band = bitmap.bytes().subspan(static_cast<std::size_t>(top) * stride,
                                             static_cast<std::size_t>(rows) * stride);
    bytes_.insert(bytes_.end(), band.begin(), band.end());
    if (avoid_dle) break_dle_sequences(std::span(bytes_).subspan(start));
  }
}

void EscPosWriter::qr(ByteView payload, int module_dots, QrLevel level) {
  push({gs, '(', 'k', 4, 0, '1', 'A', '2', 0});
  push({gs, '(', 'k', 3, 0, '1', 'C', byte_of(module_dots)});
  push({gs, '(', 'k', 3, 0, '1', 'E', byte_of('0' + static_cast<int>(level))});
  push({gs, '(', 'k'});
  push_u16(payload.size() + 3);
  push({'1', 'P', '0'});
  bytes_.insert(bytes_.end(), payload.begin(), payload.end());
  push({gs, '(', 'k', 3, 0, '1', 'Q', '0'});
}

void EscPosWriter::cut(Cutter cutter, int feed_dots) {
  if (cutter == Cutter::None) return;
  push({gs, 'V', byte_of(cutter == Cutter::Full ? 'A' : 'B'), byte_of(std::clamp(feed_dots, 0, 255))});
}

Bytes process_id_request(const std::array<char, 4>& id) {
  Bytes bytes{gs, '(', 'H', 6, 0, '0', '0'};
  bytes.insert(bytes.end(), id.begin(), id.end());
  return bytes;
}

}  // namespace yitang::devices
