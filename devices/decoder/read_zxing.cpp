#include "devices/decoder/read_zxing.hpp"

#define ZX_USE_UTF8 1  // before 2.0: text() as std::string; ignored later
#include <ZXing/ReadBarcode.h>
#if __has_include(<ZXing/ReaderOptions.h>)
#include <ZXing/ReaderOptions.h>  // 2.2 and later: the new name of DecodeHints
#endif

#include <array>
#include <utility>

namespace yitang::devices {
namespace {

#if __has_include(<ZXing/ReaderOptions.h>)
using Options = ZXing::ReaderOptions;
#else
using Options = ZXing::DecodeHints;
#endif
using Format = ZXing::BarcodeFormat;

constexpr std::array<std::pair<Format, Symbology>, 14> formats{{{Format::QRCode, Symbology::QrCode},
                                                                {Format::MicroQRCode, Symbology::MicroQr},
                                                                {Format::DataMatrix, Symbology::DataMatrix},
                                                                {Format::Aztec, Symbology::Aztec},
                                                                {Format::PDF417, Symbology::Pdf417},
                                                                {Format::Code128, Symbology::Code128},
                                                                {Format::Code39, Symbology::Code39},
                                                                {Format::Code93, Symbology::Code93},
                                                                {Format::Codabar, Symbology::Codabar},
                                                                {Format::ITF, Symbology::Itf},
                                                                {Format::EAN13, Symbology::Ean13},
                                                                {Format::EAN8, Symbology::Ean8},
                                                                {Format::UPCA, Symbology::UpcA},
                                                                {Format::UPCE, Symbology::UpcE}}};

Symbology symbology_of(Format format) {
  for (const auto& [theirs, ours] : formats) {
    if (theirs == format) return ours;
  }
  return Symbology::Unknown;
}

template <class Barcode>
RawCode code_of(const Barcode& barcode) {
  RawCode code;
  const auto& bytes = barcode.bytes();
  code.bytes.assign(bytes.begin(), bytes.end());
  code.symbology = symbology_of(barcode.format());
  if (barcode.hasECI()) {
    const auto protocol = barcode.bytesECI();
    code.eci_protocol.assign(protocol.begin(), protocol.end());
  }
  return code;
}

// The smallest code, a Micro QR, has 11 modules a side. ZXing 1.4 reads through a null pointer when it is
// given pictures of a few dots.
constexpr int kSmallestSide = 11;

std::vector<RawCode> read(const Image& image, ZXing::BarcodeFormats wanted, int max_codes) {
  if (image.width < kSmallestSide || image.height < kSmallestSide) return {};
  const auto format = image.format == PixelFormat::Rgb ? ZXing::ImageFormat::RGB : ZXing::ImageFormat::Lum;
  Options options;
  options.setFormats(wanted);
  options.setTryHarder(true).setTryRotate(true).setTryDownscale(true);
  options.setMaxNumberOfSymbols(static_cast<std::uint8_t>(max_codes));
  std::vector<RawCode> codes;
  for (const auto& barcode : ZXing::ReadBarcodes(
           ZXing::ImageView(image.pixels.data(), image.width, image.height, format), options)) {
    if (barcode.isValid() && !barcode.bytes().empty()) codes.push_back(code_of(barcode));
  }
  return codes;
}

}  // namespace

std::vector<RawCode> read_qr_by_zxing(const Image& image, int max_codes) {
  return read(image, Format::QRCode | Format::MicroQRCode, max_codes);
}

std::vector<RawCode> read_other_formats_by_zxing(const Image& image, int max_codes) {
  return read(image,
              Format::DataMatrix | Format::Aztec | Format::PDF417 | Format::Code128 | Format::Code39 |
                  Format::Code93 | Format::Codabar | Format::ITF | Format::EAN13 | Format::EAN8 |
                  Format::UPCA | Format::UPCE,
              max_codes);
}

}  // namespace yitang::devices
