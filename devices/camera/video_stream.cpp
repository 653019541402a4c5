#include "devices/camera/video_stream.hpp"

#include <linux/videodev2.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <optional>
#include <string>

namespace yitang::devices {
namespace {

constexpr std::uint32_t buffer_count = 4;
constexpr std::size_t most_frame_bytes = 64U << 20U;
constexpr int longest_side = 12000;
constexpr int most_damaged = 8;  // in a row

tl::unexpected<Error> refused(const char* what, int number) {
  return fail(video_error(number), std::string("camera: ") + what + ": " + std::strerror(number));
}

std::optional<VideoFormat> format_of(std::uint32_t code) {
  switch (code) {
    case V4L2_PIX_FMT_MJPEG:
    case V4L2_PIX_FMT_JPEG: return VideoFormat::MotionJpeg;
    case V4L2_PIX_FMT_YUYV: return VideoFormat::Yuyv;
    case V4L2_PIX_FMT_NV12: return VideoFormat::Nv12;
    case V4L2_PIX_FMT_GREY: return VideoFormat::Grey;
    default: return std::nullopt;
  }
}

int check_abilities(VideoDevice& device) {
  v4l2_capability ability{};
  if (const int error = device.control(VIDIOC_QUERYCAP, &ability); error != 0) return error;
  const std::uint32_t able =
      (ability.capabilities & V4L2_CAP_DEVICE_CAPS) != 0 ? ability.device_caps : ability.capabilities;
  return (able & V4L2_CAP_VIDEO_CAPTURE) != 0 && (able & V4L2_CAP_STREAMING) != 0 ? 0 : EINVAL;
}

// The best of what the camera offers; 0: nothing that is understood.
std::uint32_t best_format(VideoDevice& device) {
  std::uint32_t best = 0;
  for (std::uint32_t i = 0; i < 64; ++i) {
    v4l2_fmtdesc offered{};
    offered.index = i;
    offered.type = V4L2_BUF_TYPE_VIDEO_CAPTURE;
    if (device.control(VIDIOC_ENUM_FMT, &offered) != 0) break;
    const auto format = format_of(offered.pixelformat);
    if (format && (best == 0 || *format < *format_of(best))) best = offered.pixelformat;
  }
  return best;
}

std::size_t least_row(const FrameLayout& layout) {
  const auto width = static_cast<std::size_t>(layout.width);
  if (layout.format == VideoFormat::MotionJpeg) return 0;
  return layout.format == VideoFormat::Yuyv ? (width + 1) / 2 * 4 : (width + 1) / 2 * 2;
}

// A camera that contradicts itself must not make us read outside its buffers.
Result<FrameLayout> layout_of(const v4l2_pix_format& given) {
  FrameLayout layout;
  const auto format = format_of(given.pixelformat);
  if (!format) return fail(ErrorCode::NotSupported, "camera: it changed to a format that is not understood");
  layout.format = *format;
  if (given.width < 1 || given.height < 1 || given.width > longest_side || given.height > longest_side ||
      given.sizeimage < 1 || given.sizeimage > most_frame_bytes) {
    return fail(ErrorCode::NotSupported, "camera: impossible size of frames");
  }
  layout.width = static_cast<int>(given.width);
  layout.height = static_cast<int>(given.height);
  layout.frame_bytes = given.sizeimage;
  if (layout.format == VideoFormat::Grey) {
    layout.row_bytes = std::max<std::size_t>(given.bytesperline, given.width);
  } else if (layout.format != VideoFormat::MotionJpeg) {
    layout.row_bytes = std::max<std::size_t>(given.bytesperline, least_row(layout));
  }
  return layout;
}

Result<FrameLayout> agree(VideoDevice& device, int width, int height) {
  if (const int error = check_abilities(device); error != 0) return refused("it takes no pictures", error);
  const std::uint32_t wanted = best_format(device);
  if (wanted == 0) return fail(ErrorCode::NotSupported, "camera: no format that is understood");
  v4l2_format format{};
  format.type = V4L2_BUF_TYPE_VIDEO_CAPTURE;
  format.fmt.pix.width = static_cast<std::uint32_t>(width);
  format.fmt.pix.height = static_cast<std::uint32_t>(height);
  format.fmt.pix.pixelformat = wanted;
  format.fmt.pix.field = V4L2_FIELD_NONE;
  if (const int error = device.control(VIDIOC_S_FMT, &format); error != 0) return refused("format", error);
  return layout_of(format.fmt.pix);
}

}  // namespace

Result<std::unique_ptr<VideoStream>> VideoStream::start(VideoDevice& device, int width, int height) {
  auto layout = agree(device, width, height);
  if (!layout) return tl::unexpected(layout.error());
  std::unique_ptr<VideoStream> stream(new VideoStream(device));
  stream->layout_ = *layout;
  if (auto prepared = stream->prepare_buffers(); !prepared) return tl::unexpected(prepared.error());
  int type = V4L2_BUF_TYPE_VIDEO_CAPTURE;
  if (const int error = device.control(VIDIOC_STREAMON, &type); error != 0) return refused("start", error);
  stream->streaming_ = true;
  return stream;
}

VideoStream::~VideoStream() {
  int type = V4L2_BUF_TYPE_VIDEO_CAPTURE;
  if (streaming_) (void)device_.control(VIDIOC_STREAMOFF, &type);
  v4l2_requestbuffers none{};
  none.type = V4L2_BUF_TYPE_VIDEO_CAPTURE;
  none.memory = V4L2_MEMORY_MMAP;
  (void)device_.control(VIDIOC_REQBUFS, &none);
}

Result<void> VideoStream::prepare_buffers() {
  v4l2_requestbuffers request{};
  request.count = buffer_count;
  request.type = V4L2_BUF_TYPE_VIDEO_CAPTURE;
  request.memory = V4L2_MEMORY_MMAP;
  if (const int error = device_.control(VIDIOC_REQBUFS, &request); error != 0)
    return refused("buffers", error);
  if (request.count < 1) return fail(ErrorCode::OutOfMemory, "camera: it has no buffers");
  for (std::uint32_t i = 0; i < std::min(request.count, buffer_count); ++i) {
    v4l2_buffer buffer{};
    buffer.index = i;
    buffer.type = V4L2_BUF_TYPE_VIDEO_CAPTURE;
    buffer.memory = V4L2_MEMORY_MMAP;
    if (const int error = device_.control(VIDIOC_QUERYBUF, &buffer); error != 0)
      return refused("buffers", error);
    if (buffer.length < 1 || buffer.length > most_frame_bytes) {
      return fail(ErrorCode::NotSupported, "camera: impossible size of buffers");
    }
    auto memory = device_.map(buffer.length, buffer.m.offset);
    if (!memory) return tl::unexpected(memory.error());
    buffers_.push_back(*memory);
    if (auto given = give_back(i); !given) return given;
  }
  return {};
}

Result<void> VideoStream::give_back(std::uint32_t index) {
  v4l2_buffer buffer{};
  buffer.index = index;
  buffer.type = V4L2_BUF_TYPE_VIDEO_CAPTURE;
  buffer.memory = V4L2_MEMORY_MMAP;
  if (const int error = device_.control(VIDIOC_QBUF, &buffer); error != 0) return refused("buffers", error);
  return {};
}

Result<VideoStream::Filled> VideoStream::take(milliseconds limit) {
  for (int tried = 0; tried < most_damaged; ++tried) {
    if (const int error = device_.wait(limit); error != 0) return refused("frame", error);
    v4l2_buffer filled{};
    filled.type = V4L2_BUF_TYPE_VIDEO_CAPTURE;
    filled.memory = V4L2_MEMORY_MMAP;
    const int error = device_.control(VIDIOC_DQBUF, &filled);
    if (error == EAGAIN) continue;  // another look took it, or it was withdrawn
    if (error != 0) return refused("frame", error);
    if (filled.index >= buffers_.size())
      return fail(ErrorCode::Protocol, "camera: a buffer that does not exist");
    const ByteView memory = buffers_[filled.index];
    return Filled{filled.index, memory.first(std::min<std::size_t>(filled.bytesused, memory.size())),
                  (filled.flags & V4L2_BUF_FLAG_ERROR) != 0};
  }
  return fail(ErrorCode::Io, "camera: it announces frames and has none");
}

Result<void> VideoStream::skip(milliseconds limit) {
  const auto filled = take(limit);
  if (!filled) return tl::unexpected(filled.error());
  return give_back(filled->index);
}

Result<Image> VideoStream::newest(PixelFormat wanted, milliseconds limit) {
  auto filled = take(limit);
  for (std::size_t older = 0; filled && older < buffers_.size() && device_.wait(milliseconds{0}) == 0;
       ++older) {
    auto newer = take(milliseconds{0});
    if (!newer) break;
    if (auto given = give_back(filled->index); !given) return tl::unexpected(given.error());
    filled = newer;
  }
  if (!filled) return tl::unexpected(filled.error());
  auto image = filled->damaged ? Result<Image>(fail(ErrorCode::Timeout, "camera: a damaged frame"))
                               : picture_of_frame(filled->bytes, layout_, wanted);
  if (auto given = give_back(filled->index); !given) return tl::unexpected(given.error());
  if (!image && image.error().code == ErrorCode::Malformed) image.error().code = ErrorCode::Timeout;
  return image;
}

Result<Image> VideoStream::next(PixelFormat wanted, milliseconds limit) {
  for (int tried = 0; tried < most_damaged; ++tried) {
    const auto filled = take(limit);
    if (!filled) return tl::unexpected(filled.error());
    auto image = filled->damaged ? Result<Image>(fail(ErrorCode::Malformed, "camera: a damaged frame"))
                                 : picture_of_frame(filled->bytes, layout_, wanted);
    if (auto given = give_back(filled->index); !given) return tl::unexpected(given.error());
    if (image) return image;
  }
  return fail(ErrorCode::Io, "camera: only damaged frames");
}

}  // namespace yitang::devices
