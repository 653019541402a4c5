#include "devices/barcode/stream_parser.hpp"

#include <algorithm>
#include <utility>

#include "devices/barcode/aim.hpp"
#include "devices/wipe.hpp"

namespace yitang::devices {
namespace {
constexpr std::size_t kAimSize = 3;
}  // namespace

void CodeStreamParser::forget() {
  wipe(pending_);
  spoilt_ = false;
}

// Prefix and identifier off. Nothing: they are not there.
std::optional<ScannedCode> CodeStreamParser::take_apart(TimePoint now) {
  const std::string& prefix = rule_.prefix;
  if (pending_.size() < prefix.size() ||
      !std::equal(prefix.begin(), prefix.end(), pending_.begin(),
                  [](char a, auto b) { return static_cast<std::uint8_t>(a) == b; })) {
    return std::nullopt;
  }
  std::size_t front = prefix.size();
  AimId aim;
  if (rule_.aim) {
    if (pending_.size() < front + kAimSize) return std::nullopt;
    const auto named = parse_aim({reinterpret_cast<const char*>(pending_.data()) + front, kAimSize});
    if (!named) return std::nullopt;
    aim = *named;
    front += kAimSize;
  }
  Bytes content(pending_.begin() + static_cast<std::ptrdiff_t>(front), pending_.end());
  return make_scanned_code(std::move(content), aim, rule_.charset, now);
}

std::optional<ScannedCode> CodeStreamParser::finish(TimePoint now) {
  std::optional<ScannedCode> code;
  if (!spoilt_ && !pending_.empty()) code = take_apart(now);
  if (!code && (spoilt_ || !pending_.empty())) ++dropped_;
  forget();
  return code;
}

std::vector<ScannedCode> CodeStreamParser::push(ByteView bytes, TimePoint now) {
  std::vector<ScannedCode> codes;
  // The rest of a code that came before a silence belongs to another one.
  if (auto earlier = tick(now)) codes.push_back(std::move(*earlier));
  for (const std::uint8_t byte : bytes) {
    const bool ends = (byte == '\r' && rule_.suffix_cr) || (byte == '\n' && rule_.suffix_lf) ||
                      (byte == '\t' && rule_.suffix_tab);
    if (ends) {
      if (auto code = finish(now)) codes.push_back(std::move(*code));
    } else if (pending_.size() < rule_.max_bytes) {
      pending_.push_back(byte);
    } else {
      spoilt_ = true;
    }
  }
  last_ = now;
  return codes;
}

std::optional<ScannedCode> CodeStreamParser::tick(TimePoint now) {
  if ((pending_.empty() && !spoilt_) || now - last_ < rule_.silence) return std::nullopt;
  if (!rule_.silence_ends) spoilt_ = true;
  return finish(now);
}

void CodeStreamParser::spoil(TimePoint now) {
  spoilt_ = true;
  last_ = now;
}

void CodeStreamParser::discard() { forget(); }

}  // namespace yitang::devices
