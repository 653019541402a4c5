#include "tests/unit/devices/camera/fake_video_support.hpp"

#include <linux/videodev2.h>

#include <algorithm>
#include <cerrno>

namespace yitang::devices::test {
namespace {

class FakeDevice final : public VideoDevice {
 public:
  explicit FakeDevice(FakeCamera& camera) : camera_(camera) { ++camera_.opened; }
  ~FakeDevice() override {
    --camera_.opened;
    camera_.streaming = 0;
  }

  int control(unsigned long request, void* argument) override {
    // Giving buffers back and stopping happen on every way out: counted, but they do not hide the first
    // error.
    if (const int error = trouble(); error != 0) return error;
    switch (request) {
      case VIDIOC_QUERYCAP: return abilities(*static_cast<v4l2_capability*>(argument));
      case VIDIOC_ENUM_FMT: return offer(*static_cast<v4l2_fmtdesc*>(argument));
      case VIDIOC_S_FMT: return agree(static_cast<v4l2_format*>(argument)->fmt.pix);
      case VIDIOC_REQBUFS: return buffers(*static_cast<v4l2_requestbuffers*>(argument));
      case VIDIOC_QUERYBUF: return describe(*static_cast<v4l2_buffer*>(argument));
      case VIDIOC_QBUF: return queue(*static_cast<v4l2_buffer*>(argument));
      case VIDIOC_DQBUF: return fill(*static_cast<v4l2_buffer*>(argument));
      case VIDIOC_STREAMON: camera_.streaming = 1; return 0;
      case VIDIOC_STREAMOFF: camera_.streaming = 0; return 0;
      default: return ENOTTY;
    }
  }

  Result<std::span<const std::uint8_t>> map(std::size_t length, std::int64_t offset) override {
    if (const int error = trouble(); error != 0) return fail(video_error(error), "map");
    auto& memory = memory_.at(static_cast<std::size_t>(offset));
    memory.assign(length, 0);
    return std::span<const std::uint8_t>(memory);
  }

  int wait(milliseconds) override {
    if (const int error = trouble(); error != 0) return error;
    return camera_.frames.empty() ? ETIMEDOUT : 0;
  }

 private:
  int trouble() { return camera_.calls++ == camera_.fail_at ? camera_.fail_with : 0; }

  static int abilities(v4l2_capability& ability) {
    ability.capabilities = V4L2_CAP_DEVICE_CAPS;
    ability.device_caps = V4L2_CAP_VIDEO_CAPTURE | V4L2_CAP_STREAMING;
    return 0;
  }
  int offer(v4l2_fmtdesc& offered) const {
    if (offered.index >= camera_.formats.size()) return EINVAL;
    offered.pixelformat = camera_.formats[offered.index];
    return 0;
  }
  int agree(v4l2_pix_format& format) const {
    const std::uint32_t bytes = format.pixelformat == V4L2_PIX_FMT_YUYV ? 2 : 1;
    format.width = camera_.width;
    format.height = camera_.height;
    format.bytesperline = camera_.row_bytes != 0 ? camera_.row_bytes : camera_.width * bytes;
    format.sizeimage = camera_.frame_bytes != 0 ? camera_.frame_bytes : camera_.width * camera_.height * 3;
    return 0;
  }
  static int buffers(v4l2_requestbuffers& request) {
    request.count = std::min(request.count, 2U);
    return 0;
  }
  int describe(v4l2_buffer& buffer) {
    if (memory_.size() <= buffer.index) memory_.resize(buffer.index + 1);
    buffer.length = camera_.frame_bytes != 0 ? camera_.frame_bytes : camera_.width * camera_.height * 3;
    buffer.m.offset = buffer.index;
    return 0;
  }
  int queue(const v4l2_buffer& buffer) {
    queued_.push_back(buffer.index);
    return 0;
  }
  int fill(v4l2_buffer& buffer) {
    if (queued_.empty() || camera_.frames.empty()) return EAGAIN;
    const Bytes& frame = camera_.frames.front();
    Bytes& memory = memory_[queued_.front()];
    std::copy_n(frame.begin(), std::min(frame.size(), memory.size()), memory.begin());
    buffer.index = queued_.front() + camera_.wrong_index;
    buffer.bytesused = static_cast<std::uint32_t>(frame.size());
    buffer.flags = camera_.mark_damaged ? V4L2_BUF_FLAG_ERROR : 0;
    queued_.pop_front();
    if (camera_.frames.size() > 1) camera_.frames.pop_front();
    return 0;
  }

  FakeCamera& camera_;
  std::vector<Bytes> memory_ = std::vector<Bytes>(4);  // never grows under a span that was given out
  std::deque<std::uint32_t> queued_;
};

}  // namespace

Result<std::unique_ptr<VideoDevice>> FakeCamera::open() { return std::make_unique<FakeDevice>(*this); }

Bytes yuyv_frame(int width, int height, std::uint8_t y, std::uint8_t u, std::uint8_t v) {
  Bytes frame;
  for (int i = 0; i < width * height / 2; ++i) frame.insert(frame.end(), {y, u, y, v});
  return frame;
}

}  // namespace yitang::devices::test
