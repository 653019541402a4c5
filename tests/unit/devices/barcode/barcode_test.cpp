#include <gtest/gtest.h>

#include "devices/barcode/code128.hpp"
#include "devices/barcode/decoder_process.hpp"
#include "devices/barcode/qr.hpp"
#include "devices/barcode/scanners.hpp"
#include "devices/decoder/search.hpp"
#include "devices/image/codec.hpp"

namespace yitang::devices {
namespace {

Bytes bytes_of(std::string_view text) { return {text.begin(), text.end()}; }
const std::string gbk_text =
    "\xD5\xFE\xCE\xF1\xB7\xFE\xCE\xF1\xA3\xBA\xC9\xE7\xB1\xA3\xBF\xA8";  // 政务服务：社保卡

Image picture_of_qr(ByteView payload, QrLevel level = QrLevel::M, int dots = 4) {
  return to_image(enlarge_qr(*make_qr(payload, level), dots));
}

TEST(PayloadText, RuleInOrder) {
  EXPECT_EQ(payload_text(bytes_of("社保")).origin, TextOrigin::Utf8);
  EXPECT_EQ(payload_text(bytes_of(gbk_text)).text, "政务服务：社保卡");
  EXPECT_EQ(payload_text(bytes_of(gbk_text)).origin, TextOrigin::Gb18030);
  EXPECT_EQ(payload_text(bytes_of("\xE9"), 3).text, "é");
  EXPECT_EQ(payload_text(bytes_of("\xE9"), 3).origin, TextOrigin::Eci);
  EXPECT_EQ(payload_text(bytes_of("社"), 26).origin, TextOrigin::Eci);
  EXPECT_EQ(payload_text(bytes_of(gbk_text), 26).origin, TextOrigin::Gb18030);  // the ECI is wrong
  EXPECT_EQ(payload_text(bytes_of("x"), 899).origin, TextOrigin::Utf8);
  EXPECT_EQ(payload_text(Bytes{0xFF, 0x00, 0x81}).text, "FF 00 81");
  EXPECT_EQ(payload_text(Bytes{0xFF}).origin, TextOrigin::Hex);
  EXPECT_EQ(payload_text({}).text, "");
}

TEST(BarcodeDecoder, QrRoundTripKeepsBytes) {
  const ManualClock clock;
  Bytes all;
  for (int byte = 255; byte >= 0; --byte) all.push_back(static_cast<std::uint8_t>(byte));
  for (const Bytes& payload : {bytes_of("YT-7Q2M-K4TD"), bytes_of("政务服务：社保卡𠀾"), bytes_of(gbk_text),
                               bytes_of("12345678"), bytes_of("a\\000026b"), all}) {
    for (const auto level : {QrLevel::L, QrLevel::M, QrLevel::Q, QrLevel::H}) {
      const auto codes = decode_codes(picture_of_qr(payload, level), clock);
      ASSERT_TRUE(codes) << payload.size();
      ASSERT_EQ(codes->size(), 1U);
      EXPECT_EQ(codes->front().bytes, payload);
      EXPECT_EQ(codes->front().symbology, Symbology::QrCode);
      EXPECT_EQ(codes->front().text, payload_text(payload).text);
    }
  }
}

TEST(BarcodeDecoder, RotatedColouredAndSeveral) {
  const ManualClock clock;
  const Image upright = picture_of_qr(bytes_of("one"));
  for (int turns = 0; turns < 4; ++turns)
    EXPECT_EQ(decode_codes(rotate(upright, turns), clock)->front().text, "one");
  Image colour = make_image(upright.width, upright.height, PixelFormat::Rgb);
  for (std::size_t i = 0; i < colour.pixels.size(); ++i)
    colour.pixels[i] = upright.pixels[i / 3] == 0 ? 40 : 230;
  EXPECT_EQ(decode_codes(colour, clock)->front().text, "one");
  const Bitmap first = enlarge_qr(*make_qr(bytes_of("left")), 4);
  const Bitmap second = enlarge_qr(*make_qr(bytes_of("right")), 4);
  Bitmap both(first.width() + second.width(), first.height());
  both.draw(first, 0, 0);
  both.draw(second, first.width(), 0);
  EXPECT_EQ(decode_codes(to_image(both), clock)->size(), 2U);
  EXPECT_EQ(decode_codes(to_image(both), clock, {.other_formats = false, .max_codes = 1})->size(), 1U);
}

TEST(BarcodeDecoder, BarsOnlyWithoutQr) {
  const ManualClock clock;
  Bitmap bars(600, 120);
  bars.draw(make_code128("YL-2026-000318")->scaled(2, 80), 40, 20);
  const auto codes = decode_codes(to_image(bars), clock);
  ASSERT_TRUE(codes);
  EXPECT_EQ(codes->front().symbology, Symbology::Code128);
  EXPECT_EQ(name_of(codes->front().symbology), "Code128");
  EXPECT_EQ(codes->front().text, "YL-2026-000318");
  EXPECT_EQ(decode_codes(to_image(bars), clock, {.other_formats = false, .max_codes = 1}).error().code,
            ErrorCode::NotFound);
}

TEST(BarcodeDecoder, RefusesPicturesThatLie) {
  const ManualClock clock;
  Image image = make_image(10, 10, PixelFormat::Grey);
  EXPECT_EQ(decode_codes(image, clock).error().code, ErrorCode::NotFound);
  image.width = 1000;
  EXPECT_EQ(decode_codes(image, clock).error().code, ErrorCode::BadArgument);
  EXPECT_EQ(decode_codes(Image{}, clock).error().code, ErrorCode::BadArgument);
}

TEST(BarcodeDecoder, PicturesOfAFewDotsHaveNoCode) {
  const ManualClock clock;
  for (int width = 1; width <= 24; ++width) {
    for (int height = 1; height <= 24; ++height) {
      Image image = make_image(width, height, PixelFormat::Grey);
      for (std::size_t dot = 0; dot < image.pixels.size(); ++dot)
        image.pixels[dot] = static_cast<std::uint8_t>(dot * 37);
      EXPECT_FALSE(decode_codes(image, clock)) << width << " x " << height;
    }
  }
}

TEST(Qr, LimitsOfContent) {
  EXPECT_FALSE(make_qr({}));
  EXPECT_TRUE(make_qr(Bytes(2953, 0xC3), QrLevel::L));
  EXPECT_FALSE(make_qr(Bytes(2954, 0xC3), QrLevel::L));
  EXPECT_FALSE(make_qr(Bytes(1274, 0xC3), QrLevel::H));
  EXPECT_EQ(make_qr(bytes_of("1"))->width(), 21);
  EXPECT_FALSE(make_code128("中"));
  EXPECT_FALSE(make_code128(""));
}

TEST(CodeStreamParser, SuffixEndsACode) {
  CodeStreamParser parser;
  const TimePoint now{};
  auto codes = parser.push(bytes_of("AB\r\nCD\nE"), now);
  ASSERT_EQ(codes.size(), 2U);
  EXPECT_EQ(codes[0].text, "AB");
  EXPECT_EQ(codes[1].text, "CD");
  EXPECT_FALSE(parser.tick(now + milliseconds{79}));
  EXPECT_EQ(parser.tick(now + milliseconds{80})->text, "E");
  EXPECT_FALSE(parser.tick(now + milliseconds{500}));
}

TEST(CodeStreamParser, SilenceSeparatesCodes) {
  CodeStreamParser parser({.suffix_cr = false, .suffix_lf = false});
  const TimePoint now{};
  EXPECT_TRUE(parser.push(bytes_of("A\r"), now).empty());
  EXPECT_TRUE(parser.push(bytes_of("B"), now + milliseconds{50}).empty());
  const auto codes = parser.push(bytes_of("C"), now + milliseconds{200});
  ASSERT_EQ(codes.size(), 1U);
  EXPECT_EQ(codes[0].text, "A\rB");
  parser.discard();
  EXPECT_FALSE(parser.tick(now + milliseconds{900}));
}

TEST(CodeStreamParser, TooLongIsDroppedWhole) {
  CodeStreamParser parser;
  const TimePoint now{};
  EXPECT_TRUE(parser.push(Bytes(5000, 'x'), now).empty());
  const auto codes = parser.push(bytes_of("tail\rgood\r"), now);
  ASSERT_EQ(codes.size(), 1U);
  EXPECT_EQ(codes[0].text, "good");
  EXPECT_EQ(parser.dropped(), 1U);
  EXPECT_EQ(parser
                .push(
                    [] {
                      Bytes bytes(4096, 'y');
                      bytes.push_back('\r');
                      return bytes;
                    }(),
                    now)
                .size(),
            1U);
}

TEST(ImageScanner, DecodesWhatIsShown) {
  ManualClock clock;
  DecoderProcess decoder({.program = YITANG_DECODER, .answer_limit = milliseconds{60'000}}, clock);
  ImageScanner scanner(decoder, clock);
  EXPECT_FALSE(scanner.poll()->has_value());
  ASSERT_TRUE(scanner.show(encode_pgm(picture_of_qr(bytes_of(gbk_text)))));
  clock.advance(milliseconds{30});
  const auto code = scanner.poll();
  ASSERT_TRUE(code && code->has_value());
  EXPECT_EQ((*code)->text, "政务服务：社保卡");
  EXPECT_EQ((*code)->bytes, bytes_of(gbk_text));
  EXPECT_EQ((*code)->at, clock.now());
  ASSERT_TRUE(scanner.show(make_image(20, 20, PixelFormat::Grey)));
  EXPECT_EQ(scanner.poll().error().code, ErrorCode::NotFound);
  ASSERT_TRUE(scanner.show(bytes_of("no picture")));
  EXPECT_EQ(scanner.poll().error().code, ErrorCode::NotSupported);
  for (int i = 0; i < 16; ++i) EXPECT_TRUE(scanner.show(bytes_of("x")));
  EXPECT_EQ(scanner.show(bytes_of("x")).error().code, ErrorCode::Busy);
  scanner.discard();
  EXPECT_FALSE(scanner.poll()->has_value());
  scanner.set_plugged(false);
  EXPECT_EQ(scanner.poll().error().code, ErrorCode::Disconnected);
}

// Gives what was put in, then nothing.
class ByteSource final : public Transport {
 public:
  explicit ByteSource(ManualClock& clock) : clock_(clock) {}
  std::deque<Result<Bytes>> input;
  [[nodiscard]] const DeviceDescription& description() const override { return description_; }
  Result<std::size_t> write(Channel, ByteView data, milliseconds) override { return data.size(); }
  Result<Bytes> read(Channel, std::size_t, milliseconds timeout) override {
    if (input.empty()) {
      clock_.advance(timeout);
      return fail(ErrorCode::Timeout, "nothing");
    }
    auto first = input.front();
    input.pop_front();
    return first;
  }
  Result<Bytes> control_in(const ControlSetup&, std::uint16_t, milliseconds) override {
    return fail(ErrorCode::NotSupported, "none");
  }
  Result<void> control_out(const ControlSetup&, ByteView, milliseconds) override {
    return fail(ErrorCode::NotSupported, "none");
  }
  Result<void> clear_halt(Direction, Channel) override { return {}; }
  Result<void> reset() override { return {}; }

 private:
  ManualClock& clock_;
  DeviceDescription description_;
};

TEST(StreamScanner, DeliversOneCodeAPoll) {
  ManualClock clock;
  auto source = std::make_unique<ByteSource>(clock);
  source->input = {bytes_of("A\rB\rC"), bytes_of("D"), fail(ErrorCode::Timeout, "nothing")};
  auto* raw = source.get();
  StreamScanner scanner(std::move(source), clock);
  EXPECT_EQ((*scanner.poll())->text, "A");
  EXPECT_EQ((*scanner.poll())->text, "B");
  std::optional<ScannedCode> last;
  for (int i = 0; i < 10 && !last; ++i) last = *scanner.poll();
  ASSERT_TRUE(last);
  EXPECT_EQ(last->text, "CD");
  raw->input = {fail(ErrorCode::Disconnected, "gone")};
  EXPECT_EQ(scanner.poll().error().code, ErrorCode::Disconnected);
}

}  // namespace
}  // namespace yitang::devices
