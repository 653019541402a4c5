// The list of devices: what the threads note down, and what one who looks reads.
#include "devices/manager/device_board.hpp"

#include <gtest/gtest.h>

#include <thread>

#include "devices/id_reader/simulator.hpp"
#include "devices/manager/observed.hpp"

namespace yitang::devices {
namespace {

class Board : public testing::Test {
 protected:
  Board() {
    board.configure(DeviceKind::Reader, "usb", "sam-usb");
    board.configure(DeviceKind::Printer, "usb:port=1-2", "escpos");
    board.configure(DeviceKind::Scanner, "none", "");
  }
  DeviceState state(DeviceKind kind = DeviceKind::Reader) const { return board.record(kind).state; }
  static DeviceDescription at(std::string port, std::string serial = {}) {
    DeviceDescription description;
    description.port_path = std::move(port);
    description.serial = std::move(serial);
    description.vendor = 0x0400;
    return description;
  }
  static Error error(ErrorCode code) { return {code, "said so", 0, 0}; }

  ManualClock clock;
  DeviceBoard board{clock};
};

TEST_F(Board, WhatIsNotConfiguredStaysUnused) {
  EXPECT_EQ(state(DeviceKind::Scanner), DeviceState::NotUsed);
  board.not_opened(DeviceKind::Scanner, error(ErrorCode::NotFound));
  board.works(DeviceKind::Scanner, "x");
  board.present(DeviceKind::Scanner, "/dev/hidraw0");
  EXPECT_EQ(state(DeviceKind::Scanner), DeviceState::NotUsed);
  EXPECT_EQ(state(), DeviceState::Unseen);
}

TEST_F(Board, ARefusedOneStaysRefusedWithItsReason) {
  board.refuse(DeviceKind::Printer, "usb:port=x", "t.toml:4: devices.printer: no");
  board.not_opened(DeviceKind::Printer, error(ErrorCode::NotFound));
  board.faulty(DeviceKind::Printer, ErrorCode::Io, "");
  board.present(DeviceKind::Printer, "1-2");
  board.unplugged("1-2");
  const DeviceRecord record = board.record(DeviceKind::Printer);
  EXPECT_EQ(record.state, DeviceState::Refused);
  EXPECT_EQ(record.last_error, "t.toml:4: devices.printer: no");
  EXPECT_FALSE(is_well(record.state));
}

TEST_F(Board, AVisitOfAReader) {
  clock.advance(milliseconds{500});
  board.not_opened(DeviceKind::Reader, error(ErrorCode::NotFound));
  EXPECT_EQ(state(), DeviceState::Absent);
  EXPECT_TRUE(board.record(DeviceKind::Reader).last_error.empty()) << "absence is no error";
  clock.advance(milliseconds{500});
  board.opened(DeviceKind::Reader, at("1-1.4", "A1"), DeviceState::Found);
  EXPECT_EQ(state(), DeviceState::Found);
  board.works(DeviceKind::Reader, "05.03-1");
  const DeviceRecord ready = board.record(DeviceKind::Reader);
  EXPECT_EQ(ready.state, DeviceState::Ready);
  EXPECT_EQ(ready.where, "1-1.4");
  EXPECT_EQ(ready.serial, "05.03-1") << "the module's number says more than the plug's";
  EXPECT_EQ(ready.since, clock.now());
  board.failed(DeviceKind::Reader, error(ErrorCode::Timeout));
  EXPECT_EQ(board.record(DeviceKind::Reader).counters.failed_calls, 0U) << "silence is normal";
  board.failed(DeviceKind::Reader, error(ErrorCode::Stall));
  EXPECT_EQ(board.record(DeviceKind::Reader).counters.failed_calls, 1U);
  board.failed(DeviceKind::Reader, error(ErrorCode::Disconnected));
  board.failed(DeviceKind::Reader, error(ErrorCode::Disconnected));
  board.closed(DeviceKind::Reader);
  EXPECT_EQ(state(), DeviceState::Absent);
  EXPECT_EQ(board.record(DeviceKind::Reader).counters.lost, 1U) << "said in every call, and one unplugging";
}

TEST_F(Board, OneThatIsOutOfOrderIsWellAgainWhenItsDriverSaysSo) {
  board.faulty(DeviceKind::Reader, ErrorCode::Timeout, "silent");
  EXPECT_EQ(board.record(DeviceKind::Reader).last_error, "timeout: silent");
  board.opened(DeviceKind::Reader, at("1-1"), DeviceState::Found);
  EXPECT_EQ(state(), DeviceState::Faulty);
  board.works(DeviceKind::Reader, {});
  EXPECT_EQ(state(), DeviceState::Ready);
}

TEST_F(Board, RefusalsOfTheSystemAreToldApart) {
  board.not_opened(DeviceKind::Reader, error(ErrorCode::Access));
  EXPECT_EQ(state(), DeviceState::NoPermission);
  EXPECT_EQ(board.record(DeviceKind::Reader).cause, ErrorCode::Access);
  board.not_opened(DeviceKind::Reader, error(ErrorCode::Busy));
  EXPECT_EQ(state(), DeviceState::Busy);
  board.not_opened(DeviceKind::Reader, error(ErrorCode::Io));
  EXPECT_EQ(state(), DeviceState::Faulty);
  EXPECT_EQ(board.record(DeviceKind::Reader).counters.not_opened, 3U);
  board.present(DeviceKind::Reader, std::nullopt);
  EXPECT_EQ(state(), DeviceState::Absent);
}

TEST_F(Board, LookingSaysNothingOfADeviceInUse) {
  board.present(DeviceKind::Printer, "1-2", false);
  EXPECT_EQ(state(DeviceKind::Printer), DeviceState::NoPermission);
  board.present(DeviceKind::Printer, "1-2", true);
  EXPECT_EQ(state(DeviceKind::Printer), DeviceState::Found);
  board.opened(DeviceKind::Printer, at("1-2"), DeviceState::Ready);
  board.present(DeviceKind::Printer, std::nullopt);
  EXPECT_EQ(state(DeviceKind::Printer), DeviceState::Ready);
  board.closed(DeviceKind::Printer);
  EXPECT_EQ(state(DeviceKind::Printer), DeviceState::Found);
}

TEST_F(Board, APulledPlugIsKnownAtOnce) {
  board.opened(DeviceKind::Printer, at("1-2"), DeviceState::Ready);
  board.unplugged("1-20");
  EXPECT_EQ(state(DeviceKind::Printer), DeviceState::Ready);
  board.unplugged("1-2");
  EXPECT_EQ(state(DeviceKind::Printer), DeviceState::Absent);
  EXPECT_EQ(board.record(DeviceKind::Printer).counters.lost, 1U);
}

TEST_F(Board, AnObservedReaderTellsTheBoard) {
  SamSimulator simulator(clock);
  IdReader reader(
      observed([&] { return simulator.connect(); }, board, DeviceKind::Reader, DeviceState::Found), clock);
  const auto run = [&](ReaderEventKind kind) {
    for (int i = 0; i < 400; ++i) {
      const ReaderEvent event = reader.poll();
      note(board, event, reader.sam_id());
      clock.advance(event.next + milliseconds{1});
      if (event.kind == kind) return;
    }
    ADD_FAILURE() << name_of(kind);
  };
  run(ReaderEventKind::ReaderReady);
  EXPECT_EQ(state(), DeviceState::Ready);
  EXPECT_EQ(board.record(DeviceKind::Reader).serial, reader.sam_id());
  EXPECT_EQ(board.record(DeviceKind::Reader).vendor, 0x0400);
  simulator.set_mute(true);
  run(ReaderEventKind::Fault);
  EXPECT_EQ(state(), DeviceState::Faulty);
  simulator.set_mute(false);
  run(ReaderEventKind::ReaderReady);
  EXPECT_EQ(state(), DeviceState::Ready);
  simulator.unplug();
  run(ReaderEventKind::NoReader);
  EXPECT_EQ(state(), DeviceState::Absent);
  simulator.plug();
  run(ReaderEventKind::ReaderReady);
  EXPECT_EQ(state(), DeviceState::Ready);
  simulator.set_health(SamModule::Health::NotAuthorised);
  reader.read_again();
  run(ReaderEventKind::Fault);
  EXPECT_EQ(state(), DeviceState::Faulty);
  EXPECT_EQ(board.record(DeviceKind::Reader).cause, ErrorCode::NotSupported);
}

TEST_F(Board, WhatHasAnAddressAndDoesNotAnswerIsNotUnplugged) {
  board.configure(DeviceKind::Printer, "tcp:printer:9100", "escpos", true);
  const auto printer = [this] { return board.record(DeviceKind::Printer); };
  for (const ErrorCode code : {ErrorCode::NotFound, ErrorCode::Timeout}) {
    board.not_opened(DeviceKind::Printer, error(code));
    EXPECT_EQ(printer().state, DeviceState::NoAnswer);
    EXPECT_EQ(printer().cause, code);
    EXPECT_FALSE(printer().last_error.empty());
    board.opened(DeviceKind::Printer, at("tcp:printer:9100"), DeviceState::Ready);
    EXPECT_EQ(printer().state, DeviceState::Ready);
  }
  EXPECT_FALSE(is_well(DeviceState::NoAnswer));
  board.not_opened(DeviceKind::Reader, error(ErrorCode::NotFound));
  EXPECT_EQ(state(), DeviceState::Absent) << "this one has a plug";
}

TEST_F(Board, ReadAndWrittenFromManyThreads) {
  std::vector<std::thread> threads;
  for (int i = 0; i < 4; ++i) {
    threads.emplace_back([this, i] {
      for (int round = 0; round < 500; ++round) {
        const DeviceKind kind = i % 2 == 0 ? DeviceKind::Reader : DeviceKind::Printer;
        board.opened(kind, at("1-1"), DeviceState::Ready);
        board.failed(kind, error(ErrorCode::Disconnected));
        EXPECT_EQ(board.snapshot().size(), kDeviceKinds.size());
        board.unplugged("1-1");
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(board.record(DeviceKind::Reader).counters.opened, 1000U);
}

TEST(DeviceNames, ComeBackAsTheyWere) {
  for (const DeviceKind kind : kDeviceKinds) EXPECT_EQ(device_kind(name_of(kind)), kind);
  EXPECT_FALSE(device_kind("fingerprint"));
  EXPECT_EQ(name_of(DeviceState::NoPermission), "no-permission");
}

}  // namespace
}  // namespace yitang::devices
