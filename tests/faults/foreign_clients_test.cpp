// Programs that others wrote, against our simulated devices: what they see is what real devices would show
// them.
#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <sstream>

#include "client_process.hpp"
#include "device_bench.hpp"
#include "devices/text/encoding.hpp"

namespace yitang::faults {
namespace {

using devices::Bytes;

class ForeignClients : public testing::Test {
 protected:
  void TearDown() override {
    for (const char* device : {"reader", "printer", "escpos", "node-keyboard"}) {
      const std::string name = device;  // an error if it was not plugged in
      tell_host(name.starts_with("node-") ? "node-unplug " + name.substr(5) : "unplug " + name);
    }
  }

  static std::string lsusb(const std::string& id) {
    ClientProcess client({"lsusb", "-v", "-d", id});
    EXPECT_EQ(client.wait(), 0);
    EXPECT_EQ(client.output().find("cannot"), std::string::npos) << client.output();
    return client.output();
  }

  // The rest of each line that begins with `name`, blanks between words made one.
  static std::vector<std::string> values(const std::string& output, const std::string& name) {
    std::vector<std::string> found;
    std::istringstream lines(output);
    for (std::string line; std::getline(lines, line);) {
      std::istringstream words(line);
      std::string word;
      if (!(words >> word) || word != name) continue;
      std::string value;
      while (words >> word) value += (value.empty() ? "" : " ") + word;
      found.push_back(value);
    }
    return found;
  }

  using Values = std::vector<std::string>;
};

TEST_F(ForeignClients, LsusbListsTheReaderWithTwoPipes) {
  ASSERT_EQ(tell_host("plug reader"), "ok");
  const std::string seen = lsusb("0400:c35a");
  EXPECT_NE(seen.find("ID 0400:c35a National Semiconductor"), std::string::npos) << seen;
  EXPECT_EQ(values(seen, "bInterfaceClass"), Values{"255 Vendor Specific Class"});
  EXPECT_EQ(values(seen, "bEndpointAddress"), (Values{"0x02 EP 2 OUT", "0x81 EP 1 IN"}));
  EXPECT_EQ(values(seen, "Transfer"), (Values{"Type Bulk", "Type Bulk"}));
  EXPECT_EQ(values(seen, "wMaxPacketSize"), (Values{"0x0040 1x 64 bytes", "0x0040 1x 64 bytes"}));
  EXPECT_EQ(values(seen, "iSerial"), Values{"0"}) << "card readers have none";
}

TEST_F(ForeignClients, LsusbListsTheReaderWithFourPipes) {
  ASSERT_EQ(tell_host("plug reader4"), "ok");
  const std::string seen = lsusb("0400:c35a");
  EXPECT_EQ(values(seen, "bNumEndpoints"), Values{"4"});
  EXPECT_EQ(values(seen, "bEndpointAddress"),
            (Values{"0x81 EP 1 IN", "0x02 EP 2 OUT", "0x85 EP 5 IN", "0x06 EP 6 OUT"}));
  EXPECT_EQ(values(seen, "Transfer"), (Values{"Type Interrupt", "Type Bulk", "Type Bulk", "Type Bulk"}));
}

TEST_F(ForeignClients, LsusbListsThePrinter) {
  ASSERT_EQ(tell_host("plug escpos"), "ok");
  const std::string seen = lsusb("6868:0200");
  EXPECT_EQ(values(seen, "bInterfaceClass"), Values{"7 Printer"});
  EXPECT_EQ(values(seen, "bInterfaceSubClass"), Values{"1 Printer"});
  EXPECT_EQ(values(seen, "bInterfaceProtocol"), Values{"2 Bidirectional"});
  EXPECT_EQ(values(seen, "bEndpointAddress"), (Values{"0x03 EP 3 OUT", "0x84 EP 4 IN"}));
  EXPECT_EQ(values(seen, "iSerial"), Values{"3 EX7"});
  EXPECT_NE(seen.find("Self Powered"), std::string::npos);
}

// Debian lets root alone run the backend: it is copied, and run as whoever we are.
class CupsBackend : public ForeignClients {
 protected:
  void SetUp() override {
    std::string place = (std::filesystem::temp_directory_path() / "yitang-cups-XXXXXX").string();
    ASSERT_NE(mkdtemp(place.data()), nullptr);
    folder_ = place;
    std::filesystem::copy_file("/usr/lib/cups/backend-available/usb", folder_ / "usb");
    std::filesystem::permissions(folder_ / "usb", std::filesystem::perms::owner_all);
    std::ifstream file(slip_, std::ios::binary);
    slip_bytes_.assign(std::istreambuf_iterator<char>(file), {});
    ASSERT_FALSE(slip_bytes_.empty());
    ASSERT_EQ(tell_host("plug escpos"), "ok");
    tell_host("escpos paper 1");
    tell_host("escpos cover 0");
    tell_host("escpos forget");
  }
  void TearDown() override {
    ForeignClients::TearDown();
    std::filesystem::remove_all(folder_);
  }

  std::vector<std::string> print() const {
    return {(folder_ / "usb").string(), "1", "somebody", "slip", "1", "", slip_};
  }
  // The backend tears libusb down while its reading thread may still be in it, and is then ended by an
  // assertion of libusb's, after its last byte: its own fault, and the slip's bytes are what counts.
  static bool ends_well(ClientProcess& backend) {
    const int status = backend.wait();
    const bool sent = backend.output().find("DEBUG: Sent ") != std::string::npos;
    return status == 0 ||
           (sent && backend.output().find("usbi_mutex_destroy: Assertion") != std::string::npos);
  }
  static std::vector<std::string> address() { return {"DEVICE_URI=usb://EXAMPLE/EX-80?serial=EX7"}; }

  std::filesystem::path folder_;
  std::string slip_ = YITANG_SOURCE_DIR "/tests/data/escpos/receiptline-chinese-80.bin";
  Bytes slip_bytes_;
};

TEST_F(CupsBackend, FindsThePrinter) {
  ClientProcess backend({(folder_ / "usb").string()});
  EXPECT_EQ(backend.wait(), 0);
  EXPECT_NE(backend.output().find("direct usb://EXAMPLE/EX-80?serial=EX7 \"EXAMPLE EX-80\" \"EXAMPLE EX-80\" "
                                  "\"MFG:EXAMPLE;CMD:ESC/POS;MDL:EX-80;CLS:PRINTER;\""),
            std::string::npos)
      << backend.output();
}

TEST_F(CupsBackend, PrintsEveryByte) {
  ClientProcess backend(print(), address());
  EXPECT_TRUE(ends_well(backend)) << backend.output();
  EXPECT_TRUE(tell_host("escpos received") == devices::to_hex(slip_bytes_)) << backend.output();
  EXPECT_EQ(tell_host("escpos cuts"), "2");
}

TEST_F(CupsBackend, GoesOnWhenPaperIsBack) {
  tell_host("escpos paper_out_after 3");
  ClientProcess backend(print(), address());
  EXPECT_TRUE(backend.shows("Sending")) << backend.output();
  EXPECT_EQ(tell_host("escpos cuts"), "0");
  tell_host("escpos paper 1");
  EXPECT_TRUE(ends_well(backend)) << backend.output();
  EXPECT_TRUE(tell_host("escpos received") == devices::to_hex(slip_bytes_));
}

TEST_F(ForeignClients, EvtestShowsTheKeysOfAScannerThatTypes) {
  ASSERT_EQ(tell_host("node-plug keyboard"), "ok");
  const std::string node = tell_host("node-where keyboard");
  // Line by line, although it writes into a pipe.
  ClientProcess evtest({"stdbuf", "-oL", "evtest", node});
  ASSERT_TRUE(evtest.shows("Testing ...")) << evtest.output();
  EXPECT_NE(evtest.output().find("vendor 0xc2e product 0x901"), std::string::npos) << evtest.output();
  EXPECT_NE(evtest.output().find("Simulated keyboard scanner"), std::string::npos);
  ASSERT_EQ(tell_host("node-type aB1"), "ok");
  EXPECT_TRUE(evtest.shows("(KEY_ENTER), value 0")) << evtest.output();
  ASSERT_EQ(tell_host("node-unplug keyboard"), "ok");
  evtest.wait();
  std::string keys;
  std::istringstream lines(evtest.output());
  for (std::string line; std::getline(lines, line);) {
    const auto name = line.find("(KEY_");
    const auto value = line.find("), value ");
    if (line.rfind("Event: time", 0) != 0 || name == std::string::npos || value == std::string::npos)
      continue;
    keys += line.substr(name + 5, value - name - 5) + (line.substr(value + 9) == "1" ? "+ " : "- ");
  }
  EXPECT_EQ(keys, "A+ A- LEFTSHIFT+ B+ B- LEFTSHIFT- 1+ 1- ENTER+ ENTER- ");
}

}  // namespace
}  // namespace yitang::faults
