#include "devices/decoder/read_zbar.hpp"

#include <zbar.h>

#include <memory>

namespace yitang::devices {
namespace {

struct DestroyScanner {
  void operator()(zbar::zbar_image_scanner_t* scanner) const { zbar::zbar_image_scanner_destroy(scanner); }
};
struct DestroyImage {
  void operator()(zbar::zbar_image_t* image) const { zbar::zbar_image_destroy(image); }
};

constexpr unsigned long y800 = 0x30303859;  // four-character code of one grey byte a dot

void leave_alone(zbar::zbar_image_t*) {}  // the dots are borrowed

}  // namespace

std::vector<RawCode> read_qr_by_zbar(const Image& grey, int max_codes) {
  std::vector<RawCode> codes;
  const std::unique_ptr<zbar::zbar_image_scanner_t, DestroyScanner> scanner(
      zbar::zbar_image_scanner_create());
  const std::unique_ptr<zbar::zbar_image_t, DestroyImage> image(zbar::zbar_image_create());
  if (!scanner || !image || grey.format != PixelFormat::Grey) return codes;
  zbar::zbar_image_scanner_set_config(scanner.get(), zbar::ZBAR_NONE, zbar::ZBAR_CFG_ENABLE, 0);
  zbar::zbar_image_scanner_set_config(scanner.get(), zbar::ZBAR_QRCODE, zbar::ZBAR_CFG_ENABLE, 1);
  zbar::zbar_image_scanner_set_config(scanner.get(), zbar::ZBAR_QRCODE, zbar::ZBAR_CFG_BINARY, 1);
  zbar::zbar_image_set_format(image.get(), y800);
  zbar::zbar_image_set_size(image.get(), static_cast<unsigned>(grey.width),
                            static_cast<unsigned>(grey.height));
  zbar::zbar_image_set_data(image.get(), grey.pixels.data(), grey.pixels.size(), leave_alone);
  if (zbar::zbar_scan_image(scanner.get(), image.get()) <= 0) return codes;
  for (const zbar::zbar_symbol_t* symbol = zbar::zbar_image_first_symbol(image.get());
       symbol != nullptr && static_cast<int>(codes.size()) < max_codes;
       symbol = zbar::zbar_symbol_next(symbol)) {
    const char* data = zbar::zbar_symbol_get_data(symbol);
    const unsigned length = zbar::zbar_symbol_get_data_length(symbol);
    if (zbar::zbar_symbol_get_type(symbol) != zbar::ZBAR_QRCODE || data == nullptr || length == 0) continue;
    RawCode code;
    code.bytes.assign(data, data + length);
    code.symbology = Symbology::QrCode;
    codes.push_back(std::move(code));
  }
  return codes;
}

}  // namespace yitang::devices
