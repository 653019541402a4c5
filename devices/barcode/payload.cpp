#include "devices/barcode/payload.hpp"

#include "devices/text/encoding.hpp"

namespace yitang::devices {
namespace {

// ECI designators that occur in practice, as iconv names them.
const char* charset_of(int eci) {
  switch (eci) {
    case 1:
    case 3: return "ISO-8859-1";
    case 20: return "SHIFT_JIS";
    case 25: return "UTF-16BE";
    case 27: return "ASCII";
    case 28: return "BIG5";
    case 29:
    case 32: return "GB18030";
    case 30: return "EUC-KR";
    default: return nullptr;
  }
}

std::string as_string(ByteView bytes) { return {bytes.begin(), bytes.end()}; }

}  // namespace

PayloadText payload_text(ByteView bytes, std::optional<int> eci) {
  if (eci == 26 && is_utf8(bytes)) return {as_string(bytes), TextOrigin::Eci};
  if (eci && charset_of(*eci) != nullptr) {
    if (auto text = to_utf8(bytes, charset_of(*eci))) return {std::move(*text), TextOrigin::Eci};
  }
  if (is_utf8(bytes)) return {as_string(bytes), TextOrigin::Utf8};
  if (auto text = to_utf8(bytes, "GB18030")) return {std::move(*text), TextOrigin::Gb18030};
  return {to_hex(bytes), TextOrigin::Hex};
}

PayloadText payload_text_as(ByteView bytes, CharsetRule rule) {
  switch (rule) {
    case CharsetRule::Auto: return payload_text(bytes);
    case CharsetRule::Utf8:
      if (is_utf8(bytes)) return {as_string(bytes), TextOrigin::Utf8};
      break;
    case CharsetRule::Gb18030:
      if (auto text = to_utf8(bytes, "GB18030")) return {std::move(*text), TextOrigin::Gb18030};
      break;
    case CharsetRule::Hex: break;
  }
  return {to_hex(bytes), TextOrigin::Hex};
}

}  // namespace yitang::devices
