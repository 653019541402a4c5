// The kernel's interface to a camera (Video4Linux 2), as narrow as a test can stand in for it.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>

#include "devices/clock.hpp"
#include "devices/error.hpp"

namespace yitang::devices {

// One open device. Thread: one caller. Mapped memory is valid until the device is destroyed.
class VideoDevice {
 public:
  virtual ~VideoDevice() = default;
  VideoDevice() = default;
  VideoDevice(const VideoDevice&) = delete;
  VideoDevice& operator=(const VideoDevice&) = delete;

  // As ioctl(2), repeated when a signal interrupts it. The value is 0 or errno.
  virtual int control(unsigned long request, void* argument) = 0;
  // A buffer of the driver, for reading.
  virtual Result<std::span<const std::uint8_t>> map(std::size_t length, std::int64_t offset) = 0;
  // Until a frame is there. 0, ETIMEDOUT, or another errno.
  virtual int wait(milliseconds limit) = 0;
};

// NotFound, Access, Busy, Io.
[[nodiscard]] Result<std::unique_ptr<VideoDevice>> open_video_device(const std::string& path);

// What an errno of the device means to a driver.
[[nodiscard]] ErrorCode video_error(int number);

}  // namespace yitang::devices
