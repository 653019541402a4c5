// A scanner that comes and goes: opened when it is there, forgotten when it is unplugged, opened again.
#pragma once

#include <functional>
#include <memory>

#include "devices/barcode/code_source.hpp"

namespace yitang::devices {

// Opens the scanner that is plugged in now. NotFound: none. Called on the polling thread.
using OpenCodeSource = std::function<Result<std::unique_ptr<CodeSource>>()>;

class HotplugSource final : public CodeSource {
 public:
  HotplugSource(OpenCodeSource open, Clock& clock) : open_(std::move(open)), clock_(clock) {}

  // Without a scanner, for whatever reason (the message tells it): Disconnected. Tries to open once a second
  // while there is none; where one is that cannot be used, with growing pauses up to 30 s. One that fails
  // again and again is opened anew.
  Result<std::optional<ScannedCode>> poll() override;
  // Opens the scanner, too, so that from now on it is ours, and what it types does not go elsewhere.
  void discard() override;
  [[nodiscard]] bool waits() const override { return source_ && source_->waits(); }
  [[nodiscard]] const Image* view() const override { return source_ ? source_->view() : nullptr; }

  [[nodiscard]] bool present() const { return source_ != nullptr; }

 private:
  Result<void> ensure_open();
  void close(Error why);

  OpenCodeSource open_;
  Clock& clock_;
  std::unique_ptr<CodeSource> source_;
  Error absent_{ErrorCode::Disconnected, "not looked for yet", 0, 0};
  TimePoint open_after_{};
  std::size_t failures_ = 0;  // to open, in a row, absence not counted
  int broken_reads_ = 0;      // in a row
};

}  // namespace yitang::devices
