#include "ui/speech/espeak.hpp"

#include <fcntl.h>
#include <spawn.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <sstream>
#include <utility>
#include <vector>

extern char** environ;

namespace yitang::ui {
namespace {

// Nobody listens longer; it also bounds what a broken caller can queue.
constexpr std::size_t most_waiting = 8;

bool is_program(const std::string& path) { return ::access(path.c_str(), X_OK) == 0; }

std::string find_program(const std::string& program) {
  if (program.find('/') != std::string::npos) return is_program(program) ? program : std::string();
  const char* path = std::getenv("PATH");
  std::istringstream folders(path != nullptr ? path : "/usr/local/bin:/usr/bin:/bin");
  for (std::string folder; std::getline(folders, folder, ':');) {
    std::string candidate = (folder.empty() ? "." : folder) + "/" + program;
    if (is_program(candidate)) return candidate;
  }
  return {};
}

struct Child {
  pid_t pid = -1;
  int input = -1;  // our end of its standard input
};

// Its own process group, so that stopping also ends what the program may have started; default signals;
// nothing of ours open but the three standard streams.
Child start(const std::string& program, const std::vector<std::string>& arguments) {
  std::array<int, 2> ends{};
  // A socket instead of a pipe: writing to a program that has ended then gives an error instead of a signal.
  if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends.data()) != 0) return {};
  std::vector<char*> argv{const_cast<char*>(program.c_str())};
  for (const auto& argument : arguments) argv.push_back(const_cast<char*>(argument.c_str()));
  argv.push_back(nullptr);
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_adddup2(&actions, ends[1], STDIN_FILENO);
  posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, "/dev/null", O_WRONLY, 0);
  posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, "/dev/null", O_WRONLY, 0);
  posix_spawnattr_t attributes;
  posix_spawnattr_init(&attributes);
  sigset_t all;
  sigset_t none;
  sigfillset(&all);
  sigemptyset(&none);
  posix_spawnattr_setsigdefault(&attributes, &all);
  posix_spawnattr_setsigmask(&attributes, &none);
  posix_spawnattr_setpgroup(&attributes, 0);
  posix_spawnattr_setflags(&attributes,
                           POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK);
  Child child;
  const int error = ::posix_spawn(&child.pid, program.c_str(), &actions, &attributes, argv.data(), environ);
  posix_spawnattr_destroy(&attributes);
  posix_spawn_file_actions_destroy(&actions);
  ::close(ends[1]);
  if (error != 0) {
    ::close(ends[0]);
    return {};
  }
  child.input = ends[0];
  return child;
}

void feed(int input, std::string_view text) {
  while (!text.empty()) {
    const ssize_t sent = ::send(input, text.data(), text.size(), MSG_NOSIGNAL);
    if (sent < 0 && errno == EINTR) continue;
    if (sent <= 0) break;  // the program has ended; its exit status tells why
    text.remove_prefix(static_cast<std::size_t>(sent));
  }
  ::close(input);
}

std::vector<std::string> arguments_for(SpeechLanguage language, int volume, int rate) {
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

}  // namespace

Result<std::unique_ptr<EspeakSpeech>> EspeakSpeech::create(const EspeakOptions& options) {
  std::string path = find_program(options.program);
  if (path.empty()) {
    return tl::unexpected(Error{ErrorCode::SpeechEngine, "no program " + options.program});
  }
  return std::unique_ptr<EspeakSpeech>(new EspeakSpeech(std::move(path)));
}

EspeakSpeech::EspeakSpeech(std::string program_path)
    : program_path_(std::move(program_path)), thread_([this] { run(); }) {}

EspeakSpeech::~EspeakSpeech() {
  {
    const std::lock_guard lock(mutex_);
    closing_ = true;
    waiting_.clear();
    silenced_ = true;
    kill_child();
  }
  changed_.notify_all();
  thread_.join();
}

Result<void> EspeakSpeech::say(std::string_view text, SpeechLanguage language, SpeechPriority priority) {
  if (text.empty()) return {};
  const std::lock_guard lock(mutex_);
  if (priority == SpeechPriority::Interrupt) {
    waiting_.clear();
    silenced_ = speaking_;
    kill_child();
  }
  if (waiting_.size() >= most_waiting) waiting_.pop_front();
  waiting_.push_back({std::string(text), language, priority});
  changed_.notify_all();
  if (unavailable_) {
    return tl::unexpected(Error{ErrorCode::SpeechEngine, program_path_ + " could not be started"});
  }
  return {};
}

void EspeakSpeech::stop() {
  const std::lock_guard lock(mutex_);
  waiting_.clear();
  silenced_ = speaking_;
  kill_child();
}

void EspeakSpeech::set_volume(int percent) {
  const std::lock_guard lock(mutex_);
  volume_ = std::clamp(percent, 0, 100);
}

void EspeakSpeech::set_rate(int percent) {
  const std::lock_guard lock(mutex_);
  rate_ = std::clamp(percent, 50, 200);
}

SpeechState EspeakSpeech::state() const {
  const std::lock_guard lock(mutex_);
  if (unavailable_) return SpeechState::Unavailable;
  return speaking_ || !waiting_.empty() ? SpeechState::Speaking : SpeechState::Idle;
}

void EspeakSpeech::wait_idle() {
  std::unique_lock lock(mutex_);
  changed_.wait(lock, [this] { return !speaking_ && waiting_.empty(); });
}

int EspeakSpeech::failures() const {
  const std::lock_guard lock(mutex_);
  return failures_;
}

// The lock is held: the child is not reaped meanwhile, so its number cannot belong to a stranger.
void EspeakSpeech::kill_child() {
  if (child_ > 0) ::kill(-child_, SIGKILL);
}

void EspeakSpeech::run() {
  std::unique_lock lock(mutex_);
  for (;;) {
    changed_.wait(lock, [this] { return closing_ || !waiting_.empty(); });
    if (closing_) return;
    const Utterance utterance = std::move(waiting_.front());
    waiting_.pop_front();
    speaking_ = true;
    silenced_ = false;
    const int volume = volume_;
    const int rate = rate_;
    lock.unlock();
    const bool started = speak(utterance, volume, rate);
    lock.lock();
    unavailable_ = !started;
    speaking_ = false;
    silenced_ = false;
    changed_.notify_all();
  }
}

// True when the program could be started.
bool EspeakSpeech::speak(const Utterance& utterance, int volume, int rate) {
  const Child child = start(program_path_, arguments_for(utterance.language, volume, rate));
  if (child.pid < 0) return false;
  {
    const std::lock_guard lock(mutex_);
    child_ = child.pid;
    if (silenced_) kill_child();  // stop() came before there was anything to kill
  }
  feed(child.input, utterance.text);
  const int status = reap();
  const std::lock_guard lock(mutex_);
  if (!silenced_ && (!WIFEXITED(status) || WEXITSTATUS(status) != 0)) ++failures_;
  return true;
}

// Waits without reaping, then reaps under the lock: kill_child() never meets a number that is already free.
int EspeakSpeech::reap() {
  siginfo_t info{};
  const auto pid = static_cast<id_t>(child_);
  while (::waitid(P_PID, pid, &info, WEXITED | WNOWAIT) != 0 && errno == EINTR) {
  }
  const std::lock_guard lock(mutex_);
  int status = 0;
  while (::waitpid(child_, &status, 0) < 0 && errno == EINTR) {
  }
  child_ = -1;
  return status;
}

}  // namespace yitang::ui
