// The card reader's driver: reset, status, SAM id, find, select, read, extra address, presence, over each of
// its links.
#include "devices/id_reader/driver.hpp"
#include "devices/id_reader/hid_stream.hpp"
#include "devices/id_reader/simulated_links.hpp"
#include "devices/id_reader/simulator.hpp"
#include "matrix.hpp"

namespace yitang::faults {
namespace {

using Kind = ReaderEventKind;

enum class Plug { TwoPipes, FourPipes, Hid, Serial };

class ReaderWorld {
 public:
  ReaderWorld(Plug plug, FaultPlan& plan)
      : plug_(plug),
        plan_(plan),
        simulator(clock, plug == Plug::FourPipes ? SamSimulator::Pipes::Four : SamSimulator::Pipes::Two),
        reader([this] { return open(); }, clock) {}

  // Until something of this kind happens; whatever is read on the way must be true. False: never.
  bool run_until(Kind kind, const SyntheticCard& truth) {
    for (int i = 0; i < 400; ++i) {
      const ReaderEvent event = reader.poll();
      clock.advance(event.next);
      if (event.card) {
        EXPECT_EQ(event.card->name, truth.name);
        EXPECT_EQ(event.card->number, truth.number);
        EXPECT_TRUE(event.card->newest_address.empty() || event.card->newest_address == truth.newest_address);
      }
      if (event.kind == Kind::ReaderReady) {
        EXPECT_EQ(reader.sam_id(), "05.03-20240101-0000990101-0000000042");
      }
      if (event.kind == kind) return true;
    }
    return false;
  }

  bool run_until_closed() {
    for (int i = 0; i < 400 && reader.has_reader(); ++i) clock.advance(reader.poll().next);
    return !reader.has_reader();
  }

  Plug plug_;
  FaultPlan& plan_;
  ManualClock clock;
  SamSimulator simulator;
  IdReader reader;

 private:
  Result<std::unique_ptr<Transport>> open() {
    auto port = simulator.connect();
    if (!port) return port;
    if (plug_ == Plug::Hid) *port = simulated_hid_reader(std::move(*port));
    if (plug_ == Plug::Serial) *port = simulated_serial_reader(std::move(*port), 115200, 115200);
    auto faulty = plan_.lay(std::move(*port), clock);
    return plug_ == Plug::Hid ? HidStream::create(std::move(faulty)) : std::move(faulty);
  }
};

class ReaderMatrix : public testing::TestWithParam<Plug> {};

TEST_P(ReaderMatrix, EveryFaultAtEveryTransferOfAVisit) {
  const SyntheticCard& first = *sample_card("relative");
  const SyntheticCard& second = *sample_card("elder");
  run_matrix([&](FaultPlan& plan) {
    ReaderWorld world(GetParam(), plan);
    world.simulator.set_packet_size(700);  // a read in two pieces
    ASSERT_TRUE(world.simulator.place_card(first));
    EXPECT_TRUE(world.run_until(Kind::CardPresent, first));
    for (int i = 0; i < 4; ++i) world.clock.advance(world.reader.poll().next);  // watched for a while
    world.simulator.unplug();
    world.simulator.remove_card();
    EXPECT_TRUE(world.run_until_closed());
    world.simulator.plug();
    world.reader.device_arrived();
    ASSERT_TRUE(world.simulator.place_card(second));
    EXPECT_TRUE(world.run_until(Kind::CardPresent, second)) << "usable again after a fresh plug";
  });
}

std::string plug_name(const testing::TestParamInfo<Plug>& info) {
  static constexpr const char* kNames[] = {"TwoPipes", "FourPipes", "Hid", "Serial"};
  return kNames[static_cast<int>(info.param)];
}

INSTANTIATE_TEST_SUITE_P(Links, ReaderMatrix,
                         testing::Values(Plug::TwoPipes, Plug::FourPipes, Plug::Hid, Plug::Serial),
                         plug_name);

}  // namespace
}  // namespace yitang::faults
