#include "devices/barcode/linear_code.hpp"

#include <ZXing/BarcodeFormat.h>
#include <ZXing/BitMatrix.h>
#include <ZXing/MultiFormatWriter.h>

#include <algorithm>
#include <exception>

namespace yitang::devices {
namespace {

constexpr std::size_t most_characters = 80;

tl::unexpected<Error> unfit(const char* reason) { return fail(ErrorCode::BadArgument, reason); }

ZXing::BarcodeFormat format_of(LinearKind kind) {
  switch (kind) {
    case LinearKind::UpcA: return ZXing::BarcodeFormat::UPCA;
    case LinearKind::UpcE: return ZXing::BarcodeFormat::UPCE;
    case LinearKind::Ean13: return ZXing::BarcodeFormat::EAN13;
    case LinearKind::Ean8: return ZXing::BarcodeFormat::EAN8;
    case LinearKind::Code39: return ZXing::BarcodeFormat::Code39;
    case LinearKind::Itf: return ZXing::BarcodeFormat::ITF;
    case LinearKind::Codabar: return ZXing::BarcodeFormat::Codabar;
    case LinearKind::Code93: break;
  }
  return ZXing::BarcodeFormat::Code93;
}

bool is_digits(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

// Weights 3 and 1 in turn from the right.
char check_digit(std::string_view digits) {
  int sum = 0;
  int weight = 3;
  for (auto digit = digits.rbegin(); digit != digits.rend(); ++digit, weight = 4 - weight)
    sum += weight * (*digit - '0');
  return static_cast<char>('0' + (10 - sum % 10) % 10);
}

Result<std::string> with_gtin_digit(std::string_view digits, std::size_t length) {
  if (!is_digits(digits) || (digits.size() != length && digits.size() + 1 != length))
    return unfit("wrong digits for UPC or EAN");
  std::string whole(digits.substr(0, length - 1));
  whole.push_back(check_digit(whole));
  if (digits.size() == length && digits != whole) return unfit("wrong check digit");
  return whole;
}

// The eight digits of UPC-E from the twelve of UPC-A: only numbers with zeros in the right places have them.
Result<std::string> shortened(const std::string& upc) {
  const auto zeros = [&](std::size_t from, std::size_t count) {
    return upc.substr(from, count) == std::string(count, '0');
  };
  std::string six;
  if (upc[3] <= '2' && zeros(4, 4)) {
    six = upc.substr(1, 2) + upc.substr(8, 3) + upc[3];
  } else if (zeros(4, 5)) {
    six = upc.substr(1, 3) + upc.substr(9, 2) + '3';
  } else if (zeros(5, 5)) {
    six = upc.substr(1, 4) + upc[10] + '4';
  } else if (zeros(6, 4) && upc[10] >= '5') {
    six = upc.substr(1, 5) + upc[10];
  } else {
    return unfit("the number has no short form");
  }
  return upc[0] + six + upc[11];
}

Result<std::string> content_of(LinearKind kind, std::string_view data) {
  switch (kind) {
    case LinearKind::UpcA: return with_gtin_digit(data, 12);
    case LinearKind::Ean13: return with_gtin_digit(data, 13);
    case LinearKind::Ean8: return with_gtin_digit(data, 8);
    case LinearKind::UpcE:
      if (data.size() == 8 && is_digits(data)) return std::string(data);
      return with_gtin_digit(data, 12).and_then(shortened);
    case LinearKind::Itf:
      if (data.size() % 2 != 0 || !is_digits(data)) return unfit("ITF holds pairs of digits");
      return std::string(data);
    case LinearKind::Code39:
      // The stars at both ends belong to the symbol, whether they are sent or not.
      if (data.size() > 2 && data.front() == '*' && data.back() == '*')
        data = data.substr(1, data.size() - 2);
      return std::string(data);
    case LinearKind::Codabar:
    case LinearKind::Code93: break;
  }
  return std::string(data);
}

bool has_two_widths(LinearKind kind) {
  return kind == LinearKind::Code39 || kind == LinearKind::Itf || kind == LinearKind::Codabar;
}

// The library's row with the widths of a printer: `row` has one dot a module.
Bitmap widened(const ZXing::BitMatrix& row, bool two_widths, int narrow) {
  std::vector<int> runs;
  for (int x = 0; x < row.width(); ++x) {
    if (x == 0 || row.get(x, 0) != row.get(x - 1, 0)) runs.push_back(0);
    ++runs.back();
  }
  int width = 0;
  for (int& run : runs) {
    run = !two_widths ? run * narrow : run == 1 ? narrow : (5 * narrow + 1) / 2;
    width += run;
  }
  Bitmap bars(width, 1);
  int x = 0;
  bool black = row.width() > 0 && row.get(0, 0);
  for (const int run : runs) {
    if (black) bars.fill(x, 0, run, 1);
    black = !black;
    x += run;
  }
  return bars;
}

}  // namespace

Result<LinearCode> make_linear_code(LinearKind kind, std::string_view data, int narrow) {
  const bool printable = std::all_of(data.begin(), data.end(), [](char c) { return c >= 0x20 && c < 0x7F; });
  if (data.empty() || data.size() > most_characters || !printable || narrow < 1 || narrow > 6)
    return unfit("no content for a bar code");
  auto text = content_of(kind, data);
  if (!text) return tl::unexpected(text.error());
  try {
    const auto row = ZXing::MultiFormatWriter(format_of(kind))
                         .setMargin(0)
                         .encode(std::wstring(text->begin(), text->end()), 0, 1);
    std::string label = kind == LinearKind::Code39 ? '*' + *text + '*' : *text;
    return LinearCode{widened(row, has_two_widths(kind), narrow), std::move(*text), std::move(label)};
  } catch (const std::exception&) {
    return unfit("the content does not fit into this kind of bar code");
  }
}

}  // namespace yitang::devices
