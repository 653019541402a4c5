#include "devices/barcode/camera_scanner.hpp"

#include <gtest/gtest.h>
#include <linux/videodev2.h>

#include <cerrno>

#include "devices/barcode/qr.hpp"
#include "devices/decoder/search.hpp"
#include "tests/unit/devices/camera/fake_video_support.hpp"

namespace yitang::devices {
namespace {

using test::FakeCamera;

// The search itself, without its process.
class HereFinder final : public CodeFinder {
 public:
  explicit HereFinder(const Clock& clock) : clock_(clock) {}
  Result<std::vector<DecodedCode>> find(const Image& image, const SearchOptions& options) override {
    last = options;
    if (trouble) return fail(*trouble, "trouble");
    return decode_codes(image, clock_, options);
  }
  Result<std::vector<DecodedCode>> find_in_file(ByteView, const SearchOptions&) override {
    return fail(ErrorCode::NotSupported, "frames only");
  }
  void rest() override { ++rested; }
  SearchOptions last;
  std::optional<ErrorCode> trouble;
  int rested = 0;

 private:
  const Clock& clock_;
};

class CameraScannerTest : public ::testing::Test {
 protected:
  static constexpr int side = 160;
  CameraScannerTest() {
    fake.formats = {V4L2_PIX_FMT_GREY};
    fake.width = fake.height = side;
    fake.frames = {Bytes(side * side, 200)};
  }
  static Bytes frame_with(std::string_view text) {
    const Bytes bytes(text.begin(), text.end());
    Bitmap page(side, side);
    const Bitmap code = enlarge_qr(*make_qr(bytes), 4);
    page.draw(code, (side - code.width()) / 2, (side - code.height()) / 2);
    return to_image(page).pixels;
  }
  CameraScanner scanner() { return CameraScanner(*fake.open(), finder, clock); }

  FakeCamera fake;
  ManualClock clock;
  HereFinder finder{clock};
};

TEST_F(CameraScannerTest, FramesWithoutACodeAreNoErrorAndTakeTheLooksInTurn) {
  auto camera = scanner();
  const auto first = camera.poll();
  ASSERT_TRUE(first) << first.error().message;
  EXPECT_FALSE(first->has_value());
  const int turn = finder.last.turn;
  EXPECT_FALSE(finder.last.other_formats);
  ASSERT_TRUE(camera.poll());
  EXPECT_EQ(finder.last.turn, turn + 1);
}

TEST_F(CameraScannerTest, ACodeInTheNewestFrameIsRead) {
  fake.frames = {frame_with("old"), frame_with("new")};
  auto camera = scanner();
  const auto code = camera.poll();
  ASSERT_TRUE(code && code->has_value());
  EXPECT_EQ((*code)->text, "new");
}

TEST_F(CameraScannerTest, TheLightGoesOutWhenNobodyScans) {
  auto camera = scanner();
  EXPECT_EQ(camera.view(), nullptr);
  ASSERT_TRUE(camera.poll());
  EXPECT_EQ(fake.streaming, 1);
  ASSERT_NE(camera.view(), nullptr) << "to aim by";
  EXPECT_EQ(camera.view()->width, side);
  camera.discard();
  EXPECT_EQ(fake.streaming, 0);
  EXPECT_EQ(camera.view(), nullptr);
  EXPECT_EQ(finder.rested, 1);
  ASSERT_TRUE(camera.poll());
  EXPECT_EQ(fake.streaming, 1);
}

TEST_F(CameraScannerTest, TroubleOfTheDecoderIsNoForeignCode) {
  auto camera = scanner();
  for (const ErrorCode code : {ErrorCode::Malformed, ErrorCode::Timeout, ErrorCode::NotFound}) {
    finder.trouble = code;
    const auto answer = camera.poll();
    ASSERT_TRUE(answer);
    EXPECT_FALSE(answer->has_value());
  }
  finder.trouble = ErrorCode::NotSupported;  // there is no decoder: that has to be said
  EXPECT_EQ(camera.poll().error().code, ErrorCode::NotSupported);
}

TEST_F(CameraScannerTest, UnpluggedIsSaidAndLateFramesAreNot) {
  auto camera = scanner();
  fake.frames.clear();
  const auto late = camera.poll();
  ASSERT_TRUE(late) << late.error().message;
  EXPECT_FALSE(late->has_value());
  fake.fail_at = fake.calls;
  fake.fail_with = ENODEV;
  EXPECT_EQ(camera.poll().error().code, ErrorCode::Disconnected);
  EXPECT_EQ(fake.streaming, 0);
}

}  // namespace
}  // namespace yitang::devices
