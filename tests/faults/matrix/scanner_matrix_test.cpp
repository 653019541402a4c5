// Scanners in each of their modes: no code that nobody showed, where the line lets that be noticed at all.
#include <set>

#include "devices/barcode/hotplug_source.hpp"
#include "devices/barcode/scanner_simulator.hpp"
#include "devices/barcode/scanners.hpp"
#include "matrix.hpp"

namespace yitang::faults {
namespace {

using Mode = ScannerSimulator::Mode;

// A serial line has neither checksums nor borders, and nobody protects a report against a wrong bit but USB
// itself.
bool can_be_noticed(Mode mode, TransportFault fault) {
  switch (fault) {
    case TransportFault::BitFlip: return false;
    case TransportFault::LostAnswer: return false;
    case TransportFault::Overflow: return mode != Mode::Keyboard;
    case TransportFault::Truncate:
    case TransportFault::GarbageBefore: return mode != Mode::Serial;
    default: return true;
  }
}

class ScannerWorld {
 public:
  ScannerWorld(Mode mode, FaultPlan& plan)
      : mode_(mode), plan_(plan), simulator(clock, mode), source([this] { return open(); }, clock) {}

  void show(const std::string& text) {
    simulator.present({reinterpret_cast<const std::uint8_t*>(text.data()), text.size()});
  }
  // Every code of the next two seconds.
  std::vector<std::string> codes() {
    std::vector<std::string> found;
    for (int i = 0; i < 20; ++i) {
      const auto code = source.poll();
      if (code && *code) found.push_back((*code)->text);
      clock.advance(milliseconds{100});
    }
    return found;
  }

  Mode mode_;
  FaultPlan& plan_;
  ManualClock clock;
  ScannerSimulator simulator;
  HotplugSource source;

 private:
  Result<std::unique_ptr<CodeSource>> open() {
    auto port = simulator.connect();
    if (!port) return tl::unexpected(port.error());
    auto faulty = plan_.lay(std::move(*port), clock);
    if (mode_ == Mode::HidPos) return HidPosScanner::create(std::move(faulty), clock);
    if (mode_ == Mode::Keyboard) return std::make_unique<WedgeScanner>(std::move(faulty), clock);
    StreamRule rule;
    rule.silence = milliseconds{500};
    rule.silence_ends = false;
    return std::make_unique<StreamScanner>(std::move(faulty), clock, rule);
  }
};

class ScannerMatrix : public testing::TestWithParam<std::tuple<Mode, TransportFault>> {};

TEST_P(ScannerMatrix, EveryTransferOfTwoCodes) {
  const auto [mode, fault] = GetParam();
  const std::set<std::string> shown{"YT1.ABCDEFGH23456789", std::string(150, 'L') + "ong"};
  std::size_t transfers = 1;
  for (std::size_t at = 0; at <= transfers && !HasFailure(); ++at) {
    SCOPED_TRACE(at);
    // The first round has no fault and counts.
    FaultPlan plan(at == 0 ? std::vector<ScriptedFault>{} : std::vector<ScriptedFault>{{at - 1, fault}});
    ScannerWorld world(mode, plan);
    world.source.discard();
    for (const std::string& text : shown) {
      world.show(text);
      const auto codes = world.codes();
      EXPECT_LE(codes.size(), 2U);
      for (const std::string& code : codes) {
        if (can_be_noticed(mode, fault)) {
          EXPECT_EQ(shown.count(code), 1U) << code.size();
        }
      }
    }
    if (at == 0) transfers = plan.transfers();
    world.simulator.unplug();
    EXPECT_FALSE(world.source.poll());
    world.simulator.plug();
    world.clock.advance(milliseconds{30000});
    world.source.discard();
    world.show("healthy");
    EXPECT_EQ(world.codes(), std::vector<std::string>{"healthy"});
  }
}

std::string scanner_case(const testing::TestParamInfo<ScannerMatrix::ParamType>& info) {
  static constexpr const char* kModes[] = {"Serial", "HidPos", "Keyboard"};
  std::string name = kModes[static_cast<int>(std::get<0>(info.param))];
  for (const char c : name_of(std::get<1>(info.param))) name += c == ' ' ? '_' : c;
  return name;
}

INSTANTIATE_TEST_SUITE_P(All, ScannerMatrix,
                         testing::Combine(testing::Values(Mode::Serial, Mode::HidPos, Mode::Keyboard),
                                          testing::ValuesIn(kAllFaults)),
                         scanner_case);

}  // namespace
}  // namespace yitang::faults
