// Scanners over their simulators, with a hand-moved clock and scripted faults.
#pragma once

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "devices/barcode/hotplug_source.hpp"
#include "devices/barcode/scanner_simulator.hpp"
#include "devices/barcode/scanners.hpp"
#include "devices/faulty_transport.hpp"

namespace yitang::devices {

inline Bytes payload_bytes(std::string_view text) { return {text.begin(), text.end()}; }

class ScannerBench {
 public:
  explicit ScannerBench(ScannerSimulator::Mode mode)
      : simulator(clock, mode), source([this] { return open(); }, clock), mode_(mode) {}

  // The next transport that is opened gets these faults.
  void script(std::vector<ScriptedFault> faults) { script_ = std::move(faults); }

  // Polls until something other than "no code yet" happens, for at most so long.
  Result<std::optional<ScannedCode>> next(milliseconds patience = milliseconds{3000}) {
    const TimePoint end = clock.now() + patience;
    while (clock.now() < end) {
      auto code = source.poll();
      if (!code || *code) return code;
      clock.advance(milliseconds{1});
    }
    return std::nullopt;
  }

  // The text of the next code; "refused", or the name of an error.
  std::string next_text() {
    const auto code = next();
    if (!code)
      return code.error().code == ErrorCode::Malformed ? "refused" : std::string(name_of(code.error().code));
    return *code ? (*code)->text : "nothing";
  }

  ManualClock clock;
  ScannerSimulator simulator;
  HotplugSource source;
  StreamRule rule;
  std::optional<ErrorCode> refuse_opening;
  int opened = 0;

 private:
  Result<std::unique_ptr<CodeSource>> open() {
    ++opened;
    if (refuse_opening) return fail(*refuse_opening, "refused");
    auto port = simulator.connect();
    if (!port) return tl::unexpected(port.error());
    auto faulty = std::make_unique<FaultyTransport>(std::move(*port), clock, std::move(script_));
    script_.clear();
    switch (mode_) {
      case ScannerSimulator::Mode::Serial:
        return std::make_unique<StreamScanner>(std::move(faulty), clock, rule);
      case ScannerSimulator::Mode::Keyboard: return std::make_unique<WedgeScanner>(std::move(faulty), clock);
      case ScannerSimulator::Mode::HidPos: break;
    }
    return HidPosScanner::create(std::move(faulty), clock);
  }

  std::vector<ScriptedFault> script_;
  ScannerSimulator::Mode mode_;
};

}  // namespace yitang::devices
