#include "devices/camera/v4l2_camera.hpp"

#include <unistd.h>

#include "devices/camera/video_stream.hpp"

namespace yitang::devices {

CameraState V4l2Camera::state() const {
  return ::access(settings_.path.c_str(), F_OK) == 0 ? CameraState::Ready : CameraState::Disconnected;
}

Result<Image> V4l2Camera::capture() {
  auto device = open_(settings_.path);
  if (!device) {
    Error error = device.error();
    if (error.code == ErrorCode::NotFound) error.code = ErrorCode::Disconnected;
    return tl::unexpected(std::move(error));
  }
  auto stream = VideoStream::start(**device, settings_.width, settings_.height);
  if (!stream) return tl::unexpected(stream.error());
  for (int i = 0; i < settings_.settle_frames; ++i) {
    if (auto skipped = (*stream)->skip(settings_.frame_limit); !skipped) {
      return tl::unexpected(skipped.error());
    }
  }
  return (*stream)->next(PixelFormat::Rgb, settings_.frame_limit);
}

}  // namespace yitang::devices
