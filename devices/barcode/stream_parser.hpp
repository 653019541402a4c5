// Codes from a scanner that delivers bytes (serial, CDC, keys): with a suffix, or without one and then ended
// by silence; with a prefix or an AIM identifier in front, as the scanner is set.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "devices/barcode/code_source.hpp"
#include "devices/barcode/payload.hpp"

namespace yitang::devices {

struct StreamRule {
  bool suffix_cr = true;     // CR ends a code
  bool suffix_lf = true;     // LF ends a code; with both set CR LF counts once
  bool suffix_tab = false;   // TAB ends a code
  milliseconds silence{80};  // ends a code without suffix
  bool silence_ends = true;  // false: what has no suffix is dropped after the silence
  std::string prefix{};      // every code begins with it, and loses it; what does not is dropped
  bool aim = false;  // an AIM identifier follows the prefix, and is taken off; what has none is dropped
  CharsetRule charset = CharsetRule::Auto;
  std::size_t max_bytes =
      4096;  // the largest QR payload is 2953; more is noise and is dropped up to the next suffix or silence
};

class CodeStreamParser {
 public:
  explicit CodeStreamParser(StreamRule rule = {}) : rule_(std::move(rule)) {}
  // Bytes that arrived at `now`; answers the codes that ended.
  std::vector<ScannedCode> push(ByteView bytes, TimePoint now);
  // To be called now and then: ends a code by silence.
  std::optional<ScannedCode> tick(TimePoint now);
  // The code that is coming in is not whole any more: it is dropped up to its end.
  void spoil(TimePoint now);
  void discard();
  [[nodiscard]] std::size_t dropped() const { return dropped_; }  // codes that were too long or broke a rule

 private:
  std::optional<ScannedCode> finish(TimePoint now);
  std::optional<ScannedCode> take_apart(TimePoint now);
  void forget();

  StreamRule rule_;
  Bytes pending_;
  bool spoilt_ = false;
  TimePoint last_{};
  std::size_t dropped_ = 0;
};

}  // namespace yitang::devices
