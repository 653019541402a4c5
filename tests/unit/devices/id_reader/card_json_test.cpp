#include "devices/id_reader/card_json.hpp"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "devices/id_reader/packet.hpp"
#include "devices/id_reader/synthetic_card.hpp"

namespace yitang::devices {
namespace {

Bytes read_frame(const SyntheticCard& card) {
  Bytes data{1, 0, 4, 0};
  const Bytes text = *encode_card_text(card);
  data.insert(data.end(), text.begin(), text.end());
  data.resize(4 + 256 + 1024, 0x33);
  return build_answer(SamResult::Done, data);
}

void append(Bytes& stream, const Bytes& frame) { stream.insert(stream.end(), frame.begin(), frame.end()); }

Bytes whole_visit(const SyntheticCard& card) {
  Bytes stream = build_answer(SamResult::NoCard);
  append(stream, build_answer(SamResult::CardFound, Bytes(4)));
  append(stream, build_answer(SamResult::Done, Bytes(8)));
  append(stream, read_frame(card));
  append(stream, build_answer(SamResult::ItemAbsent));
  return stream;
}

TEST(CardStream, OneObjectForEachRead) {
  Bytes stream = whole_visit(*sample_card("elder"));
  append(stream, whole_visit(*sample_card("hong-kong")));
  auto lines = decode_card_stream(stream, true);
  ASSERT_TRUE(lines) << lines.error().message;
  ASSERT_EQ(lines->size(), 2U);
  const auto elder = nlohmann::json::parse((*lines)[0]);
  EXPECT_EQ(elder["kind"], "resident");
  EXPECT_EQ(elder["name"], "李桂兰");
  EXPECT_EQ(elder["sex"], "female");
  EXPECT_EQ(elder["nation"], "汉");
  EXPECT_EQ(elder["birth"], "1958-03-07");
  EXPECT_EQ(elder["valid_from"], "2018-06-12");
  EXPECT_EQ(elder["valid_to"], "long-term");
  EXPECT_TRUE(elder["warnings"].empty());
  EXPECT_EQ(nlohmann::json::parse((*lines)[1])["permit_number"], "H00000000");
}

TEST(CardStream, MaskedUnlessPlain) {
  const SyntheticCard& card = *sample_card("relative");
  auto lines = decode_card_stream(whole_visit(card), false);
  ASSERT_TRUE(lines);
  const std::string& line = lines->front();
  EXPECT_EQ(line.find(card.number), std::string::npos);
  EXPECT_EQ(line.find(card.name), std::string::npos);
  EXPECT_EQ(line.find(card.address), std::string::npos);
  EXPECT_EQ(line.find("1985-09-16"), std::string::npos);
  EXPECT_EQ(nlohmann::json::parse(line)["name"], "王**");
}

TEST(CardStream, RareNamesStayWhole) {
  auto lines = decode_card_stream(whole_visit(*sample_card("rare-name")), true);
  ASSERT_TRUE(lines);
  EXPECT_EQ(nlohmann::json::parse(lines->front())["name"], "张𠮷");
}

TEST(CardStream, RejectionsNameThePlace) {
  const Bytes good = whole_visit(*sample_card("elder"));
  const std::size_t read_at = 11 + 15 + 19;

  Bytes bad_checksum = good;
  bad_checksum[read_at + 500] ^= 1;
  auto result = decode_card_stream(bad_checksum, true);
  ASSERT_FALSE(result);
  EXPECT_EQ(result.error().code, ErrorCode::Malformed);
  EXPECT_EQ(result.error().offset, read_at);

  Bytes garbage = good;
  garbage.insert(garbage.begin() + 11, 0x42);
  EXPECT_EQ(decode_card_stream(garbage, true).error().offset, 11U);

  Bytes cut = good;
  cut.resize(good.size() - 4);
  EXPECT_EQ(decode_card_stream(cut, true).error().offset, read_at + 1295);

  Bytes length = good;
  length[5] = 0xFF;
  EXPECT_EQ(decode_card_stream(length, true).error().offset, 0U);
}

TEST(CardStream, LoneSurrogateIsRejectedAtItsByte) {
  Bytes data{1, 0, 4, 0};
  Bytes text = *encode_card_text(*sample_card("elder"));
  text[1] = 0xD8;
  append(data, text);
  data.resize(4 + 256 + 1024);
  auto result = decode_card_stream(build_answer(SamResult::Done, data), true);
  ASSERT_FALSE(result);
  EXPECT_EQ(result.error().offset, 7U + 3U + 4U);
}

TEST(CardStream, NothingReadIsAnError) {
  EXPECT_FALSE(decode_card_stream({}, true));
  EXPECT_FALSE(decode_card_stream(build_answer(SamResult::NoCard), true));
}

TEST(CardStream, EveryTruncationIsAnError) {
  const Bytes stream = whole_visit(*sample_card("elder"));
  for (std::size_t size = 0; size + 11 < stream.size(); ++size) {
    EXPECT_FALSE(decode_card_stream(ByteView(stream).first(size), true)) << size;
  }
}

}  // namespace
}  // namespace yitang::devices
