// Faults of a simulated line while a real driver works: each is survived, and none of them makes a card up.
#include "devices/line_faults.hpp"

#include <gtest/gtest.h>

#include "devices/id_reader/driver.hpp"
#include "devices/id_reader/simulator.hpp"

namespace yitang::devices {
namespace {

class Line : public testing::Test {
 protected:
  Line() {
    faults->on_disconnect([this] { simulator.unplug(); });
  }

  ReaderEvent run(ReaderEventKind kind) {
    for (int i = 0; i < 600; ++i) {
      ReaderEvent event = reader.poll();
      clock.advance(event.next + milliseconds{1});
      if (event.card) {
        EXPECT_EQ(event.card->number, sample_card("elder")->number);
      }
      if (event.kind == kind) return event;
    }
    ADD_FAILURE() << "never: " << name_of(kind);
    return {};
  }
  void expect_card() {
    ASSERT_TRUE(simulator.place_card(*sample_card("elder")));
    reader.read_again();
    EXPECT_TRUE(run(ReaderEventKind::CardPresent).card);
  }

  ManualClock clock;
  SamSimulator simulator{clock};
  std::shared_ptr<LineFaults> faults = std::make_shared<LineFaults>();
  IdReader reader{[this]() -> Result<std::unique_ptr<Transport>> {
                    auto port = simulator.connect();
                    if (!port) return port;
                    return with_faults(std::move(*port), faults, clock);
                  },
                  clock};
};

TEST_F(Line, SlowShortNoisyAndHalfTaken) {
  run(ReaderEventKind::ReaderReady);
  faults->set_latency(milliseconds{10});
  faults->set_packet(16);
  expect_card();
  faults->garbage(20);
  expect_card();
  faults->short_writes(1);
  expect_card();
  faults->corrupt(1);
  expect_card();
  faults->stall(2);
  expect_card();
}

TEST_F(Line, NothingGoesInOrOut) {
  run(ReaderEventKind::ReaderReady);
  faults->set_nak(true);
  EXPECT_EQ(run(ReaderEventKind::Fault).fault, ReaderFault::Unresponsive);
  faults->clear();
  run(ReaderEventKind::ReaderReady);
  expect_card();
}

TEST_F(Line, ThePlugIsPulledAtAnyByteOfAVisit) {
  for (std::size_t at = 1; at < 1450; at += 37) {
    SCOPED_TRACE(at);
    simulator.plug();
    reader.device_arrived();
    run(ReaderEventKind::ReaderReady);
    ASSERT_TRUE(simulator.place_card(*sample_card("elder")));
    faults->disconnect_at(at);
    run(ReaderEventKind::NoReader);
    EXPECT_FALSE(simulator.plugged());
    faults->clear();
    simulator.remove_card();
  }
  simulator.plug();
  reader.device_arrived();
  expect_card();
}

TEST_F(Line, AHaltLastsUntilItIsCleared) {
  auto port = with_faults(*simulator.connect(), faults, clock);
  faults->stall(1);
  const Bytes request = build_request(SamCommand::Status);
  EXPECT_EQ(port->write(Channel::First, request, milliseconds{1}).error().code, ErrorCode::Stall);
  EXPECT_EQ(port->write(Channel::First, request, milliseconds{1}).error().code, ErrorCode::Stall);
  ASSERT_TRUE(port->clear_halt(Direction::Out, Channel::First));
  EXPECT_TRUE(port->write(Channel::First, request, milliseconds{1}));
  faults->disconnect_at(1);
  EXPECT_EQ(port->read(Channel::First, 64, milliseconds{1})->size(), 1U);
  EXPECT_EQ(port->read(Channel::First, 64, milliseconds{1}).error().code, ErrorCode::Disconnected);
  EXPECT_EQ(port->reset().error().code, ErrorCode::Disconnected);
}

}  // namespace
}  // namespace yitang::devices
