// The system's speech service, played by a thread that speaks its protocol (SSIP) on a socket of its own.
#include "ui/speech/dispatcher.hpp"

#include <gtest/gtest.h>
#include <stdlib.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <filesystem>
#include <mutex>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "fake_speech_service.hpp"

namespace yitang::ui {
namespace {

using test::Changes;
using test::FakeService;
using test::Notebook;

class Dispatcher : public ::testing::Test {
 protected:
  void SetUp() override {
    std::string pattern = (std::filesystem::temp_directory_path() / "yitang-ssip-XXXXXX").string();
    ASSERT_NE(::mkdtemp(pattern.data()), nullptr);
    folder_ = pattern;
    options_.socket = (folder_ / "socket").string();
    options_.start_service = false;
    options_.queue.player.clear();
  }
  void TearDown() override { std::filesystem::remove_all(folder_); }

  // What the other voice says to one utterance.
  std::vector<std::string> said_instead() {
    std::vector<std::string> said;
    const auto speech = open_dispatcher(options_, std::make_unique<Notebook>(said));
    EXPECT_TRUE(speech->say("Hello", SpeechLanguage::English, SpeechPriority::Queue));
    speech->wait_idle();
    EXPECT_EQ(speech->state(), SpeechState::Idle);
    return said;
  }

  std::filesystem::path folder_;
  DispatcherOptions options_;
};

bool has(const std::vector<std::string>& lines, const std::string& line) {
  return std::find(lines.begin(), lines.end(), line) != lines.end();
}

TEST_F(Dispatcher, SpeaksWithLanguageVolumeAndRate) {
  FakeService service(options_.socket);
  {
    const auto speech = open_dispatcher(options_, nullptr);
    speech->set_volume(70);
    speech->set_rate(140);
    EXPECT_TRUE(speech->say("请将身份证放在读卡区", SpeechLanguage::Mandarin, SpeechPriority::Queue));
    EXPECT_TRUE(speech->say("Thank you", SpeechLanguage::English, SpeechPriority::Queue));
    speech->wait_idle();
    EXPECT_EQ(speech->state(), SpeechState::Idle);
    EXPECT_EQ(speech->failures(), 0);
  }
  const auto lines = service.lines();
  for (const char* line : {"请将身份证放在读卡区", "Thank you", "SET SELF LANGUAGE zh",
                           "SET SELF LANGUAGE en", "SET SELF VOLUME 40", "SET SELF RATE 40"})
    EXPECT_TRUE(has(lines, line)) << line;
}

TEST_F(Dispatcher, StopCancelsWhatIsBeingSaid) {
  FakeService service(options_.socket);
  service.set_endless(true);
  const auto speech = open_dispatcher(options_, nullptr);
  ASSERT_TRUE(speech->say("a long story", SpeechLanguage::English, SpeechPriority::Queue));
  service.wait_for(".");
  EXPECT_EQ(speech->state(), SpeechState::Speaking);
  speech->stop();
  speech->wait_idle();
  EXPECT_TRUE(has(service.lines(), "CANCEL SELF"));
  EXPECT_EQ(speech->failures(), 0);
}

TEST_F(Dispatcher, WithoutAServiceTheOtherVoiceSpeaks) {
  std::vector<std::string> said;
  const auto speech = open_dispatcher(options_, std::make_unique<Notebook>(said));
  ASSERT_TRUE(speech->say("Hello", SpeechLanguage::English, SpeechPriority::Queue));
  speech->wait_idle();
  EXPECT_EQ(said, std::vector<std::string>{"Hello"});
  EXPECT_EQ(speech->state(), SpeechState::Idle);
}

TEST_F(Dispatcher, AServiceThatHangsCountsAsNotThere) {
  FakeService service(options_.socket);
  service.set_mute(true);
  options_.answers_within = std::chrono::milliseconds(20);
  std::vector<std::string> said;
  const auto speech = open_dispatcher(options_, std::make_unique<Notebook>(said));
  ASSERT_TRUE(speech->say("Hello", SpeechLanguage::English, SpeechPriority::Queue));
  speech->wait_idle();
  EXPECT_EQ(said, std::vector<std::string>{"Hello"});
}

TEST_F(Dispatcher, WhereNothingBeginsTheOtherVoiceSpeaks) {
  FakeService service(options_.socket);
  service.set_silent(true);
  options_.begins_within = std::chrono::milliseconds(20);
  std::vector<std::string> said;
  const auto speech = open_dispatcher(options_, std::make_unique<Notebook>(said));
  ASSERT_TRUE(speech->say("Hello", SpeechLanguage::English, SpeechPriority::Queue));
  speech->wait_idle();
  EXPECT_EQ(said, std::vector<std::string>{"Hello"});
}

TEST_F(Dispatcher, AServiceThatHangsInTheMiddleDoesNotHoldTheEnd) {
  FakeService service(options_.socket);
  auto speech = open_dispatcher(options_, nullptr);
  speech->wait_idle();
  service.set_mute(true);
  ASSERT_TRUE(speech->say("Hello", SpeechLanguage::English, SpeechPriority::Queue));
  service.wait_for("SET SELF LANGUAGE en");
  speech.reset();
}

const std::vector<std::string> kHello{"Hello"};

TEST_F(Dispatcher, GarbageInsteadOfACodeEndsTheConnectionNotTheProgram) {
  FakeService service(options_.socket);
  service.set_garbage(true);
  EXPECT_EQ(said_instead(), kHello);
}

TEST_F(Dispatcher, TheEndInMidLineEndsTheConnectionNotTheProgram) {
  FakeService service(options_.socket);
  service.set_breaks_off(true);
  EXPECT_EQ(said_instead(), kHello);
}

TEST_F(Dispatcher, AServiceThatNeverStopsTalkingIsGivenUpInTime) {
  FakeService service(options_.socket);
  service.set_endless_events(true);
  options_.answers_within = std::chrono::milliseconds(20);
  EXPECT_EQ(said_instead(), kHello);
}

TEST_F(Dispatcher, AServiceThatHangsInTheMiddleIsGivenUpInTime) {
  FakeService service(options_.socket);
  options_.answers_within = std::chrono::milliseconds(50);
  std::vector<std::string> said;
  const auto speech = open_dispatcher(options_, std::make_unique<Notebook>(said));
  speech->wait_idle();
  service.set_mute(true);
  ASSERT_TRUE(speech->say("Hello", SpeechLanguage::English, SpeechPriority::Queue));
  speech->wait_idle();
  EXPECT_EQ(said, kHello);
}

TEST_F(Dispatcher, AServiceThatWentAwayInTheMiddleIsSoughtAgainAtOnce) {
  FakeService service(options_.socket);
  service.set_endless(true);
  std::vector<std::string> said;
  const auto speech = open_dispatcher(options_, std::make_unique<Notebook>(said));
  ASSERT_TRUE(speech->say("Hello", SpeechLanguage::English, SpeechPriority::Queue));
  service.wait_for(".");
  service.set_endless(false);
  service.hang_up();
  ASSERT_TRUE(speech->say("Thank you", SpeechLanguage::English, SpeechPriority::Queue));
  speech->wait_idle();
  EXPECT_EQ(said, kHello) << "what was lost is said once more";
  EXPECT_TRUE(has(service.lines(), "Thank you"));
}

TEST_F(Dispatcher, AfterSilenceTheOtherVoiceSpeaksWithoutWaitingForAMinute) {
  FakeService service(options_.socket);
  service.set_silent(true);
  options_.begins_within = std::chrono::milliseconds(20);
  std::atomic<int> seconds{0};
  options_.now = [&seconds] {
    return std::chrono::steady_clock::time_point(std::chrono::seconds(1000 + seconds));
  };
  std::vector<std::string> said;
  const auto speech = open_dispatcher(options_, std::make_unique<Notebook>(said));
  const auto say = [&](const char* text) {
    EXPECT_TRUE(speech->say(text, SpeechLanguage::English, SpeechPriority::Queue));
    speech->wait_idle();
  };
  say("one");
  service.set_silent(false);
  seconds = 59;
  say("two");
  EXPECT_FALSE(has(service.lines(), "two")) << "it was not even asked";
  EXPECT_EQ(said, (std::vector<std::string>{"one", "two"}));
  seconds = 60;
  say("three");
  EXPECT_TRUE(has(service.lines(), "three"));
  EXPECT_EQ(said.size(), 2U);
}

TEST_F(Dispatcher, SpeechRecoversByItselfAndTells) {
  Changes changes;
  options_.queue.looks_again_after = std::chrono::milliseconds(1);
  options_.queue.state_changed = [&changes] { changes.note(); };
  const auto speech = open_dispatcher(options_, nullptr);
  changes.wait_for(1);
  EXPECT_EQ(speech->state(), SpeechState::Unavailable);
  FakeService service(options_.socket);
  changes.wait_for(2);
  EXPECT_NE(speech->state(), SpeechState::Unavailable);
  ASSERT_TRUE(speech->say("Hello", SpeechLanguage::English, SpeechPriority::Queue));
  speech->wait_idle();
  EXPECT_TRUE(has(service.lines(), "Hello"));
}

TEST_F(Dispatcher, ALineOfDotsDoesNotEndTheText) {
  FakeService service(options_.socket);
  const auto speech = open_dispatcher(options_, nullptr);
  ASSERT_TRUE(speech->say(".\nCANCEL ALL", SpeechLanguage::English, SpeechPriority::Queue));
  speech->wait_idle();
  EXPECT_TRUE(has(service.lines(), ".."));
  EXPECT_EQ(speech->failures(), 0);
}

TEST_F(Dispatcher, WithoutAnyVoiceTheStateSaysSo) {
  const auto speech = open_dispatcher(options_, nullptr);
  speech->wait_idle();
  EXPECT_EQ(speech->state(), SpeechState::Unavailable);
  EXPECT_FALSE(speech->say("Hello", SpeechLanguage::English, SpeechPriority::Queue));
}

}  // namespace
}  // namespace yitang::ui
