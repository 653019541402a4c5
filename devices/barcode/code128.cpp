#include "devices/barcode/code128.hpp"

#include <ZXing/BarcodeFormat.h>
#include <ZXing/BitMatrix.h>
#include <ZXing/MultiFormatWriter.h>

#include <algorithm>
#include <exception>
#include <string>

namespace yitang::devices {

Result<Bitmap> make_code128(std::string_view text) {
  const bool printable = std::all_of(text.begin(), text.end(), [](char c) { return c >= 0x20 && c < 0x7F; });
  if (text.empty() || text.size() > 80 || !printable)
    return fail(ErrorCode::BadArgument, "no content for Code 128");
  try {
    const auto matrix = ZXing::MultiFormatWriter(ZXing::BarcodeFormat::Code128)
                            .setMargin(0)
                            .encode(std::wstring(text.begin(), text.end()), 0, 1);
    Bitmap bars(matrix.width(), 1);
    for (int x = 0; x < matrix.width(); ++x) {
      if (matrix.get(x, 0)) bars.set(x, 0);
    }
    return bars;
  } catch (const std::exception&) {
    return fail(ErrorCode::BadArgument, "the content does not fit into Code 128");
  }
}

}  // namespace yitang::devices
