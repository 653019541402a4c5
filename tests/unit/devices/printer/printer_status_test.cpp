#include <gtest/gtest.h>

#include <algorithm>

#include "devices/printer/in_stream.hpp"
#include "devices/printer/status.hpp"

namespace yitang::devices {
namespace {

TEST(PrinterStatus, RealTimeAnswers) {
  PrinterStatus status;
  EXPECT_TRUE(apply_real_time_status(status, StatusQuestion::Printer, 0x12));
  EXPECT_TRUE(apply_real_time_status(status, StatusQuestion::OfflineCause, 0x12));
  EXPECT_TRUE(apply_real_time_status(status, StatusQuestion::ErrorCause, 0x12));
  EXPECT_TRUE(apply_real_time_status(status, StatusQuestion::Paper, 0x12));
  EXPECT_TRUE(status.ready());
  EXPECT_TRUE(apply_real_time_status(status, StatusQuestion::Paper, 0x1E));
  EXPECT_EQ(status.paper, PaperState::NearEnd);
  EXPECT_TRUE(status.ready());
  EXPECT_TRUE(apply_real_time_status(status, StatusQuestion::Paper, 0x72));
  EXPECT_EQ(status.paper, PaperState::Out);
  EXPECT_FALSE(status.ready());
  EXPECT_TRUE(apply_real_time_status(status, StatusQuestion::OfflineCause, 0x16));
  EXPECT_TRUE(status.cover_open);
  EXPECT_TRUE(apply_real_time_status(status, StatusQuestion::ErrorCause, 0x1A));
  EXPECT_TRUE(status.cutter_error);
  EXPECT_TRUE(apply_real_time_status(status, StatusQuestion::ErrorCause, 0x32));
  EXPECT_TRUE(status.unrecoverable_error);
  const PrinterStatus before = status;
  for (const int wrong : {0x00, 0x10, 0x13, 0x92, 0xFF}) {
    EXPECT_FALSE(apply_real_time_status(status, StatusQuestion::Printer, static_cast<std::uint8_t>(wrong)));
  }
  EXPECT_EQ(status, before);
}

TEST(PrinterStatus, AutomaticAnswers) {
  PrinterStatus status;
  EXPECT_TRUE(apply_automatic_status(status, {0x10, 0, 0, 0}));
  EXPECT_TRUE(status.ready());
  EXPECT_TRUE(apply_automatic_status(status, {0x38, 0x08, 0x0F, 0x0F}));
  EXPECT_FALSE(status.online);
  EXPECT_TRUE(status.cover_open);
  EXPECT_TRUE(status.cutter_error);
  EXPECT_EQ(status.paper, PaperState::Out);
  EXPECT_FALSE(apply_automatic_status(status, {0x12, 0, 0, 0}));
  EXPECT_FALSE(apply_automatic_status(status, {0x10, 0x90, 0, 0}));
  PrinterStatus inverted;
  EXPECT_TRUE(apply_automatic_status(inverted, {0x10, 0, 0x03, 0}, {.near_end_inverted = true}));
  EXPECT_EQ(inverted.paper, PaperState::Ok);
}

TEST(PrinterStatus, PortStatusIsCoarse) {
  PrinterStatus status;
  apply_port_status(status, 0x18);
  EXPECT_TRUE(status.ready());
  apply_port_status(status, 0x38);
  EXPECT_EQ(status.paper, PaperState::Out);
  apply_port_status(status, 0x08);
  EXPECT_FALSE(status.online);
}

Bytes mixed_answers() {
  return {0x12, 0x10, 0x00, 0x03, 0x00, 0x37, 0x22, '0',  '0',  '4',  '2',  0x00, 0x03,
          0x5F, 'T',  'M',  0x00, 0x37, 0x25, 0x00, 0x16, 0x38, 0x00, 0x0C, 0x0F};
}

std::vector<std::size_t> kinds(const std::vector<PrinterReply>& replies) {
  std::vector<std::size_t> out;
  for (const PrinterReply& reply : replies) out.push_back(reply.index());
  return out;
}

TEST(PrinterInStream, TellsMixedAnswersApartHoweverTheyArrive) {
  const Bytes bytes = mixed_answers();
  PrinterInStream whole;
  const auto expected = kinds(whole.push(bytes));
  EXPECT_EQ(expected, (std::vector<std::size_t>{1, 0, 2, 4, 5, 3, 1, 0}));
  for (std::size_t split = 0; split <= bytes.size(); ++split) {
    PrinterInStream parts;
    auto replies = parts.push(ByteView(bytes).first(split));
    for (auto& reply : parts.push(ByteView(bytes).subspan(split))) replies.push_back(std::move(reply));
    EXPECT_EQ(kinds(replies), expected) << split;
    EXPECT_EQ(parts.pending(), 0U);
  }
  PrinterInStream singles;
  std::vector<PrinterReply> replies;
  for (const std::uint8_t byte : bytes) {
    for (auto& reply : singles.push(ByteView(&byte, 1))) replies.push_back(std::move(reply));
  }
  EXPECT_EQ(kinds(replies), expected);
  EXPECT_EQ(std::get<ProcessIdReply>(replies[2]).id, (std::array<char, 4>{'0', '0', '4', '2'}));
  EXPECT_EQ(std::get<InfoReply>(replies[4]).text, "TM");
}

TEST(PrinterInStream, BrokenAnswersDoNotSwallowTheNext) {
  PrinterInStream stream;
  const auto replies = stream.push(Bytes{0x10, 0xFF, 0x12, 0x37, 0x99, 0x37, 0x22, 0x01, 0x12});
  EXPECT_EQ(
      std::count_if(replies.begin(), replies.end(),
                    [](const PrinterReply& reply) { return std::holds_alternative<RealTimeReply>(reply); }),
      2);
  EXPECT_TRUE(std::none_of(replies.begin(), replies.end(), [](const PrinterReply& reply) {
    return std::holds_alternative<ProcessIdReply>(reply);
  }));
  PrinterInStream endless;
  Bytes text{0x5F};
  text.insert(text.end(), 500, 'x');
  endless.push(text);
  EXPECT_LT(endless.pending(), 100U);
}

}  // namespace
}  // namespace yitang::devices
