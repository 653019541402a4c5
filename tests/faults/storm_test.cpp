// Plugs pulled and put in again in any order, 200 times, while every driver runs on its own thread over
// unmodified libusb, hidraw, evdev and tty code. At the end everything works.
#include <array>
#include <atomic>
#include <random>
#include <thread>

#include "devices/barcode/hotplug_source.hpp"
#include "devices/id_reader/driver.hpp"
#include "devices/id_reader/ids.hpp"
#include "devices/manager/observed.hpp"
#include "devices/printer/driver.hpp"
#include "node_scanners.hpp"
#include "usb_bench.hpp"

namespace yitang::faults {
namespace {

constexpr int kCycles = 200;

// "node-plug pos" to "node-unplug pos".
std::string pull_of(std::string plug) { return plug.insert(plug.find("plug"), "un"); }

class Storm : public UsbBench {
 protected:
  Storm() : board_(clock_), serial_board_(clock_) {
    board_.configure(DeviceKind::Reader, "usb", "sam-usb");
    board_.configure(DeviceKind::Printer, "usb", "escpos");
    board_.configure(DeviceKind::Scanner, "hid", "hid-pos");
    serial_board_.configure(DeviceKind::Reader, "serial", "sam-serial");
    serial_board_.configure(DeviceKind::Printer, "serial", "escpos");
  }
  void TearDown() override {
    for (const char* device : {"pos", "keyboard", "serial-reader", "serial-scanner", "serial-printer"})
      tell_host(std::string("node-unplug ") + device);
    UsbBench::TearDown();
  }

  void read_cards(const OpenTransport& port, DeviceBoard& board, std::atomic<int>& count) {
    IdReader reader(observed(port, board, DeviceKind::Reader, DeviceState::Found), clock_,
                    {milliseconds{5}, milliseconds{5}, milliseconds{300}, milliseconds{1000}});
    while (!stop_) {
      reader.device_arrived();  // as the listener would say it
      const ReaderEvent event = reader.poll();
      note(board, event, reader.sam_id());
      if (event.card) {
        EXPECT_EQ(event.card->name, "王建国");
        ++count;
      }
      clock_.sleep_for(milliseconds{2});
    }
  }

  void ask_printer(const OpenTransport& port, DeviceBoard& board, std::atomic<int>& count) {
    const OpenTransport open = observed(port, board, DeviceKind::Printer, DeviceState::Ready);
    std::unique_ptr<Printer> printer;
    while (!stop_) {
      if (!printer || !printer->connected()) {
        printer.reset();
        auto transport = open();
        auto opened =
            transport ? Printer::open(std::move(*transport), clock_) : tl::unexpected(transport.error());
        if (opened) printer = std::move(*opened);
      }
      if (printer && printer->query_status()) ++count;
      clock_.sleep_for(milliseconds{2});
    }
  }

  void read_codes(const OpenCodeSource& open, std::atomic<int>& count) {
    while (!stop_) {
      auto source = open();
      while (source && !stop_) {
        const auto code = (*source)->poll();
        if (code && *code && (*code)->text == "YT1.storm") ++count;
        if (!code && code.error().code == ErrorCode::Disconnected) break;
      }
      clock_.sleep_for(milliseconds{2});
    }
  }

  // True as soon as `count` has grown.
  bool grows(const std::atomic<int>& count, const char* command = nullptr) {
    const int before = count;
    const TimePoint end = clock_.now() + 4 * kPatience;
    while (count == before && clock_.now() < end) {
      if (command != nullptr) tell_host(command);
      clock_.sleep_for(milliseconds{50});
    }
    return count > before;
  }

  DeviceBoard board_;
  DeviceBoard serial_board_;
  std::atomic<bool> stop_{false};
  std::atomic<int> cards_{0};
  std::atomic<int> statuses_{0};
  std::atomic<int> scanned_{0};
  std::atomic<int> typed_{0};
  std::atomic<int> serial_cards_{0};
  std::atomic<int> serial_statuses_{0};
  std::atomic<int> serial_scanned_{0};
};

TEST_F(Storm, TwoHundredPlugsInAnyOrder) {
  std::vector<std::thread> threads;
  threads.emplace_back(
      [this] { read_cards([this] { return usb_->open({card_reader_match()}); }, board_, cards_); });
  threads.emplace_back([this] {
    ask_printer([this] { return usb_->open({UsbMatch::of_class(7, 1, 2)}); }, board_, statuses_);
  });
  threads.emplace_back([this] { read_codes(pos_scanner(clock_, &board_), scanned_); });
  threads.emplace_back([this] { read_codes(typing_scanner(clock_), typed_); });
  threads.emplace_back(
      [this] { read_cards(serial_port(kSerialReader, clock_), serial_board_, serial_cards_); });
  threads.emplace_back(
      [this] { ask_printer(serial_port(kSerialPrinter, clock_), serial_board_, serial_statuses_); });
  threads.emplace_back([this] { read_codes(serial_scanner(clock_), serial_scanned_); });
  tell_host("card relative");
  tell_host("node-card relative");
  tell_host("escpos paper 1");
  tell_host("escpos cover 0");

  const std::array<std::string, 7> devices{"plug reader",
                                           "plug escpos",
                                           "node-plug pos",
                                           "node-plug keyboard",
                                           "node-plug serial-reader",
                                           "node-plug serial-scanner",
                                           "node-plug serial-printer"};
  std::array<bool, 7> in{};
  std::mt19937 random(7);
  for (int cycle = 0; cycle < kCycles; ++cycle) {
    const std::size_t which = random() % devices.size();
    ASSERT_EQ(tell_host(in[which] ? pull_of(devices[which]) : devices[which]), "ok") << cycle;
    in[which] = !in[which];
    clock_.sleep_for(milliseconds{random() % 25});
    EXPECT_EQ(board_.snapshot().size(), kDeviceKinds.size());
  }
  for (std::size_t i = 0; i < devices.size(); ++i) {
    if (!in[i]) {
      ASSERT_EQ(tell_host(devices[i]), "ok");
    }
  }
  EXPECT_TRUE(grows(statuses_));
  EXPECT_TRUE(grows(scanned_, "node-scan YT1.storm"));
  EXPECT_TRUE(grows(typed_, "node-type YT1.storm"));
  EXPECT_TRUE(grows(serial_statuses_));
  EXPECT_TRUE(grows(serial_scanned_, "node-send YT1.storm"));
  tell_host("lift");
  clock_.sleep_for(milliseconds{200});
  EXPECT_TRUE(grows(cards_, "card relative"));
  tell_host("node-lift 1");
  clock_.sleep_for(milliseconds{200});
  EXPECT_TRUE(grows(serial_cards_, "node-card relative"));
  EXPECT_EQ(board_.record(DeviceKind::Reader).state, DeviceState::Ready);
  EXPECT_EQ(board_.record(DeviceKind::Printer).state, DeviceState::Ready);
  EXPECT_EQ(board_.record(DeviceKind::Scanner).state, DeviceState::Ready);
  EXPECT_EQ(serial_board_.record(DeviceKind::Reader).state, DeviceState::Ready);
  EXPECT_EQ(serial_board_.record(DeviceKind::Printer).state, DeviceState::Ready);
  stop_ = true;
  for (std::thread& thread : threads) thread.join();
  EXPECT_GT(board_.record(DeviceKind::Reader).counters.lost, 5U);
  EXPECT_GT(serial_board_.record(DeviceKind::Reader).counters.lost, 5U);
  EXPECT_GT(serial_board_.record(DeviceKind::Printer).counters.lost, 5U);
}

}  // namespace
}  // namespace yitang::faults
