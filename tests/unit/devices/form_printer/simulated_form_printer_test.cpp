#include "devices/form_printer/simulated_form_printer.hpp"

#include <gtest/gtest.h>

namespace yitang::devices {
namespace {

TEST(SimulatedFormPrinter, WaitsForPaperAndGoesOn) {
  SimulatedFormPrinter printer;
  const Bytes pdf{'%', 'P', 'D', 'F'};
  const auto job = printer.print(pdf, "yitang");
  ASSERT_TRUE(job);
  printer.set_state(FormPrinterState::NoPaper);
  EXPECT_EQ(printer.poll(*job)->state, FormJobState::Waiting);
  EXPECT_EQ(printer.poll(*job)->printer, FormPrinterState::NoPaper);
  printer.set_state(FormPrinterState::Ready);
  EXPECT_EQ(printer.poll(*job)->state, FormJobState::Printing);
  EXPECT_EQ(printer.poll(*job)->state, FormJobState::Printed);
  EXPECT_FALSE(printer.cancel(*job));
  EXPECT_EQ(printer.documents(), std::vector<Bytes>{pdf});
}

TEST(SimulatedFormPrinter, CancelledJobsStayCancelled) {
  SimulatedFormPrinter printer;
  const auto job = printer.print({}, "yitang");
  ASSERT_TRUE(printer.cancel(*job));
  EXPECT_EQ(printer.poll(*job)->state, FormJobState::Cancelled);
  EXPECT_EQ(printer.poll(*job + 1)->state, FormJobState::Unknown);
  printer.set_state(FormPrinterState::Absent);
  EXPECT_FALSE(printer.poll(*job));
  EXPECT_FALSE(printer.print({}, "yitang"));
}

}  // namespace
}  // namespace yitang::devices
