#include "devices/barcode/stream_parser.hpp"

#include "devices/barcode/payload.hpp"

namespace yitang::devices {

std::optional<ScannedCode> CodeStreamParser::finish(TimePoint now) {
  std::optional<ScannedCode> code;
  if (overlong_) {
    ++dropped_;
  } else if (!pending_.empty()) {
    PayloadText text = payload_text(pending_);
    code = ScannedCode{pending_, std::move(text.text), text.origin, Symbology::Unknown, now};
  }
  pending_.clear();
  overlong_ = false;
  return code;
}

std::vector<ScannedCode> CodeStreamParser::push(ByteView bytes, TimePoint now) {
  std::vector<ScannedCode> codes;
  // The rest of a code that came before a silence belongs to another one.
  if (auto earlier = tick(now)) codes.push_back(std::move(*earlier));
  for (const std::uint8_t byte : bytes) {
    const bool ends = (byte == '\r' && rule_.suffix_cr) || (byte == '\n' && rule_.suffix_lf);
    if (ends) {
      if (auto code = finish(now)) codes.push_back(std::move(*code));
    } else if (pending_.size() < rule_.max_bytes) {
      pending_.push_back(byte);
    } else {
      overlong_ = true;
    }
  }
  last_ = now;
  return codes;
}

std::optional<ScannedCode> CodeStreamParser::tick(TimePoint now) {
  if (pending_.empty() || now - last_ < rule_.silence) return std::nullopt;
  return finish(now);
}

void CodeStreamParser::discard() {
  pending_.clear();
  overlong_ = false;
}

}  // namespace yitang::devices
