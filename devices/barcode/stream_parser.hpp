// Codes from a serial (CDC) scanner: bytes with a suffix, or without one and then ended by silence.
#pragma once

#include <optional>
#include <vector>

#include "devices/barcode/code_source.hpp"

namespace yitang::devices {

struct StreamRule {
  bool suffix_cr = true;     // CR ends a code
  bool suffix_lf = true;     // LF ends a code; with both set CR LF counts once
  milliseconds silence{80};  // ends a code without suffix
  std::size_t max_bytes =
      4096;  // the largest QR payload is 2953; more is noise and is dropped up to the next suffix or silence
};

class CodeStreamParser {
 public:
  explicit CodeStreamParser(StreamRule rule = {}) : rule_(rule) {}
  // Bytes that arrived at `now`; answers the codes that ended.
  std::vector<ScannedCode> push(ByteView bytes, TimePoint now);
  // To be called now and then: ends a code by silence.
  std::optional<ScannedCode> tick(TimePoint now);
  void discard();
  [[nodiscard]] std::size_t dropped() const { return dropped_; }  // codes that were too long

 private:
  std::optional<ScannedCode> finish(TimePoint now);
  StreamRule rule_;
  Bytes pending_;
  bool overlong_ = false;
  TimePoint last_{};
  std::size_t dropped_ = 0;
};

}  // namespace yitang::devices
