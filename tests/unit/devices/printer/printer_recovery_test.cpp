// What a printer's model lacks, what an earlier connection left, and rolls of paper.
#include "devices/receipt/paper_feed.hpp"
#include "tests/unit/devices/printer/printer_support.hpp"
#include "tests/unit/devices/receipt/receipt_support.hpp"

namespace yitang::devices {
namespace {

using test::copies_on_paper;
using test::PrinterBench;
using test::slip;

constexpr PrinterModel kSilent{.process_id = false,
                               .answers_sensor = false,
                               .port_status = false,
                               .automatic_status = false,
                               .real_time_status = false};

bool holds(const Bytes& bytes, const Bytes& part) {
  return std::search(bytes.begin(), bytes.end(), part.begin(), part.end()) != bytes.end();
}

TEST(PrinterModels, OneThatAnswersNothingIsNotPrintedToUnlessItsProfileSaysSo) {
  PrinterBench bench(kSilent);
  bench.open();
  const auto started = bench.printer->start(slip());
  ASSERT_FALSE(started);
  EXPECT_EQ(started.error().code, ErrorCode::Timeout);
  EXPECT_TRUE(bench.simulator.printed().empty());
}

TEST(PrinterModels, OneThatAnswersNothingPrintsAndIsNeverSaidToHavePrinted) {
  PrinterBench bench(kSilent, {.status_needed = false});
  bench.open();
  ASSERT_TRUE(bench.printer->start(slip()));
  const JobReport report = bench.run();
  EXPECT_EQ(report.state, JobState::Unknown);
  EXPECT_EQ(report.failure, JobFailure::NoConfirmation);
  bench.clock.advance(milliseconds{5000});
  EXPECT_EQ(copies_on_paper(bench.simulator.printed(), slip()), 1U);
}

TEST(PrinterModels, AutomaticStatusAloneIsEnough) {
  PrinterModel model;
  model.real_time_status = false;
  model.port_status = false;
  PrinterBench bench(model, {.real_time_status = false, .port_status = false});
  bench.open();
  EXPECT_TRUE(bench.printer->status().ready());
  bench.simulator.pull_paper();
  ASSERT_TRUE(bench.printer->query_status());
  EXPECT_EQ(bench.printer->status().paper, PaperState::Out);
  bench.simulator.load_paper();
  ASSERT_TRUE(bench.printer->start(slip()));
  EXPECT_EQ(bench.run().state, JobState::Printed);
}

TEST(PrinterModels, WithoutAutomaticStatusItIsNotSwitchedOn) {
  PrinterBench bench({}, {.automatic_status = false});
  bench.open();
  EXPECT_TRUE(bench.printer->status().ready());
  bench.simulator.set_cover_open(true);
  bench.clock.advance(milliseconds{100});
  bench.printer->poll();
  EXPECT_FALSE(bench.printer->status().cover_open) << "nobody asked";
  ASSERT_TRUE(bench.printer->query_status());
  EXPECT_TRUE(bench.printer->status().cover_open);
}

// The bytes of DLE DC4 8 on paper would be the mark of a profile that lies.
TEST(PrinterModels, BuffersAreNotClearedByACommandThatPrints) {
  PrinterBench bench({}, {.clear_buffers = false});
  bench.open();
  bench.simulator.pull_paper();
  bench.simulator.load_paper();
  bench.simulator.paper_out_after_lines(3);
  ASSERT_TRUE(bench.printer->start(slip()));
  ASSERT_EQ(bench.run(true).state, JobState::WaitingForPaper);
  const JobReport report = bench.printer->cancel();
  EXPECT_TRUE(report.data_left_in_printer) << "the reset of the interface answers nothing";
  EXPECT_EQ(bench.simulator.bytes_buffered(), 0U) << "but it worked";
}

TEST(PrinterModels, TheCutterOfTheProfileEjects) {
  for (const Cutter cutter : {Cutter::None, Cutter::Partial, Cutter::Full}) {
    PrinterBench bench({}, {.cutter = cutter});
    bench.open();
    ASSERT_TRUE(bench.printer->eject());
    bench.clock.advance(milliseconds{3000});
    EXPECT_EQ(bench.simulator.cuts(), cutter == Cutter::None ? 0 : 1);
    const Bytes full{0x1D, 0x56, 0x41};
    EXPECT_EQ(holds(bench.simulator.printed(), full), cutter == Cutter::Full);
  }
}

TEST(PrinterRecovery, AnAnswerToAnEarlierConnectionIsKnownByItsId) {
  PrinterBench bench;
  bench.open();
  const PrintId id = first_print_id(41);
  ASSERT_TRUE(bench.printer->start(slip(), id));
  // Everything is taken; the program dies before the answer, and the printer stays.
  while (bench.printer->poll().state == JobState::Sending) continue;
  auto cable = bench.simulator.reconnect();
  bench.printer.reset();
  bench.clock.advance(milliseconds{5000});
  auto opened = Printer::open(std::move(cable), bench.clock, {});
  ASSERT_TRUE(opened);
  EXPECT_TRUE((*opened)->heard(id));
  EXPECT_FALSE((*opened)->heard(first_print_id(40)));
  EXPECT_FALSE((*opened)->heard(first_print_id(42)));
}

TEST(PrinterRecovery, WhatAnEarlierConnectionLeftIsClearedAndCutOff) {
  PrinterBench bench;
  bench.open();
  bench.simulator.paper_out_after_lines(4);
  ASSERT_TRUE(bench.printer->start(slip()));
  ASSERT_EQ(bench.run(true).state, JobState::WaitingForPaper);
  auto cable = bench.simulator.reconnect();
  bench.printer.reset();
  auto opened = Printer::open(std::move(cable), bench.clock, {});
  ASSERT_TRUE(opened);
  EXPECT_GT(bench.simulator.bytes_buffered(), 0U);
  ASSERT_TRUE((*opened)->eject());
  bench.simulator.load_paper();
  bench.clock.advance(milliseconds{5000});
  EXPECT_EQ(copies_on_paper(bench.simulator.printed(), slip()), 0U);
  EXPECT_EQ(bench.simulator.cuts(), 1);
}

TEST(PrinterRecovery, AJamIsOverWhenItsCauseIsGoneAndItIsTold) {
  PrinterBench bench;
  bench.open();
  bench.simulator.jam_cutter_at_next_cut();
  ASSERT_TRUE(bench.printer->start(slip()));
  EXPECT_EQ(bench.run().failure, JobFailure::CutterJam);
  auto status = bench.printer->recover_from_error();
  ASSERT_TRUE(status);
  EXPECT_TRUE(status->cutter_error) << "the cause is still there";
  bench.simulator.clear_jam();
  status = bench.printer->recover_from_error();
  ASSERT_TRUE(status);
  EXPECT_TRUE(status->ready());
}

TEST(PrinterRecovery, IdsOfTheJournalAndOurOwnNeverMeet) {
  EXPECT_LT(first_print_id(INT64_MAX) + kPrintIdsAJob, kFirstOwnPrintId);
  EXPECT_EQ(first_print_id(0), 0U);
  EXPECT_EQ(first_print_id(7), 7 * kPrintIdsAJob);
  for (const PrintId id : {PrintId{0}, PrintId{93}, PrintId{94}, kFirstOwnPrintId, kPrintIdCount - 1})
    EXPECT_EQ(print_id_of(bytes_of(id)), id);
  EXPECT_FALSE(print_id_of({' ', '!', '!', '!'}));
}

TEST(RollWatch, ANewRollIsPaperAfterAnOpenCoverAfterNoPaper) {
  const PrinterStatus good{.known = true, .online = true, .paper = PaperState::Ok};
  PrinterStatus out = good;
  out.paper = PaperState::Out;
  PrinterStatus open = out;
  open.cover_open = true;
  PrinterStatus near_end = good;
  near_end.paper = PaperState::NearEnd;
  const auto changes = [](std::initializer_list<PrinterStatus> states) {
    RollWatch watch;
    int count = 0;
    for (const PrinterStatus& state : states) count += watch.see(state) ? 1 : 0;
    return count;
  };
  EXPECT_EQ(changes({good, out, open, good, good}), 1);
  EXPECT_EQ(changes({good, out, open, out, open, good}), 1);
  EXPECT_EQ(changes({good, open, good}), 0) << "the sensor sits in the cover";
  EXPECT_EQ(changes({good, open, out, good, open, good}), 0);
  EXPECT_EQ(changes({out, good}), 0) << "paper does not come without opening the cover";
  EXPECT_EQ(changes({out, open, near_end, good}), 0) << "an old roll was put in";
  EXPECT_EQ(changes({out, open, PrinterStatus{}, good}), 1);
}

TEST(PrinterRecovery, TheDriverNoticesANewRollAlsoWhenItLooksLate) {
  PrinterBench bench;
  bench.open();
  bench.simulator.pull_paper();
  bench.simulator.set_cover_open(true);
  bench.simulator.load_paper();
  bench.simulator.set_cover_open(false);
  ASSERT_TRUE(bench.printer->query_status());
  EXPECT_TRUE(bench.printer->take_new_roll());
  EXPECT_FALSE(bench.printer->take_new_roll());
}

// The interpreter draws the paper; the blank of a cut is left out there.
TEST(PaperFeed, IsAsLongAsThePaperThatIsDrawn) {
  for (const bool native : {true, false}) {
    PrinterProfile profile;
    profile.native_qr = native;
    const Bytes bytes = test::rendered(test::sample_receipt(), profile);
    const long drawn = test::interpreted(bytes).dots.height();
    const long cuts = 1;
    EXPECT_NEAR(static_cast<double>(fed_dots(bytes, 96)), static_cast<double>(drawn + cuts * (96 + 24)), 60);
    EXPECT_EQ(fed_dots(bytes, 196) - fed_dots(bytes, 96), 100 * cuts);
  }
  EXPECT_EQ(fed_dots({}, 96), 0);
  EXPECT_EQ(fed_dots(Bytes{0x1B, 0x4A, 100, 0x0A, 0x1D, 0x56, 0x42, 10}, 96), 100 + 32 + 106);
  EXPECT_EQ(fed_dots(Bytes{0x1D, 0x56, 0x00}, 96), 0) << "a cut without feeding";
  EXPECT_EQ(fed_dots(Bytes{0x1B, 0x33, 60, 0x0A, 0x1D, 0x21, 0x03, 0x0A, 0x1D, 0x76, 0x30, 0, 1, 0}, 96),
            60 + 96);
}

}  // namespace
}  // namespace yitang::devices
