#include "devices/printer/driver.hpp"

#include "devices/receipt/escpos_interpreter.hpp"
#include "tests/unit/devices/printer/printer_support.hpp"

namespace yitang::devices {
namespace {

using test::copies_on_paper;
using test::PrinterBench;
using test::slip;

TEST(PrinterDriver, PrintsAndIsConfirmedByProcessId) {
  PrinterBench bench;
  bench.open();
  EXPECT_EQ(bench.printer->confirmation(), Confirmation::ProcessId);
  EXPECT_TRUE(bench.printer->status().ready());
  ASSERT_TRUE(bench.printer->start(slip()));
  const JobReport report = bench.run();
  EXPECT_EQ(report.state, JobState::Printed);
  EXPECT_EQ(report.confirmed_by, Confirmation::ProcessId);
  EXPECT_EQ(copies_on_paper(bench.simulator.printed(), slip()), 1U);
  EXPECT_EQ(bench.simulator.bytes_buffered(), 0U);
  ASSERT_TRUE(bench.printer->start(slip()));
  EXPECT_EQ(bench.run().state, JobState::Printed);
  EXPECT_EQ(bench.simulator.cuts(), 2);
}

TEST(PrinterDriver, IsNotPrintedBeforeThePaperIs) {
  PrinterBench bench({.speed_mm_per_s = 20});
  bench.open();
  ASSERT_TRUE(bench.printer->start(slip(5, 10)));
  while (true) {
    const JobReport report = bench.printer->poll();
    if (report.ended()) break;
    EXPECT_NE(report.state, JobState::Printed);
  }
  EXPECT_EQ(bench.simulator.cuts(), 1);
}

TEST(PrinterDriver, CloneIsConfirmedByFenceAndQuiet) {
  PrinterBench bench({.process_id = false});
  bench.open();
  EXPECT_EQ(bench.printer->confirmation(), Confirmation::Fence);
  ASSERT_TRUE(bench.printer->start(slip()));
  const JobReport report = bench.run();
  EXPECT_EQ(report.state, JobState::Printed);
  EXPECT_EQ(report.confirmed_by, Confirmation::Fence);
  EXPECT_EQ(copies_on_paper(bench.simulator.printed(), slip()), 1U);
}

TEST(PrinterDriver, MutePrinterIsNeverPrinted) {
  PrinterBench bench({.process_id = false, .answers_sensor = false});
  bench.open();
  EXPECT_EQ(bench.printer->confirmation(), Confirmation::None);
  ASSERT_TRUE(bench.printer->start(slip()));
  const JobReport report = bench.run();
  EXPECT_EQ(report.state, JobState::Unknown);
  EXPECT_EQ(report.failure, JobFailure::NoConfirmation);
}

TEST(PrinterDriver, RefusesToStartWithoutPaperOrWithOpenCover) {
  PrinterBench bench;
  bench.open();
  bench.simulator.pull_paper();
  auto started = bench.printer->start(slip());
  ASSERT_FALSE(started);
  EXPECT_EQ(started.error().code, ErrorCode::Busy);
  EXPECT_EQ(bench.printer->status().paper, PaperState::Out);
  bench.simulator.load_paper();
  bench.simulator.set_cover_open(true);
  EXPECT_FALSE(bench.printer->start(slip()));
  EXPECT_TRUE(bench.printer->status().cover_open);
  bench.simulator.set_cover_open(false);
  bench.simulator.set_near_end(true);
  ASSERT_TRUE(bench.printer->start(slip()));
  EXPECT_EQ(bench.printer->status().paper, PaperState::NearEnd);
  EXPECT_EQ(bench.run().state, JobState::Printed);
  EXPECT_FALSE(bench.printer->start({}));
}

TEST(PrinterDriver, PaperOutInTheMiddleGoesOnWithoutDoubling) {
  for (const bool refuses : {false, true}) {
    for (const bool automatic_model : {true, false}) {
      PrinterBench bench({.buffer_bytes = 512, .process_id = automatic_model, .refuses_offline = refuses});
      bench.open();
      bench.simulator.paper_out_after_lines(7);
      ASSERT_TRUE(bench.printer->start(slip()));
      EXPECT_EQ(bench.run(true).state, JobState::WaitingForPaper);
      bench.clock.advance(milliseconds{20'000});
      for (int i = 0; i < 20; ++i) EXPECT_FALSE(bench.printer->poll().ended());
      bench.simulator.load_paper();
      EXPECT_EQ(bench.run().state, JobState::Printed);
      EXPECT_EQ(copies_on_paper(bench.simulator.printed(), slip()), 1U);
      EXPECT_EQ(bench.simulator.cuts(), 1);
    }
  }
}

TEST(PrinterDriver, CoverInTheMiddleGoesOn) {
  PrinterBench bench({.speed_mm_per_s = 10});
  bench.open();
  ASSERT_TRUE(bench.printer->start(slip()));
  (void)bench.printer->poll();
  bench.simulator.set_cover_open(true);
  EXPECT_EQ(bench.run(true).state, JobState::WaitingForPaper);
  bench.simulator.set_cover_open(false);
  EXPECT_EQ(bench.run().state, JobState::Printed);
  EXPECT_EQ(copies_on_paper(bench.simulator.printed(), slip()), 1U);
}

TEST(PrinterDriver, NobodyBringsPaperAndTheJobExpires) {
  PrinterBench bench({.buffer_bytes = 512});
  bench.open();
  bench.simulator.paper_out_after_lines(7);
  ASSERT_TRUE(bench.printer->start(slip()));
  const JobReport report = bench.run();
  EXPECT_EQ(report.state, JobState::Failed);
  EXPECT_EQ(report.failure, JobFailure::Expired);
  EXPECT_FALSE(report.data_left_in_printer);  // cleared, and the printer said so
  EXPECT_GE(bench.clock.elapsed(), bench.settings.job_limit);
  bench.simulator.load_paper();
  bench.clock.advance(milliseconds{10'000});
  EXPECT_EQ(bench.simulator.cuts(), 0);
  // The next slip is whole.
  bench.simulator.forget_printed();
  ASSERT_TRUE(bench.printer->start(slip()));
  EXPECT_EQ(bench.run().state, JobState::Printed);
  EXPECT_EQ(copies_on_paper(bench.simulator.printed(), slip()), 1U);
}

TEST(PrinterDriver, CutterJamFailsTheSlipAndIsClearedBeforeTheNext) {
  for (const bool process_id : {true, false}) {
    PrinterBench bench({.process_id = process_id});
    bench.open();
    bench.simulator.jam_cutter_at_next_cut();
    ASSERT_TRUE(bench.printer->start(slip()));
    const JobReport report = bench.run();
    EXPECT_EQ(report.state, JobState::Failed);
    EXPECT_EQ(report.failure, JobFailure::CutterJam);
    EXPECT_FALSE(bench.printer->start(slip()));  // the cause is still there
    bench.simulator.clear_jam();
    bench.simulator.forget_printed();
    ASSERT_TRUE(bench.printer->start(slip()));
    EXPECT_EQ(bench.run().state, JobState::Printed);
    EXPECT_EQ(copies_on_paper(bench.simulator.printed(), slip()), 1U);
  }
}

TEST(PrinterDriver, UnplugAtEveryByteNeverCountsAsPrinted) {
  const Bytes job = slip(6, 8);
  for (std::size_t at = 1; at <= job.size() + 11; at += 13) {
    PrinterBench bench;
    bench.open();
    bench.simulator.unplug_at_byte(bench.simulator.bytes_received() + 12 +
                                   at);  // behind the four status questions
    ASSERT_TRUE(bench.printer->start(job));
    const JobReport report = bench.run();
    ASSERT_EQ(report.failure, JobFailure::Disconnected) << at;
    EXPECT_EQ(report.state, report.sent_bytes >= job.size() ? JobState::Unknown : JobState::Failed) << at;
    EXPECT_FALSE(bench.printer->connected());
    EXPECT_EQ(bench.printer->start(job).error().code, ErrorCode::Disconnected);
    // Plugged in again, it prints.
    bench.open();
    ASSERT_TRUE(bench.printer->eject());
    bench.simulator.forget_printed();
    ASSERT_TRUE(bench.printer->start(job));
    EXPECT_EQ(bench.run().state, JobState::Printed);
  }
}

TEST(PrinterDriver, StallIsClearedAndGoesOn) {
  PrinterBench bench;
  bench.open();
  bench.simulator.stall_at_byte(bench.simulator.bytes_received() + 12 + 500);
  ASSERT_TRUE(bench.printer->start(slip()));
  EXPECT_EQ(bench.run().state, JobState::Printed);
  EXPECT_EQ(copies_on_paper(bench.simulator.printed(), slip()), 1U);
}

TEST(PrinterDriver, CancelClearsThePrinter) {
  PrinterBench bench({.buffer_bytes = 512, .speed_mm_per_s = 20});
  bench.open();
  ASSERT_TRUE(bench.printer->start(slip()));
  (void)bench.printer->poll();
  const JobReport report = bench.printer->cancel();
  EXPECT_EQ(report.state, JobState::Failed);
  EXPECT_EQ(report.failure, JobFailure::Cancelled);
  EXPECT_FALSE(report.data_left_in_printer);
  EXPECT_EQ(bench.simulator.cuts(), 0);
}

TEST(PrinterDriver, BrokenPrinterFailsAtOnce) {
  PrinterBench bench({.buffer_bytes = 512, .speed_mm_per_s = 20});
  bench.open();
  ASSERT_TRUE(bench.printer->start(slip()));
  (void)bench.printer->poll();
  bench.simulator.set_broken(true);
  EXPECT_EQ(bench.run().failure, JobFailure::PrinterError);
}

TEST(PrinterDriver, OpensWithoutPaperAndDetectsLater) {
  PrinterBench bench;
  bench.simulator.pull_paper();
  bench.open();
  EXPECT_EQ(bench.printer->confirmation(), Confirmation::Undetected);
  EXPECT_EQ(bench.printer->status().paper, PaperState::Out);
  bench.simulator.load_paper();
  ASSERT_TRUE(bench.printer->start(slip()));
  EXPECT_EQ(bench.printer->confirmation(), Confirmation::ProcessId);
  EXPECT_EQ(bench.run().state, JobState::Printed);
}

// Every fault at every transfer of a whole life: open, a slip, and what follows. Whatever happens, "printed"
// is true.
TEST(PrinterDriver, NoFaultAtAnyTransferMakesPrintedALie) {
  const Bytes job = slip(4, 6);
  for (const bool process_id : {true, false}) {
    int printed = 0;
    int runs = 0;
    for (const TransportFault kind : kAllFaults) {
      for (std::size_t operation = 0; operation < 40; ++operation) {
        ManualClock clock;
        PrinterSimulator simulator(clock, {.buffer_bytes = 256, .process_id = process_id});
        auto transport = std::make_unique<FaultyTransport>(simulator.connect(), clock,
                                                           std::vector<ScriptedFault>{{operation, kind}});
        auto printer = Printer::open(std::move(transport), clock, {.piece_bytes = 64});
        if (!printer) continue;
        const auto started = (*printer)->start(job);
        if (!started) continue;
        ++runs;
        JobReport report;
        for (int i = 0; i < 20'000 && !report.ended(); ++i) report = (*printer)->poll();
        ASSERT_TRUE(report.ended()) << name_of(kind) << " at " << operation;
        const std::size_t copies = copies_on_paper(simulator.printed(), job);
        EXPECT_LE(copies, 1U);
        if (report.state == JobState::Printed) {
          ++printed;
          EXPECT_EQ(simulator.cuts(), 1) << name_of(kind) << " at " << operation;
        } else if (report.state == JobState::Failed) {
          EXPECT_LT(report.sent_bytes, job.size()) << name_of(kind) << " at " << operation;
        }
      }
    }
    EXPECT_GT(printed, runs / 2) << runs;  // most faults are survived
  }
}

TEST(PrinterSimulator, PaperCanBeDrawn) {
  PrinterBench bench({.buffer_bytes = 1024});
  bench.open();
  bench.simulator.paper_out_after_lines(3);
  ASSERT_TRUE(bench.printer->start(slip()));
  (void)bench.run(true);
  (void)bench.printer->cancel();
  class Blank final : public GlyphRasterizer {
    std::optional<Bitmap> rasterize(std::u32string_view, const GlyphBox& box) override {
      return Bitmap(box.width(), box.height());
    }
  } blank;
  const auto paper = interpret_escpos(bench.simulator.printed(), {}, blank);
  ASSERT_TRUE(paper) << paper.error().message;
  EXPECT_EQ(paper->text(), "受理A\n受理A\n受理A\n");
}

}  // namespace
}  // namespace yitang::devices
