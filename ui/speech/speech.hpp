// Spoken prompts. Speech helps and never stands in the way: without it the terminal goes on silently.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "ui/error.hpp"

namespace yitang::ui {

enum class SpeechLanguage { Mandarin, English };
enum class SpeechPriority {
  Queue,      // after what is being said
  Interrupt,  // at once; what is being said and what waits is dropped
};
enum class SpeechState { Idle, Speaking, Unavailable };

/// All calls return at once and may come from any thread.
class SpeechEngine {
 public:
  virtual ~SpeechEngine() = default;
  /// `text` is UTF-8 and may hold personal data: engines neither log nor store it. Empty text says nothing.
  virtual Result<void> say(std::string_view text, SpeechLanguage language, SpeechPriority priority) = 0;
  /// As say(); but if `recording`, a WAV file (wav.hpp), can be played, it is played instead of the text.
  virtual Result<void> say_recorded(const std::string& recording, std::string_view text,
                                    SpeechLanguage language, SpeechPriority priority) = 0;
  virtual void stop() = 0;  // silence now, and nothing is left waiting
  /// Somebody has left: what was said to them is overwritten wherever it still is, soon. What is being said
  /// now goes on: it is for whoever comes.
  virtual void forget() {}
  virtual void set_volume(int percent) = 0;  // 0 to 100, from the next utterance on; 0 is silence
  virtual void set_rate(int percent) = 0;    // 50 to 200; 100 is the normal pace
  virtual SpeechState state() const = 0;
};

/// For terminals without a loudspeaker.
class NullSpeech final : public SpeechEngine {
 public:
  Result<void> say(std::string_view, SpeechLanguage, SpeechPriority) override { return {}; }
  Result<void> say_recorded(const std::string&, std::string_view, SpeechLanguage, SpeechPriority) override {
    return {};
  }
  void stop() override {}
  void set_volume(int) override {}
  void set_rate(int) override {}
  SpeechState state() const override { return SpeechState::Unavailable; }
};

struct Utterance {
  std::string text;
  SpeechLanguage language = SpeechLanguage::Mandarin;
  SpeechPriority priority = SpeechPriority::Queue;
  std::string recording = {};  // path of the WAV file to play instead, if it can be
  bool operator==(const Utterance&) const = default;
};

/// Remembers what would have been said. For tests and scripted visits: one thread, never on a real terminal.
class RecordingSpeech final : public SpeechEngine {
 public:
  Result<void> say(std::string_view text, SpeechLanguage language, SpeechPriority priority) override {
    return say_recorded({}, text, language, priority);
  }
  Result<void> say_recorded(const std::string& recording, std::string_view text, SpeechLanguage language,
                            SpeechPriority priority) override {
    if (!text.empty()) utterances_.push_back({std::string(text), language, priority, recording});
    return {};
  }
  void stop() override { ++stops_; }
  void forget() override { ++forgotten_; }
  void set_volume(int percent) override { volume_ = percent; }
  void set_rate(int percent) override { rate_ = percent; }
  SpeechState state() const override { return SpeechState::Idle; }

  const std::vector<Utterance>& utterances() const { return utterances_; }
  int stops() const { return stops_; }
  int forgotten() const { return forgotten_; }
  int volume() const { return volume_; }
  int rate() const { return rate_; }
  void clear() { utterances_.clear(); }

 private:
  std::vector<Utterance> utterances_;
  int stops_ = 0;
  int forgotten_ = 0;
  int volume_ = 100;
  int rate_ = 100;
};

}  // namespace yitang::ui
