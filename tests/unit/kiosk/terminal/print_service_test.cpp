// Slips on paper: what is said about them is what the printer said.
#include "kiosk/terminal/print_service.hpp"

#include <gtest/gtest.h>

#include "devices/receipt/glyphs.hpp"
#include "services_support.hpp"

namespace yitang::terminal::test {
namespace {

using namespace std::chrono_literals;
using resident::PrinterAnswered;
using resident::PrinterReadiness;
using resident::PrintFate;
using resident::PrintKind;
using resident::PrintProgressed;

/// Every character is its code point in a frame: no fonts are needed.
class Frames final : public devices::GlyphRasterizer {
 public:
  std::optional<devices::Bitmap> rasterize(std::u32string_view cluster,
                                           const devices::GlyphBox& box) override {
    return devices::missing_glyph(cluster.front(), box);
  }
};

class PrintServiceTest : public testing::Test {
 protected:
  void SetUp() override {
    PrintSettings settings;
    settings.place = {"示例镇便民服务中心", "Sample Town"};
    settings.hotline = "12345";
    print_.emplace(
        PrintService::Parts{b.queue, *b.service, *b.catalog, b.disk.clock, b.device_clock, glyphs_,
                            [this]() -> devices::Result<std::unique_ptr<devices::Transport>> {
                              if (!b.world.printer_plugged)
                                return devices::fail(devices::ErrorCode::NotFound, "unplugged");
                              return b.world.printer.connect();
                            },
                            [](Language, std::string_view key) { return std::string(key); }, b.post()},
        settings);
    b.service->submit(cases::test::pension_draft(*b.disk.random));
    b.pass(0ms);
    uid_ = b.last<resident::CaseSubmitted>()->result.uid;
  }

  void receipt(int ticket = 1) {
    resident::PrintRequest request;
    request.kind = PrintKind::Receipt;
    request.case_uid = uid_;
    request.ticket = ticket;
    print_->print(request);
  }
  void leaflet(int ticket = 1) {
    resident::PrintRequest request;
    request.kind = PrintKind::Leaflet;
    request.item = b.catalog->item("ss.pension-claim");
    request.ticket = ticket;
    print_->print(request);
  }
  PrinterReadiness ask() {
    print_->ask();
    b.pass(5s);
    const auto answer = b.last<PrinterAnswered>();
    EXPECT_TRUE(answer);
    return answer ? answer->readiness : PrinterReadiness::Fault;
  }
  std::optional<PrintFate> fate(int ticket) const {
    std::optional<PrintFate> last;
    for (const resident::Event& event : b.events) {
      const auto* progress = std::get_if<PrintProgressed>(&event);
      if (progress != nullptr && progress->ticket == ticket) last = progress->fate;
    }
    return last;
  }
  std::vector<cases::PrintJob> journal() { return *b.store->print_jobs_of(uid_); }

  ServiceBench b;
  Frames glyphs_;
  std::optional<PrintService> print_;
  std::string uid_;
};

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
