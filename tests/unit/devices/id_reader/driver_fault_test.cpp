// Every fault at every operation of a whole visit: no crash, no wrong data, and the reader works again
// afterwards.
#include <gmock/gmock.h>

#include "reader_bench.hpp"

namespace yitang::devices {
namespace {

using Kind = ReaderEventKind;

void expect_true_card(const ReaderEvent& event) {
  ASSERT_TRUE(event.card);
  EXPECT_EQ(event.card->name, "王建国");
  EXPECT_EQ(event.card->number, sample_card("relative")->number);
  EXPECT_EQ(event.card->newest_address, sample_card("relative")->newest_address);
  EXPECT_TRUE(event.card->warnings.empty());
}

// Opening, reading, watching, with these faults. Without any it answers how many operations there are to
// disturb: a fault may close the transport, which counts them.
std::size_t visit(SamSimulator::Pipes pipes, const std::vector<ScriptedFault>& faults) {
  ReaderBench bench(pipes);
  bench.script(faults);
  bench.simulator.set_packet_size(500);  // a read in three pieces: enough borders, and many visits
  bench.place("relative");
  expect_true_card(bench.run_until(Kind::CardPresent, 60));
  // Another card read, if the fault came while the first was watched: it must be the same one.
  for (int i = 0; i < 20; ++i) {
    const ReaderEvent event = bench.poll();
    if (event.kind == Kind::CardPresent) {
      expect_true_card(event);
    }
  }
  const std::size_t operations = faults.empty() ? bench.transport->operations() : 0;
  bench.simulator.remove_card();
  bench.run_for(milliseconds{5000});
  bench.place("elder");
  const ReaderEvent next = bench.run_until(Kind::CardPresent, 60);
  EXPECT_TRUE(next.card && next.card->name == "李桂兰");
  return operations;
}

class FaultMatrix : public testing::TestWithParam<std::tuple<SamSimulator::Pipes, TransportFault>> {};

TEST_P(FaultMatrix, AtEveryOperation) {
  const auto [pipes, kind] = GetParam();
  const std::size_t operations = visit(pipes, {});
  ASSERT_GT(operations, 30U);
  for (std::size_t at = 0; at < operations; ++at) {
    SCOPED_TRACE(at);
    visit(pipes, {{at, kind}});
    if (HasFailure()) {
      return;
    }
  }
}

TEST_P(FaultMatrix, TwiceInARow) {
  const auto [pipes, kind] = GetParam();
  // The same bit wrong twice in one frame cancels out in the protocol's XOR: no reader can notice. Keep them
  // apart.
  const std::size_t apart = kind == TransportFault::BitFlip ? 40 : 1;
  for (std::size_t at = 0; at < 60; ++at) {
    SCOPED_TRACE(at);
    visit(pipes, {{at, kind}, {at + apart, kind}, {at + 3 * apart, kind}});
    if (HasFailure()) {
      return;
    }
  }
}

std::string test_name(const testing::TestParamInfo<FaultMatrix::ParamType>& info) {
  std::string name(std::get<0>(info.param) == SamSimulator::Pipes::Two ? "Two" : "Four");
  for (const char c : name_of(std::get<1>(info.param))) {
    name += c == ' ' ? '_' : c;
  }
  return name;
}

INSTANTIATE_TEST_SUITE_P(All, FaultMatrix,
                         testing::Combine(testing::Values(SamSimulator::Pipes::Two,
                                                          SamSimulator::Pipes::Four),
                                          testing::ValuesIn(kAllFaults)),
                         test_name);

TEST(FaultyTransport, PartialWriteCountsWhatTheDeviceTook) {
  ManualClock clock;
  SamSimulator simulator(clock);
  FaultyTransport faulty(*simulator.connect(), clock, {{0, TransportFault::PartialWrite}});
  const auto result = faulty.write(Channel::First, Bytes(10), milliseconds{100});
  ASSERT_FALSE(result);
  EXPECT_EQ(result.error().code, ErrorCode::Timeout);
  EXPECT_EQ(result.error().transferred, 5U);
  EXPECT_EQ(clock.elapsed(), milliseconds{100});
}

TEST(FaultyTransport, StallLastsUntilCleared) {
  ManualClock clock;
  SamSimulator simulator(clock);
  FaultyTransport faulty(*simulator.connect(), clock, {{0, TransportFault::Stall}});
  const Bytes request = build_request(SamCommand::Status);
  EXPECT_EQ(faulty.write(Channel::First, request, milliseconds{1}).error().code, ErrorCode::Stall);
  EXPECT_EQ(faulty.write(Channel::First, request, milliseconds{1}).error().code, ErrorCode::Stall);
  ASSERT_TRUE(faulty.clear_halt(Direction::Out, Channel::First));
  EXPECT_TRUE(faulty.write(Channel::First, request, milliseconds{1}));
  EXPECT_EQ(faulty.faults_fired(), 1U);
}

TEST(Transport, DrainStopsAtADeviceThatNeverFallsSilent) {
  class Chatterbox final : public Transport {
   public:
    [[nodiscard]] const DeviceDescription& description() const override { return description_; }
    Result<std::size_t> write(Channel, ByteView data, milliseconds) override { return data.size(); }
    Result<Bytes> read(Channel, std::size_t max, milliseconds) override { return Bytes(max); }
    Result<Bytes> control_in(const ControlSetup&, std::uint16_t, milliseconds) override { return Bytes{}; }
    Result<void> control_out(const ControlSetup&, ByteView, milliseconds) override { return {}; }
    Result<void> clear_halt(Direction, Channel) override { return {}; }
    Result<void> reset() override { return {}; }

   private:
    DeviceDescription description_;
  };
  Chatterbox device;
  EXPECT_EQ(device.drain(Channel::First, milliseconds{1}).error().code, ErrorCode::Protocol);
}

}  // namespace
}  // namespace yitang::devices
