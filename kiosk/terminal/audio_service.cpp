#include "kiosk/terminal/audio_service.hpp"

#include <spdlog/spdlog.h>

#include <utility>

namespace yitang::terminal {
namespace {

std::string folder_of(Language language) { return language == Language::English ? "en" : "zh"; }

}  // namespace

AudioService::AudioService(ui::SpeechEngine& engine, std::filesystem::path prompts)
    : engine_(engine), prompts_(std::move(prompts)) {
  if (prompts_.empty()) return;
  for (const Language language : {Language::Chinese, Language::English}) {
    const std::string folder = folder_of(language);
    std::error_code error;
    std::filesystem::directory_iterator files(prompts_ / folder, error);
    if (error) spdlog::warn("prompts: {}: {}", (prompts_ / folder).string(), error.message());
    const std::filesystem::directory_iterator end;
    for (; !error && files != end; files.increment(error)) {
      if (files->path().extension() == ".wav") there_.insert(folder + "/" + files->path().stem().string());
    }
  }
}

bool AudioService::can_speak() const { return engine_.state() != ui::SpeechState::Unavailable; }

void AudioService::set(int volume, int rate) {
  engine_.set_volume(volume);
  engine_.set_rate(rate);
}

std::string AudioService::recording_of(const std::string& key, Language language) const {
  const std::string name = folder_of(language) + "/" + key;
  return !key.empty() && there_.contains(name) ? (prompts_ / (name + ".wav")).string() : std::string();
}

// What has no recording is spoken in one piece: engines pause between two.
void AudioService::say(const resident::Announcement& said, Language language) {
  if (said.stop) engine_.stop();
  const auto spoken =
      language == Language::English ? ui::SpeechLanguage::English : ui::SpeechLanguage::Mandarin;
  auto priority = ui::SpeechPriority::Interrupt;
  const auto hand_over = [&](const std::string& recording, const std::string& text) {
    if (text.empty()) return;
    if (auto done = engine_.say_recorded(recording, text, spoken, priority); !done)
      spdlog::debug("speech: {}", done.error().message);
    priority = ui::SpeechPriority::Queue;
  };
  std::string together;
  for (const resident::SpokenPart& part : said.parts) {
    const std::string recording = recording_of(part.key, language);
    if (recording.empty()) {
      together += (together.empty() || together.ends_with(" ") ? "" : " ") + part.text;
      continue;
    }
    hand_over({}, std::exchange(together, {}));
    hand_over(recording, part.text);
  }
  hand_over({}, together);
}

}  // namespace yitang::terminal
