// The main thread's tasks. Posting from any thread wakes the window.
#pragma once

#include <chrono>
#include <functional>
#include <map>
#include <mutex>

#include "kiosk/base/executor.hpp"

namespace yitang::terminal {

class MainQueue final : public Executor {
 public:
  /// `wake` may be called from any thread; it must be set before the first post() that should wake.
  void set_wake(std::function<void()> wake);
  void post(Task task) override;
  void post_after(std::chrono::milliseconds delay, Task task) override;
  /// Main thread: runs everything due; true if anything ran.
  bool run_due();
  /// Seconds until the next task, negative if none waits.
  double seconds_to_next() const;

 private:
  using Due = std::chrono::steady_clock::time_point;
  mutable std::mutex mutex_;
  std::multimap<Due, Task> queue_;
  std::function<void()> wake_;
};

}  // namespace yitang::terminal
