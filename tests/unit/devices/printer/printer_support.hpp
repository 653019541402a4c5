// A printer driver in front of the simulator, on a clock that only moves when something waits.
#pragma once

#include <gtest/gtest.h>

#include <algorithm>

#include "devices/faulty_transport.hpp"
#include "devices/printer/driver.hpp"
#include "devices/printer/simulator.hpp"

namespace yitang::devices::test {

struct PrinterBench {
  explicit PrinterBench(PrinterModel model = {}, PrinterSettings job_settings = {})
      : settings(job_settings), simulator(clock, model) {}

  void open() {
    auto opened = Printer::open(simulator.connect(), clock, settings);
    ASSERT_TRUE(opened.has_value()) << opened.error().message;
    printer = std::move(*opened);
  }

  // Polls until the job ends or waits for a person; the clock moves with the waiting.
  JobReport run(bool stop_when_waiting = false) {
    JobReport report;
    for (int i = 0; i < 200'000; ++i) {
      report = printer->poll();
      if (report.ended()) return report;
      if (stop_when_waiting && report.state == JobState::WaitingForPaper) return report;
    }
    ADD_FAILURE() << "the job never ends";
    return report;
  }

  ManualClock clock;
  PrinterSettings settings;
  PrinterSimulator simulator;
  std::unique_ptr<Printer> printer;
};

// `lines` lines of text, a picture, and a cut.
inline Bytes slip(int lines = 20, int raster_rows = 100) {
  Bytes bytes{0x1B, 0x40, 0x1C, 0x26};
  for (int i = 0; i < lines; ++i) bytes.insert(bytes.end(), {0xCA, 0xDC, 0xC0, 0xED, 'A', 0x0A});
  bytes.insert(bytes.end(), {0x1D, 0x76, 0x30, 0, 72, 0, static_cast<std::uint8_t>(raster_rows), 0});
  bytes.insert(bytes.end(), static_cast<std::size_t>(raster_rows) * 72, 0xAA);
  bytes.insert(bytes.end(), {0x1D, 0x56, 0x42, 0x00});
  return bytes;
}

// How often the whole slip lies on the paper.
inline std::size_t copies_on_paper(const Bytes& paper, const Bytes& slip_bytes) {
  std::size_t count = 0;
  auto at = paper.begin();
  while ((at = std::search(at, paper.end(), slip_bytes.begin(), slip_bytes.end())) != paper.end()) {
    ++count;
    at += static_cast<std::ptrdiff_t>(slip_bytes.size());
  }
  return count;
}

}  // namespace yitang::devices::test
