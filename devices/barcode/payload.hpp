// From the bytes of a code to text. Chinese generators put GBK or UTF-8 into QR codes without saying so, and
// decoders guess wrongly; the rule here is: an ECI if the code signals one, else strict UTF-8, else GB18030,
// else hexadecimal.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "devices/transport.hpp"

namespace yitang::devices {

enum class TextOrigin : std::uint8_t { Eci, Utf8, Gb18030, Hex };

struct PayloadText {
  std::string text;  // UTF-8
  TextOrigin origin = TextOrigin::Utf8;
};

// `eci`: the designator in the code (3 and 1 Latin-1, 20 Shift JIS, 26 UTF-8, 29 GB18030 ...), if it had one.
// An unknown designator, or bytes that contradict it, are treated as if there were none.
[[nodiscard]] PayloadText payload_text(ByteView bytes, std::optional<int> eci = std::nullopt);

// For a scanner that is known to deliver one character set: bytes that are not in it become hexadecimal.
enum class CharsetRule : std::uint8_t { Auto, Utf8, Gb18030, Hex };
[[nodiscard]] PayloadText payload_text_as(ByteView bytes, CharsetRule rule);

}  // namespace yitang::devices
