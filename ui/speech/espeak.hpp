// espeak-ng as a child process: its licence (GPL-3+) stays its own, and a crash of it cannot take the
// terminal along. The text goes to its standard input, never to its command line, where every process on the
// machine could read it.
#pragma once

#include <sys/types.h>
#include <condition_variable>
#include <deque>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <thread>

#include "ui/speech/speech.hpp"

namespace yitang::ui {

struct EspeakOptions {
  std::string program = "espeak-ng";  // a name looked up in PATH, or a path
};

/// One own thread starts, feeds and reaps one child at a time. No child and no thread outlives the object.
class EspeakSpeech final : public SpeechEngine {
 public:
  /// SpeechEngine error when there is no such program; use NullSpeech then.
  static Result<std::unique_ptr<EspeakSpeech>> create(const EspeakOptions& options = {});
  ~EspeakSpeech() override;
  EspeakSpeech(const EspeakSpeech&) = delete;
  EspeakSpeech& operator=(const EspeakSpeech&) = delete;

  /// SpeechEngine error after the program could not be started; the call is tried all the same.
  Result<void> say(std::string_view text, SpeechLanguage language, SpeechPriority priority) override;
  void stop() override;
  void set_volume(int percent) override;
  void set_rate(int percent) override;
  SpeechState state() const override;

  /// Blocks until nothing is spoken and nothing waits. For shutting down calmly and for tests.
  void wait_idle();
  /// Utterances whose program ended with an error, for example because there is no sound card.
  int failures() const;

 private:
  explicit EspeakSpeech(std::string program_path);
  void run();
  bool speak(const Utterance& utterance, int volume, int rate);
  void kill_child();
  int reap();

  const std::string program_path_;
  mutable std::mutex mutex_;
  std::condition_variable changed_;
  std::deque<Utterance> waiting_;
  pid_t child_ = -1;  // running and not yet reaped
  bool speaking_ = false;
  bool silenced_ = false;  // stop() came while an utterance was being started
  bool closing_ = false;
  bool unavailable_ = false;
  int failures_ = 0;
  int volume_ = 100;
  int rate_ = 100;
  std::thread thread_;
};

}  // namespace yitang::ui
