// A document camera that Linux knows: /dev/video0 or /dev/v4l/by-id/...
#pragma once

#include <functional>
#include <memory>
#include <string>

#include "devices/camera/camera.hpp"
#include "devices/camera/video_device.hpp"

namespace yitang::devices {

struct V4l2CameraSettings {
  std::string path;
  int width = 2592, height = 1944;  // wanted; A4 at about 220 dpi. The camera gives its nearest
  int settle_frames = 8;            // thrown away first: exposure and white balance find their value
  milliseconds frame_limit{3000};   // without a frame: Timeout
};

using OpenVideoDevice = std::function<Result<std::unique_ptr<VideoDevice>>(const std::string& path)>;

// Opens the camera for each picture and closes it after: other programs may use it between, unplugging needs
// no care, and its light is off while nobody photographs. Thread: one caller.
class V4l2Camera final : public Camera {
 public:
  explicit V4l2Camera(V4l2CameraSettings settings, OpenVideoDevice open = open_video_device)
      : settings_(std::move(settings)), open_(std::move(open)) {}

  // Ready means that the device file is there.
  [[nodiscard]] CameraState state() const override;
  // Disconnected also when there is no such device; Access, Busy, NotSupported, Timeout, Io.
  Result<Image> capture() override;

 private:
  V4l2CameraSettings settings_;
  OpenVideoDevice open_;
};

}  // namespace yitang::devices
