// The reader of staff cards over the real smart-card service, libpcsclite and a virtual reader: every fault
// of a card and of the service, and after each a card works again.
#include <gtest/gtest.h>
#include <winscard.h>

#include <condition_variable>
#include <deque>
#include <mutex>

#include "devices/smartcard/pcsc.hpp"
#include "devices/smartcard/staff_card_reader.hpp"
#include "tests/faults/smartcard/virtual_reader.hpp"

namespace yitang::faults {
namespace {

using namespace devices;
using Fault = VirtualCard::Fault;

const Bytes kKey(32, 0x5A);
constexpr devices::milliseconds kAnswerLimit{2'000};  // long for this reader, short for who runs this test
const Bytes kNumber{0x04, 0x11, 0x22, 0x33};
const Bytes kAnswer{0x04, 0x11, 0x22, 0x33, 0x90, 0x00};

// What the reader tells, one after the other, as words.
class Told {
 public:
  void add(const StaffCardEvent& event) {
    const std::scoped_lock lock(mutex_);
    if (const auto* state = std::get_if<StaffReaderState>(&event)) {
      words_.push_back(*state == StaffReaderState::Ready          ? "ready"
                       : *state == StaffReaderState::NoReader     ? "no reader"
                       : *state == StaffReaderState::NotAnswering ? "not answering"
                                                                  : "no service");
    } else if (const auto* card = std::get_if<StaffCardPresent>(&event)) {
      words_.push_back("card " + card->digest);
    } else if (const auto* refused = std::get_if<StaffCardRefused>(&event)) {
      words_.push_back("refused " + std::to_string(static_cast<int>(refused->fault)));
    } else {
      words_.emplace_back("removed");
    }
    came_.notify_all();
  }
  // The next one; "nothing" after half a minute.
  std::string next() {
    std::unique_lock lock(mutex_);
    if (!came_.wait_for(lock, std::chrono::seconds(30), [this] { return !words_.empty(); })) return "nothing";
    std::string word = words_.front();
    words_.pop_front();
    return word;
  }

 private:
  std::mutex mutex_;
  std::condition_variable came_;
  std::deque<std::string> words_;
};

std::string present() { return "card " + *uid_digest(kNumber, kKey); }

class StaffCards : public testing::Test {
 protected:
  void SetUp() override {
    ASSERT_TRUE(service_.start()) << "pcscd and vsmartcard-vpcd are needed (scripts/setup)";
    watch();
    ASSERT_EQ(told_.next(), "ready");
  }
  void TearDown() override { reader_.reset(); }

  void watch() {
    auto reader = StaffCardReader::start(pcsc_card_system(kAnswerLimit), {"Virtual PCD", kKey},
                                         [this](const StaffCardEvent& event) { told_.add(event); });
    ASSERT_TRUE(reader);
    reader_ = std::move(*reader);
  }
  void a_card_works() {
    {
      const VirtualCard card(service_.port(), kAnswer);
      EXPECT_EQ(told_.next(), present());
    }
    EXPECT_EQ(told_.next(), "removed");
  }

  SmartCardService service_;
  Told told_;
  std::unique_ptr<StaffCardReader> reader_;
};

TEST_F(StaffCards, ComeAndGoManyTimes) {
  for (int i = 0; i < 5; ++i) a_card_works();
}

TEST_F(StaffCards, ThatCannotBeUsedAreRefused) {
  const std::vector<std::pair<Bytes, StaffCardFault>> cards{
      {{0x08, 1, 2, 3, 0x90, 0x00}, StaffCardFault::NoFixedNumber},
      {{0x6A, 0x81}, StaffCardFault::NoFixedNumber},
      {{0x6D, 0x00}, StaffCardFault::NoFixedNumber},
      {{0x63, 0x00}, StaffCardFault::Unreadable},
      {{0x90, 0x00}, StaffCardFault::Unreadable},
  };
  for (const auto& [answer, fault] : cards) {
    {
      const VirtualCard card(service_.port(), answer);
      EXPECT_EQ(told_.next(), "refused " + std::to_string(static_cast<int>(fault)));
    }
    EXPECT_EQ(told_.next(), "removed");
  }
  a_card_works();
}

class StaffCardFaults : public StaffCards, public testing::WithParamInterface<Fault> {};

// Whatever the card does: it is never taken for a good one, and the next one works.
TEST_P(StaffCardFaults, NeverGiveANumberAndNeverLast) {
  {
    const VirtualCard bad(service_.port(), kAnswer, GetParam());
    const bool speaks = GetParam() == Fault::ShortAnswer || GetParam() == Fault::LongAnswer;
    if (speaks) {
      EXPECT_EQ(told_.next(), "refused " + std::to_string(static_cast<int>(StaffCardFault::Unreadable)));
    }
  }
  const VirtualCard good(service_.port(), kAnswer);
  std::string word = told_.next();
  for (int i = 0; i < 4 && (word == "removed" || word.starts_with("refused")); ++i) word = told_.next();
  EXPECT_EQ(word, present());
}

INSTANTIATE_TEST_SUITE_P(Every, StaffCardFaults,
                         testing::Values(Fault::LiftedAtPower, Fault::LiftedAtReset, Fault::LiftedAtCommand,
                                         Fault::LiftedInAnswer, Fault::NoReset, Fault::OddReset,
                                         Fault::ShortAnswer, Fault::EmptyAnswer, Fault::LongAnswer));

class SilentStaffCards : public StaffCards, public testing::WithParamInterface<Fault> {};

// The service waits as long as the reader does, here for ever; we do not.
TEST_P(SilentStaffCards, AreGivenUpAndTheReaderIsOpenedAnew) {
  for (int i = 0; i < 2; ++i) {
    {
      const VirtualCard silent(service_.port(), kAnswer, GetParam());
      EXPECT_EQ(told_.next(), "refused " + std::to_string(static_cast<int>(StaffCardFault::Unreadable)));
      EXPECT_EQ(told_.next(), "not answering");
    }
    EXPECT_EQ(told_.next(), "removed");
    EXPECT_EQ(told_.next(), "ready");
    a_card_works();
  }
}

// An answer of no bytes is none for this reader: it waits for another.
INSTANTIATE_TEST_SUITE_P(Both, SilentStaffCards, testing::Values(Fault::NoAnswer, Fault::EmptyAnswer));

TEST_F(StaffCards, TheProgramEndsWhileAReaderSaysNothing) {
  const VirtualCard silent(service_.port(), kAnswer, Fault::NoAnswer);
  while (silent.commands() == 0) std::this_thread::yield();
  reader_.reset();  // does not wait for it
}

TEST_F(StaffCards, TheServiceDiesWithACardOnTheReader) {
  auto card = std::make_unique<VirtualCard>(service_.port(), kAnswer);
  EXPECT_EQ(told_.next(), present());
  service_.kill();
  EXPECT_EQ(told_.next(), "removed");
  EXPECT_EQ(told_.next(), "no service");
  card.reset();
  ASSERT_TRUE(service_.start());
  EXPECT_EQ(told_.next(), "ready");
  a_card_works();
}

TEST_F(StaffCards, AnotherProgramHasTheCardToItself) {
  reader_.reset();
  const VirtualCard card(service_.port(), kAnswer);
  SCARDCONTEXT other = 0;
  ASSERT_EQ(SCardEstablishContext(SCARD_SCOPE_SYSTEM, nullptr, nullptr, &other), SCARD_S_SUCCESS);
  SCARD_READERSTATE state{};
  state.szReader = "Virtual PCD 00 00";
  while ((state.dwEventState & SCARD_STATE_PRESENT) == 0) {
    ASSERT_EQ(SCardGetStatusChange(other, 10'000, &state, 1), SCARD_S_SUCCESS);
    state.dwCurrentState = state.dwEventState;
  }
  SCARDHANDLE held = 0;
  DWORD protocol = 0;
  ASSERT_EQ(SCardConnect(other, state.szReader, SCARD_SHARE_EXCLUSIVE, SCARD_PROTOCOL_T0 | SCARD_PROTOCOL_T1,
                         &held, &protocol),
            SCARD_S_SUCCESS);
  watch();
  EXPECT_EQ(told_.next(), "ready");
  EXPECT_EQ(told_.next(), "refused " + std::to_string(static_cast<int>(StaffCardFault::InUse)));
  SCardDisconnect(held, SCARD_LEAVE_CARD);
  SCardReleaseContext(other);
}

TEST(StaffCardService, MayComeLater) {
  Told told;
  auto reader = StaffCardReader::start(pcsc_card_system(), {"", kKey},
                                       [&](const StaffCardEvent& event) { told.add(event); });
  ASSERT_TRUE(reader);
  EXPECT_EQ(told.next(), "no service");
  SmartCardService service;
  ASSERT_TRUE(service.start());
  EXPECT_EQ(told.next(), "ready");
  const VirtualCard card(service.port(), kAnswer);
  EXPECT_EQ(told.next(), present());
  reader->reset();
}

}  // namespace
}  // namespace yitang::faults

int main(int argc, char** argv) {
  if (!yitang::faults::enter_own_run()) {
    std::fputs("not run: the kernel gives this process no /run of its own\n", stderr);
    return 77;  // ctest says "Skipped": a container without the right to mount, not a fault of ours
  }
  testing::InitGoogleTest(&argc, argv);
  return RUN_ALL_TESTS();
}
