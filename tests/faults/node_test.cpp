// The drivers over the kernel's nodes: open, poll, read and ioctl as they are, against emulated nodes.
#include <gtest/gtest.h>

#include <thread>

#include "device_bench.hpp"
#include "devices/barcode/hotplug_source.hpp"
#include "devices/evdev/evdev_transport.hpp"
#include "devices/hid/hidraw_transport.hpp"
#include "devices/id_reader/driver.hpp"
#include "devices/id_reader/hid_stream.hpp"
#include "devices/node/device_nodes.hpp"
#include "node_scanners.hpp"

namespace yitang::faults {
namespace {

using namespace devices;

std::string tell_node(const std::string& command) { return tell_host("node-" + command); }

class Nodes : public testing::Test {
 protected:
  void TearDown() override {
    for (const char* device : {"pos", "keyboard", "reader", "serial-scanner"})
      tell_node(std::string("unplug ") + device);
    tell_node("lift 1");
  }

  // The next code; or the name of an error; or "nothing" after two seconds.
  std::string next_text(CodeSource& source) {
    const TimePoint end = clock_.now() + milliseconds{2000};
    while (clock_.now() < end) {
      auto code = source.poll();
      if (!code) return std::string(name_of(code.error().code));
      if (*code) return (*code)->text;
    }
    return "nothing";
  }

  // Plugged and unplugged again and again; every code arrives, none twice.
  void storm(const std::string& device, const std::string& verb, const OpenCodeSource& open, int cycles) {
    for (int cycle = 0; cycle < cycles; ++cycle) {
      SCOPED_TRACE(cycle);
      ASSERT_EQ(tell_node("plug " + device), "ok");
      auto source = open();
      ASSERT_TRUE(source) << source.error().message;
      const std::string text = "YT1.Cycle-" + std::to_string(cycle) + std::string(100, 'z');
      ASSERT_EQ(tell_node(verb + " " + text), "ok");
      EXPECT_EQ(next_text(**source), text);
      if (cycle % 2 == 0) {  // with a code half way
        ASSERT_EQ(tell_node(verb + " lost"), "ok");
      }
      ASSERT_EQ(tell_node("unplug " + device), "ok");
      std::string last = next_text(**source);
      if (last == "lost") last = next_text(**source);
      EXPECT_EQ(last, "disconnected");
      EXPECT_EQ(open().error().code, ErrorCode::NotFound);
      ASSERT_FALSE(HasFailure());
    }
  }

  SystemClock clock_;
};

TEST_F(Nodes, HidPosScannerThroughHidraw) {
  ASSERT_EQ(tell_node("plug pos"), "ok");
  auto scanner = pos_scanner(clock_)();
  ASSERT_TRUE(scanner) << scanner.error().message;
  tell_node("scan YT1.ABCDEFGH23456789JKLMNPQR");
  EXPECT_EQ(next_text(**scanner), "YT1.ABCDEFGH23456789JKLMNPQR");
  const std::string longest(2953, 'Q');
  tell_node("scan " + longest);
  EXPECT_EQ(next_text(**scanner), longest);
}

TEST_F(Nodes, HidrawTellsWhatTheDeviceIs) {
  ASSERT_EQ(tell_node("plug pos"), "ok");
  auto reports = HidrawTransport::open(*find_hidraw_node({{}, 0x1EAB, 0x0110}), clock_);
  ASSERT_TRUE(reports) << reports.error().message;
  EXPECT_EQ((*reports)->description().vendor, 0x1EAB);
  EXPECT_EQ((*reports)->description().pipe(Direction::In, Channel::First)->max_packet, 64);
  EXPECT_EQ((*reports)->read(Channel::First, 64, milliseconds{10}).error().code, ErrorCode::Timeout);
  EXPECT_EQ(*(*reports)->write(Channel::First, Bytes{4, 1}, milliseconds{10}), 2U);
  EXPECT_EQ((*reports)->reset().error().code, ErrorCode::NotSupported);
  tell_node("scan ab");
  const auto first = (*reports)->read(Channel::First, 10, milliseconds{2000});
  const auto rest = (*reports)->read(Channel::First, 4096, milliseconds{0});
  ASSERT_TRUE(first && rest);
  EXPECT_EQ(first->size() + rest->size(), 64U) << "what does not fit comes with the next read";
}

TEST_F(Nodes, StormOfHidraw) { storm("pos", "scan", pos_scanner(clock_), 100); }

TEST_F(Nodes, TypingScannerIsTakenExclusively) {
  ASSERT_EQ(tell_node("plug keyboard"), "ok");
  const auto node = find_keyboard_node({{}, 0x0C2E, 0x0901});
  ASSERT_TRUE(node);
  auto scanner = typing_scanner(clock_)();
  ASSERT_TRUE(scanner) << scanner.error().message;
  EXPECT_EQ(tell_node("grabbed 1"), "yes");
  EXPECT_EQ(EvdevTransport::open(*node, clock_).error().code, ErrorCode::Busy);
  tell_node("type aB1!~YT1.Q");
  EXPECT_EQ(next_text(**scanner), "aB1!~YT1.Q");
  tell_node("type ab\xC9\xE7");
  EXPECT_EQ(next_text(**scanner), "malformed");
  tell_node("type somebody-else's");
  (*scanner)->discard();
  EXPECT_EQ(next_text(**scanner), "nothing");
}

TEST_F(Nodes, StormOfKeys) { storm("keyboard", "type", typing_scanner(clock_), 100); }

TEST_F(Nodes, StormOfASerialLine) { storm("serial-scanner", "send", serial_scanner(clock_), 100); }

TEST_F(Nodes, WaitingScannerComesBackAfterEveryPlug) {
  HotplugSource source(pos_scanner(clock_), clock_);
  EXPECT_EQ(source.poll().error().code, ErrorCode::Disconnected);
  ASSERT_EQ(tell_node("plug pos"), "ok");
  clock_.sleep_for(milliseconds{1000});
  source.discard();
  tell_node("scan here");
  EXPECT_EQ(next_text(source), "here");
  tell_node("unplug pos");
  EXPECT_EQ(next_text(source), "disconnected");
  EXPECT_FALSE(source.present());
}

TEST_F(Nodes, CardReaderWithHidReports) {
  IdReader reader(
      [this]() -> Result<std::unique_ptr<Transport>> {
        const auto node = find_hidraw_node({{}, 0x2B8B, 0x2721});
        if (!node) return tl::unexpected(node.error());
        auto reports = HidrawTransport::open(*node, clock_);
        return reports ? HidStream::create(std::move(*reports)) : std::move(reports);
      },
      clock_, {milliseconds{5}, milliseconds{5}, milliseconds{300}, milliseconds{1000}});
  const auto run_until = [&](ReaderEventKind kind) {
    const TimePoint end = clock_.now() + milliseconds{10000};
    while (clock_.now() < end) {
      ReaderEvent event = reader.poll();
      if (event.kind == kind) return event;
      clock_.sleep_for(std::min(event.next, milliseconds{5}));
    }
    ADD_FAILURE() << "never happened: " << name_of(kind);
    return ReaderEvent{};
  };
  run_until(ReaderEventKind::NoReader);
  for (int cycle = 0; cycle < 5; ++cycle) {
    ASSERT_EQ(tell_node("plug reader"), "ok");
    reader.device_arrived();
    run_until(ReaderEventKind::ReaderReady);
    EXPECT_EQ(reader.sam_id(), "05.03-20240101-0000990101-0000000042");
    tell_node("card relative");
    const ReaderEvent read = run_until(ReaderEventKind::CardPresent);
    ASSERT_TRUE(read.card);
    EXPECT_EQ(read.card->name, "王建国");
    tell_node("lift 1");
    run_until(ReaderEventKind::Removed);
    ASSERT_EQ(tell_node("unplug reader"), "ok");
    run_until(ReaderEventKind::NoReader);
    ASSERT_FALSE(HasFailure());
  }
}

}  // namespace
}  // namespace yitang::faults
