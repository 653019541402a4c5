// UsbTransport's promises, on a printer-class device.
#include <thread>

#include "usb_bench.hpp"

namespace yitang::faults {
namespace {

class PrinterOverUsb : public UsbBench {
 protected:
  void SetUp() override {
    UsbBench::SetUp();
    plug("printer");
    open();
  }

  void TearDown() override {
    port_.reset();
    UsbBench::TearDown();
  }

  void open() {
    auto port = usb_->open({UsbMatch::of_class(7)});
    ASSERT_TRUE(port) << port.error().message;
    port_ = std::move(*port);
  }

  std::string ask_status(std::uint8_t which) {
    const Bytes question{0x10, 0x04, which};
    if (auto sent = port_->write(Channel::First, question, kPatience); !sent) {
      return std::string(name_of(sent.error().code));
    }
    auto answer = port_->read(Channel::First, 64, kPatience);
    return answer ? std::to_string(answer->front()) : std::string(name_of(answer.error().code));
  }

  std::unique_ptr<Transport> port_;
};

TEST_F(PrinterOverUsb, DescribesItself) {
  const DeviceDescription& description = port_->description();
  EXPECT_EQ(description.vendor, 0x6868);
  EXPECT_EQ(description.serial, "EX7");
  EXPECT_EQ(description.port_path, "1-1");
  EXPECT_EQ(description.interface_protocol, 2);
  ASSERT_EQ(description.pipes.size(), 2U);
  EXPECT_EQ(description.pipe(Direction::Out, Channel::First)->address, 0x03);
}

TEST_F(PrinterOverUsb, StatusOverBulkAndControl) {
  EXPECT_EQ(ask_status(4), "18");
  tell_host("printer paper 0");
  EXPECT_EQ(ask_status(4), "126");
  auto port_status = port_->control_in({0xA1, 1, 0, 0}, 1, kPatience);
  ASSERT_TRUE(port_status);
  EXPECT_EQ(*port_status, Bytes{0x38});
  tell_host("printer paper 1");
  auto id = port_->control_in({0xA1, 0, 0, 0}, 256, kPatience);
  ASSERT_TRUE(id);
  EXPECT_EQ(id->size(), static_cast<std::size_t>((*id)[1]));
  EXPECT_TRUE(port_->control_out({0x21, 2, 0, 0}, {}, kPatience));
  EXPECT_EQ(port_->control_in({0xC0, 77, 0, 0}, 8, kPatience).error().code, ErrorCode::Stall);
}

TEST_F(PrinterOverUsb, BlockedWriteCountsWhatWasTakenAndGoesOn) {
  tell_host("printer room 1000");
  const std::size_t before = std::stoul(tell_host("printer taken"));
  const Bytes data(3000, 'x');
  const auto first = port_->write(Channel::First, data, milliseconds{150});
  ASSERT_FALSE(first);
  EXPECT_EQ(first.error().code, ErrorCode::Timeout);
  EXPECT_EQ(first.error().transferred, 1000U);
  // Status still answers on endpoint 0 while OUT is blocked.
  EXPECT_TRUE(port_->control_in({0xA1, 1, 0, 0}, 1, kPatience));
  tell_host("printer free");
  EXPECT_TRUE(port_->write(Channel::First, ByteView(data).subspan(1000), kPatience));
  EXPECT_EQ(std::stoul(tell_host("printer taken")) - before, data.size());
}

TEST_F(PrinterOverUsb, NothingToReadIsATimeout) {
  EXPECT_EQ(port_->read(Channel::First, 64, milliseconds{20}).error().code, ErrorCode::Timeout);
  EXPECT_EQ(ask_status(4), "18");
}

TEST_F(PrinterOverUsb, StallIsClearedOnBothPipes) {
  tell_host("printer stall 1");
  const Bytes data(10, 'x');
  EXPECT_EQ(port_->write(Channel::First, data, kPatience).error().code, ErrorCode::Stall);
  EXPECT_TRUE(port_->clear_halt(Direction::Out, Channel::First));
  EXPECT_TRUE(port_->clear_halt(Direction::In, Channel::First));
  EXPECT_TRUE(port_->write(Channel::First, data, kPatience));
  EXPECT_EQ(ask_status(1), "18");
}

TEST_F(PrinterOverUsb, ResetKeepsTheTransportUsable) {
  EXPECT_TRUE(port_->reset());
  EXPECT_EQ(ask_status(4), "18");
}

TEST_F(PrinterOverUsb, UnplugEndsABlockedWrite) {
  tell_host("printer room 0");
  Result<std::size_t> outcome = 0;
  std::thread writing([&] { outcome = port_->write(Channel::First, Bytes(100, 'x'), kPatience); });
  unplug("printer");
  writing.join();
  ASSERT_FALSE(outcome);
  EXPECT_EQ(outcome.error().code, ErrorCode::Disconnected);
  // For ever, for every call.
  EXPECT_EQ(port_->read(Channel::First, 64, milliseconds{10}).error().code, ErrorCode::Disconnected);
  EXPECT_EQ(port_->write(Channel::First, Bytes(1), milliseconds{10}).error().code, ErrorCode::Disconnected);
  EXPECT_EQ(port_->control_in({0xA1, 1, 0, 0}, 1, milliseconds{10}).error().code, ErrorCode::Disconnected);
}

TEST_F(PrinterOverUsb, UnplugEndsAWaitingReadAtOnce) {
  Result<Bytes> outcome = Bytes{};
  const TimePoint start = clock_.now();
  std::thread reading([&] { outcome = port_->read(Channel::First, 64, milliseconds{60000}); });
  unplug("printer");
  reading.join();
  EXPECT_EQ(outcome.error().code, ErrorCode::Disconnected);
  EXPECT_LT(clock_.now() - start, kPatience);
}

TEST_F(PrinterOverUsb, ReplugNeedsANewTransport) {
  for (int cycle = 0; cycle < 10; ++cycle) {
    EXPECT_EQ(ask_status(4), "18");
    unplug("printer");
    EXPECT_EQ(ask_status(4), "disconnected");
    port_.reset();
    EXPECT_EQ(usb_->open({UsbMatch::of_class(7)}).error().code, ErrorCode::NotFound);
    plug("printer");
    open();
  }
}

TEST_F(PrinterOverUsb, TransportMayOutliveTheContext) {
  usb_.reset();
  EXPECT_EQ(ask_status(4), "18");
}

TEST_F(PrinterOverUsb, ReaderAndPrinterTogether) {
  plug("reader");
  auto reader = usb_->open({UsbMatch::ids(0x0400, 0xC35A)});
  ASSERT_TRUE(reader);
  EXPECT_EQ((*reader)->description().serial, "");
  EXPECT_EQ(ask_status(4), "18");
  unplug("reader");
  EXPECT_EQ((*reader)->read(Channel::First, 64, kPatience).error().code, ErrorCode::Disconnected);
  EXPECT_EQ(ask_status(4), "18");
}

}  // namespace
}  // namespace yitang::faults
