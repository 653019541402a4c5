#include "devices/barcode/qr.hpp"

#include <ZXing/BarcodeFormat.h>
#include <ZXing/BitMatrix.h>
#include <ZXing/MultiFormatWriter.h>
#if __has_include(<ZXing/ReaderOptions.h>)
#define YITANG_ZXING_REFUSES_C1 1  // 2.2 and later: no character from 80 to 9F without a character set
#endif
#include <fmt/core.h>

#include <array>
#include <exception>

#include "devices/text/encoding.hpp"

namespace yitang::devices {
namespace {

Bitmap to_bitmap(const ZXing::BitMatrix& matrix) {
  Bitmap bitmap(matrix.width(), matrix.height());
  for (int y = 0; y < matrix.height(); ++y) {
    for (int x = 0; x < matrix.width(); ++x) {
      if (matrix.get(x, y)) bitmap.set(x, y);
    }
  }
  return bitmap;
}

// ZXing counts correction levels 0 to 8.
int zxing_level(QrLevel level) {
  static constexpr std::array levels{1, 3, 5, 7};
  return levels[static_cast<std::size_t>(level)];
}

std::optional<Bitmap> encode(const std::wstring& text, QrLevel level,
                             std::optional<ZXing::CharacterSet> signalled = std::nullopt) {
  try {
    ZXing::MultiFormatWriter writer(ZXing::BarcodeFormat::QRCode);
    writer.setMargin(0).setEccLevel(zxing_level(level));
    if (signalled) writer.setEncoding(*signalled);
    return to_bitmap(writer.encode(text, 0, 0));
  } catch (const std::exception&) {
    return std::nullopt;
  }
}

}  // namespace

Result<Bitmap> make_qr(ByteView payload, QrLevel level) {
  static constexpr std::array<std::size_t, 4> most{2953, 2331, 1663, 1273};
  if (payload.empty()) return fail(ErrorCode::BadArgument, "a QR code without content");
  if (payload.size() > most[static_cast<std::size_t>(level)]) {
    return fail(ErrorCode::BadArgument, fmt::format("{} bytes do not fit into a QR code", payload.size()));
  }
  // Without a character set the writer takes each character below 256 as one byte and signals no ECI.
  const std::wstring bytes(payload.begin(), payload.end());
  if (auto bitmap = encode(bytes, level)) return std::move(*bitmap);
  // Versions of the library that refuse 80 to 9F that way get the text, and signal UTF-8.
  if (const auto text = decode_utf8({reinterpret_cast<const char*>(payload.data()), payload.size()})) {
    if (auto bitmap = encode(std::wstring(text->begin(), text->end()), level, ZXing::CharacterSet::UTF8))
      return std::move(*bitmap);
  }
#ifdef YITANG_ZXING_REFUSES_C1
  if (auto bitmap = encode(bytes, level, ZXing::CharacterSet::BINARY)) return std::move(*bitmap);
#endif
  return fail(ErrorCode::BadArgument, "the content cannot be put into a QR code");
}

Bitmap enlarge_qr(const Bitmap& modules, int module_dots, int quiet) {
  if (module_dots < 1 || quiet < 0) return {};
  Bitmap framed(modules.width() + 2 * quiet, modules.height() + 2 * quiet);
  framed.draw(modules, quiet, quiet);
  return framed.scaled(module_dots, module_dots);
}

}  // namespace yitang::devices
