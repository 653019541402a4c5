// A camera as a code scanner: each poll() looks at the newest frame.
#pragma once

#include <memory>
#include <string>

#include "devices/barcode/code_finder.hpp"
#include "devices/barcode/code_source.hpp"
#include "devices/camera/video_stream.hpp"

namespace yitang::devices {

struct CameraScannerSettings {
  int width = 1280, height = 720;  // wanted
  milliseconds frame_limit{100};   // longest wait for a frame in one poll()
};

// Streams from the first poll() to discard(): its light is on while somebody is asked to show a code, and at
// no other time. Borrows the finder and the clock. One thread.
class CameraScanner final : public CodeSource {
 public:
  CameraScanner(std::unique_ptr<VideoDevice> device, CodeFinder& finder, const Clock& clock,
                CameraScannerSettings settings = {})
      : device_(std::move(device)), finder_(finder), clock_(clock), settings_(settings) {}

  // A frame without a code, and one that comes late, are no errors: people need time to hold still.
  Result<std::optional<ScannedCode>> poll() override;
  void discard() override;
  [[nodiscard]] const Image* view() const override { return view_.empty() ? nullptr : &view_; }

 private:
  void forget_view();

  std::unique_ptr<VideoDevice> device_;
  CodeFinder& finder_;
  const Clock& clock_;
  CameraScannerSettings settings_;
  std::unique_ptr<VideoStream> stream_;
  Image view_;
  int turn_ = 0;  // which of the extra looks comes next
};

}  // namespace yitang::devices
