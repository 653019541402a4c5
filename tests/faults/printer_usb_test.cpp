// The receipt printer's driver over unmodified libusb: printed only when the printer confirmed it.
#include "devices/printer/driver.hpp"
#include "usb_bench.hpp"

namespace yitang::faults {
namespace {

class ReceiptOverUsb : public UsbBench {
 protected:
  void SetUp() override {
    UsbBench::SetUp();
    plug("escpos");
    tell_host("escpos paper 1");
    tell_host("escpos cover 0");
    tell_host("escpos forget");
    open();
  }
  void TearDown() override {
    printer_.reset();
    UsbBench::TearDown();
  }

  void open() {
    auto port = usb_->open({UsbMatch::of_class(7, 1, 2)});
    ASSERT_TRUE(port) << port.error().message;
    auto printer = Printer::open(std::move(*port), clock_);
    ASSERT_TRUE(printer) << printer.error().message;
    printer_ = std::move(*printer);
  }

  // `lines` lines of text and a cut.
  static Bytes slip(int lines) {
    Bytes bytes{0x1B, 0x40};
    for (int i = 0; i < lines; ++i) {
      const std::string text = "line " + std::to_string(i) + " of a slip that is long enough\n";
      bytes.insert(bytes.end(), text.begin(), text.end());
    }
    const Bytes cut{0x1D, 0x56, 0x42, 0x00};
    bytes.insert(bytes.end(), cut.begin(), cut.end());
    return bytes;
  }

  JobReport run_until(bool (*enough)(const JobReport&)) {
    const TimePoint end = clock_.now() + std::chrono::seconds(20);
    JobReport report;
    do {
      report = printer_->poll();
    } while (!enough(report) && clock_.now() < end);
    return report;
  }
  static bool ended(const JobReport& report) { return report.ended(); }

  std::unique_ptr<Printer> printer_;
};

TEST_F(ReceiptOverUsb, SaysPrintedAfterThePrinterConfirmed) {
  ASSERT_TRUE(printer_->start(slip(300)));
  const JobReport report = run_until(ended);
  EXPECT_EQ(report.state, JobState::Printed) << name_of(report.failure);
  EXPECT_EQ(report.confirmed_by, Confirmation::ProcessId);
  EXPECT_EQ(tell_host("escpos cuts"), "1");
}

TEST_F(ReceiptOverUsb, WaitsForPaperAndGoesOn) {
  tell_host("escpos paper_out_after 20");
  ASSERT_TRUE(printer_->start(slip(300)));
  const JobReport waiting = run_until(
      [](const JobReport& report) { return report.state == JobState::WaitingForPaper || report.ended(); });
  ASSERT_EQ(waiting.state, JobState::WaitingForPaper) << name_of(waiting.failure);
  EXPECT_EQ(tell_host("escpos cuts"), "0");
  tell_host("escpos paper 1");
  EXPECT_EQ(run_until(ended).state, JobState::Printed);
  EXPECT_EQ(tell_host("escpos cuts"), "1");
}

TEST_F(ReceiptOverUsb, RefusesToBeginWithoutPaper) {
  tell_host("escpos paper 0");
  const auto status = printer_->query_status();
  ASSERT_TRUE(status) << status.error().message;
  EXPECT_EQ(status->paper, PaperState::Out);
  EXPECT_FALSE(printer_->start(slip(3)));
}

TEST_F(ReceiptOverUsb, UnpluggedInTheMiddleIsNeverCalledPrintedAndTheNextSlipComes) {
  tell_host("escpos paper_out_after 20");  // holds the job in the middle
  ASSERT_TRUE(printer_->start(slip(300)));
  run_until(
      [](const JobReport& report) { return report.state == JobState::WaitingForPaper || report.ended(); });
  unplug("escpos");
  const JobReport broken = run_until(ended);
  EXPECT_TRUE(broken.state == JobState::Failed || broken.state == JobState::Unknown) << name_of(broken.state);
  EXPECT_EQ(broken.failure, JobFailure::Disconnected);
  printer_.reset();
  plug("escpos");
  tell_host("escpos paper 1");
  open();
  tell_host("escpos forget");
  ASSERT_TRUE(printer_->start(slip(10)));
  EXPECT_EQ(run_until(ended).state, JobState::Printed);
  EXPECT_EQ(tell_host("escpos cuts"), "1");
}

}  // namespace
}  // namespace yitang::faults
