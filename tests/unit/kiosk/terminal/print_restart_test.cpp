// Did it really print? What the journal, the printer and the next person see after the program or the power
// failed in the middle of a slip.
#include "devices/printer/driver.hpp"
#include "kiosk/terminal/printer_command.hpp"
#include "print_support.hpp"

namespace yitang::terminal::test {
namespace {

class PrintRestartTest : public PrintServiceTest {
 protected:
  /// Until the slip has begun and the program is about to look at it again.
  void begin_receipt() {
    receipt();
    for (int i = 0; i < 50 && b.world.printer.bytes_received() < 100; ++i) b.pass(1ms);
    ASSERT_GE(b.world.printer.bytes_received(), 100U);
  }
  cases::PrintJob newest() { return journal().back(); }
  bool printer_unclean() {
    const auto records = *b.store->printer_records();
    return std::any_of(records.begin(), records.end(), [](const auto& each) { return each.unclean; });
  }
};

TEST_F(PrintRestartTest, ASlipIsInTheJournalBeforeItsFirstByte) {
  const std::size_t before = b.world.printer.bytes_received();
  receipt();
  bool seen = false;
  for (int i = 0; i < 100 && !seen; ++i) {
    b.queue.run_one();
    const auto open = *b.store->open_prints();
    if (b.world.printer.bytes_received() > before + 200) {
      ASSERT_EQ(open.size(), 1U) << "bytes went out without an entry";
      EXPECT_NE(open[0].printer, "");
      seen = true;
    }
  }
  EXPECT_TRUE(seen);
  b.pass(60s);
  EXPECT_TRUE(b.store->open_prints()->empty());
}

TEST_F(PrintRestartTest, EverySlipIsInTheJournal) {
  leaflet();
  b.pass(60s);
  const auto jobs = *b.store->newest_prints(5);
  ASSERT_EQ(jobs.size(), 1U);
  EXPECT_EQ(jobs[0].kind, PrintKind::Leaflet);
  EXPECT_EQ(jobs[0].result, cases::PrintResult::Printed);
  leaflet(2);
  b.pass(60s);
  EXPECT_EQ((*b.store->newest_prints(5))[0].copy, 0) << "leaflets are no copies of each other";
}

TEST_F(PrintRestartTest, AConfirmationThatCameWhileTheProgramWasDownIsHeard) {
  begin_receipt();
  die();
  b.disk.clock.advance(20'000);  // the printer goes on by itself
  start();
  b.pass(10s);
  ASSERT_EQ(journal().size(), 1U);
  EXPECT_EQ(newest().result, cases::PrintResult::Printed);
  EXPECT_FALSE(printer_unclean());
  EXPECT_EQ(b.world.printer.cuts(), 1) << "nothing had to be cut off";
}

TEST_F(PrintRestartTest, ASlipThatWaitedForPaperIsNotForTheNextPerson) {
  b.world.printer.paper_out_after_lines(5);
  receipt();
  b.pass(20s);
  ASSERT_EQ(fate(1), PrintFate::WaitingForPaper);
  die();
  b.disk.clock.advance(5000);
  start();
  b.pass(10s);
  EXPECT_EQ(newest().result, cases::PrintResult::Unknown);
  EXPECT_TRUE(printer_unclean());
  EXPECT_EQ(b.world.printer.bytes_buffered(), 0U) << "dropped although there is no paper";
  b.world.printer.forget_printed();
  b.world.printer.load_paper();
  b.pass(20s);
  EXPECT_FALSE(printer_unclean());
  EXPECT_EQ(b.world.printer.cuts(), 1) << "the half slip is cut off at once";
  EXPECT_LT(b.world.printer.printed().size(), 60U) << "and nothing of it is printed";
  receipt(2);
  b.pass(60s);
  EXPECT_EQ(fate(2), PrintFate::Printed);
  EXPECT_EQ(newest().copy, 1) << "part of the first came out, so this one is marked";
}

TEST_F(PrintRestartTest, AfterAPowerCutOfBothTheNextSlipIsClean) {
  b.world.printer.paper_out_after_lines(8);
  begin_receipt();
  die();
  b.world.printer.unplug();
  b.world.printer_plugged = false;
  start();
  b.pass(10s);
  EXPECT_EQ(newest().result, cases::PrintResult::Unknown);
  EXPECT_TRUE(printer_unclean()) << "nobody has looked at it yet";
  b.world.printer_plugged = true;
  b.world.printer.load_paper();
  print_->device_arrived();
  b.pass(20s);
  EXPECT_FALSE(printer_unclean());
  EXPECT_EQ(b.world.printer.cuts(), 1);
}

TEST_F(PrintRestartTest, WhatWasOnlyAskedForIsNotPrintedAfterTheRestart) {
  b.world.printer.paper_out_after_lines(5);
  receipt(1);
  leaflet(2);
  b.pass(20s);
  die();
  start();
  b.world.printer.load_paper();
  b.pass(120s);
  EXPECT_EQ(b.world.printer.cuts(), 1) << "the torn one is cut off; the other is not begun";
}

TEST_F(PrintRestartTest, AJamIsOverOnceSomebodyHasClearedIt) {
  b.world.printer.jam_cutter_at_next_cut();
  receipt();
  b.pass(30s);
  EXPECT_EQ(fate(1), PrintFate::NotPrinted);
  EXPECT_EQ(newest().result, cases::PrintResult::Torn);
  EXPECT_EQ(ask(), PrinterReadiness::Fault);
  b.world.printer.clear_jam();
  b.pass(10s);
  EXPECT_EQ(ask(), PrinterReadiness::Ready);
  EXPECT_FALSE(printer_unclean()) << "what hung in the cutter is cut off";
  receipt(2);
  b.pass(60s);
  EXPECT_EQ(fate(2), PrintFate::Printed);
  EXPECT_EQ(newest().copy, 1) << "the torn part is void, and on paper";
}

TEST_F(PrintRestartTest, ThePaperOfASlipIsInTheRecord) {
  receipt();
  b.pass(60s);
  ASSERT_EQ(fate(1), PrintFate::Printed);
  const auto records = *b.store->printer_records();
  ASSERT_EQ(records.size(), 1U);
  EXPECT_GT(records[0].fed_um, 50'000) << "a receipt is longer than 5 cm";
  EXPECT_LT(records[0].fed_um, 600'000);
}

TEST_F(PrintRestartTest, ThePaperThatIsLeftIsCountedAndTold) {
  settings_.roll_mm = 3200;
  die();
  start();
  EXPECT_EQ(ask(), PrinterReadiness::Ready);
  receipt(1);
  b.pass(60s);
  receipt(2);
  b.pass(60s);
  EXPECT_EQ(ask(), PrinterReadiness::PaperLow);
  die();
  start();
  b.pass(1s);
  EXPECT_EQ(ask(), PrinterReadiness::PaperLow) << "the count outlives the program";
  // It runs out, somebody opens the cover and puts a new roll in.
  b.world.printer.pull_paper();
  EXPECT_EQ(ask(), PrinterReadiness::NoPaper);
  b.world.printer.set_cover_open(true);
  EXPECT_EQ(ask(), PrinterReadiness::CoverOpen);
  b.world.printer.load_paper();
  b.world.printer.set_cover_open(false);
  EXPECT_EQ(ask(), PrinterReadiness::Ready);
  EXPECT_EQ((*b.store->printer_records())[0].fed_um, 0);
}

TEST_F(PrintRestartTest, ANewRollByHand) {
  settings_.roll_mm = 3100;
  die();
  start();
  receipt();
  b.pass(60s);
  EXPECT_EQ(ask(), PrinterReadiness::PaperLow);
  print_->new_roll();
  b.pass(1s);
  EXPECT_EQ(ask(), PrinterReadiness::Ready);
}

TEST_F(PrintRestartTest, APrinterWithAWrongProfileIsOutOfOrderAndTheRestWorks) {
  settings_.out_of_order = "printer profile: my.toml:3: paper.dots_per_line: must be a multiple of 8";
  die();
  start();
  EXPECT_EQ(ask(), PrinterReadiness::Fault);
  receipt();
  b.pass(10s);
  EXPECT_EQ(fate(1), PrintFate::NotPrinted);
  EXPECT_EQ(b.world.printer.bytes_received(), 0U);
  std::optional<PrinterReport> told;
  print_->report([&](const PrinterReport& report, const auto&) { told = report; });
  b.pass(1s);
  ASSERT_TRUE(told);
  EXPECT_EQ(told->out_of_order, settings_.out_of_order);
}

TEST_F(PrintRestartTest, TheProfileOfTheConnectedPrinterShapesTheSlip) {
  settings_.choose = [](devices::Transport& transport) {
    EXPECT_EQ(transport.description().vendor, 0x1209);
    devices::ModelProfile model;
    model.name = "narrow";
    model.page.dots_per_line = 384;
    model.page.cutter = model.driver.cutter = devices::Cutter::Full;
    return model;
  };
  die();
  start();
  receipt();
  b.pass(60s);
  EXPECT_EQ(fate(1), PrintFate::Printed);
  const devices::Bytes paper = b.world.printer.printed();
  const devices::Bytes full_cut{0x1D, 0x56, 0x41};
  EXPECT_NE(std::search(paper.begin(), paper.end(), full_cut.begin(), full_cut.end()), paper.end());
}

TEST(PrinterCommandJson, ComesBackAsItWasAndNothingElse) {
  for (const auto verb : {PrinterVerb::Status, PrinterVerb::NewRoll, PrinterVerb::Reprint}) {
    const auto back = printer_command_from_json(to_json(PrinterCommand{verb, "T001-261120-0001-X"}));
    ASSERT_TRUE(back);
    ASSERT_TRUE(*back);
    EXPECT_EQ((*back)->verb, verb);
    EXPECT_EQ((*back)->receipt_no, verb == PrinterVerb::Reprint ? "T001-261120-0001-X" : "");
  }
  EXPECT_FALSE(printer_command_from_json("{\"verb\":\"list\"}")) << "that is for the office";
  EXPECT_FALSE(printer_command_from_json("no json"));
  for (const char* wrong :
       {"{\"printer\":\"burn\"}", "{\"printer\":3}", "{\"printer\":\"reprint\"}",
        "{\"printer\":\"reprint\",\"receipt\":\"\"}", "{\"printer\":\"reprint\",\"receipt\":[1]}"}) {
    const auto command = printer_command_from_json(wrong);
    ASSERT_TRUE(command) << wrong;
    EXPECT_FALSE(*command) << wrong;
  }
}

}  // namespace
}  // namespace yitang::terminal::test
