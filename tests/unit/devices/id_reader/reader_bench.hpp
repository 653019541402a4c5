// A driver on a simulator with a hand-moved clock, and ways to run it.
#pragma once

#include <gtest/gtest.h>

#include <functional>
#include <vector>

#include "devices/faulty_transport.hpp"
#include "devices/id_reader/driver.hpp"
#include "devices/id_reader/simulator.hpp"

namespace yitang::devices {

class ReaderBench {
 public:
  explicit ReaderBench(SamSimulator::Pipes pipes = SamSimulator::Pipes::Two, IdReaderSettings settings = {})
      : simulator(clock, pipes), reader([this] { return open(); }, clock, settings) {}

  ReaderEvent poll() {
    ReaderEvent event = reader.poll();
    clock.advance(event.next);
    return event;
  }

  // Polls until something of this kind happens; records everything that happened on the way.
  ReaderEvent run_until(ReaderEventKind kind, int most_polls = 400) {
    for (int i = 0; i < most_polls; ++i) {
      ReaderEvent event = poll();
      if (event.kind != ReaderEventKind::Nothing) {
        seen.push_back(event.kind);
      }
      if (event.kind == kind) {
        return event;
      }
    }
    ADD_FAILURE() << "never happened: " << name_of(kind);
    return {};
  }

  // Everything that happens in so much time.
  std::vector<ReaderEventKind> run_for(milliseconds time) {
    std::vector<ReaderEventKind> kinds;
    const TimePoint end = clock.now() + time;
    while (clock.now() < end) {
      const ReaderEvent event = poll();
      if (event.kind != ReaderEventKind::Nothing) {
        kinds.push_back(event.kind);
      }
      clock.advance(milliseconds{1});
    }
    return kinds;
  }

  void place(std::string_view label) { ASSERT_TRUE(simulator.place_card(*sample_card(label))); }

  // The next transport that is opened gets these faults.
  void script(std::vector<ScriptedFault> faults) { script_ = std::move(faults); }

  ManualClock clock;
  SamSimulator simulator;
  IdReader reader;
  std::vector<ReaderEventKind> seen;
  FaultyTransport* transport = nullptr;  // the newest one
  int opened = 0;
  std::optional<ErrorCode> refuse_opening;
  // What lies between the simulator and the faults, and between the faults and the driver: another plug than
  // USB bulk.
  std::function<std::unique_ptr<Transport>(std::unique_ptr<Transport>)> device_side;
  std::function<Result<std::unique_ptr<Transport>>(std::unique_ptr<Transport>)> host_side;

 private:
  Result<std::unique_ptr<Transport>> open() {
    ++opened;
    if (refuse_opening) {
      return fail(*refuse_opening, "refused");
    }
    auto port = simulator.connect();
    if (!port) {
      return port;
    }
    if (device_side) *port = device_side(std::move(*port));
    auto faulty = std::make_unique<FaultyTransport>(std::move(*port), clock, std::move(script_));
    script_.clear();
    transport = faulty.get();
    if (host_side) return host_side(std::move(faulty));
    return faulty;
  }

  std::vector<ScriptedFault> script_;
};

}  // namespace yitang::devices
