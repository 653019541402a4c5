// Every fault at every operation of a scanner: no crash, no wrong code, and the scanner works again
// afterwards.
#include <gmock/gmock.h>

#include <set>

#include "scanner_support.hpp"

namespace yitang::devices {
namespace {

using Mode = ScannerSimulator::Mode;

const std::vector<std::string>& scanned_texts() {
  static const std::vector<std::string> texts{"YT1.ABCDEFGH23456789JKLMNPQR", std::string(150, 'L') + "ong",
                                              "Code-7"};
  return texts;
}

// A serial line has neither checksums nor borders: what is changed or missing in the middle cannot be noticed
// by anybody. USB protects reports and keys, and lost keys are told by the kernel.
bool unnoticeable(Mode mode, TransportFault fault) {
  if (fault == TransportFault::BitFlip) return true;
  if (mode == Mode::HidPos) return fault == TransportFault::LostAnswer;
  if (mode == Mode::Keyboard) return fault == TransportFault::LostAnswer || fault == TransportFault::Overflow;
  return fault == TransportFault::LostAnswer || fault == TransportFault::Truncate ||
         fault == TransportFault::GarbageBefore;
}

class ScannerFaults : public testing::TestWithParam<std::tuple<Mode, TransportFault>> {};

void run_with_fault(Mode mode, const std::vector<ScriptedFault>& faults, bool exact) {
  ScannerBench bench(mode);
  // As for a scanner with a suffix: a pause is no end.
  bench.rule.silence = milliseconds{500};
  bench.rule.silence_ends = false;
  bench.script(faults);
  bench.source.discard();
  const std::set<std::string> allowed(scanned_texts().begin(), scanned_texts().end());
  for (const std::string& text : scanned_texts()) {
    bench.simulator.present(payload_bytes(text));
    for (int polls = 0; polls < 20; ++polls) {
      const auto code = bench.source.poll();
      bench.clock.advance(milliseconds{100});
      if (code && *code && exact) {
        EXPECT_EQ(allowed.count((*code)->text), 1U) << (*code)->text.size();
      }
    }
  }
  // A fresh plug ends whatever the fault has left.
  bench.simulator.unplug();
  EXPECT_FALSE(bench.source.poll());
  bench.simulator.plug();
  bench.clock.advance(milliseconds{30000});
  bench.source.discard();
  bench.simulator.present(payload_bytes("healthy"));
  EXPECT_EQ(bench.next_text(), "healthy");
}

TEST_P(ScannerFaults, AtEveryOperation) {
  const auto [mode, fault] = GetParam();
  for (std::size_t at = 0; at < 60; ++at) {
    SCOPED_TRACE(at);
    run_with_fault(mode, {{at, fault}}, !unnoticeable(mode, fault));
    run_with_fault(mode, {{at, fault}, {at + 1, fault}}, !unnoticeable(mode, fault));
    if (HasFailure()) return;
  }
}

std::string fault_name(const testing::TestParamInfo<ScannerFaults::ParamType>& info) {
  static constexpr const char* kModes[] = {"Serial", "HidPos", "Keyboard"};
  std::string name = kModes[static_cast<int>(std::get<0>(info.param))];
  for (const char c : name_of(std::get<1>(info.param))) name += c == ' ' ? '_' : c;
  return name;
}

INSTANTIATE_TEST_SUITE_P(All, ScannerFaults,
                         testing::Combine(testing::Values(Mode::Serial, Mode::HidPos, Mode::Keyboard),
                                          testing::ValuesIn(kAllFaults)),
                         fault_name);

TEST(ScannerFaults, UnpluggedAtEveryReport) {
  for (const Mode mode : {Mode::Serial, Mode::HidPos, Mode::Keyboard}) {
    const std::string text(120, 'p');
    for (int reads = 0; reads < 40; ++reads) {
      ScannerBench bench(mode);
      std::vector<ScriptedFault> slow;
      for (int i = 0; i < reads; ++i)
        slow.push_back({static_cast<std::size_t>(2 * i + 1), TransportFault::LateAnswer});
      bench.script(slow);
      bench.source.discard();
      bench.simulator.present(payload_bytes(text));
      int codes = 0;
      for (int i = 0; i < reads; ++i) {
        const auto code = bench.source.poll();
        if (code && *code) codes += (*code)->text == text ? 1 : 100;
      }
      bench.simulator.unplug();
      EXPECT_EQ(bench.next_text(), "disconnected");
      EXPECT_LE(codes, 1);
      bench.simulator.plug();
      bench.clock.advance(milliseconds{2000});
      bench.source.discard();
      bench.simulator.present(payload_bytes("again"));
      EXPECT_EQ(bench.next_text(), "again");
    }
  }
}

}  // namespace
}  // namespace yitang::devices
