// Slips on paper: what is said about them is what the printer said.
#include "print_support.hpp"

namespace yitang::terminal::test {
namespace {

TEST_F(PrintServiceTest, TheQuestionBeforeTheNumberIsAnsweredTruly) {
  EXPECT_EQ(ask(), PrinterReadiness::Ready);
  b.world.printer.set_near_end(true);
  EXPECT_EQ(ask(), PrinterReadiness::PaperLow);
  b.world.printer.set_near_end(false);
  b.world.printer.pull_paper();
  EXPECT_EQ(ask(), PrinterReadiness::NoPaper);
  b.world.printer.load_paper();
  b.world.printer.set_cover_open(true);
  EXPECT_EQ(ask(), PrinterReadiness::CoverOpen);
  b.world.printer.set_cover_open(false);
  b.world.printer_plugged = false;
  b.world.printer.unplug();
  EXPECT_EQ(ask(), PrinterReadiness::Absent);
  b.world.printer_plugged = true;
  EXPECT_EQ(ask(), PrinterReadiness::Ready);
}

TEST_F(PrintServiceTest, PrintedIsSaidOnceThePaperIsThere) {
  receipt();
  b.queue.run_due();
  EXPECT_NE(fate(1), PrintFate::Printed);
  b.pass(60s);
  EXPECT_EQ(fate(1), PrintFate::Printed);
  EXPECT_EQ(b.world.printer.cuts(), 1);
  EXPECT_EQ(b.world.printer.bytes_buffered(), 0U);
  ASSERT_EQ(journal().size(), 1U);
  EXPECT_EQ(journal()[0].result, cases::PrintResult::Printed);
}

TEST_F(PrintServiceTest, TheSecondSlipIsACopy) {
  receipt(1);
  b.pass(60s);
  receipt(2);
  b.pass(60s);
  EXPECT_EQ(fate(2), PrintFate::Printed);
  ASSERT_EQ(journal().size(), 2U);
  EXPECT_EQ(std::max(journal()[0].copy, journal()[1].copy), 1);
  EXPECT_EQ(std::min(journal()[0].copy, journal()[1].copy), 0);
}

TEST_F(PrintServiceTest, WithoutPaperNothingIsBegun) {
  b.world.printer.pull_paper();
  receipt();
  b.pass(10s);
  EXPECT_EQ(fate(1), PrintFate::NotPrinted);
  EXPECT_EQ(b.world.printer.cuts(), 0);
  ASSERT_EQ(journal().size(), 1U);
  EXPECT_EQ(journal()[0].result, cases::PrintResult::Failed);
  b.world.printer.load_paper();
  b.pass(60s);
  EXPECT_TRUE(b.world.printer.printed().empty()) << "what was said not to be printed must not come later";
  receipt(2);
  b.pass(60s);
  EXPECT_EQ(fate(2), PrintFate::Printed);
  for (const cases::PrintJob& job : journal()) EXPECT_EQ(job.copy, 0) << "no slip came out before";
}

TEST_F(PrintServiceTest, PaperThatEndsInTheMiddleIsWaitedFor) {
  b.world.printer.paper_out_after_lines(5);
  receipt();
  b.pass(20s);
  EXPECT_EQ(fate(1), PrintFate::WaitingForPaper);
  b.world.printer.load_paper();
  b.pass(60s);
  EXPECT_EQ(fate(1), PrintFate::Printed);
}

TEST_F(PrintServiceTest, ASlipThatWaitsForPaperIsNotForTheNextPerson) {
  b.world.printer.paper_out_after_lines(5);
  receipt(1);
  leaflet(2);
  b.pass(20s);
  ASSERT_EQ(fate(1), PrintFate::WaitingForPaper);
  print_->forget();
  b.pass(20s);
  EXPECT_NE(fate(1), PrintFate::Printed);  // all of it was sent: nobody can say how much came out
  EXPECT_EQ(fate(2), PrintFate::NotPrinted);
  b.world.printer.forget_printed();
  b.world.printer.load_paper();
  b.pass(60s);
  const int cuts = b.world.printer.cuts();
  leaflet(3);
  b.pass(120s);
  EXPECT_EQ(fate(3), PrintFate::Printed);
  EXPECT_LE(b.world.printer.cuts() - cuts, 2) << "the torn part may be cut off, then the new slip";
  EXPECT_NE(journal()[0].result, cases::PrintResult::Printed);
}

TEST_F(PrintServiceTest, ForgettingDropsWhatHasNotBegun) {
  leaflet(1);
  print_->forget();
  b.pass(30s);
  EXPECT_EQ(fate(1), PrintFate::NotPrinted);
  EXPECT_EQ(b.world.printer.cuts(), 0);
  leaflet(2);
  b.pass(60s);
  EXPECT_EQ(fate(2), PrintFate::Printed);
}

TEST_F(PrintServiceTest, SlipsComeOneAfterTheOther) {
  leaflet(1);
  receipt(2);
  leaflet(3);
  b.pass(300s);
  for (const int ticket : {1, 2, 3}) EXPECT_EQ(fate(ticket), PrintFate::Printed) << ticket;
  EXPECT_EQ(b.world.printer.cuts(), 3);
}

TEST_F(PrintServiceTest, ACableThatIsPulledIsNeverCalledPrinted) {
  b.world.printer.unplug_at_byte(400);
  receipt();
  b.pass(60s);
  ASSERT_TRUE(fate(1));
  EXPECT_NE(fate(1), PrintFate::Printed);
  EXPECT_NE(fate(1), PrintFate::Printing);
  EXPECT_NE(journal()[0].result, cases::PrintResult::Printed);
  EXPECT_EQ(ask(), PrinterReadiness::Ready) << "it is plugged in again";
  receipt(2);
  b.pass(60s);
  EXPECT_EQ(fate(2), PrintFate::Printed);
}

TEST_F(PrintServiceTest, ACaseThatIsNotThereIsNotPrinted) {
  uid_ = "00000000000000000000000000000009";
  receipt();
  b.pass(5s);
  EXPECT_EQ(fate(1), PrintFate::NotPrinted);
  resident::PrintRequest nothing;
  nothing.kind = PrintKind::Leaflet;
  nothing.ticket = 7;
  print_->print(nothing);
  b.pass(5s);
  EXPECT_EQ(fate(7), PrintFate::NotPrinted);
}

TEST_F(PrintServiceTest, AnIdlePrinterWakesNobody) {
  leaflet();
  b.pass(60s);
  EXPECT_EQ(b.queue.next_due(), -1);
}

}  // namespace
}  // namespace yitang::terminal::test
