#include "devices/smartcard/staff_card_monitor.hpp"

#include <gtest/gtest.h>

#include <condition_variable>
#include <mutex>

#include "devices/smartcard/staff_card_reader.hpp"

namespace yitang::devices::test {
namespace {

const Bytes kMonitorKey(32, 0x5A);
const Bytes kUidAnswer{0x04, 0x11, 0x22, 0x33, 0x90, 0x00};

// A service whose readers and cards are set between two steps.
class FakeCardSystem final : public CardSystem {
 public:
  Result<void> connect() override {
    if (!running) return fail(ErrorCode::Disconnected, "no service");
    ++connections;
    return {};
  }
  void disconnect() override {}
  Result<std::vector<std::string>> readers() override {
    if (!running) return fail(ErrorCode::Disconnected, "no service");
    return names;
  }
  Result<void> wait(std::vector<CardSlot>& slots, milliseconds) override {
    if (!running) return fail(ErrorCode::Disconnected, "no service");
    bool changed = false;
    for (CardSlot& slot : slots) {
      const bool present = slot.reader == card_in;
      const std::uint32_t mark = (counter << 16U) | 1U;
      changed = changed || mark != slot.mark || present != slot.has_card || slot.mute != (present && mute);
      slot.mark = mark;
      slot.has_card = present;
      slot.mute = present && mute;
      slot.answer_to_reset = present ? answer_to_reset : Bytes{};
    }
    if (!changed) return fail(ErrorCode::Timeout, "nothing");
    return {};
  }
  Result<Bytes> ask(const std::string&, ByteView command) override {
    EXPECT_EQ(Bytes(command.begin(), command.end()), Bytes(kGetUid.begin(), kGetUid.end()));
    return answer;
  }
  void cancel() override {}

  bool running = true;
  int connections = 0;
  std::vector<std::string> names{"Reader A 00 00"};
  std::string card_in;
  std::uint32_t counter = 0;
  Result<Bytes> answer = kUidAnswer;
  bool mute = false;
  Bytes answer_to_reset{0x3B, 0x81, 0x80, 0x01, 0x80, 0x80};
};

struct MonitorBench {
  FakeCardSystem system;
  std::vector<std::string> told;
  StaffCardMonitor monitor{system, {"", kMonitorKey}, [this](const StaffCardEvent& event) { note(event); }};

  void note(const StaffCardEvent& event) {
    if (const auto* state = std::get_if<StaffReaderState>(&event))
      told.push_back("state " + std::to_string(static_cast<int>(*state)));
    if (const auto* card = std::get_if<StaffCardPresent>(&event)) told.push_back(card->digest);
    if (const auto* no = std::get_if<StaffCardRefused>(&event))
      told.push_back("refused " + std::to_string(static_cast<int>(no->fault)));
    if (std::holds_alternative<StaffCardRemoved>(event)) told.emplace_back("removed");
  }
  std::vector<std::string> stepped() {
    told.clear();
    last_pause = monitor.step();
    return told;
  }
  milliseconds last_pause{0};
};

const std::string kNoService = "state 0", kNoReader = "state 1", kReady = "state 2",
                  kNotAnswering = "state 3";
using Told = std::vector<std::string>;

TEST(StaffCardMonitor, ACardComesAndGoes) {
  MonitorBench b;
  EXPECT_EQ(b.stepped(), Told{kReady});
  EXPECT_EQ(b.stepped(), Told{}) << "time-out";
  b.system.card_in = b.system.names[0];
  const Told present = b.stepped();
  ASSERT_EQ(present.size(), 1U);
  EXPECT_EQ(present[0], *uid_digest(Bytes{0x04, 0x11, 0x22, 0x33}, kMonitorKey));
  EXPECT_EQ(b.stepped(), Told{}) << "told once";
  b.system.card_in.clear();
  EXPECT_EQ(b.stepped(), Told{"removed"});
  EXPECT_EQ(b.last_pause.count(), 0);
}

TEST(StaffCardMonitor, ACardSwappedBetweenTwoLooksIsAnother) {
  MonitorBench b;
  b.system.card_in = b.system.names[0];
  EXPECT_EQ(b.stepped().size(), 2U);
  b.system.counter = 2;
  b.system.answer = Bytes{0x04, 9, 9, 9, 0x90, 0x00};
  EXPECT_EQ(b.stepped(), (Told{"removed", *uid_digest(Bytes{0x04, 9, 9, 9}, kMonitorKey)}));
}

TEST(StaffCardMonitor, CardsThatCannotBeUsedAreRefused) {
  const std::vector<std::pair<Result<Bytes>, std::string>> cases{
      {Bytes{0x63, 0x00}, "refused 0"},
      {Bytes{0x08, 1, 2, 3, 0x90, 0x00}, "refused 1"},
      {Bytes{0x6A, 0x81}, "refused 1"},
      {fail(ErrorCode::Busy, ""), "refused 2"},
      {fail(ErrorCode::Io, ""), "refused 0"}};
  for (const auto& [answer, expected] : cases) {
    MonitorBench b;
    b.stepped();
    b.system.answer = answer;
    b.system.card_in = b.system.names[0];
    EXPECT_EQ(b.stepped(), Told{expected});
    b.system.card_in.clear();
    EXPECT_EQ(b.stepped(), Told{"removed"});
  }
}

TEST(StaffCardMonitor, ACardWithContactsIsRefusedHoweverItAnswers) {
  MonitorBench b;
  b.stepped();
  b.system.answer_to_reset = Bytes{0x3B, 0x65, 0x00, 0x00, 1, 2, 3, 4, 5};
  b.system.answer = Bytes{0x67, 0x00};
  b.system.card_in = b.system.names[0];
  EXPECT_EQ(b.stepped(), Told{"refused 1"});
}

TEST(StaffCardMonitor, AMuteCardIsUnreadableUntilItSpeaks) {
  MonitorBench b;
  b.stepped();
  b.system.mute = true;
  b.system.card_in = b.system.names[0];
  EXPECT_EQ(b.stepped(), Told{"refused 0"});
  EXPECT_EQ(b.stepped(), Told{}) << "told once";
  b.system.mute = false;
  EXPECT_EQ(b.stepped(), (Told{"removed", *uid_digest(Bytes{0x04, 0x11, 0x22, 0x33}, kMonitorKey)}));
}

TEST(StaffCardMonitor, AReaderThatDoesNotAnswerIsDeclaredAndAskedAgain) {
  MonitorBench b;
  b.stepped();
  b.system.answer = fail(ErrorCode::Timeout, "nothing comes");
  b.system.card_in = b.system.names[0];
  EXPECT_EQ(b.stepped(), (Told{"refused 0", kNotAnswering}));
  EXPECT_EQ(b.last_pause, milliseconds{2'000});
  EXPECT_EQ(b.stepped(), Told{}) << "told once";
  EXPECT_EQ(b.last_pause, milliseconds{2'000});
  b.system.answer = kUidAnswer;
  EXPECT_EQ(b.stepped(), (Told{"removed", *uid_digest(Bytes{0x04, 0x11, 0x22, 0x33}, kMonitorKey), kReady}));
  EXPECT_EQ(b.last_pause.count(), 0);
}

TEST(StaffCardMonitor, AReaderIsWellAgainWhenItsSilentCardIsLiftedOrItIsUnplugged) {
  MonitorBench b;
  b.stepped();
  b.system.answer = fail(ErrorCode::Timeout, "nothing comes");
  b.system.card_in = b.system.names[0];
  EXPECT_EQ(b.stepped(), (Told{"refused 0", kNotAnswering}));
  b.system.card_in.clear();
  EXPECT_EQ(b.stepped(), (Told{"removed", kReady}));
  b.system.card_in = b.system.names[0];
  EXPECT_EQ(b.stepped(), (Told{"refused 0", kNotAnswering}));
  b.system.names.clear();
  EXPECT_EQ(b.stepped(), (Told{"removed", kNoReader}));
}

TEST(StaffCardMonitor, OneSilentReaderDoesNotStopTheOthers) {
  MonitorBench b;
  b.system.names = {"Reader A 00 00", "Reader B 01 00"};
  b.stepped();
  b.system.answer = fail(ErrorCode::Timeout, "nothing comes");
  b.system.card_in = "Reader A 00 00";
  EXPECT_EQ(b.stepped(), (Told{"refused 0", kNotAnswering}));
  b.system.card_in = "Reader B 01 00";
  b.system.answer = kUidAnswer;
  EXPECT_EQ(b.stepped(), (Told{"removed", *uid_digest(Bytes{0x04, 0x11, 0x22, 0x33}, kMonitorKey), kReady}));
}

TEST(StaffCardMonitor, ACardThatWasTooQuickIsNothing) {
  MonitorBench b;
  b.stepped();
  b.system.answer = fail(ErrorCode::NotFound, "away");
  b.system.card_in = b.system.names[0];
  EXPECT_EQ(b.stepped(), Told{});
  b.system.card_in.clear();
  EXPECT_EQ(b.stepped(), Told{});
}

TEST(StaffCardMonitor, ReadersComeAndGo) {
  MonitorBench b;
  b.system.names.clear();
  EXPECT_EQ(b.stepped(), Told{kNoReader});
  b.system.names = {"Reader B 00 00", "Reader A 01 00"};
  b.system.card_in = "Reader A 01 00";
  EXPECT_EQ(b.stepped().size(), 2U);
  b.system.names = {"Reader B 00 00"};
  EXPECT_EQ(b.stepped(), Told{"removed"});
  b.system.names.clear();
  EXPECT_EQ(b.stepped(), Told{kNoReader});
}

TEST(StaffCardMonitor, OnlyTheReaderThatIsNamed) {
  FakeCardSystem system;
  system.names = {"Reader A 00 00", "Counter reader 01 00"};
  system.card_in = "Reader A 00 00";
  int cards = 0;
  StaffCardMonitor monitor(system, {"Counter", kMonitorKey}, [&](const StaffCardEvent& event) {
    cards += std::holds_alternative<StaffCardPresent>(event) ? 1 : 0;
  });
  monitor.step();
  EXPECT_EQ(cards, 0);
  system.card_in = "Counter reader 01 00";
  monitor.step();
  EXPECT_EQ(cards, 1);
}

TEST(StaffCardMonitor, AServiceThatIsAwayOrRestarts) {
  MonitorBench b;
  b.system.running = false;
  EXPECT_EQ(b.stepped(), Told{kNoService});
  EXPECT_EQ(b.last_pause, milliseconds{1'000});
  for (const int pause : {2'000, 4'000, 8'000, 16'000, 30'000, 30'000}) {
    EXPECT_EQ(b.stepped(), Told{}) << "told once";
    EXPECT_EQ(b.last_pause, milliseconds{pause});
  }
  b.system.running = true;
  b.system.card_in = b.system.names[0];
  EXPECT_EQ(b.stepped().size(), 2U);
  b.system.running = false;
  EXPECT_EQ(b.stepped(), (Told{"removed", kNoService}));
  EXPECT_EQ(b.last_pause, milliseconds{1'000});
  b.system.running = true;
  EXPECT_EQ(b.stepped().size(), 2U) << "ready, and the card still lies there";
  EXPECT_EQ(b.system.connections, 2);
}

// Waits like a service does, and tells the test when it waits.
class SleepingCardSystem final : public CardSystem {
 public:
  Result<void> connect() override { return {}; }
  void disconnect() override {}
  Result<std::vector<std::string>> readers() override { return std::vector<std::string>{}; }
  Result<void> wait(std::vector<CardSlot>&, milliseconds) override {
    std::unique_lock lock(mutex);
    waiting = true;
    changed.notify_all();
    changed.wait(lock, [this] { return cancelled; });
    return fail(ErrorCode::Cancelled, "cancelled");
  }
  Result<Bytes> ask(const std::string&, ByteView) override { return Bytes{}; }
  void cancel() override {
    const std::lock_guard lock(mutex);
    cancelled = true;
    changed.notify_all();
  }
  void until_waiting() {
    std::unique_lock lock(mutex);
    changed.wait(lock, [this] { return waiting; });
  }

 private:
  std::mutex mutex;
  std::condition_variable changed;
  bool waiting = false;
  bool cancelled = false;
};

TEST(StaffCardReader, EndsWhileItSleeps) {
  auto system = std::make_unique<SleepingCardSystem>();
  SleepingCardSystem* const sleeping = system.get();
  auto reader = StaffCardReader::start(std::move(system), {"", kMonitorKey}, [](const StaffCardEvent&) {});
  ASSERT_TRUE(reader);
  sleeping->until_waiting();
  reader->reset();
}

TEST(StaffCardReader, AKeyIsNeeded) {
  const auto reader =
      StaffCardReader::start(std::make_unique<SleepingCardSystem>(), {}, [](const StaffCardEvent&) {});
  EXPECT_EQ(reader.error().code, ErrorCode::BadArgument);
}

}  // namespace
}  // namespace yitang::devices::test
