#include <gtest/gtest.h>

#include <filesystem>
#include <random>

#include "devices/camera/file_camera.hpp"
#include "devices/camera/simulated_camera.hpp"
#include "devices/image/codec.hpp"
#include "devices/image/page_jpeg.hpp"
#include "devices/image/quality.hpp"

namespace yitang::devices {
namespace {

Image gradient(int width, int height, PixelFormat format) {
  Image image = make_image(width, height, format);
  for (std::size_t i = 0; i < image.pixels.size(); ++i)
    image.pixels[i] = static_cast<std::uint8_t>(i * 7 % 251);
  return image;
}

Bytes text(std::string_view value) { return {value.begin(), value.end()}; }

TEST(ImageCodec, LosslessFormatsComeBackEqual) {
  for (const auto format : {PixelFormat::Grey, PixelFormat::Rgb}) {
    const Image image = gradient(37, 21, format);
    EXPECT_EQ(*decode_image(*encode_png(image)), image);
  }
  const Image grey = gradient(5, 3, PixelFormat::Grey);
  EXPECT_EQ(*decode_image(encode_pgm(grey)), grey);
  Bitmap dots(13, 2);
  dots.set(12, 1);
  EXPECT_EQ(*decode_image(*encode_png(dots)), to_image(dots));
}

TEST(ImageCodec, JpegIsCloseAndSized) {
  const Image flat = make_image(40, 30, PixelFormat::Rgb, 100);
  const auto jpeg = encode_jpeg(flat, 80);
  ASSERT_TRUE(jpeg);
  const auto back = decode_image(*jpeg);
  ASSERT_TRUE(back);
  EXPECT_EQ(back->width, 40);
  EXPECT_EQ(back->format, PixelFormat::Rgb);
  EXPECT_NEAR(back->pixels[100], 100, 3);
  EXPECT_FALSE(encode_jpeg(flat, 0));
  EXPECT_FALSE(encode_jpeg(Image{}, 80));
}

// Noise is the worst that a camera can deliver: nothing of it compresses.
Image noise(int width, int height) {
  Image image = make_image(width, height, PixelFormat::Rgb);
  std::mt19937 random(3);
  for (std::uint8_t& value : image.pixels) value = static_cast<std::uint8_t>(random());
  return image;
}

TEST(PageJpeg, IsNeverLargerThanItsLimits) {
  const auto small = encode_page_jpeg(noise(200, 300));
  ASSERT_TRUE(small) << small.error().message;
  EXPECT_EQ(decode_image(*small)->height, 300) << "what fits stays as it is";
  const auto large = encode_page_jpeg(noise(3000, 4000));
  ASSERT_TRUE(large) << large.error().message;
  EXPECT_LE(large->size(), std::size_t{2} << 20);
  const Image back = *decode_image(*large);
  EXPECT_LE(back.height, 2480);
  EXPECT_NEAR(static_cast<double>(back.width) / back.height, 0.75, 0.01);
  EXPECT_GT(back.height, 900) << "not smaller than needed";
}

TEST(PageJpeg, LowersTheQualityBeforeItShrinks) {
  const Image picture = noise(400, 400);
  PageJpegLimits limits;
  limits.max_bytes = encode_jpeg(picture, 50)->size();
  const auto page = encode_page_jpeg(picture, limits);
  ASSERT_TRUE(page);
  EXPECT_EQ(decode_image(*page)->width, 400);
  EXPECT_EQ(page->size(), limits.max_bytes);
}

TEST(PageJpeg, WhatCannotBeDoneIsAnError) {
  EXPECT_EQ(encode_page_jpeg(Image()).error().code, ErrorCode::BadArgument);
  PageJpegLimits limits;
  limits.max_bytes = 100;
  EXPECT_EQ(encode_page_jpeg(noise(300, 300), limits).error().code, ErrorCode::Overflow);
}

TEST(ImageCodec, TextPgmWithComments) {
  const auto image = decode_image(text("P2 # grey\n# two lines\n2 2\n100\n0 50\n100 25 "));
  ASSERT_TRUE(image) << image.error().message;
  EXPECT_EQ(image->pixels, (std::vector<std::uint8_t>{0, 128, 255, 64}));
}

TEST(ImageCodec, WrongFilesAreTypedErrors) {
  EXPECT_EQ(decode_image(text("GIF89a")).error().code, ErrorCode::NotSupported);
  EXPECT_EQ(decode_image({}).error().code, ErrorCode::NotSupported);
  EXPECT_EQ(decode_image(text("P5 99999 99999 255\n")).error().code, ErrorCode::Overflow);
  EXPECT_EQ(decode_image(text("P5 4000 4000 255\nx")).error().code, ErrorCode::Malformed);
  EXPECT_EQ(decode_image(text("P2 1 1 10 11 ")).error().code, ErrorCode::Malformed);
  EXPECT_EQ(decode_image(text("P5 0 1 255\n ")).error().code, ErrorCode::Malformed);
  const Image image = gradient(100, 100, PixelFormat::Rgb);
  EXPECT_EQ(decode_image(*encode_png(image), {.max_side = 99}).error().code, ErrorCode::Overflow);
  EXPECT_EQ(decode_image(*encode_jpeg(image, 90), {.max_pixels = 9999}).error().code, ErrorCode::Overflow);
  EXPECT_EQ(decode_image(*encode_png(image), {.max_file_bytes = 10}).error().code, ErrorCode::Overflow);
  EXPECT_EQ(load_image("/nonexistent/picture.png").error().code, ErrorCode::NotFound);
}

TEST(ImageCodec, DamagedFilesNeverGiveHalfAPicture) {
  const Image image = gradient(64, 48, PixelFormat::Rgb);
  for (const Bytes& whole : {*encode_png(image), *encode_jpeg(image, 80), encode_pgm(image)}) {
    for (std::size_t length = 0; length + 3 < whole.size(); length += 1 + whole.size() / 150) {
      EXPECT_FALSE(decode_image(ByteView(whole).first(length))) << length;
    }
    std::mt19937 random(3);
    for (int round = 0; round < 200; ++round) {
      Bytes broken = whole;
      broken[random() % broken.size()] ^= static_cast<std::uint8_t>(1U << (random() % 8));
      (void)decode_image(broken, {.max_pixels = 100'000});
    }
  }
}

TEST(Image, DownscaleKeepsProportionsAndMean) {
  const Image image = gradient(400, 200, PixelFormat::Rgb);
  const Image small = downscale(image, 100, 100);
  EXPECT_EQ(small.width, 100);
  EXPECT_EQ(small.height, 50);
  EXPECT_EQ(downscale(image, 1000, 1000), image);
  EXPECT_NEAR(measure_quality(small).mean, measure_quality(image).mean, 2);
}

TEST(Image, FourQuarterTurnsAreNone) {
  const Image image = gradient(7, 4, PixelFormat::Rgb);
  EXPECT_EQ(rotate(rotate(image, 1), 3), image);
  EXPECT_EQ(rotate(rotate(image, 2), -2), image);
  EXPECT_EQ(rotate(image, 1).width, 4);
  EXPECT_EQ(rotate(image, 1).pixels[3 * 3], image.pixels[0]);  // top left goes to top right
}

TEST(Bitmap, DrawsAndClips) {
  Bitmap dots(10, 4);
  dots.fill(-3, -3, 5, 5);
  EXPECT_EQ(dots.count_black(), 4U);
  Bitmap big(20, 20);
  big.fill(0, 0, 20, 20);
  dots.draw(big, 8, 2);
  EXPECT_EQ(dots.count_black(), 8U);
  dots.invert(0, 0, 10, 4);
  EXPECT_EQ(dots.count_black(), 32U);
  dots.resize_height(2);
  EXPECT_EQ(dots.scaled(2, 3).count_black(), dots.count_black() * 6);
  dots.set(100, 100);
  EXPECT_FALSE(dots.get(-1, 0));
}

TEST(SimulatedCamera, IsDeterministicAndItsFaultsShow) {
  SimulatedCamera camera({.width = 620, .height = 877});
  const Image first = *camera.capture();
  EXPECT_EQ(first, *camera.capture());
  camera.put_page(2);
  EXPECT_FALSE(first == *camera.capture());
  const double sharp = measure_quality(first).sharpness;
  camera.set_blur(3);
  EXPECT_LT(measure_quality(*camera.capture()).sharpness * 20, sharp);
  camera.set_blur(0);
  camera.set_dark(true);
  EXPECT_LT(measure_quality(*camera.capture()).mean, 40);
  camera.set_dark(false);
  camera.put_page(0);
  EXPECT_LT(measure_quality(*camera.capture()).contrast, 5);
  camera.fail_next(ErrorCode::Timeout);
  EXPECT_EQ(camera.capture().error().code, ErrorCode::Timeout);
  EXPECT_TRUE(camera.capture());
  camera.set_plugged(false);
  EXPECT_EQ(camera.state(), CameraState::Disconnected);
  EXPECT_EQ(camera.capture().error().code, ErrorCode::Disconnected);
}

class FileCameraTest : public testing::Test {
 protected:
  void SetUp() override {
    std::string pattern = (std::filesystem::temp_directory_path() / "yitang-camera-XXXXXX").string();
    ASSERT_NE(mkdtemp(pattern.data()), nullptr);
    folder = pattern;
  }
  void TearDown() override { std::filesystem::remove_all(folder); }
  void put(const std::string& name, const Bytes& bytes) {
    ASSERT_TRUE(save_bytes(folder + "/" + name, bytes));
  }
  std::string folder;
};

TEST_F(FileCameraTest, TakesPicturesInOrder) {
  EXPECT_EQ(FileCamera::open(folder + "/none").error().code, ErrorCode::NotFound);
  auto camera = FileCamera::open(folder);
  ASSERT_TRUE(camera);
  EXPECT_EQ((*camera)->state(), CameraState::NoSource);
  EXPECT_EQ((*camera)->capture().error().code, ErrorCode::NotFound);
  put("b.pgm", encode_pgm(make_image(2, 2, PixelFormat::Grey)));
  put("a.PNG", *encode_png(make_image(3, 3, PixelFormat::Grey)));
  put("note.txt", text("no picture"));
  EXPECT_EQ((*camera)->state(), CameraState::Ready);
  EXPECT_EQ((*camera)->capture()->width, 3);
  EXPECT_EQ((*camera)->capture()->width, 2);
  EXPECT_EQ((*camera)->capture()->width, 3);
  put("c.jpg", text("broken"));
  (void)(*camera)->capture();
  const auto broken = (*camera)->capture();
  ASSERT_FALSE(broken);
  EXPECT_NE(broken.error().message.find("c.jpg"), std::string::npos);
  std::filesystem::remove_all(folder);
  EXPECT_EQ((*camera)->capture().error().code, ErrorCode::Disconnected);
}

}  // namespace
}  // namespace yitang::devices
