#include "devices/camera/v4l2_camera.hpp"

#include <gtest/gtest.h>
#include <linux/videodev2.h>

#include <cerrno>

#include "devices/camera/video_stream.hpp"
#include "devices/image/codec.hpp"
#include "tests/unit/devices/camera/fake_video_support.hpp"

namespace yitang::devices {
namespace {

using test::FakeCamera;
using test::yuyv_frame;

V4l2Camera camera_of(FakeCamera& fake, int settle = 2) {
  return V4l2Camera({.path = "/dev/video0", .settle_frames = settle},
                    [&fake](const std::string&) { return fake.open(); });
}

TEST(V4l2Camera, TakesAColourPictureAndLetsGo) {
  FakeCamera fake{.formats = {V4L2_PIX_FMT_YUYV}};
  fake.frames = {yuyv_frame(64, 48, 16, 128, 128), yuyv_frame(64, 48, 16, 128, 128),
                 yuyv_frame(64, 48, 81, 90, 240)};
  auto camera = camera_of(fake);
  const auto picture = camera.capture();
  ASSERT_TRUE(picture) << picture.error().message;
  EXPECT_EQ(picture->width, 64);
  EXPECT_EQ(picture->format, PixelFormat::Rgb);
  EXPECT_NEAR(picture->pixels[0], 255, 2);  // BT.601 red
  EXPECT_NEAR(picture->pixels[1], 0, 2);
  EXPECT_EQ(fake.opened, 0);
  EXPECT_EQ(fake.streaming, 0);
}

TEST(V4l2Camera, CompressedPicturesAreTakenFirst) {
  FakeCamera fake{.formats = {V4L2_PIX_FMT_YUYV, V4L2_PIX_FMT_H264, V4L2_PIX_FMT_MJPEG}};
  const Bytes cut(20, 0xFF);
  fake.frames = {cut, cut, cut, *encode_jpeg(make_image(64, 48, PixelFormat::Rgb, 200), 90)};
  auto camera = camera_of(fake);
  const auto picture = camera.capture();  // two settle, the third is damaged and skipped
  ASSERT_TRUE(picture) << picture.error().message;
  EXPECT_NEAR(picture->pixels[0], 200, 3);
}

TEST(V4l2Camera, EveryCallMayFailAndNothingStaysOpen) {
  for (const auto& [number, expected] :
       {std::pair{ENODEV, ErrorCode::Disconnected}, {EBUSY, ErrorCode::Busy}, {EIO, ErrorCode::Io}}) {
    FakeCamera whole{.formats = {V4L2_PIX_FMT_YUYV}};
    whole.frames = {yuyv_frame(64, 48, 100, 128, 128)};
    ASSERT_TRUE(camera_of(whole).capture());
    // Up to the last frame: what follows only cleans up. The end of the list of formats is an error by
    // itself.
    for (int call = 0; call < whole.calls - 2; ++call) {
      FakeCamera fake{.formats = {V4L2_PIX_FMT_YUYV}};
      fake.frames = {yuyv_frame(64, 48, 100, 128, 128)};
      fake.fail_at = call;
      fake.fail_with = number;
      const auto picture = camera_of(fake).capture();
      if (call != 1 && call != 2) {
        ASSERT_FALSE(picture) << "call " << call;
        EXPECT_EQ(picture.error().code, expected) << "call " << call << ": " << picture.error().message;
      }
      EXPECT_EQ(fake.opened, 0);
      EXPECT_EQ(fake.streaming, 0);
    }
  }
}

TEST(V4l2Camera, ACameraThatLiesIsRefused) {
  const auto error_of = [](FakeCamera fake) {
    fake.frames = {yuyv_frame(64, 48, 100, 128, 128)};
    if (fake.formats.empty()) fake.formats = {V4L2_PIX_FMT_YUYV};
    const auto picture = camera_of(fake).capture();
    return picture ? ErrorCode::Cancelled : picture.error().code;
  };
  EXPECT_EQ(error_of({.formats = {V4L2_PIX_FMT_H264}}), ErrorCode::NotSupported);
  EXPECT_EQ(error_of({.formats = {}, .width = 0}), ErrorCode::NotSupported);
  EXPECT_EQ(error_of({.formats = {}, .width = 40'000}), ErrorCode::NotSupported);
  EXPECT_EQ(error_of({.formats = {}, .frame_bytes = 0xFFFFFFFF}), ErrorCode::NotSupported);
  EXPECT_EQ(error_of({.formats = {}, .frame_bytes = 100}), ErrorCode::Io);  // frames that are too short
  EXPECT_EQ(error_of({.formats = {}, .wrong_index = 9}), ErrorCode::Protocol);
  EXPECT_EQ(error_of({.formats = {}, .mark_damaged = true}), ErrorCode::Io);
  EXPECT_EQ(error_of({.formats = {}, .row_bytes = 1}),
            ErrorCode::Cancelled);  // a row is never shorter than its dots
}

TEST(V4l2Camera, NoFrameIsATimeout) {
  FakeCamera fake{.formats = {V4L2_PIX_FMT_GREY}};
  EXPECT_EQ(camera_of(fake).capture().error().code, ErrorCode::Timeout);
}

TEST(V4l2Camera, AMissingDeviceIsDisconnected) {
  V4l2Camera camera({.path = "/nowhere/video0"});
  EXPECT_EQ(camera.state(), CameraState::Disconnected);
  EXPECT_EQ(camera.capture().error().code, ErrorCode::Disconnected);
  V4l2Camera file({.path = "/dev/null"});
  EXPECT_EQ(file.state(), CameraState::Ready);
  EXPECT_EQ(file.capture().error().code, ErrorCode::NotSupported);
}

TEST(VideoFrame, FormatsAndCuts) {
  const FrameLayout nv12{VideoFormat::Nv12, 4, 2, 4, 12};
  const Bytes frame{16, 235, 16, 235, 16, 235, 16, 235, 128, 128, 128, 128};
  const auto colour = picture_of_frame(frame, nv12, PixelFormat::Rgb);
  ASSERT_TRUE(colour);
  EXPECT_EQ(colour->pixels[0], 0);
  EXPECT_EQ(colour->pixels[3], 255);
  EXPECT_EQ(picture_of_frame(frame, nv12, PixelFormat::Grey)->pixels[1], 235);
  for (std::size_t length = 0; length < frame.size(); ++length) {
    EXPECT_EQ(picture_of_frame(ByteView(frame).first(length), nv12, PixelFormat::Rgb).error().code,
              ErrorCode::Malformed);
  }
  const FrameLayout grey{VideoFormat::Grey, 3, 2, 4, 8};  // rows with a gap
  EXPECT_EQ(picture_of_frame(Bytes{1, 2, 3, 0, 4, 5, 6, 0}, grey, PixelFormat::Rgb)->pixels,
            (Bytes{1, 2, 3, 4, 5, 6}));
  EXPECT_FALSE(picture_of_frame(Bytes{1, 2}, {VideoFormat::MotionJpeg, 4, 4, 0, 64}, PixelFormat::Grey));
}

}  // namespace
}  // namespace yitang::devices
