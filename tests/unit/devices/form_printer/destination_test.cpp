#include "devices/form_printer/destination.hpp"

#include <gtest/gtest.h>

namespace yitang::devices {
namespace {

TEST(FormPrinterDestination, NetworkPrinter) {
  const auto plain = parse_form_printer("ipp://printer.local");
  ASSERT_TRUE(plain) << plain.error().message;
  EXPECT_EQ(*plain,
            (FormPrinterAddress{"printer.local", 631, false, "/ipp/print", "ipp://printer.local/ipp/print"}));
  const auto whole = parse_form_printer("ipps://192.0.2.7:8443/ipp/print/duplex");
  ASSERT_TRUE(whole) << whole.error().message;
  EXPECT_EQ(*whole, (FormPrinterAddress{"192.0.2.7", 8443, true, "/ipp/print/duplex",
                                        "ipps://192.0.2.7:8443/ipp/print/duplex"}));
  const auto sixth = parse_form_printer("ipp://[2001:db8::7]:8631/");
  ASSERT_TRUE(sixth) << sixth.error().message;
  EXPECT_EQ(sixth->host, "2001:db8::7");
  EXPECT_EQ(sixth->port, 8631);
  EXPECT_EQ(sixth->printer_uri, "ipp://[2001:db8::7]:8631/ipp/print");
}

TEST(FormPrinterDestination, QueueOfThisMachine) {
  const auto queue = parse_form_printer("cups:Office_A4");
  ASSERT_TRUE(queue) << queue.error().message;
  EXPECT_EQ(queue->host, cups_socket);
  EXPECT_EQ(queue->resource, "/printers/Office_A4");
  EXPECT_EQ(queue->printer_uri, "ipp://localhost/printers/Office_A4");
}

TEST(FormPrinterDestination, RefusesWhatIsNoAddress) {
  for (const std::string& wrong : {std::string(""),
                                   std::string("none"),
                                   std::string("http://printer"),
                                   std::string("ipp:printer"),
                                   std::string("ipp://"),
                                   std::string("ipp:///ipp/print"),
                                   std::string("ipp://user:word@printer"),
                                   std::string("ipp://printer:0"),
                                   std::string("ipp://printer:65536"),
                                   std::string("ipp://printer:x"),
                                   std::string("ipp://printer:"),
                                   std::string("ipp://printer/ipp/print?x=1"),
                                   std::string("ipp://prin ter"),
                                   std::string("ipp://[2001:db8::7"),
                                   std::string("ipp://[fe80::1%25eth0]"),
                                   std::string("ipp://[::1]x"),
                                   std::string("ipp://printer/a\r\nHost: other"),
                                   std::string("cups:"),
                                   std::string("cups:a/b"),
                                   std::string("cups:a b"),
                                   "ipp://" + std::string(300, 'a'),
                                   "cups:" + std::string(200, 'a')}) {
    const auto parsed = parse_form_printer(wrong);
    ASSERT_FALSE(parsed) << wrong;
    EXPECT_EQ(parsed.error().code, ErrorCode::BadArgument) << wrong;
  }
}

}  // namespace
}  // namespace yitang::devices
