#include "ui/speech/queued_speech.hpp"

#include <algorithm>
#include <csignal>
#include <optional>
#include <utility>

#include "ui/speech/child_program.hpp"
#include "ui/speech/wav.hpp"
#include "ui/speech/wipe_utterance.hpp"

namespace yitang::ui {
namespace {

// Nobody listens longer; it also bounds what a broken caller can queue.
constexpr std::size_t most_waiting = 8;

}  // namespace

QueuedSpeech::QueuedSpeech(std::unique_ptr<Voice> voice, const QueueOptions& options)
    : voice_(std::move(voice)),
      options_(options),
      player_(find_program(options.player)),
      thread_([this] { run(); }) {}

QueuedSpeech::~QueuedSpeech() {
  {
    const std::lock_guard lock(mutex_);
    closing_ = true;
    clear_waiting();
    current_.request_stop();
    preparing_.request_stop();
  }
  changed_.notify_all();
  thread_.join();
}

Result<void> QueuedSpeech::say(std::string_view text, SpeechLanguage language, SpeechPriority priority) {
  return say_recorded({}, text, language, priority);
}

Result<void> QueuedSpeech::say_recorded(const std::string& recording, std::string_view text,
                                        SpeechLanguage language, SpeechPriority priority) {
  if (text.empty()) return {};
  const std::lock_guard lock(mutex_);
  if (priority == SpeechPriority::Interrupt) {
    clear_waiting();
    current_.request_stop();
  }
  if (waiting_.size() >= most_waiting) {
    wipe_utterance(waiting_.front());
    waiting_.pop_front();
  }
  Utterance& last = waiting_.emplace_back();  // filled in place: no copy is left behind
  last.text.assign(text);
  last.recording.assign(recording);
  last.language = language;
  last.priority = priority;
  changed_.notify_all();
  if (unavailable_) return tl::unexpected(Error{ErrorCode::SpeechEngine, "nothing to speak with"});
  return {};
}

void QueuedSpeech::stop() {
  const std::lock_guard lock(mutex_);
  clear_waiting();
  current_.request_stop();
}

void QueuedSpeech::forget() {
  const std::lock_guard lock(mutex_);
  tidy_wanted_ = true;
  changed_.notify_all();
}

void QueuedSpeech::clear_waiting() {
  for (Utterance& utterance : waiting_) wipe_utterance(utterance);
  waiting_.clear();
}

void QueuedSpeech::set_volume(int percent) {
  const std::lock_guard lock(mutex_);
  volume_ = std::clamp(percent, 0, 100);
}

void QueuedSpeech::set_rate(int percent) {
  const std::lock_guard lock(mutex_);
  rate_ = std::clamp(percent, 50, 200);
}

SpeechState QueuedSpeech::state() const {
  const std::lock_guard lock(mutex_);
  if (unavailable_) return SpeechState::Unavailable;
  return speaking_ || !waiting_.empty() ? SpeechState::Speaking : SpeechState::Idle;
}

void QueuedSpeech::wait_idle() {
  std::unique_lock lock(mutex_);
  changed_.wait(lock, [this] { return idle_ && waiting_.empty() && !tidy_wanted_; });
}

int QueuedSpeech::failures() const {
  const std::lock_guard lock(mutex_);
  return failures_;
}

void QueuedSpeech::run() {
  // A speech service that goes away while it is written to must not end the program.
  sigset_t broken_pipe;
  sigemptyset(&broken_pipe);
  sigaddset(&broken_pipe, SIGPIPE);
  pthread_sigmask(SIG_BLOCK, &broken_pipe, nullptr);
  std::unique_lock lock(mutex_);
  prepare(lock);
  while (!closing_) {
    if (!waiting_.empty()) {
      speak_next(lock);
    } else if (std::exchange(tidy_wanted_, false)) {
      tidy(lock);
    } else {
      wait_for_work(lock);
    }
  }
}

void QueuedSpeech::wait_for_work(std::unique_lock<std::mutex>& lock) {
  const auto work = [this] { return closing_ || !waiting_.empty() || tidy_wanted_; };
  speaking_ = false;
  idle_ = true;
  changed_.notify_all();
  bool woken = true;
  if (unavailable_) {
    woken = changed_.wait_for(lock, options_.looks_again_after, work);
  } else {
    changed_.wait(lock, work);
  }
  idle_ = false;
  if (!woken) prepare(lock);
}

void QueuedSpeech::prepare(std::unique_lock<std::mutex>& lock) {
  const std::stop_token stop = preparing_.get_token();
  lock.unlock();
  const bool ready = voice_->prepare(stop);
  lock.lock();
  set_unavailable(!ready, lock);
}

void QueuedSpeech::set_unavailable(bool unavailable, std::unique_lock<std::mutex>& lock) {
  if (std::exchange(unavailable_, unavailable) == unavailable || !options_.state_changed || closing_) return;
  lock.unlock();
  options_.state_changed();
  lock.lock();
}

// Whatever the voice left on this stack lies below the caller's frame, and is dead.
void QueuedSpeech::tidy(std::unique_lock<std::mutex>& lock) {
  if (!options_.tidy_stack) return;
  lock.unlock();
  options_.tidy_stack();
  lock.lock();
}

void QueuedSpeech::speak_next(std::unique_lock<std::mutex>& lock) {
  Utterance utterance = std::move(waiting_.front());
  wipe_utterance(waiting_.front());
  waiting_.pop_front();
  speaking_ = true;
  current_ = std::stop_source();
  const std::stop_token token = current_.get_token();
  const int volume = volume_;
  const int rate = rate_;
  lock.unlock();
  const SpeechEnd end = volume > 0 ? perform(utterance, volume, rate, token) : SpeechEnd::Spoken;
  wipe_utterance(utterance);
  lock.lock();
  tidy_wanted_ = true;
  if (token.stop_requested()) return;  // silence on request tells nothing
  if (end == SpeechEnd::Failed) ++failures_;
  if (volume > 0) set_unavailable(end == SpeechEnd::Unavailable, lock);
}

SpeechEnd QueuedSpeech::perform(const Utterance& utterance, int volume, int rate,
                                const std::stop_token& stop) {
  if (!utterance.recording.empty() && !player_.empty()) {
    if (const auto sound = read_wav(utterance.recording)) {
      const std::string input = encode_wav(*sound, volume);
      const ChildEnd end = run_child(player_, {"-q", "-t", "wav", "-"}, input, stop);
      if (end == ChildEnd::Done || end == ChildEnd::Stopped) return SpeechEnd::Spoken;
    }
  }
  return voice_->speak(utterance, volume, rate, stop);
}

}  // namespace yitang::ui
