#include "devices/receipt/escpos_graphics.hpp"

#include <algorithm>
#include <array>

#include "devices/barcode/code128.hpp"
#include "devices/barcode/linear_code.hpp"
#include "devices/barcode/payload.hpp"
#include "devices/barcode/pdf417.hpp"
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
  pdf_module_ = 3;
  pdf_row_ = 3;
}

EscPosGraphics::Drawing EscPosGraphics::obey(ByteView command) {
  switch (command[1]) {
    case 0x2A: return bit_image(command);
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
  return EscPosDrawing{std::move(bitmap), PaperItemKind::Raster, {}, {}};
}

// Columns of 8 or 24 dots, the uppermost dot in the highest bit. The coarse modes print each dot as a block,
// so that all of them are 24 dots high.
EscPosGraphics::Drawing EscPosGraphics::bit_image(ByteView command) {
  const int mode = command[2];
  const int columns = u16(command, 3);
  const int bytes = mode >= 32 ? 3 : 1;
  if (columns < 1) return malformed("wrong width of a bit image");
  Bitmap bitmap(columns, bytes * 8);
  std::size_t at = 5;
  for (int x = 0; x < columns; ++x) {
    for (int y = 0; y < bytes * 8; ++y) {
      if ((command[at] >> (7 - y % 8) & 1) != 0) bitmap.set(x, y);
      if (y % 8 == 7) ++at;
    }
  }
  return EscPosDrawing{bitmap.scaled(mode % 2 == 0 ? 2 : 1, 3 / bytes), PaperItemKind::Raster, {}, {}};
}

EscPosGraphics::Drawing EscPosGraphics::stored_graphics(ByteView parameters) {
  if (parameters.size() < 2 || parameters[0] != 0x30) return malformed("wrong graphics command");
  if (parameters[1] == 0x32 || parameters[1] == 0x02) {
    if (!stored_) return std::nullopt;
    EscPosDrawing drawing{std::move(*stored_), PaperItemKind::Raster, {}, {}};
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
  if (parameters[0] == 0x30) return pdf417(parameters);
  if (parameters[0] != 0x31) return malformed("a symbol that is neither QR code nor PDF417");
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
  return EscPosDrawing{std::move(bitmap), PaperItemKind::Qr, payload_text(qr_payload_).text, {}};
}

// Sizes are obeyed; columns, rows and correction are left to the library that draws it.
EscPosGraphics::Drawing EscPosGraphics::pdf417(ByteView parameters) {
  const int n = parameters[2];
  switch (parameters[1]) {
    case 0x41:
    case 0x42:
    case 0x45:
    case 0x46: return std::nullopt;
    case 0x43:
      if (n < 2 || n > 8) return malformed("wrong PDF417 module size");
      pdf_module_ = n;
      return std::nullopt;
    case 0x44:
      if (n < 2 || n > 8) return malformed("wrong PDF417 row height");
      pdf_row_ = n;
      return std::nullopt;
    case 0x50: pdf_payload_.assign(parameters.begin() + 3, parameters.end()); return std::nullopt;
    case 0x51: return print_pdf417();
    default: return malformed("no such PDF417 function");
  }
}

EscPosGraphics::Drawing EscPosGraphics::print_pdf417() const {
  const auto rows = make_pdf417(pdf_payload_);
  if (!rows) return malformed("the PDF417 data cannot be printed");
  if (rows->width() * pdf_module_ > options_.dots_per_line) {
    return malformed("the PDF417 code is wider than the paper");
  }
  return EscPosDrawing{rows->scaled(pdf_module_, pdf_module_ * pdf_row_),
                       PaperItemKind::Barcode,
                       payload_text(pdf_payload_).text,
                       {}};
}

// GS k m ...: the older form (m 0 to 6) ends with NUL, the newer (m 41 to 4F) gives its length.
EscPosGraphics::Drawing EscPosGraphics::bar_code(ByteView command) const {
  constexpr std::array kinds{LinearKind::UpcA,   LinearKind::UpcE, LinearKind::Ean13,   LinearKind::Ean8,
                             LinearKind::Code39, LinearKind::Itf,  LinearKind::Codabar, LinearKind::Code93};
  const bool older = command[2] < 0x41;
  const ByteView data = older ? command.subspan(3, command.size() - 4) : command.subspan(4);
  const std::size_t kind = older ? command[2] : command[2] - 0x41U;
  const std::string text(data.begin(), data.end());
  const int width = std::clamp(bar_width_, 1, 6);
  Result<LinearCode> code = fail(ErrorCode::BadArgument, "a kind that is not drawn");
  if (kind < kinds.size()) {
    code = make_linear_code(kinds[kind], text, width);
  } else if (command[2] == 0x49) {
    code = make_code128_of_sets(data, width);
  } else if (command[2] == 0x4F) {
    code = make_code128(text).map([&](const Bitmap& bars) {
      return LinearCode{bars.scaled(width, 1), text, text};
    });
  }
  if (!code) return malformed("the bar code cannot be printed");
  Bitmap bitmap = code->bars.scaled(1, std::max(bar_height_, 1));
  if (bitmap.width() > options_.dots_per_line) return malformed("the bar code is wider than the paper");
  return EscPosDrawing{std::move(bitmap), PaperItemKind::Barcode, std::move(code->text),
                       std::move(code->label)};
}

}  // namespace yitang::devices
