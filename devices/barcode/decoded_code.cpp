#include "devices/barcode/decoded_code.hpp"

#include <array>
#include <utility>

namespace yitang::devices {
namespace {

constexpr std::size_t prefix = 3;      // "]Q2"
constexpr std::size_t eci_digits = 6;  // after the backslash

std::optional<int> designator_at(ByteView protocol, std::size_t at) {
  if (at + eci_digits > protocol.size()) return std::nullopt;
  int designator = 0;
  for (std::size_t i = at; i < at + eci_digits; ++i) {
    if (protocol[i] < '0' || protocol[i] > '9') return std::nullopt;
    designator = designator * 10 + (protocol[i] - '0');
  }
  return designator;
}

// "\" and six digits stand before each part with its own character set, "\\" for a backslash of the content.
std::string text_of_eci_parts(ByteView protocol) {
  std::string text;
  Bytes part;
  std::optional<int> eci;
  const auto finish = [&] {
    if (!part.empty()) text += payload_text(part, eci).text;
    part.clear();
  };
  for (std::size_t i = prefix; i < protocol.size(); ++i) {
    if (protocol[i] != '\\') {
      part.push_back(protocol[i]);
    } else if (i + 1 < protocol.size() && protocol[i + 1] == '\\') {
      part.push_back('\\');
      ++i;
    } else if (const auto designator = designator_at(protocol, i + 1)) {
      finish();
      eci = designator;
      i += eci_digits;
    } else {
      part.push_back(protocol[i]);
    }
  }
  finish();
  return text;
}

}  // namespace

std::string_view name_of(SearchStage stage) {
  static constexpr std::array<std::string_view, 8> names{"plain",          "centre twice", "threshold",
                                                         "local contrast", "inverted",     "sharpened",
                                                         "second opinion", "other formats"};
  const auto index = static_cast<std::size_t>(stage);
  return index < names.size() ? names[index] : names[0];
}

DecodedCode with_text(RawCode code) {
  DecodedCode decoded;
  decoded.symbology = code.symbology;
  decoded.stage = code.stage;
  if (!code.eci_protocol.empty()) {
    decoded.text = text_of_eci_parts(code.eci_protocol);
    decoded.origin = TextOrigin::Eci;
  } else {
    PayloadText text = payload_text(code.bytes);
    decoded.text = std::move(text.text);
    decoded.origin = text.origin;
  }
  decoded.bytes = std::move(code.bytes);
  return decoded;
}

}  // namespace yitang::devices
