#include "devices/barcode/pdf417.hpp"

#include <ZXing/BarcodeFormat.h>
#include <ZXing/BitMatrix.h>
#include <ZXing/MultiFormatWriter.h>

#include <exception>
#include <string>

namespace yitang::devices {
namespace {

constexpr std::size_t most_bytes = 1000;
constexpr int dots_of_row = 4;  // the writer makes a row four times as high as a module is wide
constexpr int start_bar = 8;    // every row begins with a bar of eight modules

bool is_upright(const ZXing::BitMatrix& matrix) {
  if (matrix.width() <= start_bar || matrix.height() % dots_of_row != 0) return false;
  for (int x = 0; x < start_bar; ++x) {
    if (!matrix.get(x, 0)) return false;
  }
  return !matrix.get(start_bar, 0);
}

}  // namespace

Result<Bitmap> make_pdf417(ByteView payload) {
  if (payload.empty() || payload.size() > most_bytes)
    return fail(ErrorCode::BadArgument, "no content for PDF417");
  try {
    const auto matrix = ZXing::MultiFormatWriter(ZXing::BarcodeFormat::PDF417)
                            .setMargin(0)
                            .encode(std::wstring(payload.begin(), payload.end()), 0, 0);
    // Symbols that are higher than wide come lying on their side.
    if (!is_upright(matrix)) return fail(ErrorCode::BadArgument, "the content is too long for PDF417");
    Bitmap rows(matrix.width(), matrix.height() / dots_of_row);
    for (int y = 0; y < rows.height(); ++y) {
      for (int x = 0; x < rows.width(); ++x) {
        if (matrix.get(x, y * dots_of_row)) rows.set(x, y);
      }
    }
    return rows;
  } catch (const std::exception&) {
    return fail(ErrorCode::BadArgument, "the content does not fit into PDF417");
  }
}

}  // namespace yitang::devices
