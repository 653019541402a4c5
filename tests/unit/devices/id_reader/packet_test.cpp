#include "devices/id_reader/packet.hpp"

#include <gtest/gtest.h>

namespace yitang::devices {
namespace {

// Published request frames of the protocol.
TEST(SamRequests, MatchThePublishedFrames) {
  const auto tail = [](SamCommand command, ByteView data = {}) {
    const Bytes frame = build_request(command, data);
    EXPECT_EQ(Bytes(frame.begin(), frame.begin() + 5), (Bytes{0xAA, 0xAA, 0xAA, 0x96, 0x69}));
    return Bytes(frame.begin() + 5, frame.end());
  };
  EXPECT_EQ(tail(SamCommand::Reset), (Bytes{0x00, 0x03, 0x10, 0xFF, 0xEC}));
  EXPECT_EQ(tail(SamCommand::Status), (Bytes{0x00, 0x03, 0x11, 0xFF, 0xED}));
  EXPECT_EQ(tail(SamCommand::SamId), (Bytes{0x00, 0x03, 0x12, 0xFF, 0xEE}));
  EXPECT_EQ(tail(SamCommand::Find), (Bytes{0x00, 0x03, 0x20, 0x01, 0x22}));
  EXPECT_EQ(tail(SamCommand::Select), (Bytes{0x00, 0x03, 0x20, 0x02, 0x21}));
  EXPECT_EQ(tail(SamCommand::Read), (Bytes{0x00, 0x03, 0x30, 0x01, 0x32}));
  EXPECT_EQ(tail(SamCommand::ReadWithFingerprints), (Bytes{0x00, 0x03, 0x30, 0x10, 0x23}));
  EXPECT_EQ(tail(SamCommand::ReadExtraAddress), (Bytes{0x00, 0x03, 0x30, 0x03, 0x30}));
  EXPECT_EQ(tail(SamCommand::RfPayload, Bytes{0x50}), (Bytes{0x00, 0x04, 0x61, 0xFF, 0x50, 0xCA}));
}

TEST(SamAnswers, FailureFramesMatchThePublishedOnes) {
  const auto tail = [](SamResult result) {
    const Bytes frame = build_answer(result);
    EXPECT_EQ(frame.size(), 11U);
    return Bytes(frame.begin() + 5, frame.end());
  };
  EXPECT_EQ(tail(SamResult::NoCard), (Bytes{0x00, 0x04, 0x00, 0x00, 0x80, 0x84}));
  EXPECT_EQ(tail(SamResult::SelectFailed), (Bytes{0x00, 0x04, 0x00, 0x00, 0x81, 0x85}));
  EXPECT_EQ(tail(SamResult::ReadFailed), (Bytes{0x00, 0x04, 0x00, 0x00, 0x41, 0x45}));
}

TEST(AnswerParser, TakesFramesByteByByte) {
  const Bytes frame = build_answer(SamResult::CardFound, Bytes{1, 2, 3, 4}, 0x61, 0x02);
  AnswerParser parser;
  for (std::size_t i = 0; i + 1 < frame.size(); ++i) {
    parser.feed(ByteView(frame).subspan(i, 1));
    EXPECT_FALSE(parser.next().has_value()) << i;
    EXPECT_EQ(parser.has_header(), i >= 6) << i;
  }
  parser.feed(ByteView(frame).last(1));
  auto answer = parser.next();
  ASSERT_TRUE(answer && *answer);
  EXPECT_EQ((*answer)->sw1, 0x61);
  EXPECT_EQ((*answer)->sw2, 0x02);
  EXPECT_EQ((*answer)->result, SamResult::CardFound);
  EXPECT_EQ((*answer)->data, (SecretBytes{1, 2, 3, 4}));
  EXPECT_EQ(parser.pending(), 0U);
}

TEST(AnswerParser, FindsFramesAmongGarbage) {
  AnswerParser parser;
  parser.feed(Bytes{0x00, 0xAA, 0xAA, 0x37, 0x96, 0x69, 0xAA});
  EXPECT_FALSE(parser.next().has_value());
  parser.feed(build_answer(SamResult::NoCard));
  parser.feed(Bytes{0x01, 0x02});
  parser.feed(build_answer(SamResult::Done));
  auto first = parser.next();
  auto second = parser.next();
  ASSERT_TRUE(first && *first && second && *second);
  EXPECT_EQ((*first)->result, SamResult::NoCard);
  EXPECT_EQ((*second)->result, SamResult::Done);
  EXPECT_FALSE(parser.next().has_value());
}

TEST(AnswerParser, AcceptsTheShortPreambleOfSomeFirmware) {
  Bytes frame = build_answer(SamResult::Done);
  frame.erase(frame.begin());
  AnswerParser parser;
  parser.feed(frame);
  auto answer = parser.next();
  ASSERT_TRUE(answer && *answer);
  EXPECT_EQ((*answer)->result, SamResult::Done);
}

TEST(AnswerParser, ReportsBadChecksumAndGoesOnBehindIt) {
  Bytes bad = build_answer(SamResult::CardFound, Bytes(4));
  bad.back() ^= 1;
  AnswerParser parser;
  parser.feed(bad);
  parser.feed(build_answer(SamResult::NoCard));
  auto first = parser.next();
  ASSERT_TRUE(first.has_value());
  ASSERT_FALSE(first->has_value());
  EXPECT_EQ(first->error().code, ErrorCode::Protocol);
  auto second = parser.next();
  ASSERT_TRUE(second && *second);
  EXPECT_EQ((*second)->result, SamResult::NoCard);
}

// A frame whose end is missing must not swallow the one behind it for ever: its checksum fails, then the next
// is found.
TEST(AnswerParser, RecoversFromATruncatedFrame) {
  Bytes cut = build_answer(SamResult::CardFound, Bytes(4));
  cut.resize(cut.size() - 3);
  AnswerParser parser;
  parser.feed(cut);
  parser.feed(build_answer(SamResult::NoCard));
  auto first = parser.next();
  ASSERT_TRUE(first && !*first);
  auto second = parser.next();
  ASSERT_TRUE(second && *second);
  EXPECT_EQ((*second)->result, SamResult::NoCard);
}

TEST(AnswerParser, RefusesImpossibleLengths) {
  for (const Bytes& length : {Bytes{0, 0}, Bytes{0, 1}, Bytes{0, 2}, Bytes{0x0F, 0xFA}, Bytes{0xFF, 0xFF}}) {
    AnswerParser parser;
    parser.feed(Bytes{0xAA, 0xAA, 0xAA, 0x96, 0x69});
    parser.feed(length);
    auto answer = parser.next();
    ASSERT_TRUE(answer.has_value());
    EXPECT_FALSE(answer->has_value());
    EXPECT_FALSE(parser.next().has_value());
  }
}

TEST(AnswerParser, TakesTheLongestFrame) {
  const Bytes data(kMaxFrameLength - 4, 0x5A);
  AnswerParser parser;
  parser.feed(build_answer(SamResult::Done, data));
  auto answer = parser.next();
  ASSERT_TRUE(answer && *answer);
  EXPECT_EQ((*answer)->data.size(), data.size());
}

TEST(AnswerParser, RefusesAFrameWithoutStatus) {
  // Length 3: two bytes and the checksum.
  AnswerParser parser;
  parser.feed(Bytes{0xAA, 0xAA, 0xAA, 0x96, 0x69, 0x00, 0x03, 0x01, 0x02, 0x00});
  auto answer = parser.next();
  ASSERT_TRUE(answer.has_value());
  EXPECT_FALSE(answer->has_value());
}

Bytes read_data(std::size_t text, std::size_t photo, std::initializer_list<std::uint8_t> head,
                std::size_t extra = 0) {
  Bytes data(head);
  data.resize(head.size() + text + photo + extra, 0x20);
  return data;
}

TEST(ReadAnswer, SplitsBothForms) {
  const Bytes plain = read_data(256, 1024, {1, 0, 4, 0});
  auto blocks = split_read_answer(plain);
  ASSERT_TRUE(blocks);
  EXPECT_EQ(blocks->text.size(), 256U);
  EXPECT_EQ(blocks->photo.size(), 1024U);
  EXPECT_EQ(blocks->text.data(), plain.data() + 4);

  const Bytes fingers = read_data(256, 1024, {1, 0, 4, 0, 2, 0}, 512);
  blocks = split_read_answer(fingers);
  ASSERT_TRUE(blocks);
  EXPECT_EQ(blocks->fingerprints.size(), 512U);
  EXPECT_EQ(blocks->text.data(), fingers.data() + 6);
}

TEST(ReadAnswer, DoesNotTrustLengths) {
  EXPECT_FALSE(split_read_answer({}));
  EXPECT_FALSE(split_read_answer(read_data(256, 1024, {2, 0, 4, 0})));
  EXPECT_FALSE(split_read_answer(read_data(256, 1024, {1, 0, 0xFF, 0xFF})));
  EXPECT_FALSE(split_read_answer(read_data(256, 1023, {1, 0, 4, 0})));
  EXPECT_FALSE(split_read_answer(read_data(256, 1024, {1, 0, 4, 0, 4, 0}, 512)));
  EXPECT_TRUE(split_read_answer(read_data(256, 0, {1, 0, 0, 0})));
}

TEST(SamId, IsPrintedAsOnTheLabel) {
  const Bytes id{0x05, 0, 0x03, 0, 0xE5, 0xD6, 0x34, 0x01, 0x95, 0x1B, 0x0F, 0, 42, 0, 0, 0};
  EXPECT_EQ(*format_sam_id(id), "05.03-20240101-0000990101-0000000042");
  EXPECT_FALSE(format_sam_id(ByteView(id).first(15)));
}

TEST(RequestParser, RoundTrip) {
  RequestParser parser;
  parser.feed(build_request(SamCommand::RfPayload, Bytes{0x50}));
  auto request = parser.next();
  ASSERT_TRUE(request && *request);
  EXPECT_EQ((*request)->command, 0x61FF);
  EXPECT_EQ((*request)->data, Bytes{0x50});
}

}  // namespace
}  // namespace yitang::devices
