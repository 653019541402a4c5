// Cards and codes: read while somebody is asked for one, and never otherwise.
#include <gtest/gtest.h>

#include "devices/barcode/scanners.hpp"
#include "kiosk/cases/prepared.hpp"
#include "kiosk/cases/receipt_number.hpp"
#include "kiosk/terminal/card_service.hpp"
#include "kiosk/terminal/scan_service.hpp"
#include "services_support.hpp"

namespace yitang::terminal::test {
namespace {

using namespace std::chrono_literals;
using resident::CardFailed;
using resident::CardGone;
using resident::CardProblem;
using resident::CardRead;

class CardServiceTest : public testing::Test {
 protected:
  ServiceBench b;
  CardService card{b.queue, b.disk.clock, b.device_clock, [this] { return b.world.reader.connect(); },
                   b.post()};

  void place(const char* label) {
    const auto placed = b.world.place_card(label);
    ASSERT_TRUE(placed) << describe(placed.error());
  }
  bool failed_with(CardProblem problem) const {
    const auto failed = b.last<CardFailed>();
    return failed && failed->problem == problem;
  }
};

TEST_F(CardServiceTest, NothingIsAskedOfTheReaderWhileNobodyWantsACard) {
  place("elder");
  b.pass(60s);
  EXPECT_EQ(b.world.reader.commands_seen(), 0U);
  EXPECT_EQ(b.queue.next_due(), -1) << "an idle terminal must not wake up";
  card.want(true);
  b.pass(5s);
  EXPECT_EQ(b.count<CardRead>(), 1);
  card.forget();
  b.pass(1s);
  const std::size_t commands = b.world.reader.commands_seen();
  b.pass(60s);
  EXPECT_EQ(b.world.reader.commands_seen(), commands);
  EXPECT_EQ(b.queue.next_due(), -1);
}

TEST_F(CardServiceTest, ACardIsReadWithEverythingOnIt) {
  card.want(true);
  b.pass(2s);
  EXPECT_EQ(b.count<CardRead>(), 0);
  place("elder");
  b.pass(5s);
  ASSERT_EQ(b.count<CardRead>(), 1);
  const auto* sample = devices::sample_card("elder");
  EXPECT_EQ(b.last<CardRead>()->person.name, sample->name);
  EXPECT_EQ(b.last<CardRead>()->person.number, sample->number);
  EXPECT_EQ(b.last<CardRead>()->person.source, cases::PersonSource::CardReader);
  b.world.reader.remove_card();
  b.pass(5s);
  EXPECT_EQ(b.count<CardGone>(), 1);
}

TEST_F(CardServiceTest, ExpiredBankCardAndUnreadableAreToldApart) {
  card.want(true);
  place("expired");
  b.pass(5s);
  ASSERT_EQ(b.count<CardRead>(), 1) << "what it is good for is not the reader's to say";
  EXPECT_LT(*b.last<CardRead>()->person.valid_to, b.disk.clock.today());
  b.world.reader.remove_card();
  b.pass(5s);
  EXPECT_EQ(b.count<CardGone>(), 1);
  place("bank");
  b.pass(5s);
  EXPECT_TRUE(failed_with(CardProblem::NotAnIdCard));
  b.world.reader.remove_card();
  b.pass(5s);
  b.world.reader.fail_reads(100);
  place("elder");
  b.pass(30s);
  EXPECT_TRUE(failed_with(CardProblem::Unreadable));
  EXPECT_EQ(b.count<CardRead>(), 1);
}

TEST_F(CardServiceTest, AnUnpluggedReaderIsSaidAndComesBackByItself) {
  card.want(true);
  b.pass(2s);
  b.world.reader.unplug();
  b.pass(20s);
  EXPECT_TRUE(failed_with(CardProblem::NoReader));
  b.world.reader.plug();
  card.device_arrived();
  place("elder");
  b.pass(60s);
  EXPECT_GE(b.count<resident::ReaderBack>(), 1);
  EXPECT_EQ(b.count<CardRead>(), 1);
}

TEST_F(CardServiceTest, WhoComesNextIsToldAtOnceThatTheReaderIsGone) {
  b.world.reader.unplug();
  card.want(true);
  b.pass(20s);
  ASSERT_TRUE(failed_with(CardProblem::NoReader));
  card.want(false);
  b.pass(1s);
  b.events.clear();
  card.want(true);
  b.pass(1ms);
  EXPECT_TRUE(failed_with(CardProblem::NoReader));
}

TEST_F(CardServiceTest, WantedAgainMeansReadAgain) {
  place("elder");
  card.want(true);
  b.pass(5s);
  ASSERT_EQ(b.count<CardRead>(), 1);
  card.want(false);
  card.want(true);
  b.pass(10s);
  EXPECT_EQ(b.count<CardRead>(), 2);
}

TEST_F(CardServiceTest, ACardThatLiesThereStillIsWatchedUntilItIsLifted) {
  place("elder");
  card.want(true);
  b.pass(5s);
  ASSERT_EQ(b.count<CardRead>(), 1);
  card.want(false);
  card.want(false);  // each page says so
  b.pass(60s);
  EXPECT_EQ(b.count<resident::CardStays>(), 1);
  EXPECT_EQ(b.count<CardGone>(), 0);
  b.world.reader.remove_card();
  b.pass(3s);
  EXPECT_EQ(b.count<CardGone>(), 1);
  place("relative");
  b.pass(10s);
  EXPECT_EQ(b.count<CardRead>(), 1) << "nobody asked for it";
  EXPECT_EQ(b.queue.next_due(), -1);
}

TEST_F(CardServiceTest, AWatchedCardIsGoneForTheFlowWhenTheReaderCannotTellAnyMore) {
  place("elder");
  card.want(true);
  b.pass(5s);
  card.want(false);
  b.pass(2s);
  b.world.reader.unplug();
  b.pass(20s);
  EXPECT_EQ(b.count<CardGone>(), 1);
  EXPECT_EQ(b.queue.next_due(), -1);
}

TEST_F(CardServiceTest, AnotherReadingEndsTheWatch) {
  place("elder");
  card.want(true);
  b.pass(5s);
  card.want(false);
  b.pass(2s);
  ASSERT_EQ(b.count<resident::CardStays>(), 1);
  card.want(true);
  b.pass(1ms);
  EXPECT_EQ(b.count<CardGone>(), 1) << "a flow that waits for it would wait for ever";
  card.want(false);
  b.pass(20s);
  EXPECT_EQ(b.queue.next_due(), -1);
}

TEST_F(CardServiceTest, NothingReadAfterTheWishIsOver) {
  place("elder");
  card.want(true);
  card.want(false);
  b.pass(10s);
  EXPECT_EQ(b.count<CardRead>(), 0);
}

// A decoder that answers at once, or not at all.
class CardPhotoTest : public testing::Test {
 protected:
  std::unique_ptr<CardService> service(devices::DecodePhoto decode) {
    auto made = std::make_unique<CardService>(
        b.queue, b.disk.clock, b.device_clock, [this] { return b.world.reader.connect(); }, b.post(), nullptr,
        std::move(decode));
    made->want(true);
    return made;
  }
  ServiceBench b;
};

TEST_F(CardPhotoTest, FollowsTheCardWithTheSameReading) {
  int decoded = 0;
  bool card_was_told = false;
  const auto card = service([&](devices::ByteView block) -> devices::Result<devices::Image> {
    ++decoded;
    card_was_told = b.count<CardRead>() == decoded;
    EXPECT_EQ(block.size(), devices::kPhotoSize);
    devices::Image picture = devices::make_image(2, 1, devices::PixelFormat::Rgb);
    picture.pixels = {1, 2, 3, 4, 5, 6};
    return picture;
  });
  ASSERT_TRUE(b.world.place_card("elder"));
  b.pass(5s);
  ASSERT_EQ(b.count<resident::CardPhoto>(), 1);
  EXPECT_TRUE(card_was_told) << "the page does not wait for the decoder";
  const auto photo = b.last<resident::CardPhoto>();
  EXPECT_EQ(photo->reading, b.last<CardRead>()->reading);
  EXPECT_EQ(photo->picture.width, 2);
  EXPECT_EQ(photo->picture.height, 1);
  EXPECT_EQ(photo->picture.channels, 3);
  EXPECT_EQ(photo->picture.pixels, (WipedBytes{1, 2, 3, 4, 5, 6}));
  card->want(false);
  card->want(true);
  b.pass(10s);
  EXPECT_EQ(decoded, 2);
  EXPECT_NE(b.last<resident::CardPhoto>()->reading, photo->reading) << "another reading of the same card";
  EXPECT_EQ(b.last<resident::CardPhoto>()->reading, b.last<CardRead>()->reading);
}

TEST_F(CardPhotoTest, ADecoderThatFailsCostsThePhotoOnly) {
  int asked = 0;
  const auto card = service([&asked](devices::ByteView) -> devices::Result<devices::Image> {
    ++asked;
    return devices::fail(devices::ErrorCode::Timeout, "the photo decoder took too long");
  });
  ASSERT_TRUE(b.world.place_card("elder"));
  b.pass(5s);
  EXPECT_EQ(asked, 1);
  EXPECT_EQ(b.count<CardRead>(), 1);
  EXPECT_EQ(b.count<resident::CardPhoto>(), 0);
  b.world.reader.remove_card();
  b.pass(5s);
  EXPECT_EQ(b.count<CardGone>(), 1) << "the reader is watched on";
}

TEST_F(CardPhotoTest, WithoutADecoderThereIsNone) {
  const auto card = service(nullptr);
  ASSERT_TRUE(b.world.place_card("elder"));
  b.pass(5s);
  EXPECT_EQ(b.count<CardRead>(), 1);
  EXPECT_EQ(b.count<resident::CardPhoto>(), 0);
}

class ScanServiceTest : public testing::Test {
 protected:
  ServiceBench b;
  ScanService scan{b.queue, &b.world.scanner, b.post()};
  std::string token = cases::new_qr_token(*b.disk.random);
};

TEST_F(ScanServiceTest, OurReceiptIsRecognisedAndNothingElsePassesOn) {
  scan.want(true);
  b.pass(1s);  // what lay there before is thrown away first
  ASSERT_TRUE(b.world.show_code(token));
  b.pass(1s);
  ASSERT_TRUE(b.last<resident::ReceiptScanned>());
  EXPECT_EQ(b.last<resident::ReceiptScanned>()->token, token);
  ASSERT_TRUE(b.world.show_code("https://example.org/pay?me=1"));
  ASSERT_TRUE(b.world.show_code("YT1.short"));
  b.pass(1s);
  EXPECT_EQ(b.count<resident::ReceiptScanned>(), 1);
  EXPECT_EQ(b.count<resident::UnknownCodeScanned>(), 2);
}

TEST_F(ScanServiceTest, TellsWhatAStrangeCodeIsButNotWhatItSays) {
  scan.want(true);
  b.pass(1s);
  ASSERT_TRUE(b.world.show_code("https://example.org/pay?me=1"));
  b.pass(1s);
  EXPECT_EQ(b.last<resident::UnknownCodeScanned>()->kind, resident::StrangeCode::Address);
  ASSERT_TRUE(b.world.show_code(cases::new_prepared_reference(*b.disk.random)));
  b.pass(1s);
  EXPECT_EQ(b.last<resident::UnknownCodeScanned>()->kind, resident::StrangeCode::Prepared);
}

TEST_F(ScanServiceTest, WhatWasShownWhileNobodyAskedIsForgotten) {
  ASSERT_TRUE(b.world.show_code(token));
  b.pass(5s);
  scan.want(true);
  b.pass(5s);
  EXPECT_TRUE(b.events.empty());
  scan.want(false);
  ASSERT_TRUE(b.world.show_code(token));
  b.pass(5s);
  EXPECT_TRUE(b.events.empty());
  EXPECT_EQ(b.queue.next_due(), -1);
}

TEST_F(ScanServiceTest, AScannerThatIsGoneComesBack) {
  scan.want(true);
  b.world.scanner.set_plugged(false);
  b.pass(1s);
  EXPECT_EQ(b.count<resident::ScannerGone>(), 1);
  b.pass(30s);
  EXPECT_EQ(b.count<resident::ScannerGone>(), 1) << "said once";
  EXPECT_EQ(b.count<resident::ScannerBack>(), 0);
  b.world.scanner.set_plugged(true);
  b.pass(1s);
  EXPECT_EQ(b.count<resident::ScannerBack>(), 1);
  ASSERT_TRUE(b.world.show_code(token));
  b.pass(5s);
  EXPECT_EQ(b.count<resident::ReceiptScanned>(), 1);
}

TEST_F(ScanServiceTest, AbsenceIsToldBeforeAnybodyIsAsked) {
  b.world.scanner.set_plugged(false);
  b.pass(1s);
  EXPECT_EQ(b.count<resident::ScannerGone>(), 1);
  scan.want(true);
  b.pass(5s);
  EXPECT_EQ(b.count<resident::ScannerGone>(), 1);
}

// A camera that never finds a code.
class Onlooker final : public devices::CodeSource {
 public:
  devices::Result<std::optional<devices::ScannedCode>> poll() override {
    view_ = devices::make_image(4, 2, devices::PixelFormat::Grey, 0);
    view_.pixels = {1, 2, 3, 4, 5, 6, 7, 8};
    return std::nullopt;
  }
  void discard() override { view_ = {}; }
  const devices::Image* view() const override { return view_.empty() ? nullptr : &view_; }

 private:
  devices::Image view_;
};

TEST(ScanServiceWithCamera, TheViewIsShownMirroredWhileACodeIsWanted) {
  ServiceBench b;
  Onlooker camera;
  ScanService scan(b.queue, &camera, b.post());
  b.pass(5s);
  EXPECT_TRUE(b.events.empty());
  EXPECT_EQ(camera.view(), nullptr) << "it looks at nobody";
  scan.want(true);
  b.pass(1s);
  EXPECT_GE(b.count<resident::ScannerSees>(), 10) << "feedback within 100 ms";
  const auto sees = b.last<resident::ScannerSees>();
  ASSERT_TRUE(sees);
  EXPECT_EQ(sees->view.width, 2) << "the middle";
  EXPECT_EQ(sees->view.grey, (std::vector<unsigned char>{3, 2, 7, 6}));
  scan.want(false);
  b.pass(1s);
  EXPECT_EQ(camera.view(), nullptr);
  EXPECT_EQ(b.queue.next_due(), -1);
}

// A scanner whose poll() sleeps by itself, like all that have a wire.
class Sleeper final : public devices::CodeSource {
 public:
  explicit Sleeper(devices::Clock& clock) : clock_(clock) {}
  devices::Result<std::optional<devices::ScannedCode>> poll() override {
    ++polls;
    if (chatters) return devices::fail(devices::ErrorCode::Malformed, "noise");
    clock_.sleep_for(devices::kRestfulWait);
    return std::nullopt;
  }
  void discard() override {}
  bool waits() const override { return true; }

  int polls = 0;
  bool chatters = false;

 private:
  devices::Clock& clock_;
};

TEST(ScanServiceWithAScannerThatWaits, WakesFiveTimesASecondAndIsAskedAgainAtOnce) {
  ServiceBench b;
  Sleeper scanner(b.device_clock);
  ScanService scan(b.queue, &scanner, b.post());
  b.pass(1s);
  scan.want(true);
  scanner.polls = 0;
  const SteadyMillis end = b.disk.clock.steady() + 10'000;
  while (b.disk.clock.steady() < end) ASSERT_TRUE(b.queue.run_one());
  EXPECT_GE(scanner.polls, 49);
  EXPECT_LE(scanner.polls, 51);
  scanner.chatters = true;
  scanner.polls = 0;
  b.pass(10s);
  EXPECT_LE(scanner.polls, 102) << "noise without end is not listened to without end";
}

TEST(ScanServiceWithoutScanner, DoesNothing) {
  ServiceBench b;
  ScanService scan(b.queue, nullptr, b.post());
  scan.want(true);
  b.pass(5s);
  EXPECT_TRUE(b.events.empty());
}

}  // namespace
}  // namespace yitang::terminal::test
