// Says what the speaker wants said: with a recording where there is one, by the engine otherwise. Main
// thread; every call returns at once.
#pragma once

#include <filesystem>
#include <set>
#include <string>

#include "kiosk/base/language.hpp"
#include "kiosk/resident/screens/speaker.hpp"
#include "ui/speech/speech.hpp"

namespace yitang::terminal {

/// Recordings lie in PROMPTS/zh/KEY.wav and PROMPTS/en/KEY.wav, KEY a key of the string catalogue as it is in
/// kiosk/resident/strings; WAV as ui/speech/wav.hpp reads it. They stand for sentences without blanks to fill
/// in only: names, numbers and what the catalogue of items says are always spoken by the engine.
class AudioService {
 public:
  /// Borrows the engine. Looks once which recordings there are; `prompts` may be empty or not exist.
  AudioService(ui::SpeechEngine& engine, std::filesystem::path prompts);

  bool can_speak() const;
  void set(int volume, int rate);
  /// Somebody has left: nothing of what they heard stays in memory. What is being said is for the next one.
  void forget() { engine_.forget(); }
  void say(const resident::Announcement& said, Language language);

 private:
  /// Path of the recording, "" if there is none.
  std::string recording_of(const std::string& key, Language language) const;

  ui::SpeechEngine& engine_;
  std::filesystem::path prompts_;
  std::set<std::string> there_;  ///< "zh/card.put"
};

}  // namespace yitang::terminal
