// Frames of a Video4Linux camera by streaming I/O with mapped buffers. Sources: the kernel's userspace API
// documentation (Video for Linux, chapters on formats and on streaming I/O).
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "devices/camera/video_device.hpp"
#include "devices/image/image.hpp"
#include "devices/transport.hpp"

namespace yitang::devices {

// Formats that are understood, best first: compressed pictures pass a USB 2 cable in full size.
enum class VideoFormat : std::uint8_t { MotionJpeg, Yuyv, Nv12, Grey };

struct FrameLayout {
  VideoFormat format = VideoFormat::Yuyv;
  int width = 0, height = 0;
  std::size_t row_bytes = 0;    // of the first plane; 0 for MotionJpeg
  std::size_t frame_bytes = 0;  // the most that one frame takes
};

// A frame as a grey or RGB picture. Pure. Malformed: fewer bytes than the layout asks for, or no JPEG.
[[nodiscard]] Result<Image> picture_of_frame(ByteView frame, const FrameLayout& layout, PixelFormat wanted);

// Streams from construction to destruction.
class VideoStream {
 public:
  // Asks for a size; the camera may give another (see layout()). NotSupported: no camera, no format that is
  // understood, or sizes that contradict each other. Busy: another program streams.
  [[nodiscard]] static Result<std::unique_ptr<VideoStream>> start(VideoDevice& device, int width, int height);
  ~VideoStream();
  VideoStream(const VideoStream&) = delete;
  VideoStream& operator=(const VideoStream&) = delete;

  // The next frame that is whole; damaged ones are skipped. Timeout, Disconnected, Io.
  Result<Image> next(PixelFormat wanted, milliseconds limit);
  // The newest frame that is there; older ones that wait are thrown away unread.
  Result<Image> newest(PixelFormat wanted, milliseconds limit);
  // Throws a frame away unread.
  Result<void> skip(milliseconds limit);
  [[nodiscard]] const FrameLayout& layout() const { return layout_; }

 private:
  explicit VideoStream(VideoDevice& device) : device_(device) {}
  Result<void> prepare_buffers();
  Result<void> give_back(std::uint32_t index);
  struct Filled {
    std::uint32_t index;
    ByteView bytes;
    bool damaged;
  };
  Result<Filled> take(milliseconds limit);

  VideoDevice& device_;
  FrameLayout layout_;
  std::vector<std::span<const std::uint8_t>> buffers_;
  bool streaming_ = false;
};

}  // namespace yitang::devices
