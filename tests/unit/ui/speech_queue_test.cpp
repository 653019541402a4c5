// The queue of utterances: what it leaves in memory, and what it goes on saying.
#include "ui/speech/queued_speech.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <atomic>
#include <condition_variable>
#include <mutex>
#include <string_view>

#include "tests/unit/memory_search.hpp"
#include "ui/speech/wipe_utterance.hpp"

namespace yitang::ui {
namespace {

bool all_zero(const char* bytes, std::size_t size) {
  return std::all_of(bytes, bytes + size, [](char byte) { return byte == 0; });
}

// Speaks until it is stopped.
class EndlessVoice final : public Voice {
 public:
  explicit EndlessVoice(std::atomic<int>& begun) : begun_(begun) {}
  SpeechEnd speak(const Utterance&, int, int, const std::stop_token& stop) override {
    ++begun_;
    begun_.notify_all();
    std::mutex mutex;
    std::condition_variable_any stopped;
    std::unique_lock lock(mutex);
    stopped.wait(lock, stop, [] { return false; });
    return SpeechEnd::Spoken;
  }

 private:
  std::atomic<int>& begun_;
};

class SpeechQueue : public ::testing::Test {
 protected:
  SpeechQueue() {
    QueueOptions options;
    options.player.clear();
    options.tidy_stack = [this] { ++tidied_; };
    speech_ = std::make_unique<QueuedSpeech>(std::make_unique<EndlessVoice>(begun_), options);
  }
  void say(std::string_view text) {
    ASSERT_TRUE(speech_->say(text, SpeechLanguage::Mandarin, SpeechPriority::Queue));
  }

  std::atomic<int> begun_{0};
  std::atomic<int> tidied_{0};
  std::unique_ptr<QueuedSpeech> speech_;
};

yitang::test::InvertedBytes inverted(std::string_view text) {
  yitang::test::InvertedBytes bytes;
  for (const char byte : text) bytes.push_back(static_cast<std::uint8_t>(~byte));
  return bytes;
}

TEST(WipeUtterance, ShortAndLongTextsAreOverwrittenInPlace) {
  Utterance utterance;
  utterance.text = "short";
  utterance.recording = "a path that is too long to be kept inside of the string";
  const char* inside = utterance.text.data();
  wipe_utterance(utterance);
  EXPECT_TRUE(utterance.text.empty());
  EXPECT_TRUE(all_zero(inside, utterance.text.capacity()));
  EXPECT_TRUE(utterance.recording.empty());
  EXPECT_TRUE(all_zero(utterance.recording.data(), utterance.recording.capacity()));
}

// Literals are not in writable memory: whatever is found there was left by the queue.
TEST_F(SpeechQueue, NothingThatWasSaidOrWaitedIsLeftInMemory) {
  constexpr std::string_view sounding = "kept by nobody: the sounding one, longer than a string itself";
  constexpr std::string_view waiting = "kept by nobody: the waiting one, longer than a string itself";
  constexpr std::string_view small = "qz8#kpv!xw2";
  say(sounding);
  begun_.wait(0);
  say(waiting);
  say(small);
  EXPECT_GT(yitang::test::occurrences_in_threads(inverted(waiting)), 0U) << "the search finds what is there";
  speech_->stop();
  speech_->wait_idle();
  for (const std::string_view text : {sounding, waiting, small})
    EXPECT_EQ(yitang::test::occurrences_in_threads(inverted(text)), 0U) << text.size();
}

TEST_F(SpeechQueue, ForgettingGoesOnSpeakingAndTidiesTheStack) {
  speech_->wait_idle();
  EXPECT_EQ(tidied_, 0);
  speech_->forget();
  speech_->wait_idle();
  EXPECT_EQ(tidied_, 1) << "reached also while nothing is said";
  say("the greeting of the page that comes next");
  begun_.wait(0);
  speech_->forget();
  EXPECT_EQ(speech_->state(), SpeechState::Speaking);
  speech_->stop();
  speech_->wait_idle();
  EXPECT_EQ(tidied_, 2);
  EXPECT_EQ(begun_, 1);
}

}  // namespace
}  // namespace yitang::ui
