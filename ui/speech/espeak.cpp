#include "ui/speech/espeak.hpp"

#include <utility>
#include <vector>

#include "ui/speech/child_program.hpp"

namespace yitang::ui {
namespace {

std::vector<std::string> espeak_arguments(SpeechLanguage language, int volume, int rate) {
  constexpr int usual_words_per_minute = 160;  // slower than the program's 175: listeners are old
  return {"--stdin",
          "-b",
          "1",
          "-v",
          language == SpeechLanguage::Mandarin ? "cmn" : "en",
          "-a",
          std::to_string(volume),
          "-s",
          std::to_string(usual_words_per_minute * rate / 100)};
}

class EspeakVoice final : public Voice {
 public:
  explicit EspeakVoice(std::string path) : path_(std::move(path)) {}

  bool prepare(const std::stop_token&) override { return !find_program(path_).empty(); }

  SpeechEnd speak(const Utterance& utterance, int volume, int rate, const std::stop_token& stop) override {
    switch (run_child(path_, espeak_arguments(utterance.language, volume, rate), utterance.text, stop)) {
      case ChildEnd::NotStarted: return SpeechEnd::Unavailable;
      case ChildEnd::Failed: return SpeechEnd::Failed;
      case ChildEnd::Done:
      case ChildEnd::Stopped: break;
    }
    return SpeechEnd::Spoken;
  }

 private:
  const std::string path_;
};

}  // namespace

Result<std::unique_ptr<Voice>> espeak_voice(const EspeakOptions& options) {
  std::string path = find_program(options.program);
  if (path.empty()) {
    return tl::unexpected(Error{ErrorCode::SpeechEngine, "no program " + options.program});
  }
  return std::make_unique<EspeakVoice>(std::move(path));
}

Result<std::unique_ptr<QueuedSpeech>> open_espeak(const EspeakOptions& options) {
  auto voice = espeak_voice(options);
  if (!voice) return tl::unexpected(voice.error());
  return std::make_unique<QueuedSpeech>(std::move(*voice), options.queue);
}

}  // namespace yitang::ui
