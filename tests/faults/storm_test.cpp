// Plugs pulled and put in again in any order, 200 times, while every driver runs on its own thread over
// unmodified libusb, hidraw and evdev code. At the end everything works.
#include <array>
#include <atomic>
#include <random>
#include <thread>

#include "devices/barcode/hotplug_source.hpp"
#include "devices/barcode/scanners.hpp"
#include "devices/evdev/evdev_transport.hpp"
#include "devices/hid/hidraw_transport.hpp"
#include "devices/id_reader/driver.hpp"
#include "devices/id_reader/ids.hpp"
#include "devices/manager/observed.hpp"
#include "devices/node/device_nodes.hpp"
#include "devices/printer/driver.hpp"
#include "usb_bench.hpp"

namespace yitang::faults {
namespace {

constexpr int kCycles = 200;

class Storm : public UsbBench {
 protected:
  Storm() : board_(clock_) {
    board_.configure(DeviceKind::Reader, "usb", "sam-usb");
    board_.configure(DeviceKind::Printer, "usb", "escpos");
    board_.configure(DeviceKind::Scanner, "hid", "hid-pos");
  }
  void TearDown() override {
    for (const char* device : {"pos", "keyboard"}) tell_host(std::string("node-unplug ") + device);
    UsbBench::TearDown();
  }

  void read_cards() {
    IdReader reader(observed([this] { return usb_->open({card_reader_match()}); }, board_, DeviceKind::Reader,
                             DeviceState::Found),
                    clock_, {milliseconds{5}, milliseconds{5}, milliseconds{300}, milliseconds{1000}});
    while (!stop_) {
      reader.device_arrived();  // as the listener would say it
      const ReaderEvent event = reader.poll();
      note(board_, event, reader.sam_id());
      if (event.card) {
        EXPECT_EQ(event.card->name, "王建国");
        ++cards_;
      }
      clock_.sleep_for(milliseconds{2});
    }
  }

  void ask_printer() {
    const OpenTransport open = observed([this] { return usb_->open({UsbMatch::of_class(7, 1, 2)}); }, board_,
                                        DeviceKind::Printer, DeviceState::Ready);
    std::unique_ptr<Printer> printer;
    while (!stop_) {
      if (!printer || !printer->connected()) {
        printer.reset();
        auto transport = open();
        auto opened =
            transport ? Printer::open(std::move(*transport), clock_) : tl::unexpected(transport.error());
        if (opened) printer = std::move(*opened);
      }
      if (printer && printer->query_status()) ++statuses_;
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

  OpenCodeSource pos_scanner() {
    return [this]() -> Result<std::unique_ptr<CodeSource>> {
      const auto node = find_hidraw_of_page(kHidPageBarcode);
      if (!node) return tl::unexpected(node.error());
      auto reports =
          observe(HidrawTransport::open(*node, clock_), board_, DeviceKind::Scanner, DeviceState::Ready);
      if (!reports) return tl::unexpected(reports.error());
      return HidPosScanner::create(std::move(*reports), clock_);
    };
  }
  OpenCodeSource typing_scanner() {
    return [this]() -> Result<std::unique_ptr<CodeSource>> {
      const auto node = find_keyboard_node({{}, 0x0C2E, 0x0901});
      if (!node) return tl::unexpected(node.error());
      auto keys = EvdevTransport::open(*node, clock_);
      if (!keys) return tl::unexpected(keys.error());
      return std::make_unique<WedgeScanner>(std::move(*keys), clock_);
    };
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
  std::atomic<bool> stop_{false};
  std::atomic<int> cards_{0};
  std::atomic<int> statuses_{0};
  std::atomic<int> scanned_{0};
  std::atomic<int> typed_{0};
};

TEST_F(Storm, TwoHundredPlugsInAnyOrder) {
  std::vector<std::thread> threads;
  threads.emplace_back([this] { read_cards(); });
  threads.emplace_back([this] { ask_printer(); });
  threads.emplace_back([this] { read_codes(pos_scanner(), scanned_); });
  threads.emplace_back([this] { read_codes(typing_scanner(), typed_); });
  tell_host("card relative");
  tell_host("escpos paper 1");
  tell_host("escpos cover 0");

  const std::array<std::string, 4> plugs{"plug reader", "plug escpos", "node-plug pos", "node-plug keyboard"};
  const std::array<std::string, 4> pulls{"unplug reader", "unplug escpos", "node-unplug pos",
                                         "node-unplug keyboard"};
  std::array<bool, 4> in{};
  std::mt19937 random(7);
  for (int cycle = 0; cycle < kCycles; ++cycle) {
    const std::size_t which = random() % plugs.size();
    ASSERT_EQ(tell_host(in[which] ? pulls[which] : plugs[which]), "ok") << cycle;
    in[which] = !in[which];
    clock_.sleep_for(milliseconds{random() % 25});
    EXPECT_EQ(board_.snapshot().size(), kDeviceKinds.size());
  }
  for (std::size_t i = 0; i < plugs.size(); ++i) {
    if (!in[i]) {
      ASSERT_EQ(tell_host(plugs[i]), "ok");
    }
  }
  EXPECT_TRUE(grows(statuses_));
  EXPECT_TRUE(grows(scanned_, "node-scan YT1.storm"));
  EXPECT_TRUE(grows(typed_, "node-type YT1.storm"));
  tell_host("lift");
  clock_.sleep_for(milliseconds{200});
  EXPECT_TRUE(grows(cards_, "card relative"));
  EXPECT_EQ(board_.record(DeviceKind::Reader).state, DeviceState::Ready);
  EXPECT_EQ(board_.record(DeviceKind::Printer).state, DeviceState::Ready);
  EXPECT_EQ(board_.record(DeviceKind::Scanner).state, DeviceState::Ready);
  stop_ = true;
  for (std::thread& thread : threads) thread.join();
  EXPECT_GT(board_.record(DeviceKind::Reader).counters.lost, 5U);
}

}  // namespace
}  // namespace yitang::faults
