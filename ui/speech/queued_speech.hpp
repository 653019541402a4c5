// The queue that every way of speaking shares: one utterance at a time, on one thread of its own.
#pragma once

#include <chrono>
#include <condition_variable>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <stop_token>
#include <string>
#include <string_view>
#include <thread>

#include "ui/speech/speech.hpp"

namespace yitang::ui {

enum class SpeechEnd { Spoken, Failed, Unavailable };

/// Turns text into sound; on the queue's thread only.
class Voice {
 public:
  virtual ~Voice() = default;
  /// Before the first utterance, and now and then while there is nothing to speak with: false. A stop ends
  /// it.
  virtual bool prepare(const std::stop_token& /*stop*/) { return true; }
  /// Blocks until the utterance was spoken. A stop, from any thread, ends it at once; what it returns then
  /// does not matter. `volume` is 1 to 100, `rate` 50 to 200.
  virtual SpeechEnd speak(const Utterance& utterance, int volume, int rate, const std::stop_token& stop) = 0;
};

struct QueueOptions {
  std::string player = "aplay";  // of recordings: reads WAV on its standard input; none: texts are spoken
  std::chrono::milliseconds looks_again_after{10000};  // while there is nothing to speak with
  /// Both on the queue's thread. Speech became available or unavailable; whoever shows that should look.
  std::function<void()> state_changed = {};
  /// An utterance is over or forget() was called, and nothing waits: overwrites what the thread's stack held.
  std::function<void()> tidy_stack = {};
};

class QueuedSpeech final : public SpeechEngine {
 public:
  QueuedSpeech(std::unique_ptr<Voice> voice, const QueueOptions& options);
  ~QueuedSpeech() override;
  QueuedSpeech(const QueuedSpeech&) = delete;
  QueuedSpeech& operator=(const QueuedSpeech&) = delete;

  /// SpeechEngine error while there is nothing to speak with; the call is tried all the same.
  Result<void> say(std::string_view text, SpeechLanguage language, SpeechPriority priority) override;
  Result<void> say_recorded(const std::string& recording, std::string_view text, SpeechLanguage language,
                            SpeechPriority priority) override;
  void stop() override;
  void forget() override;
  void set_volume(int percent) override;
  void set_rate(int percent) override;
  SpeechState state() const override;

  /// Blocks until nothing is spoken and nothing waits. For shutting down calmly and for tests.
  void wait_idle();
  /// Utterances that ended with an error, for example because there is no sound card.
  int failures() const;

 private:
  void run();
  void prepare(std::unique_lock<std::mutex>& lock);
  void speak_next(std::unique_lock<std::mutex>& lock);
  void tidy(std::unique_lock<std::mutex>& lock);
  void wait_for_work(std::unique_lock<std::mutex>& lock);
  void set_unavailable(bool unavailable, std::unique_lock<std::mutex>& lock);
  void clear_waiting();
  SpeechEnd perform(const Utterance& utterance, int volume, int rate, const std::stop_token& stop);

  const std::unique_ptr<Voice> voice_;
  const QueueOptions options_;
  const std::string player_;  // path, "" if there is none
  mutable std::mutex mutex_;
  std::condition_variable changed_;
  std::deque<Utterance> waiting_;
  std::stop_source current_;    // of what is being said
  std::stop_source preparing_;  // stopped at the end only
  bool speaking_ = true;        // until the voice is prepared
  bool idle_ = false;           // the thread waits
  bool tidy_wanted_ = false;
  bool closing_ = false;
  bool unavailable_ = false;
  int failures_ = 0;
  int volume_ = 100;
  int rate_ = 100;
  std::thread thread_;
};

}  // namespace yitang::ui
