// The real decoder in its own process, and one that misbehaves, behind the same sandbox.
#include "devices/barcode/decoder_process.hpp"

#include <gtest/gtest.h>

#include <csignal>
#include <string>

#include "devices/barcode/code128.hpp"
#include "devices/barcode/qr.hpp"
#include "devices/image/codec.hpp"

namespace yitang::devices {
namespace {

Bytes bytes(std::string_view text) { return {text.begin(), text.end()}; }

Image qr_picture(std::string_view text) { return to_image(enlarge_qr(*make_qr(bytes(text)), 4)); }

class DecoderProcessTest : public ::testing::Test {
 protected:
  SystemClock clock;
  DecoderProcess decoder{{.program = YITANG_DECODER, .answer_limit = milliseconds{60'000}}, clock};
  DecoderProcess wrong{{.program = YITANG_WRONG_DECODER, .answer_limit = milliseconds{60'000}}, clock};

  std::string wrong_says(std::string_view wish) {
    const auto codes = wrong.find_in_file(bytes(wish), {});
    return codes ? codes->front().text : std::string("error: ") + std::string(name_of(codes.error().code));
  }
};

TEST_F(DecoderProcessTest, FindsCodesOfDotsAndFiles) {
  const auto dots = decoder.find(qr_picture("YT-7Q2M-K4TD"), {});
  ASSERT_TRUE(dots) << dots.error().message;
  EXPECT_EQ(dots->front().text, "YT-7Q2M-K4TD");
  EXPECT_EQ(dots->front().stage, SearchStage::Plain);
  EXPECT_GT(dots->front().milliseconds, 0);
  const auto file = decoder.find_in_file(*encode_png(qr_picture("政务服务：社保卡")), {});
  ASSERT_TRUE(file) << file.error().message;
  EXPECT_EQ(file->front().text, "政务服务：社保卡");
  Bitmap bars(600, 120);
  bars.draw(make_code128("YL-2026-000318")->scaled(2, 80), 40, 20);
  EXPECT_EQ(decoder.find(to_image(bars), {})->front().symbology, Symbology::Code128);
}

TEST_F(DecoderProcessTest, OneProcessServesManyPicturesAndRests) {
  EXPECT_EQ(decoder.process_id(), 0);
  ASSERT_TRUE(decoder.find(qr_picture("one"), {}));
  const pid_t first = decoder.process_id();
  ASSERT_TRUE(decoder.find(qr_picture("two"), {}));
  EXPECT_EQ(decoder.process_id(), first);
  decoder.rest();
  EXPECT_EQ(decoder.process_id(), 0);
  EXPECT_NE(::kill(first, 0), 0);
  EXPECT_EQ(decoder.find(qr_picture("three"), {})->front().text, "three");
}

TEST_F(DecoderProcessTest, ErrorsKeepTheirKindAndReason) {
  EXPECT_EQ(decoder.find(make_image(64, 64, PixelFormat::Grey), {}).error().code, ErrorCode::NotFound);
  const auto none = decoder.find_in_file(bytes("no picture"), {});
  EXPECT_EQ(none.error().code, ErrorCode::NotSupported);
  EXPECT_EQ(none.error().message, "neither PNG nor JPEG nor PGM");
  EXPECT_EQ(decoder.find_in_file({}, {}).error().code, ErrorCode::Malformed);
  Image lie = make_image(10, 10, PixelFormat::Grey);
  lie.width = 1000;
  EXPECT_EQ(decoder.find(lie, {}).error().code, ErrorCode::BadArgument);
  EXPECT_NE(decoder.process_id(), 0);  // all of these leave it alive
}

TEST_F(DecoderProcessTest, ADecoderKilledBetweenPicturesIsReplaced) {
  ASSERT_TRUE(decoder.find(qr_picture("one"), {}));
  const pid_t first = decoder.process_id();
  ASSERT_EQ(::kill(first, SIGKILL), 0);
  const auto second = decoder.find(qr_picture("two"), {});  // may be lost with the process
  if (!second) {
    EXPECT_EQ(second.error().code, ErrorCode::Malformed);
  }
  EXPECT_EQ(decoder.find(qr_picture("three"), {})->front().text, "three");
  EXPECT_NE(decoder.process_id(), first);
}

TEST_F(DecoderProcessTest, APictureThatKillsTheDecoderCostsOnePicture) {
  EXPECT_EQ(wrong_says("hello"), "hello");
  EXPECT_EQ(wrong_says("die"), "error: malformed");
  EXPECT_EQ(wrong_says("hello"), "hello");
}

TEST_F(DecoderProcessTest, NonsenseEndsTheDecoder) {
  EXPECT_EQ(wrong_says("nonsense, please"), "error: protocol");
  EXPECT_EQ(wrong.process_id(), 0);
  EXPECT_EQ(wrong_says("hello"), "hello");
}

TEST_F(DecoderProcessTest, ADecoderThatHangsIsEnded) {
  DecoderProcess hanging({.program = YITANG_WRONG_DECODER, .answer_limit = milliseconds{50}}, clock);
  EXPECT_EQ(hanging.find_in_file(bytes("hang"), {}).error().code, ErrorCode::Timeout);
  EXPECT_EQ(hanging.process_id(), 0);
}

TEST_F(DecoderProcessTest, TheSandboxHasNoFilesNoNetworkNoPrograms) {
  EXPECT_EQ(wrong_says("open a file"), "no");
  EXPECT_EQ(wrong_says("make a socket"), "error: malformed");  // killed by the kernel
  EXPECT_EQ(wrong_says("start a program"), "error: malformed");
  EXPECT_EQ(wrong_says("executable memory"), "error: malformed");
  EXPECT_EQ(wrong_says("kill the parent"), "error: malformed");
  EXPECT_EQ(wrong_says("hello"), "hello");
}

TEST_F(DecoderProcessTest, InheritsNothingOfTheProgram) { EXPECT_EQ(wrong_says("environment"), "empty"); }

// Libraries sort what they found, and the C library asks for the machine's memory before it sorts much.
TEST_F(DecoderProcessTest, ABusyPictureDoesNotLeaveTheSandbox) {
  Image busy = make_image(1080, 1920, PixelFormat::Grey);
  for (int y = 0; y < busy.height; ++y) {
    for (int x = 0; x < busy.width; ++x) {
      busy.pixels[static_cast<std::size_t>(y) * 1080 + static_cast<std::size_t>(x)] =
          static_cast<std::uint8_t>(x * 7919 + y * 104729 + (x * y) % 97 * 31);
    }
  }
  EXPECT_EQ(decoder.find(busy, {}).error().code, ErrorCode::NotFound);
  EXPECT_NE(decoder.process_id(), 0);
}

TEST_F(DecoderProcessTest, AMissingProgramIsSaid) {
  DecoderProcess none({.program = "/nowhere/yitang-decoder"}, clock);
  const auto codes = none.find(qr_picture("one"), {});
  EXPECT_EQ(codes.error().code, ErrorCode::NotSupported);
  EXPECT_NE(codes.error().message.find("/nowhere/yitang-decoder"), std::string::npos);
}

}  // namespace
}  // namespace yitang::devices
