// The receipt printer's driver: open, status, job, eject. "Printed" is true, whatever goes wrong on the way.
#include <algorithm>

#include "devices/printer/driver.hpp"
#include "devices/printer/simulator.hpp"
#include "matrix.hpp"

namespace yitang::faults {
namespace {

Bytes short_slip(char mark) {
  Bytes bytes{0x1B, 0x40};
  for (int i = 0; i < 12; ++i)
    bytes.insert(bytes.end(), {static_cast<std::uint8_t>(mark), 'o', 'n', 'e', 0x0A});
  bytes.insert(bytes.end(), {0x1D, 0x56, 0x42, 0x00});
  return bytes;
}

class PrinterWorld {
 public:
  explicit PrinterWorld(FaultPlan& plan) : plan_(plan), simulator(clock) { settings.piece_bytes = 16; }

  Result<std::unique_ptr<Printer>> open() {
    return Printer::open(plan_.lay(simulator.connect(), clock), clock, settings);
  }

  // How the job ended. Printed means that all of it lies on the paper.
  JobState print(Printer& printer, const Bytes& slip) {
    if (auto started = printer.start(slip); !started) return JobState::Idle;
    for (int i = 0; i < 200'000; ++i) {
      const JobReport report = printer.poll();
      if (!report.ended()) continue;
      if (report.state == JobState::Printed) {
        EXPECT_TRUE(on_paper(slip)) << "a lie";
      }
      return report.state;
    }
    ADD_FAILURE() << "the job never ends";
    return JobState::Unknown;
  }

  bool on_paper(const Bytes& slip) const {
    const Bytes paper = simulator.printed();
    return std::search(paper.begin(), paper.end(), slip.begin(), slip.end()) != paper.end();
  }

  // A new connection prints.
  void expect_usable_after_a_fresh_plug() {
    simulator.unplug();
    auto printer = open();
    ASSERT_TRUE(printer) << printer.error().message;
    EXPECT_TRUE((*printer)->query_status());
    EXPECT_EQ(print(**printer, short_slip('N')), JobState::Printed);
  }

  FaultPlan& plan_;
  ManualClock clock;
  PrinterSettings settings;
  PrinterSimulator simulator;
};

TEST(PrinterMatrix, OpenAndStatus) {
  run_matrix([](FaultPlan& plan) {
    PrinterWorld world(plan);
    if (auto printer = world.open()) {
      for (int i = 0; i < 2; ++i) {
        if (const auto status = (*printer)->query_status(); status && status->known) {
          EXPECT_FALSE(status->unrecoverable_error) << "nothing is wrong with the printer itself";
        }
      }
    }
    world.expect_usable_after_a_fresh_plug();
  });
}

TEST(PrinterMatrix, AJob) {
  run_matrix([](FaultPlan& plan) {
    PrinterWorld world(plan);
    if (auto printer = world.open()) world.print(**printer, short_slip('A'));
    world.expect_usable_after_a_fresh_plug();
  });
}

TEST(PrinterMatrix, EjectAfterACancelledJob) {
  run_matrix([](FaultPlan& plan) {
    PrinterWorld world(plan);
    if (auto printer = world.open()) {
      const Bytes slip = short_slip('A');
      if ((*printer)->start(slip)) {
        (void)(*printer)->poll();
        if (const JobReport report = (*printer)->cancel(); report.state == JobState::Printed) {
          EXPECT_TRUE(world.on_paper(slip));
        }
      }
      if ((*printer)->eject()) world.print(**printer, short_slip('B'));
    }
    world.expect_usable_after_a_fresh_plug();
  });
}

}  // namespace
}  // namespace yitang::faults
