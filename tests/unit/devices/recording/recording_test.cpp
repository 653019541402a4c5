// A recorded visit plays back to the same driver, holds nothing of the card, and is strict.
#include <gtest/gtest.h>

#include <random>

#include "devices/id_reader/driver.hpp"
#include "devices/id_reader/simulator.hpp"
#include "devices/recording/recording_transport.hpp"

namespace yitang::devices {
namespace {

using Kind = ReaderEventKind;

// Everything that a driver says in so many polls, with pauses as it asks.
std::vector<Kind> watch(IdReader& reader, ManualClock& clock, int polls, std::string* name = nullptr) {
  std::vector<Kind> kinds;
  for (int i = 0; i < polls; ++i) {
    const ReaderEvent event = reader.poll();
    clock.advance(event.next);
    if (event.kind != Kind::Nothing) kinds.push_back(event.kind);
    if (event.card && name != nullptr) *name = event.card->name;
  }
  return kinds;
}

struct Taped {
  Recording recording;
  std::vector<Kind> kinds;
  int polls = 0;
};

// A visit of "elder", with trouble in it: a stall of silence, a wrong checksum.
Taped tape(SamSimulator::Pipes pipes, bool trouble) {
  ManualClock clock;
  SamSimulator simulator(clock, pipes);
  Taped taped;
  IdReader reader(
      [&]() -> Result<std::unique_ptr<Transport>> {
        return std::make_unique<RecordingTransport>(*simulator.connect(), taped.recording);
      },
      clock);
  simulator.set_packet_size(48);
  taped.polls = 8;
  taped.kinds = watch(reader, clock, 8);
  EXPECT_TRUE(simulator.place_card(*sample_card("elder")));
  const auto go_on = [&](int polls) {
    for (const Kind kind : watch(reader, clock, polls)) taped.kinds.push_back(kind);
    taped.polls += polls;
  };
  go_on(10);
  if (trouble) {
    simulator.set_bad_checksums(true);
    go_on(1);
    simulator.set_bad_checksums(false);
    simulator.set_mute(true);
    go_on(1);
    simulator.set_mute(false);
  }
  go_on(6);
  return taped;
}

TEST(SamRecording, PlaysBackToTheSameDriverWithAnotherCard) {
  for (const auto pipes : {SamSimulator::Pipes::Two, SamSimulator::Pipes::Four}) {
    for (const bool trouble : {false, true}) {
      SCOPED_TRACE(trouble);
      const Taped taped = tape(pipes, trouble);
      ASSERT_GT(taped.recording.calls.size(), 50U);
      const auto parsed = parse_recording(to_lines(taped.recording));
      ASSERT_TRUE(parsed) << parsed.error().message;
      ManualClock clock;
      ReplayTransport* replay = nullptr;
      IdReader reader(
          [&]() -> Result<std::unique_ptr<Transport>> {
            auto made = ReplayTransport::create(*parsed, *sample_card("relative"), clock);
            if (!made) return tl::unexpected(made.error());
            replay = made->get();
            return std::unique_ptr<Transport>(std::move(*made));
          },
          clock);
      std::string name;
      EXPECT_EQ(watch(reader, clock, taped.polls, &name), taped.kinds);
      EXPECT_EQ(name, sample_card("relative")->name);
      ASSERT_NE(replay, nullptr);
      EXPECT_EQ(replay->fault(), "");
      EXPECT_TRUE(replay->at_end());
    }
  }
}

TEST(SamRecording, HoldsNothingOfTheCardAndNothingOfTheReader) {
  const Taped taped = tape(SamSimulator::Pipes::Two, true);
  const std::string lines = to_lines(taped.recording);
  for (const SyntheticCard& card : sample_cards()) {
    EXPECT_EQ(lines.find(card.name), std::string::npos);
    EXPECT_EQ(lines.find(card.number), std::string::npos);
  }
  // The same visit of another card is the same recording: nothing of the card is in it. And no framing is
  // long enough.
  for (const RecordedCall& call : taped.recording.calls) {
    for (const ShapePart& part : call.shape) EXPECT_LE(part.framing.size(), 10U);
  }
  EXPECT_EQ(lines.find("simulated"), std::string::npos) << "where it was plugged in";
}

// Also while a decoder of photos is plugged in: a photo played back is black.
TEST(SamRecording, HoldsNoPhotoEvenIfTheDriverDeliversIt) {
  IdReaderSettings settings;
  settings.deliver_photo = true;
  const auto photo_of = [&settings](ManualClock& clock, OpenTransport open) {
    IdReader reader(std::move(open), clock, settings);
    for (int polls = 0; polls < 30; ++polls) {
      const ReaderEvent event = reader.poll();
      clock.advance(event.next);
      if (event.kind == Kind::CardPresent) return event.photo;
    }
    return SecretBytes{};
  };
  ManualClock clock;
  SamSimulator simulator(clock, SamSimulator::Pipes::Two);
  ASSERT_TRUE(simulator.place_card(*sample_card("elder")));
  Recording recording;
  const SecretBytes photo = photo_of(clock, [&]() -> Result<std::unique_ptr<Transport>> {
    return std::make_unique<RecordingTransport>(*simulator.connect(), recording);
  });
  ASSERT_EQ(photo.size(), kPhotoSize);
  EXPECT_NE(photo, SecretBytes(kPhotoSize, 0));
  for (const RecordedCall& call : recording.calls) {
    for (const ShapePart& part : call.shape) EXPECT_LE(part.framing.size(), 10U);
  }
  const auto parsed = parse_recording(to_lines(recording));
  ASSERT_TRUE(parsed);
  ManualClock second;
  const SecretBytes played = photo_of(second, [&]() -> Result<std::unique_ptr<Transport>> {
    auto made = ReplayTransport::create(*parsed, *sample_card("elder"), second);
    if (!made) return tl::unexpected(made.error());
    return std::unique_ptr<Transport>(std::move(*made));
  });
  EXPECT_EQ(played, SecretBytes(kPhotoSize, 0));
}

TEST(SamRecording, BytesOfAnyKindKeepTheirContentToThemselves) {
  std::mt19937 random(11);
  for (int round = 0; round < 200; ++round) {
    Bytes bytes;
    while (bytes.size() < 300) {
      if (random() % 4 == 0) bytes.insert(bytes.end(), {0xAA, 0xAA, 0xAA, 0x96, 0x69, 0x00});
      bytes.push_back(static_cast<std::uint8_t>(random() % 3 == 0 ? 0xAA : random()));
    }
    SamShape shape(SamShape::Side::Answer);
    std::size_t total = 0;
    Shape parts;
    for (std::size_t at = 0; at < bytes.size();) {
      const std::size_t size = std::min<std::size_t>(1 + random() % 70, bytes.size() - at);
      for (const ShapePart& part : shape.take({bytes.data() + at, size})) {
        total += part.framing.size() + part.count;
        parts.push_back(part);
      }
      at += size;
    }
    EXPECT_EQ(total, bytes.size());
    SamFiller filler;
    EXPECT_EQ(filler.fill(parts, {}).size(), bytes.size());
  }
}

class Strict : public testing::Test {
 protected:
  void SetUp() override {
    Recording recording;
    recording.device = tape(SamSimulator::Pipes::Two, false).recording.device;
    RecordedCall write;
    write.operation = RecordedCall::Operation::Write;
    write.shape = SamShape(SamShape::Side::Request).take(status_);
    RecordedCall silence;
    silence.error = ErrorCode::Timeout;
    recording.calls = {write, silence};
    replay_ = std::move(*ReplayTransport::create(std::move(recording), *sample_card("elder"), clock_));
  }
  ManualClock clock_;
  Bytes status_ = build_request(SamCommand::Status);
  std::unique_ptr<ReplayTransport> replay_;
};

TEST_F(Strict, InOrderToTheEnd) {
  EXPECT_EQ(*replay_->write(Channel::First, status_, milliseconds{10}), status_.size());
  EXPECT_EQ(replay_->read(Channel::First, 64, milliseconds{250}).error().code, ErrorCode::Timeout);
  EXPECT_EQ(clock_.elapsed(), milliseconds{250});
  EXPECT_TRUE(replay_->at_end());
  EXPECT_EQ(replay_->read(Channel::First, 64, milliseconds{1}).error().code, ErrorCode::Disconnected);
}

TEST_F(Strict, AnotherCallEndsIt) {
  EXPECT_EQ(replay_->read(Channel::First, 64, milliseconds{1}).error().code, ErrorCode::Protocol);
  EXPECT_NE(replay_->fault().find("call 1"), std::string::npos) << replay_->fault();
  EXPECT_EQ(replay_->write(Channel::First, status_, milliseconds{1}).error().code, ErrorCode::Protocol);
}

TEST_F(Strict, OtherBytesEndIt) {
  EXPECT_EQ(replay_->write(Channel::First, build_request(SamCommand::Find), milliseconds{1}).error().code,
            ErrorCode::Protocol);
  EXPECT_FALSE(replay_->at_end());
}

TEST_F(Strict, AnotherPipeEndsIt) {
  EXPECT_EQ(replay_->write(Channel::Second, status_, milliseconds{1}).error().code, ErrorCode::Protocol);
}

TEST(RecordingText, AnythingElseIsMalformedWithItsLine) {
  const std::string good = to_lines(tape(SamSimulator::Pipes::Two, false).recording);
  const std::string first = good.substr(0, good.find('\n') + 1);
  EXPECT_TRUE(parse_recording(first));
  for (const char* line :
       {"", "{}", "[]", "3", R"({"op":"jump","channel":0})", R"({"op":"read"})",
        R"({"op":"read","channel":2})", R"({"op":"read","channel":0,"bytes":[{"framing":"A"}]})",
        R"({"op":"read","channel":0,"bytes":[{"payload":0}]})",
        R"({"op":"read","channel":0,"bytes":[{"payload":99999999}]})",
        R"({"op":"read","channel":0,"in":false})", R"({"op":"clear_halt","channel":0})",
        R"({"op":"clear_halt","channel":0,"in":1})", R"({"op":"read","channel":0,"bytes":{}})",
        R"({"op":"read","channel":0,"error":"bad luck"})"}) {
    const auto parsed = parse_recording(first + line + "\n");
    ASSERT_FALSE(parsed) << line;
    EXPECT_EQ(parsed.error().code, ErrorCode::Malformed);
    EXPECT_NE(parsed.error().message.find("line 2"), std::string::npos);
  }
  EXPECT_FALSE(parse_recording(""));
  EXPECT_FALSE(parse_recording(R"({"schema":"yitang.recording/2"})"));
  EXPECT_FALSE(parse_recording(std::string(kMaxRecordingBytes + 1, '\n')));
}

}  // namespace
}  // namespace yitang::devices
