#include "devices/receipt/escpos_graphics.hpp"

#include <algorithm>

#include "devices/barcode/code128.hpp"
#include "devices/barcode/payload.hpp"
#include "devices/barcode/qr.hpp"

namespace yitang::devices {
namespace {

tl::unexpected<Error> malformed(const char* reason) { return fail(ErrorCode::Malformed, reason); }

int u16(ByteView bytes, std::size_t at) { return bytes[at] | bytes[at + 1] << 8; }

// Rows of `stride` bytes, cut off at the right edge of the paper as a printer does.
Bitmap bitmap_of(ByteView rows, int stride, int width, int height) {
  Bitmap bitmap(width, height);
  const auto take = static_cast<std::size_t>(std::min(stride, bitmap.stride()));
  for (int y = 0; y < height; ++y) {
    const ByteView from = rows.subspan(static_cast<std::size_t>(y) * static_cast<std::size_t>(stride), take);
    std::copy(from.begin(), from.end(), bitmap.row(y).begin());
  }
  // Dots beyond the width, in the last byte of a row.
  const auto spare = static_cast<unsigned>(bitmap.stride() * 8 - width);
  for (int y = 0; spare > 0 && y < height; ++y)
    bitmap.row(y).back() &= static_cast<std::uint8_t>(0xFFU << spare);
  return bitmap;
}

}  // namespace

void EscPosGraphics::reset() {
  qr_module_ = 3;
  qr_level_ = 0;
  bar_height_ = 162;
  bar_width_ = 3;
}

EscPosGraphics::Drawing EscPosGraphics::obey(ByteView command) {
  switch (command[1]) {
    case 0x76: return raster(command);
    case 0x6B: return bar_code(command);
    case 0x38: return stored_graphics(command.subspan(7));
    default: break;
  }
  const ByteView parameters = command.subspan(5);
  switch (command[2]) {
    case 0x4C: return stored_graphics(parameters);
    case 0x6B: return symbol(parameters);
    case 0x48: return std::nullopt;  // process id: a question
    default: return malformed("no such GS ( command");
  }
}

EscPosGraphics::Drawing EscPosGraphics::raster(ByteView command) const {
  const int mode = command[3] >= 0x30 ? command[3] - 0x30 : command[3];
  const int stride = u16(command, 4);
  const int height = u16(command, 6);
  if (mode > 3 || stride < 1 || height < 1) return malformed("wrong raster size or mode");
  const int zoom_x = (mode & 1) != 0 ? 2 : 1;
  const int zoom_y = (mode & 2) != 0 ? 2 : 1;
  if (height * zoom_y > options_.max_rows) return fail(ErrorCode::Overflow, "more paper than allowed");
  const int width = std::min(stride * 8, options_.dots_per_line);
  Bitmap bitmap = bitmap_of(command.subspan(8), stride, width, height);
  if (mode != 0) bitmap = bitmap.scaled(zoom_x, zoom_y);
  return EscPosDrawing{std::move(bitmap), PaperItemKind::Raster, {}};
}

EscPosGraphics::Drawing EscPosGraphics::stored_graphics(ByteView parameters) {
  if (parameters.size() < 2 || parameters[0] != 0x30) return malformed("wrong graphics command");
  if (parameters[1] == 0x32 || parameters[1] == 0x02) {
    if (!stored_) return std::nullopt;
    EscPosDrawing drawing{std::move(*stored_), PaperItemKind::Raster, {}};
    stored_.reset();
    return drawing;
  }
  if (parameters[1] != 0x70) return malformed("no such graphics function");
  if (parameters.size() < 10 || parameters[2] != 0x30) return malformed("wrong graphics command");
  const int zoom_x = parameters[3];
  const int zoom_y = parameters[4];
  const int width = u16(parameters, 6);
  const int height = u16(parameters, 8);
  if (zoom_x < 1 || zoom_x > 2 || zoom_y < 1 || zoom_y > 2 || width < 1 || height < 1) {
    return malformed("wrong graphics size");
  }
  const int stride = (width + 7) / 8;
  const ByteView rows = parameters.subspan(10);
  if (rows.size() < static_cast<std::size_t>(stride) * static_cast<std::size_t>(height)) {
    return malformed("graphics data are too short");
  }
  if (height * zoom_y > options_.max_rows) return fail(ErrorCode::Overflow, "more paper than allowed");
  stored_ = bitmap_of(rows, stride, std::min(width, options_.dots_per_line), height).scaled(zoom_x, zoom_y);
  return std::nullopt;
}

EscPosGraphics::Drawing EscPosGraphics::symbol(ByteView parameters) {
  if (parameters.size() < 3) return malformed("wrong symbol command");
  if (parameters[0] != 0x31) return malformed("a symbol that is no QR code");
  const int n = parameters[2];
  switch (parameters[1]) {
    case 0x41:
      if (n != 0x31 && n != 0x32) return malformed("no such QR model");
      return std::nullopt;
    case 0x43:
      if (n < 1 || n > 16) return malformed("wrong QR module size");
      qr_module_ = n;
      return std::nullopt;
    case 0x45:
      if (n < 0x30 || n > 0x33) return malformed("no such QR level");
      qr_level_ = n - 0x30;
      return std::nullopt;
    case 0x50: qr_payload_.assign(parameters.begin() + 3, parameters.end()); return std::nullopt;
    case 0x51: return print_qr();
    default: return malformed("no such QR function");
  }
}

EscPosGraphics::Drawing EscPosGraphics::print_qr() const {
  const auto modules = make_qr(qr_payload_, static_cast<QrLevel>(qr_level_));
  if (!modules) return malformed("the QR data cannot be printed");
  Bitmap bitmap = enlarge_qr(*modules, qr_module_, 0);
  // Printers print nothing for a symbol that is wider than the paper; here it is an error, since it is never
  // meant.
  if (bitmap.width() > options_.dots_per_line) return malformed("the QR code is wider than the paper");
  return EscPosDrawing{std::move(bitmap), PaperItemKind::Qr, payload_text(qr_payload_).text};
}

EscPosGraphics::Drawing EscPosGraphics::bar_code(ByteView command) const {
  if (command[2] != 0x49) return malformed("a bar code that is not Code 128");
  std::string text(command.begin() + 4, command.end());
  if (text.size() < 3 || text[0] != '{' || text[1] != 'B') return malformed("Code 128 without code set B");
  text.erase(0, 2);
  const auto bars = make_code128(text);
  if (!bars) return malformed("the bar code data cannot be printed");
  Bitmap bitmap = bars->scaled(std::clamp(bar_width_, 1, 6), std::max(bar_height_, 1));
  if (bitmap.width() > options_.dots_per_line) return malformed("the bar code is wider than the paper");
  return EscPosDrawing{std::move(bitmap), PaperItemKind::Barcode, std::move(text)};
}

}  // namespace yitang::devices
