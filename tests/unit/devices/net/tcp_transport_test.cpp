// Printers over the network: the real transport and driver against a simulated printer behind a real port of
// this machine.
#include "devices/net/tcp_transport.hpp"

#include <arpa/inet.h>
#include <fcntl.h>
#include <gtest/gtest.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include "devices/printer/driver.hpp"
#include "devices/serial/serial_transport.hpp"
#include "tests/unit/devices/net/network_printer.hpp"
#include "tests/unit/devices/printer/printer_support.hpp"

namespace yitang::devices {
namespace {

using test::copies_on_paper;
using test::NetworkPrinter;
using test::slip;
using test::WayFaults;

constexpr milliseconds kSoon{3000};

// Short times, so that a fault is over within a second.
PrinterSettings quick() {
  PrinterSettings settings;
  settings.write_timeout = milliseconds{50};
  settings.answer_timeout = milliseconds{200};
  settings.detect_timeout = milliseconds{200};
  settings.job_limit = milliseconds{20'000};
  settings.confirmation_limit = milliseconds{500};
  settings.fence_settle = milliseconds{50};
  settings.ask_again = milliseconds{10'000};
  return settings;
}

struct Bench {
  void open(const HostPort& address, PrinterSettings settings = quick()) {
    auto transport = TcpTransport::connect(address, kSoon);
    ASSERT_TRUE(transport) << transport.error().message;
    auto opened = Printer::open(std::move(*transport), clock, settings);
    ASSERT_TRUE(opened) << opened.error().message;
    printer = std::move(*opened);
  }
  JobReport run(JobState until = JobState::Printed) {
    JobReport report;
    const TimePoint end = clock.now() + milliseconds{30'000};
    while (clock.now() < end) {
      report = printer->poll();
      if (report.ended() || report.state == until) return report;
    }
    ADD_FAILURE() << "the job never ends";
    return report;
  }
  SystemClock clock;
  std::unique_ptr<Printer> printer;
};

TEST(HostPort, IsReadAsPeopleWriteIt) {
  const auto read = [](std::string_view text) {
    const auto address = parse_host_port(text, 9100);
    return address ? to_string(*address) : "refused";
  };
  EXPECT_EQ(read("192.168.1.50"), "192.168.1.50:9100");
  EXPECT_EQ(read("192.168.1.50:9101"), "192.168.1.50:9101");
  EXPECT_EQ(read("printer.town.local:515"), "printer.town.local:515");
  EXPECT_EQ(read("[fe80::1]"), "[fe80::1]:9100");
  EXPECT_EQ(read("[fe80::1%eth0]:9102"), "[fe80::1%eth0]:9102");
  EXPECT_EQ(read("[::ffff:10.0.0.1]:1"), "[::ffff:10.0.0.1]:1");
  for (const char* wrong :
       {"", ":9100", "a b", "host:", "host:0", "host:65536", "host:9100x", "host:-1", "fe80::1", "[fe80::1",
        "[printer]:9100", "[]:1", "[::1]9100", "-a", ".a", "a/b", "h\nost", "[::1%]"})
    EXPECT_EQ(read(wrong), "refused") << wrong;
  EXPECT_EQ(read(std::string(254, 'a')), "refused");
}

TEST(NetworkPrinting, IsConfirmedLikeAnyOther) {
  NetworkPrinter there;
  Bench bench;
  bench.open(there.listen());
  EXPECT_EQ(bench.printer->confirmation(), Confirmation::ProcessId);
  ASSERT_TRUE(bench.printer->start(slip()));
  EXPECT_EQ(bench.run().state, JobState::Printed);
  EXPECT_EQ(copies_on_paper(there.simulator.printed(), slip()), 1U);
}

TEST(NetworkPrinting, NobodyThereIsNotFound) {
  HostPort address;
  {
    NetworkPrinter gone;
    address = gone.listen();
  }
  const auto transport = TcpTransport::connect(address, kSoon);
  ASSERT_FALSE(transport);
  EXPECT_EQ(transport.error().code, ErrorCode::NotFound);
  const auto unknown = TcpTransport::connect({"printer.invalid", 9100}, kSoon);
  ASSERT_FALSE(unknown);  // NotFound, or Timeout where no name server answers
}

// Somebody listens and does not accept: the line of those who wait is full, as at a printer that hangs.
TEST(NetworkPrinting, ConnectingEndsInTime) {
  const int listener = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t size = sizeof address;
  auto* any = reinterpret_cast<sockaddr*>(&address);
  ASSERT_EQ(::bind(listener, any, size), 0);
  ASSERT_EQ(::listen(listener, 0), 0);
  ASSERT_EQ(::getsockname(listener, any, &size), 0);
  const HostPort there{"127.0.0.1", ntohs(address.sin_port)};
  std::vector<std::unique_ptr<Transport>> waiting;
  ErrorCode code = ErrorCode::Io;
  for (int i = 0; i < 5; ++i) {
    auto transport = TcpTransport::connect(there, milliseconds{100});
    if (!transport) {
      code = transport.error().code;
      break;
    }
    waiting.push_back(std::move(*transport));
  }
  EXPECT_EQ(code, ErrorCode::Timeout);
  ::close(listener);
}

TEST(NetworkPrinting, WithoutAnswersItIsNeverSaidToHavePrinted) {
  NetworkPrinter there(WayFaults{.no_answers = true});
  Bench bench;
  PrinterSettings settings = quick();
  settings.status_needed = false;
  bench.open(there.listen(), settings);
  ASSERT_TRUE(bench.printer->start(slip()));
  const JobReport report = bench.run();
  EXPECT_EQ(report.state, JobState::Unknown);
  EXPECT_EQ(report.failure, JobFailure::NoConfirmation);
}

TEST(NetworkPrinting, ABrokenConnectionIsAFault) {
  NetworkPrinter there(WayFaults{.reset_after = 3000});
  Bench bench;
  bench.open(there.listen());
  ASSERT_TRUE(bench.printer->start(slip(20, 250)));
  const JobReport report = bench.run();
  EXPECT_NE(report.state, JobState::Printed);
  EXPECT_EQ(report.failure, JobFailure::Disconnected);
  EXPECT_TRUE(report.data_left_in_printer);
  EXPECT_FALSE(bench.printer->connected());
}

// All bytes are taken, and then the printer closes: it may well have printed.
TEST(NetworkPrinting, AConnectionThatEndsAfterTheLastByteIsUnknown) {
  const std::size_t opening = 3 + 4 * 3 + 11;  // status on, four questions, the question how it confirms
  NetworkPrinter there(WayFaults{.no_answers = false, .close_after = opening + 12 + slip().size()});
  Bench bench;
  bench.open(there.listen());
  ASSERT_TRUE(bench.printer->start(slip()));
  const JobReport report = bench.run();
  EXPECT_EQ(report.state, JobState::Unknown);
  EXPECT_EQ(report.failure, JobFailure::Disconnected);
}

TEST(NetworkPrinting, AStalledPrinterIsWaitedForAndGoesOn) {
  NetworkPrinter there({}, {.buffer_bytes = 1024});
  Bench bench;
  bench.open(there.listen());
  there.simulator.paper_out_after_lines(3);
  const Bytes long_slip = slip(20, 250);
  ASSERT_TRUE(bench.printer->start(long_slip));
  EXPECT_EQ(bench.run(JobState::WaitingForPaper).state, JobState::WaitingForPaper);
  for (int i = 0; i < 5; ++i) EXPECT_FALSE(bench.printer->poll().ended());
  there.simulator.load_paper();
  EXPECT_EQ(bench.run().state, JobState::Printed);
  EXPECT_EQ(copies_on_paper(there.simulator.printed(), long_slip), 1U);
}

TEST(NetworkPrinting, WhatWasCancelledDoesNotFollowFromOurSide) {
  NetworkPrinter there({}, {.buffer_bytes = 1024, .process_id = false});
  Bench bench;
  bench.open(there.listen());
  there.simulator.paper_out_after_lines(3);
  ASSERT_TRUE(bench.printer->start(slip(20, 250)));
  ASSERT_EQ(bench.run(JobState::WaitingForPaper).state, JobState::WaitingForPaper);
  const JobReport report = bench.printer->cancel();
  EXPECT_EQ(report.failure, JobFailure::Cancelled);
  EXPECT_TRUE(report.data_left_in_printer);
  EXPECT_FALSE(bench.printer->connected()) << "the connection is broken off: what waited here is gone";
}

TEST(NetworkPrinting, SixWorksToo) {
  NetworkPrinter there;
  const HostPort address = there.listen(true);
  if (address.host.empty()) return;  // this machine has no IPv6
  Bench bench;
  bench.open(address);
  EXPECT_TRUE(bench.printer->status().ready());
}

TEST(SerialPrinting, IsConfirmedLikeAnyOther) {
  const int master = ::posix_openpt(O_RDWR | O_NOCTTY | O_CLOEXEC | O_NONBLOCK);
  ASSERT_GE(master, 0);
  ASSERT_EQ(::grantpt(master), 0);
  ASSERT_EQ(::unlockpt(master), 0);
  Bench bench;
  auto transport = SerialTransport::open(::ptsname(master), SerialLine{.baud = 38400}, bench.clock);
  ASSERT_TRUE(transport) << transport.error().message;
  {
    NetworkPrinter there;
    there.serve(master);
    auto opened = Printer::open(std::move(*transport), bench.clock, quick());
    ASSERT_TRUE(opened) << opened.error().message;
    bench.printer = std::move(*opened);
    ASSERT_TRUE(bench.printer->start(slip()));
    EXPECT_EQ(bench.run().state, JobState::Printed);
    EXPECT_EQ(copies_on_paper(there.simulator.printed(), slip()), 1U);
  }
  bench.printer.reset();
  ::close(master);
}

}  // namespace
}  // namespace yitang::devices
