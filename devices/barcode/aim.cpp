#include "devices/barcode/aim.hpp"

#include <algorithm>
#include <iterator>
#include <utility>

#include "devices/wipe.hpp"

namespace yitang::devices {
namespace {

struct AimRow {
  char letter;
  Symbology symbology;
  std::string_view with_eci;  // modifiers that announce the ECI protocol
};

constexpr AimRow kAimRows[] = {
    {'Q', Symbology::QrCode, "246"}, {'d', Symbology::DataMatrix, "456"}, {'z', Symbology::Aztec, "345"},
    {'L', Symbology::Pdf417, "1"},   {'C', Symbology::Code128, ""},       {'A', Symbology::Code39, ""},
    {'G', Symbology::Code93, ""},    {'F', Symbology::Codabar, ""},       {'I', Symbology::Itf, ""},
};

constexpr std::size_t kEciDigits = 6;

// EAN and UPC share a letter; the modifier tells the length.
Symbology retail_symbology(char modifier) { return modifier == '4' ? Symbology::Ean8 : Symbology::Ean13; }

std::optional<int> eci_number(ByteView digits) {
  int number = 0;
  for (const std::uint8_t digit : digits) {
    if (digit < '0' || digit > '9') return std::nullopt;
    number = number * 10 + (digit - '0');
  }
  return number;
}

// Parts whose character sets differ are joined as text; the origin is ECI only if every part was what it
// said.
void append_eci_part(EciContent& content, const Bytes& part, std::optional<int> eci) {
  if (part.empty()) return;
  content.bytes.insert(content.bytes.end(), part.begin(), part.end());
  PayloadText text = payload_text(part, eci);
  if (text.origin != TextOrigin::Eci) content.text.origin = text.origin;
  content.text.text += text.text;
}

}  // namespace

std::optional<AimId> parse_aim(std::string_view three) {
  if (three.size() != 3 || three[0] != ']') return std::nullopt;
  const char letter = three[1];
  const char modifier = three[2];
  const bool is_letter = (letter >= 'A' && letter <= 'Z') || (letter >= 'a' && letter <= 'z');
  const bool is_modifier = (modifier >= '0' && modifier <= '9') || (modifier >= 'A' && modifier <= 'Z') ||
                           (modifier >= 'a' && modifier <= 'z');
  if (!is_letter || !is_modifier) return std::nullopt;
  if (letter == 'E') return AimId{retail_symbology(modifier), false};
  const auto* row = std::find_if(std::begin(kAimRows), std::end(kAimRows),
                                 [letter](const AimRow& r) { return r.letter == letter; });
  if (row == std::end(kAimRows)) return AimId{};
  return AimId{row->symbology, row->with_eci.find(modifier) != std::string_view::npos};
}

std::optional<EciContent> decode_eci(ByteView data) {
  EciContent content;
  content.text.origin = TextOrigin::Eci;
  Bytes part;
  std::optional<int> eci;
  for (std::size_t at = 0; at < data.size(); ++at) {
    if (data[at] != '\\') {
      part.push_back(data[at]);
      continue;
    }
    if (at + 1 < data.size() && data[at + 1] == '\\') {
      part.push_back('\\');
      ++at;
      continue;
    }
    if (data.size() - at - 1 < kEciDigits) return std::nullopt;
    const auto number = eci_number(data.subspan(at + 1, kEciDigits));
    if (!number) return std::nullopt;
    append_eci_part(content, part, eci);
    part.clear();
    eci = number;
    at += kEciDigits;
  }
  append_eci_part(content, part, eci);
  return content;
}

ScannedCode make_scanned_code(Bytes data, const AimId& aim, CharsetRule charset, TimePoint at) {
  if (aim.eci) {
    if (auto content = decode_eci(data)) {
      wipe(data);
      return {std::move(content->bytes), std::move(content->text.text), content->text.origin, aim.symbology,
              at};
    }
  }
  PayloadText text = payload_text_as(data, charset);
  return {std::move(data), std::move(text.text), text.origin, aim.symbology, at};
}

}  // namespace yitang::devices
