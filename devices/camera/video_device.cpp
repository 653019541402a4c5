#include "devices/camera/video_device.hpp"

#include <fcntl.h>
#include <poll.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <utility>
#include <vector>

namespace yitang::devices {
namespace {

class KernelVideoDevice final : public VideoDevice {
 public:
  explicit KernelVideoDevice(int descriptor) : descriptor_(descriptor) {}
  ~KernelVideoDevice() override {
    for (const auto& [address, length] : mapped_) ::munmap(address, length);
    ::close(descriptor_);
  }

  int control(unsigned long request, void* argument) override {
    int result = 0;
    do {
      result = ::ioctl(descriptor_, request, argument);
    } while (result < 0 && errno == EINTR);
    return result < 0 ? errno : 0;
  }

  Result<std::span<const std::uint8_t>> map(std::size_t length, std::int64_t offset) override {
    void* address = ::mmap(nullptr, length, PROT_READ, MAP_SHARED, descriptor_, offset);
    if (address == MAP_FAILED) {
      return fail(video_error(errno), std::string("camera: buffers: ") + std::strerror(errno));
    }
    mapped_.emplace_back(address, length);
    return std::span(static_cast<const std::uint8_t*>(address), length);
  }

  int wait(milliseconds limit) override {
    pollfd wanted{descriptor_, POLLIN, 0};
    int ready = 0;
    do {
      ready = ::poll(&wanted, 1, static_cast<int>(limit.count()));
    } while (ready < 0 && errno == EINTR);
    if (ready < 0) return errno;
    if (ready == 0) return ETIMEDOUT;
    return (wanted.revents & POLLIN) != 0 ? 0 : ENODEV;  // unplugged: POLLERR, POLLHUP
  }

 private:
  int descriptor_;
  std::vector<std::pair<void*, std::size_t>> mapped_;
};

}  // namespace

ErrorCode video_error(int number) {
  switch (number) {
    case ENODEV:
    case ENXIO:
    case EPIPE: return ErrorCode::Disconnected;
    case ENOENT: return ErrorCode::NotFound;
    case EACCES:
    case EPERM: return ErrorCode::Access;
    case EBUSY: return ErrorCode::Busy;
    case ETIMEDOUT: return ErrorCode::Timeout;
    case ENOTTY:
    case EINVAL: return ErrorCode::NotSupported;
    case ENOMEM: return ErrorCode::OutOfMemory;
    default: return ErrorCode::Io;
  }
}

Result<std::unique_ptr<VideoDevice>> open_video_device(const std::string& path) {
  const int descriptor = ::open(path.c_str(), O_RDWR | O_NONBLOCK | O_CLOEXEC);
  if (descriptor < 0) return fail(video_error(errno), path + ": " + std::strerror(errno));
  return std::make_unique<KernelVideoDevice>(descriptor);
}

}  // namespace yitang::devices
