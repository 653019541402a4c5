// What scanners send as bytes and as keys: codes out of a stream by every rule, ECI escapes, kinds of codes.
#include <cstdint>
#include <cstdlib>

#include "devices/barcode/aim.hpp"
#include "devices/barcode/recogniser.hpp"
#include "devices/barcode/stream_parser.hpp"
#include "devices/barcode/wedge.hpp"
#include "devices/text/encoding.hpp"

namespace {

using namespace yitang::devices;

void require(bool condition) {
  if (!condition) {
    std::abort();
  }
}

void check_code(const ScannedCode& code) {
  static const CodeRecogniser recogniser({{CodeKind::Receipt, "YT1.", 28, 28, CodeCharacters::LettersDigits},
                                          {CodeKind::HealthCard, "", 64, 200, CodeCharacters::Hex}});
  require(code.bytes.size() <= 4096);
  require(is_utf8({reinterpret_cast<const std::uint8_t*>(code.text.data()), code.text.size()}));
  const CodeKind kind = recogniser.kind_of(code.text);
  require(kind != CodeKind::Url || looks_like_url(code.text));
}

StreamRule rule_of(std::uint8_t bits) {
  StreamRule rule;
  rule.suffix_cr = (bits & 1) == 0;
  rule.suffix_tab = (bits & 2) != 0;
  rule.silence_ends = (bits & 4) == 0;
  rule.aim = (bits & 8) != 0;
  rule.prefix = (bits & 16) != 0 ? "$" : "";
  rule.charset = static_cast<CharsetRule>(bits >> 6);
  return rule;
}

// A zero byte in the input is a pause.
void stream(std::uint8_t bits, ByteView bytes) {
  CodeStreamParser parser(rule_of(bits));
  TimePoint now{};
  for (const std::uint8_t byte : bytes) {
    now += milliseconds{byte == 0 ? 100 : 1};
    for (const ScannedCode& code : parser.push({&byte, 1}, now)) check_code(code);
    if (byte == 1) parser.spoil(now);
    if (const auto code = parser.tick(now)) check_code(*code);
  }
}

void keys(ByteView bytes) {
  std::vector<KeyEvent> events;
  for (std::size_t at = 0; at + 2 < bytes.size(); at += 3) {
    events.push_back({static_cast<std::uint16_t>(bytes[at] % 0x14), bytes[at + 1], bytes[at + 2] % 3});
  }
  WedgeDecoder decoder;
  const auto typed = decoder.push(events);
  require(typed.size() <= events.size());
  for (const auto& one : typed) require(!one || *one < 0x7F);
  const auto again = parse_key_events(encode_key_events(events));
  require(again && again->size() == events.size());
  (void)parse_key_events(bytes);
}

void escapes(ByteView bytes) {
  if (const auto content = decode_eci(bytes)) {
    require(content->bytes.size() <= bytes.size());
    require(is_utf8(
        {reinterpret_cast<const std::uint8_t*>(content->text.text.data()), content->text.text.size()}));
  }
  (void)parse_aim({reinterpret_cast<const char*>(bytes.data()), bytes.size()});
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size < 2) {
    return 0;
  }
  const ByteView bytes(data + 2, size - 2);
  switch (data[0] % 3) {
    case 0: stream(data[1], bytes); break;
    case 1: keys(bytes); break;
    default: escapes(bytes); break;
  }
  return 0;
}
