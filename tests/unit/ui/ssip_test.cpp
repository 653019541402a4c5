// The protocol of the system's speech service, as bytes.
#include "ui/speech/ssip.hpp"

#include <gtest/gtest.h>

#include <string>

namespace yitang::ui {
namespace {

TEST(Ssip, AnAnswerIsReadWithItsLines) {
  const std::string bytes = "225-17\r\n225 OK MESSAGE QUEUED\r\n701-17\r\n";
  const SsipTaken taken = take_ssip_answer(bytes);
  ASSERT_EQ(taken.reading, SsipReading::Whole);
  EXPECT_EQ(taken.answer.code, 225);
  EXPECT_TRUE(taken.answer.done());
  EXPECT_EQ(taken.answer.lines, std::vector<std::string>{"17"});
  EXPECT_EQ(ssip_message(taken.answer), 17U);
  EXPECT_EQ(bytes.substr(taken.used), "701-17\r\n");
}

TEST(Ssip, EveryBeginningOfAnAnswerIsIncomplete) {
  const std::string bytes = "701-17\r\n701-1\r\n701 BEGIN\r\n";
  for (std::size_t size = 0; size < bytes.size(); ++size)
    EXPECT_EQ(take_ssip_answer(bytes.substr(0, size)).reading, SsipReading::Incomplete) << size;
  EXPECT_EQ(take_ssip_answer(bytes).used, bytes.size());
}

TEST(Ssip, GarbageInsteadOfACodeIsBrokenAtOnce) {
  for (const char* bytes :
       {"HTTP/1.1", "2x", "099 TOO SMALL\r\n", "-1", "200\r\n", "2000 OK\r\n", "200-a\r\n201 b\r\n", "\r\n"})
    EXPECT_EQ(take_ssip_answer(bytes).reading, SsipReading::Broken) << bytes;
}

TEST(Ssip, NeitherALineNorAnAnswerGrowsWithoutBounds) {
  const std::string longest = "200 " + std::string(most_ssip_line - 4, 'x');
  EXPECT_EQ(take_ssip_answer(longest + "\r\n").reading, SsipReading::Whole);
  EXPECT_EQ(take_ssip_answer(longest + "\r").reading, SsipReading::Incomplete);
  EXPECT_EQ(take_ssip_answer(longest + "x\r\n").reading, SsipReading::Broken);
  EXPECT_EQ(take_ssip_answer(longest + "xx").reading, SsipReading::Broken);
  std::string many;
  for (std::size_t i = 0; i < most_ssip_lines; ++i) many += "249-voice\r\n";
  EXPECT_EQ(take_ssip_answer(many).reading, SsipReading::Broken);
}

TEST(Ssip, EventsTellWhatBecameOfAMessage) {
  const auto event = ssip_event({702, {"4294967295", "1"}});
  ASSERT_TRUE(event);
  EXPECT_EQ(event->kind, SsipEventKind::Ended);
  EXPECT_EQ(event->message, 4294967295U);
  EXPECT_EQ(ssip_event({703, {"1"}})->kind, SsipEventKind::Cancelled);
  for (const SsipAnswer& other :
       {SsipAnswer{702, {}}, SsipAnswer{702, {"4294967296"}}, SsipAnswer{702, {"-1"}},
        SsipAnswer{702, {"1x"}}, SsipAnswer{706, {"1"}}, SsipAnswer{200, {"1"}}})
    EXPECT_FALSE(ssip_event(other)) << other.code;
  EXPECT_FALSE(ssip_message({230, {"1"}}));
}

TEST(Ssip, NoLineOfATextEndsIt) {
  EXPECT_EQ(ssip_text("你好"), "你好\r\n.\r\n");
  EXPECT_EQ(ssip_text("."), "..\r\n.\r\n");
  EXPECT_EQ(ssip_text("a\n.\nb"), "a\r\n..\r\nb\r\n.\r\n");
  EXPECT_EQ(ssip_text("a\r\n.\rb"), "a \r\n.. b\r\n.\r\n");
  EXPECT_EQ(ssip_text(std::string("a\0b", 3)), "a b\r\n.\r\n");
}

}  // namespace
}  // namespace yitang::ui
