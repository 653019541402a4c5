#include "devices/barcode/decoder_messages.hpp"

#include <gtest/gtest.h>

namespace yitang::devices {
namespace {

DecoderRequest sample_request() {
  DecoderRequest request;
  request.input = DecoderInput::Rgb;
  request.options = {.other_formats = false, .max_codes = 3, .turn = 7};
  request.width = 1280;
  request.height = 720;
  request.length = 3ULL * 1280 * 720;
  return request;
}

DecoderAnswer sample_answer() {
  DecoderAnswer answer;
  answer.codes.push_back({{1, 2, 3}, {}, Symbology::QrCode, SearchStage::Threshold});
  answer.codes.push_back({{9}, {']', 'Q', '2', 9}, Symbology::Code128, SearchStage::OtherFormats});
  return answer;
}

TEST(DecoderMessages, RoundTrip) {
  EXPECT_EQ(parse_decoder_request(encode(sample_request())), sample_request());
  EXPECT_EQ(parse_decoder_answer(encode(sample_answer())), sample_answer());
  DecoderAnswer failed;
  failed.error = ErrorCode::Overflow;
  failed.reason = "too large";
  EXPECT_EQ(parse_decoder_answer(encode(failed)), failed);
  EXPECT_EQ(parse_decoder_answer(encode(DecoderAnswer{})), DecoderAnswer{});
}

TEST(DecoderMessages, EveryCutIsRefused) {
  for (const Bytes& whole : {encode(sample_request()), encode(sample_answer())}) {
    for (std::size_t length = 0; length < whole.size(); ++length) {
      const ByteView cut(whole.data(), length);
      EXPECT_FALSE(parse_decoder_request(cut)) << length;
      // Six bytes of an answer without codes are whole; this one has two.
      EXPECT_FALSE(parse_decoder_answer(cut)) << length;
    }
    Bytes longer = whole;
    longer.push_back(0);
    EXPECT_FALSE(parse_decoder_request(longer));
    EXPECT_FALSE(parse_decoder_answer(longer));
  }
}

TEST(DecoderMessages, SizesMustAgree) {
  DecoderRequest request = sample_request();
  request.length += 1;
  EXPECT_FALSE(parse_decoder_request(encode(request)));
  request = sample_request();
  request.width = 0;
  EXPECT_FALSE(parse_decoder_request(encode(request)));
  request.input = DecoderInput::File;
  request.height = 0;
  EXPECT_TRUE(parse_decoder_request(encode(request)));
  request.length = decoder_memory_bytes + 1;
  EXPECT_FALSE(parse_decoder_request(encode(request)));
  request.length = 0;
  EXPECT_FALSE(parse_decoder_request(encode(request)));
}

TEST(DecoderMessages, UnknownValuesAreRefused) {
  Bytes answer = encode(sample_answer());
  answer[6] = 200;  // symbology of the first code
  EXPECT_FALSE(parse_decoder_answer(answer));
  answer = encode(sample_answer());
  answer[4] = 99;  // status
  EXPECT_FALSE(parse_decoder_answer(answer));
  answer = encode(sample_answer());
  answer[5] = 9;  // codes
  EXPECT_FALSE(parse_decoder_answer(answer));
}

TEST(DecoderMessages, AReasonIsPrintableAndShort) {
  DecoderAnswer failed;
  failed.error = ErrorCode::Malformed;
  failed.reason = std::string(500, 'x') + "\x1b";
  EXPECT_EQ(parse_decoder_answer(encode(failed))->reason, std::string(max_decoder_reason, 'x'));
  failed.reason = "a\x1b[2J";
  EXPECT_EQ(parse_decoder_answer(encode(failed))->reason, "a?[2J");
  Bytes raw = encode(failed);
  raw.back() = 7;
  EXPECT_FALSE(parse_decoder_answer(raw));
}

TEST(DecoderMessages, CodesBeyondTheLimitsAreLeftOut) {
  DecoderAnswer answer;
  for (int i = 0; i < 12; ++i) answer.codes.push_back({{1}, {}, Symbology::QrCode, SearchStage::Plain});
  answer.codes.front().bytes.assign(5000, 1);
  EXPECT_EQ(parse_decoder_answer(encode(answer))->codes.size(), max_decoder_codes);
}

}  // namespace
}  // namespace yitang::devices
