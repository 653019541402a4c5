// Where scanned codes come from, whatever the scanner is.
#pragma once

#include <optional>
#include <string>

#include "devices/barcode/decoded_code.hpp"
#include "devices/clock.hpp"
#include "devices/error.hpp"
#include "devices/image/image.hpp"

namespace yitang::devices {

// Codes of government services expire within seconds to minutes: `at` is monotonic, to compare. Never log the
// payload.
struct ScannedCode {
  Bytes bytes;
  std::string text;
  TextOrigin origin = TextOrigin::Utf8;
  Symbology symbology = Symbology::Unknown;  // Unknown when the scanner does not say
  TimePoint at;
};

class CodeSource {
 public:
  virtual ~CodeSource() = default;
  CodeSource() = default;
  CodeSource(const CodeSource&) = delete;
  CodeSource& operator=(const CodeSource&) = delete;

  // One bounded step; at most one code. Nothing: no code yet. NotFound: something was presented but holds no
  // code. Malformed: it cannot be read at all. Disconnected: the scanner is gone. Thread: one caller.
  virtual Result<std::optional<ScannedCode>> poll() = 0;
  // poll() sleeps until something is scanned, for a moment at most: after one without a code it may be called
  // again at once. Otherwise it answers at once, and whoever calls it pauses.
  [[nodiscard]] virtual bool waits() const { return false; }
  // Forgets whatever was scanned and not fetched: the end of a session.
  virtual void discard() = 0;
  // What a scanner that is a camera looked at last, for the person to aim by; nullptr: it looks at nothing.
  // Valid until the next call. It shows whoever stands there: for the screen only.
  [[nodiscard]] virtual const Image* view() const { return nullptr; }
};

}  // namespace yitang::devices
