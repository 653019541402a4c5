// What is handed to the engine: recordings where there are some, the rest in one piece.
#include "kiosk/terminal/audio_service.hpp"

#include <gtest/gtest.h>
#include <stdlib.h>

#include <fstream>
#include <string>
#include <vector>

namespace yitang::terminal {
namespace {

class Prompts : public testing::Test {
 protected:
  void SetUp() override {
    std::string pattern = (std::filesystem::temp_directory_path() / "yitang-prompts-XXXXXX").string();
    ASSERT_NE(::mkdtemp(pattern.data()), nullptr);
    folder_ = pattern;
    std::filesystem::create_directories(folder_ / "zh");
    std::filesystem::create_directories(folder_ / "en");
    for (const char* name : {"zh/card.put.wav", "zh/note.txt", "en/spoken.home.wav"})
      std::ofstream(folder_ / name) << "x";
  }
  void TearDown() override { std::filesystem::remove_all(folder_); }

  std::vector<ui::Utterance> said(const resident::Announcement& announcement, Language language) {
    AudioService(engine_, folder_).say(announcement, language);
    return engine_.utterances();
  }

  std::filesystem::path folder_;
  ui::RecordingSpeech engine_;
};

constexpr auto kMandarin = ui::SpeechLanguage::Mandarin;
constexpr auto kAtOnce = ui::SpeechPriority::Interrupt;
constexpr auto kAfter = ui::SpeechPriority::Queue;

TEST_F(Prompts, ARecordingStandsForTheSentenceOfItsKey) {
  const resident::Announcement page{
      false, {{"刷身份证。", "card.title"}, {"请放身份证。", "card.put"}, {"按钮", ""}}};
  EXPECT_EQ(said(page, Language::Chinese),
            (std::vector<ui::Utterance>{
                {"刷身份证。", kMandarin, kAtOnce, ""},
                {"请放身份证。", kMandarin, kAfter, (folder_ / "zh" / "card.put.wav").string()},
                {"按钮", kMandarin, kAfter, ""}}));
}

TEST_F(Prompts, TheOtherLanguageHasItsOwn) {
  const auto heard = said({false, {{"Put your card here.", "card.put"}}}, Language::English);
  ASSERT_EQ(heard.size(), 1U);
  EXPECT_EQ(heard[0].recording, "");
  EXPECT_EQ(heard[0].language, ui::SpeechLanguage::English);
}

TEST_F(Prompts, WithoutRecordingsAPageIsOneUtterance) {
  AudioService audio(engine_, {});
  audio.say({false, {{"Home. ", "home.title"}, {"Choose.", "spoken.home"}, {"button", ""}}},
            Language::English);
  ASSERT_EQ(engine_.utterances().size(), 1U);
  EXPECT_EQ(engine_.utterances()[0].text, "Home. Choose. button");
}

TEST_F(Prompts, StopIsPassedOnAndNothingIsSaid) {
  AudioService audio(engine_, folder_ / "nowhere");
  audio.say({true, {}}, Language::Chinese);
  EXPECT_EQ(engine_.stops(), 1);
  EXPECT_TRUE(engine_.utterances().empty());
  EXPECT_TRUE(audio.can_speak());
  ui::NullSpeech silent;
  EXPECT_FALSE(AudioService(silent, {}).can_speak()) << "told on the page";
}

TEST_F(Prompts, ForgettingSomebodyDoesNotSilenceWhatIsSaidToTheNext) {
  AudioService audio(engine_, {});
  audio.say({false, {{"Hello.", "speaker.idle"}}}, Language::English);
  audio.forget();
  EXPECT_EQ(engine_.forgotten(), 1);
  EXPECT_EQ(engine_.stops(), 0);
}

}  // namespace
}  // namespace yitang::terminal
