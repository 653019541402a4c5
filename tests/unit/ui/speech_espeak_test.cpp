#include "ui/speech/espeak.hpp"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>

namespace yitang::ui {
namespace {

// A folder with a program of our own in place of espeak-ng. It tells through a fifo that it runs: no test
// sleeps.
class Espeak : public ::testing::Test {
 protected:
  void SetUp() override {
    std::string folder = (std::filesystem::temp_directory_path() / "yitang-speech-XXXXXX").string();
    ASSERT_NE(::mkdtemp(folder.data()), nullptr);
    folder_ = folder;
    ASSERT_EQ(::mkfifo((folder_ / "fifo").c_str(), 0600), 0);
  }
  void TearDown() override { std::filesystem::remove_all(folder_); }

  std::string script(const std::string& body) {
    const auto path = folder_ / "speak";
    std::ofstream(path) << "#!/bin/sh\nhere=" << folder_.string() << "\n" << body << "\n";
    std::filesystem::permissions(path, std::filesystem::perms::owner_all);
    return path.string();
  }
  std::unique_ptr<QueuedSpeech> speech(const std::string& body) {
    auto made = open_espeak({.program = script(body)});
    EXPECT_TRUE(made);
    return std::move(*made);
  }
  std::string content(const char* name) const {
    std::ifstream file(folder_ / name);
    std::ostringstream text;
    text << file.rdbuf();
    return text.str();
  }
  // Blocks until the program has written a line into the fifo, and returns it.
  std::string await() const {
    std::ifstream fifo(folder_ / "fifo");
    std::string line;
    std::getline(fifo, line);
    return line;
  }
  static bool has_children() { return !(::waitpid(-1, nullptr, WNOHANG) == -1 && errno == ECHILD); }

  std::filesystem::path folder_;
};

constexpr const char* recorder = "echo \"$@\" >> $here/arguments; cat >> $here/text; echo >> $here/text";
constexpr const char* endless = "echo $$ > $here/fifo; exec tail -f /dev/null";

TEST_F(Espeak, TextGoesToStandardInputAndNeverToTheCommandLine) {
  const auto engine = speech(recorder);
  engine->set_volume(70);
  engine->set_rate(50);
  EXPECT_TRUE(engine->say("请将身份证放在读卡区", SpeechLanguage::Mandarin, SpeechPriority::Queue));
  EXPECT_TRUE(engine->say("Thank you", SpeechLanguage::English, SpeechPriority::Queue));
  engine->wait_idle();
  EXPECT_EQ(content("text"), "请将身份证放在读卡区\nThank you\n");
  EXPECT_EQ(content("arguments"), "--stdin -b 1 -v cmn -a 70 -s 80\n--stdin -b 1 -v en -a 70 -s 80\n");
  EXPECT_EQ(engine->state(), SpeechState::Idle);
  EXPECT_EQ(engine->failures(), 0);
  EXPECT_FALSE(has_children());
}

TEST_F(Espeak, StopSilencesAtOnceAndDropsWhatWaits) {
  const auto engine = speech(endless);
  ASSERT_TRUE(engine->say("一", SpeechLanguage::Mandarin, SpeechPriority::Queue));
  ASSERT_TRUE(engine->say("二", SpeechLanguage::Mandarin, SpeechPriority::Queue));
  const pid_t pid = std::stoi(await());
  EXPECT_EQ(engine->state(), SpeechState::Speaking);
  engine->stop();
  engine->wait_idle();
  EXPECT_EQ(::kill(pid, 0), -1) << "killed and reaped";
  EXPECT_EQ(engine->failures(), 0) << "silence on request is no failure";
  EXPECT_FALSE(has_children());
}

TEST_F(Espeak, InterruptSpeaksTheNewTextInsteadOfTheOld) {
  const auto engine = speech(
      "read line; echo \"$line\" >> $here/text; test \"$line\" = new && exit 0\n"
      "echo $$ > $here/fifo; exec tail -f /dev/null");
  ASSERT_TRUE(engine->say("old\n", SpeechLanguage::English, SpeechPriority::Queue));
  static_cast<void>(await());
  ASSERT_TRUE(engine->say("waits\n", SpeechLanguage::English, SpeechPriority::Queue));
  ASSERT_TRUE(engine->say("new\n", SpeechLanguage::English, SpeechPriority::Interrupt));
  engine->wait_idle();
  EXPECT_EQ(content("text"), "old\nnew\n");
  EXPECT_FALSE(has_children());
}

TEST_F(Espeak, ClosingEndsAProgramThatHangs) {
  auto engine = speech(endless);
  ASSERT_TRUE(engine->say("一", SpeechLanguage::Mandarin, SpeechPriority::Queue));
  const pid_t pid = std::stoi(await());
  engine.reset();
  EXPECT_EQ(::kill(pid, 0), -1);
  EXPECT_FALSE(has_children());
}

TEST_F(Espeak, AProgramThatDoesNotReadCannotHarm) {
  const auto engine = speech("exit 3");
  const std::string text(2'000'000, 'a');
  ASSERT_TRUE(engine->say(text, SpeechLanguage::English, SpeechPriority::Queue));
  engine->wait_idle();
  EXPECT_EQ(engine->failures(), 1);
  EXPECT_EQ(engine->state(), SpeechState::Idle) << "it could be started; the next prompt is tried again";
  EXPECT_FALSE(has_children());
}

TEST_F(Espeak, AProgramThatHangsWithoutReadingCanBeStopped) {
  const auto engine = speech(endless);
  const std::string text(2'000'000, 'a');
  ASSERT_TRUE(engine->say(text, SpeechLanguage::English, SpeechPriority::Queue));
  static_cast<void>(await());
  engine->stop();
  engine->wait_idle();
  EXPECT_FALSE(has_children());
}

TEST_F(Espeak, MissingProgramIsUnavailable) {
  const auto made = open_espeak({.program = "/nowhere/espeak-ng"});
  ASSERT_FALSE(made);
  EXPECT_EQ(made.error().code, ErrorCode::SpeechEngine);
  EXPECT_FALSE(open_espeak({.program = "no-such-speech-program"}));
}

TEST_F(Espeak, ProgramThatCannotBeStartedAnyMoreIsToldAndRecovers) {
  const auto engine = speech(recorder);
  std::filesystem::remove(folder_ / "speak");
  EXPECT_TRUE(engine->say("一", SpeechLanguage::Mandarin, SpeechPriority::Queue));
  engine->wait_idle();
  EXPECT_EQ(engine->state(), SpeechState::Unavailable);
  static_cast<void>(script(recorder));
  EXPECT_FALSE(engine->say("二", SpeechLanguage::Mandarin, SpeechPriority::Queue));
  engine->wait_idle();
  EXPECT_EQ(engine->state(), SpeechState::Idle);
  EXPECT_EQ(content("text"), "二\n");
}

TEST_F(Espeak, KeepsNoDescriptorsOpen) {
  const auto count = [] {
    std::size_t open = 0;
    for ([[maybe_unused]] const auto& entry : std::filesystem::directory_iterator("/proc/self/fd")) ++open;
    return open;
  };
  const auto engine = speech("cat > /dev/null");
  const std::size_t before = count();
  for (int i = 0; i < 5; ++i) {
    ASSERT_TRUE(engine->say("一", SpeechLanguage::Mandarin, SpeechPriority::Queue));
    engine->wait_idle();
  }
  EXPECT_EQ(count(), before);
}

TEST_F(Espeak, EmptyTextSaysNothing) {
  const auto engine = speech(recorder);
  EXPECT_TRUE(engine->say("", SpeechLanguage::Mandarin, SpeechPriority::Queue));
  engine->stop();
  engine->wait_idle();
  EXPECT_EQ(content("text"), "");
}

TEST(RecordingSpeech, RemembersWhatWasSaid) {
  RecordingSpeech speech;
  EXPECT_TRUE(speech.say("欢迎", SpeechLanguage::Mandarin, SpeechPriority::Interrupt));
  EXPECT_TRUE(speech.say("", SpeechLanguage::English, SpeechPriority::Queue));
  speech.set_volume(30);
  speech.stop();
  EXPECT_EQ(speech.utterances(),
            (std::vector<Utterance>{{"欢迎", SpeechLanguage::Mandarin, SpeechPriority::Interrupt}}));
  EXPECT_EQ(speech.volume(), 30);
  EXPECT_EQ(speech.stops(), 1);
  NullSpeech silent;
  EXPECT_TRUE(silent.say("欢迎", SpeechLanguage::Mandarin, SpeechPriority::Queue));
  EXPECT_EQ(silent.state(), SpeechState::Unavailable) << "the page says that there is no sound";
}

}  // namespace
}  // namespace yitang::ui
