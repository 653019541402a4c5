#include "devices/barcode/decoder.hpp"

#define ZX_USE_UTF8 1  // before 2.0: text() as std::string; ignored later
#include <ZXing/ReadBarcode.h>
#if __has_include(<ZXing/ReaderOptions.h>)
#include <ZXing/ReaderOptions.h>  // 2.2 and later: the new name of DecodeHints
#endif

#include <array>
#include <cctype>
#include <chrono>
#include <exception>
#include <utility>

#include "devices/text/encoding.hpp"

namespace yitang::devices {
namespace {

#if __has_include(<ZXing/ReaderOptions.h>)
using Options = ZXing::ReaderOptions;
#else
using Options = ZXing::DecodeHints;
#endif
using Found =
    decltype(ZXing::ReadBarcodes(std::declval<const ZXing::ImageView&>(), std::declval<const Options&>()));
using Format = ZXing::BarcodeFormat;

constexpr std::array<std::pair<Format, Symbology>, 15> formats{{{Format::QRCode, Symbology::QrCode},
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
                                                                {Format::UPCE, Symbology::UpcE},
                                                                {Format::None, Symbology::Unknown}}};

Symbology symbology_of(Format format) {
  for (const auto& [theirs, ours] : formats) {
    if (theirs == format) return ours;
  }
  return Symbology::Unknown;
}

// The content in the ECI protocol: "]Q2", then "\" and six digits before each part with its own character
// set, and
// "\\" for a backslash of the content.
std::string text_of_eci_parts(ByteView protocol) {
  std::string text;
  Bytes part;
  std::optional<int> eci;
  const auto finish = [&] {
    if (!part.empty()) text += payload_text(part, eci).text;
    part.clear();
  };
  for (std::size_t i = 3; i < protocol.size(); ++i) {
    if (protocol[i] != '\\') {
      part.push_back(protocol[i]);
    } else if (i + 1 < protocol.size() && protocol[i + 1] == '\\') {
      part.push_back('\\');
      ++i;
    } else if (i + 6 < protocol.size()) {
      finish();
      int designator = 0;
      for (std::size_t digit = 1; digit <= 6; ++digit)
        designator = designator * 10 + (protocol[i + digit] - '0');
      eci = designator;
      i += 6;
    }
  }
  finish();
  return text;
}

template <class Barcode>
DecodedCode code_of(const Barcode& barcode) {
  DecodedCode code;
  const auto& bytes = barcode.bytes();
  code.bytes.assign(bytes.begin(), bytes.end());
  code.symbology = symbology_of(barcode.format());
  if (barcode.hasECI()) {
    const auto protocol = barcode.bytesECI();
    code.text = text_of_eci_parts({protocol.data(), protocol.size()});
    code.origin = TextOrigin::Eci;
    return code;
  }
  PayloadText text = payload_text(code.bytes);
  code.text = std::move(text.text);
  code.origin = text.origin;
  return code;
}

Found read(const Image& image, ZXing::BarcodeFormats wanted, int max_codes) {
  const auto format = image.format == PixelFormat::Rgb ? ZXing::ImageFormat::RGB : ZXing::ImageFormat::Lum;
  Options options;
  options.setFormats(wanted);
  options.setTryHarder(true).setTryRotate(true).setTryDownscale(true);
  options.setMaxNumberOfSymbols(static_cast<std::uint8_t>(max_codes));
  return ZXing::ReadBarcodes(ZXing::ImageView(image.pixels.data(), image.width, image.height, format),
                             options);
}

std::vector<DecodedCode> find_codes(const Image& image, const DecodeOptions& options) {
  std::vector<DecodedCode> codes;
  const ZXing::BarcodeFormats qr = Format::QRCode | Format::MicroQRCode;
  const auto add_all = [&codes](const Found& found) {
    for (const auto& barcode : found) {
      if (barcode.isValid() && !barcode.bytes().empty()) codes.push_back(code_of(barcode));
    }
  };
  add_all(read(image, qr, options.max_codes));
  if (codes.empty() && !options.qr_only) {
    const ZXing::BarcodeFormats others = Format::DataMatrix | Format::Aztec | Format::PDF417 |
                                         Format::Code128 | Format::Code39 | Format::Code93 | Format::Codabar |
                                         Format::ITF | Format::EAN13 | Format::EAN8 | Format::UPCA |
                                         Format::UPCE;
    add_all(read(image, others, options.max_codes));
  }
  return codes;
}

}  // namespace

std::string_view name_of(Symbology symbology) {
  static constexpr std::array<std::string_view, 15> names{
      "Unknown", "QRCode",  "MicroQRCode", "DataMatrix", "Aztec", "PDF417", "Code128", "Code39",
      "Code93",  "Codabar", "ITF",         "EAN-13",     "EAN-8", "UPC-A",  "UPC-E"};
  const auto index = static_cast<std::size_t>(symbology);
  return index < names.size() ? names[index] : names[0];
}

Result<std::vector<DecodedCode>> decode_codes(const Image& image, const Clock& clock,
                                              const DecodeOptions& options) {
  const auto expected = static_cast<std::size_t>(image.width) * static_cast<std::size_t>(image.height) *
                        static_cast<std::size_t>(image.channels());
  if (image.width < 1 || image.height < 1 || image.pixels.size() != expected || options.max_codes < 1 ||
      options.max_codes > 255) {
    return fail(ErrorCode::BadArgument, "picture size and dots do not agree");
  }
  const TimePoint start = clock.now();
  std::vector<DecodedCode> codes;
  try {
    codes = find_codes(image, options);
  } catch (const std::exception& error) {
    return fail(ErrorCode::Malformed, std::string("the code reader gave up: ") + error.what());
  }
  if (codes.empty()) return fail(ErrorCode::NotFound, "no code in the picture");
  const double elapsed = std::chrono::duration<double, std::milli>(clock.now() - start).count();
  for (DecodedCode& code : codes) code.milliseconds = elapsed;
  return codes;
}

}  // namespace yitang::devices
