// The client of form printers against a printer that we did not write, and against servers that misbehave.
#include <gtest/gtest.h>
#include <poll.h>

#include <chrono>
#include <fstream>
#include <functional>
#include <iterator>

#include "devices/form_printer/ipp_printer.hpp"
#include "ipp_servers.hpp"

namespace yitang::faults {
namespace {

using devices::ErrorCode;
using devices::FormJobReport;
using devices::FormJobState;
using devices::FormPrinterState;
using devices::IppFormPrinter;
using devices::IppLimits;
using std::chrono::milliseconds;

IppFormPrinter client_of(const ReferencePrinter& printer) {
  return IppFormPrinter(devices::parse_form_printer(printer.address()).value());
}

// More than one buffer of anything on the way, with every byte value. The printer looks at the beginning
// only.
devices::Bytes document() {
  devices::Bytes bytes;
  for (const char c : std::string("%PDF-1.5\n")) bytes.push_back(static_cast<std::uint8_t>(c));
  for (std::uint32_t i = 0; i < 300'000; ++i)
    bytes.push_back(static_cast<std::uint8_t>(i * 2654435761U >> 24U));
  return bytes;
}

devices::Bytes content_of(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

// Asks until the job is so, for at most some seconds. The last answer comes back.
FormJobReport ask_until(IppFormPrinter& client, int job,
                        const std::function<bool(const FormJobReport&)>& enough) {
  FormJobReport report;
  for (int i = 0; i < 400; ++i) {
    const auto answer = client.poll(job);
    if (answer) report = *answer;
    if (answer && enough(report)) return report;
    ::poll(nullptr, 0, 20);
  }
  return report;
}

FormJobReport ask_until(IppFormPrinter& client, int job, FormJobState wanted) {
  return ask_until(client, job, [wanted](const FormJobReport& report) { return report.state == wanted; });
}

TEST(FormPrinter, PrintsTheWholeDocument) {
  const auto printer = ReferencePrinter::start("cp \"$1\" $DIR/printed\n");
  ASSERT_NE(printer, nullptr) << "ippeveprinter or dbus-daemon is missing: run scripts/setup";
  IppFormPrinter client = client_of(*printer);
  EXPECT_EQ(client.ask(), FormPrinterState::Ready);
  const auto job = client.print(document(), "yitang test-1");
  ASSERT_TRUE(job) << job.error().message;
  EXPECT_EQ(ask_until(client, *job, FormJobState::Printed).state, FormJobState::Printed);
  EXPECT_TRUE(content_of(printer->file("printed")) == document());
  EXPECT_EQ(client.poll(*job + 100)->state, FormJobState::Unknown);
  EXPECT_EQ(client.cancel(*job).error().code, ErrorCode::NotFound);  // too late
}

// This printer tells its troubles as warnings while a job runs.
TEST(FormPrinter, WarnsOfNoPaperAndGoesOn) {
  const auto printer = ReferencePrinter::start(
      "echo 'STATE: +media-empty-error' >&2\nread x < $DIR/go\necho 'STATE: -media-empty-error' >&2\n");
  ASSERT_NE(printer, nullptr);
  IppFormPrinter client = client_of(*printer);
  const auto job = client.print(document(), "yitang test-2");
  ASSERT_TRUE(job) << job.error().message;
  const FormJobReport warned = ask_until(
      client, *job, [](const FormJobReport& report) { return report.printer == FormPrinterState::NoPaper; });
  EXPECT_EQ(warned.state, FormJobState::Printing);
  EXPECT_EQ(warned.printer, FormPrinterState::NoPaper);
  printer->let_go();
  EXPECT_EQ(ask_until(client, *job, FormJobState::Printed).state, FormJobState::Printed);
}

TEST(FormPrinter, CancelledInTheMiddle) {
  const auto printer = ReferencePrinter::start("read x < $DIR/go\n");
  ASSERT_NE(printer, nullptr);
  IppFormPrinter client = client_of(*printer);
  const auto job = client.print(document(), "yitang test-3");
  ASSERT_TRUE(job) << job.error().message;
  EXPECT_EQ(ask_until(client, *job, FormJobState::Printing).state, FormJobState::Printing);
  EXPECT_TRUE(client.cancel(*job));
  printer->let_go();
  EXPECT_EQ(ask_until(client, *job, FormJobState::Cancelled).state, FormJobState::Cancelled);
}

TEST(FormPrinter, ACommandThatFailsIsNotPrinted) {
  const auto printer = ReferencePrinter::start("exit 1\n");
  ASSERT_NE(printer, nullptr);
  IppFormPrinter client = client_of(*printer);
  const auto job = client.print(document(), "yitang test-4");
  ASSERT_TRUE(job) << job.error().message;
  EXPECT_EQ(ask_until(client, *job, FormJobState::Failed).state, FormJobState::Failed);
}

// Switched off while it prints: nobody says "printed" afterwards, also when a job of somebody else gets its
// number.
TEST(FormPrinter, SwitchedOffInTheMiddle) {
  const auto printer = ReferencePrinter::start("[ -e $DIR/second ] || read x < $DIR/go\n");
  ASSERT_NE(printer, nullptr);
  IppFormPrinter client = client_of(*printer);
  const auto job = client.print(document(), "yitang test-5");
  ASSERT_TRUE(job) << job.error().message;
  EXPECT_EQ(ask_until(client, *job, FormJobState::Printing).state, FormJobState::Printing);
  printer->switch_off();
  EXPECT_EQ(client.ask(), FormPrinterState::Absent);
  EXPECT_EQ(client.poll(*job).error().code, ErrorCode::Disconnected);
  EXPECT_EQ(client.print(document(), "yitang test-6").error().code, ErrorCode::Disconnected);
  std::ofstream(printer->file("second")) << "x";
  ASSERT_TRUE(printer->switch_on());
  EXPECT_EQ(client.poll(*job)->state, FormJobState::Unknown);
  IppFormPrinter other = client_of(*printer);
  const auto again = other.print(document(), "somebody else's");
  ASSERT_TRUE(again);
  ASSERT_EQ(*again, *job);
  EXPECT_EQ(ask_until(other, *again, FormJobState::Printed).state, FormJobState::Printed);
  EXPECT_EQ(client.poll(*job)->state, FormJobState::Unknown);
}

class WrongPrinter : public ::testing::TestWithParam<WrongServer::Way> {};

// Whatever is at the other end, encrypted or not: an answer of ours within the limits.
TEST_P(WrongPrinter, IsSaidSoInTime) {
  const WrongServer server(GetParam());
  for (const char* scheme : {"ipp", "ipps"}) {
    const std::string address = std::string(scheme) + "://127.0.0.1:" + std::to_string(server.port());
    IppFormPrinter client(devices::parse_form_printer(address).value(),
                          IppLimits{milliseconds(1000), milliseconds(400), milliseconds(600)});
    const auto began = std::chrono::steady_clock::now();
    const FormPrinterState state = client.ask();
    EXPECT_TRUE(state == FormPrinterState::Absent || state == FormPrinterState::Unsuitable) << name_of(state);
    EXPECT_FALSE(client.print(document(), "yitang test-7"));
    EXPECT_FALSE(client.poll(1));
    EXPECT_FALSE(client.cancel(1));
    EXPECT_LT(std::chrono::steady_clock::now() - began, milliseconds(8000)) << scheme;
  }
}

INSTANTIATE_TEST_SUITE_P(AllWays, WrongPrinter,
                         ::testing::Values(WrongServer::Way::Silent, WrongServer::Way::Trickles,
                                           WrongServer::Way::Nonsense, WrongServer::Way::HangsUp));

}  // namespace
}  // namespace yitang::faults
