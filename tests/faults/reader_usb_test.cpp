// The card reader's driver over unmodified libusb and an emulated USB reader.
#include <thread>

#include "devices/id_reader/driver.hpp"
#include "devices/id_reader/ids.hpp"
#include "devices/id_reader/synthetic_card.hpp"
#include "usb_bench.hpp"

namespace yitang::faults {
namespace {

using Kind = ReaderEventKind;

IdReaderSettings quick() {
  IdReaderSettings settings;
  settings.find_interval = milliseconds{5};
  settings.presence_interval = milliseconds{5};
  settings.command_timeout = milliseconds{300};
  settings.read_timeout = milliseconds{1000};
  return settings;
}

class ReaderOverUsb : public UsbBench {
 protected:
  void SetUp() override {
    UsbBench::SetUp();
    reader_ =
        std::make_unique<IdReader>([this] { return usb_->open({card_reader_match()}); }, clock_, quick());
  }

  void TearDown() override {
    reader_.reset();
    UsbBench::TearDown();
  }

  ReaderEvent run_until(Kind kind) {
    const TimePoint give_up = clock_.now() + 2 * kPatience;
    while (clock_.now() < give_up) {
      ReaderEvent event = reader_->poll();
      if (event.kind == kind) {
        return event;
      }
      clock_.sleep_for(std::min(event.next, milliseconds{5}));
    }
    ADD_FAILURE() << "never happened: " << name_of(kind);
    return {};
  }

  void expect_card(const std::string& label) {
    ASSERT_EQ(tell_host("card " + label), "ok");
    const ReaderEvent event = run_until(Kind::CardPresent);
    ASSERT_TRUE(event.card);
    EXPECT_EQ(event.card->name, sample_card(label)->name);
    EXPECT_EQ(event.card->number, sample_card(label)->number);
    EXPECT_EQ(event.card->newest_address, sample_card(label)->newest_address);
  }

  std::unique_ptr<IdReader> reader_;
};

TEST_F(ReaderOverUsb, ReadsCardsOnTwoPipes) {
  run_until(Kind::NoReader);
  plug("reader");
  reader_->device_arrived();
  run_until(Kind::ReaderReady);
  EXPECT_EQ(reader_->sam_id(), "05.03-20240101-0000990101-0000000042");
  expect_card("relative");
  tell_host("lift");
  run_until(Kind::Removed);
  expect_card("rare-name");
  tell_host("other");
  run_until(Kind::NotAnIdCard);
}

TEST_F(ReaderOverUsb, ReadsCardsOnFourPipes) {
  plug("reader4");
  run_until(Kind::ReaderReady);
  expect_card("foreign-2023");
  tell_host("lift");
  run_until(Kind::Removed);
  expect_card("elder");
}

TEST_F(ReaderOverUsb, ThirtyPlugCyclesWithACardEach) {
  for (int cycle = 0; cycle < 30; ++cycle) {
    SCOPED_TRACE(cycle);
    plug(cycle % 2 == 0 ? "reader" : "reader4");
    reader_->device_arrived();
    run_until(Kind::ReaderReady);
    expect_card(cycle % 3 == 0 ? "elder" : "minority");
    unplug("reader");
    run_until(Kind::NoReader);
    ASSERT_FALSE(HasFailure());
  }
  EXPECT_EQ(arrived_, 30);
  EXPECT_EQ(left_, 30);
  EXPECT_EQ(usb_->devices().size(), 1U) << "only the root hub";
}

TEST_F(ReaderOverUsb, UnplugInTheMiddleOfARead) {
  for (const int held_at : {0, 7, 64, 700, 1294}) {
    SCOPED_TRACE(held_at);
    plug("reader");
    reader_->device_arrived();
    run_until(Kind::ReaderReady);
    tell_host("hold " + std::to_string(held_at));
    tell_host("card elder");
    Kind outcome = Kind::Nothing;
    std::thread polling([&] { outcome = run_until(Kind::NoReader).kind; });
    while (tell_host("holding") != "yes") {
      std::this_thread::yield();
    }
    unplug("reader");
    polling.join();
    EXPECT_EQ(outcome, Kind::NoReader);
  }
  plug("reader");
  reader_->device_arrived();
  run_until(Kind::ReaderReady);
  expect_card("relative");
}

TEST_F(ReaderOverUsb, MuteReaderIsAFaultAndHeals) {
  plug("reader");
  run_until(Kind::ReaderReady);
  tell_host("mute 1");
  run_until(Kind::Fault);
  tell_host("mute 0");
  run_until(Kind::ReaderReady);
  expect_card("elder");
}

TEST_F(ReaderOverUsb, StallsAreCleared) {
  plug("reader");
  run_until(Kind::ReaderReady);
  tell_host("stall 1");
  expect_card("elder");
  tell_host("stall 5");
  run_until(Kind::ReaderReady);
  expect_card("relative");
}

}  // namespace
}  // namespace yitang::faults
