// How a running terminal is asked to end. Private to this folder.
#pragma once

#include <pthread.h>
#include <signal.h>

#include <functional>
#include <thread>
#include <utility>

namespace yitang::terminal {

// SIGTERM and SIGINT end the main loop. They are blocked in every thread (made before any other) and waited
// for here.
class EndSignals {
 public:
  EndSignals() {
    sigemptyset(&signals_);
    sigaddset(&signals_, SIGTERM);
    sigaddset(&signals_, SIGINT);
    sigaddset(&signals_, SIGUSR2);  // ours: ends the waiting thread
    pthread_sigmask(SIG_BLOCK, &signals_, &before_);
  }
  ~EndSignals() {
    stop();
    pthread_sigmask(SIG_SETMASK, &before_, nullptr);
  }
  /// No call of the watcher comes after this. Idempotent.
  void stop() {
    if (!thread_.joinable()) return;
    pthread_kill(thread_.native_handle(), SIGUSR2);
    thread_.join();
  }
  EndSignals(const EndSignals&) = delete;
  EndSignals& operator=(const EndSignals&) = delete;
  void watch(std::function<void()> ended) {
    thread_ = std::thread([this, ended = std::move(ended)] {
      int signal = 0;
      sigwait(&signals_, &signal);
      if (signal != SIGUSR2) ended();
    });
  }

 private:
  sigset_t signals_{};
  sigset_t before_{};
  std::thread thread_;
};

}  // namespace yitang::terminal
