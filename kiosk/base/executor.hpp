// Who runs what. A service never makes a thread: it is given an Executor. The terminal gives it a thread of
// its own, a scripted visit gives every service the same manual one and so runs the whole program in a fixed
// order.
#pragma once

#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <functional>
#include <map>
#include <mutex>
#include <string>
#include <thread>

#include "kiosk/base/clock.hpp"

namespace yitang {

using Task = std::function<void()>;

/// A queue whose tasks run one at a time, in order of their due time, then of posting. post() may be called
/// from any thread. A task must not throw.
class Executor {
 public:
  virtual ~Executor() = default;
  virtual void post(Task task) = 0;
  virtual void post_after(std::chrono::milliseconds delay, Task task) = 0;
};

/// Runs tasks on a thread of its own. The destructor finishes the running task, drops the rest and joins.
class ThreadExecutor final : public Executor {
 public:
  explicit ThreadExecutor(const std::string& name);
  ~ThreadExecutor() override;
  ThreadExecutor(const ThreadExecutor&) = delete;
  ThreadExecutor& operator=(const ThreadExecutor&) = delete;
  void post(Task task) override;
  void post_after(std::chrono::milliseconds delay, Task task) override;
  /// Runs everything that is due, then ends the thread. Nothing posted later runs. Idempotent.
  void stop();

 private:
  using Due = std::chrono::steady_clock::time_point;
  void run();

  std::mutex mutex_;
  std::condition_variable wake_;
  std::multimap<Due, Task> queue_;
  bool stopping_ = false;
  std::thread thread_;
};

/// Runs tasks when told to, on the caller's thread, by the given clock.
class ManualExecutor final : public Executor {
 public:
  explicit ManualExecutor(const Clock& clock) : clock_(clock) {}
  void post(Task task) override;
  void post_after(std::chrono::milliseconds delay, Task task) override;
  /// Runs every task that is due now, including those posted meanwhile; returns how many ran.
  int run_due();
  /// Runs the first task that is due now; false if there is none.
  bool run_one();
  /// When the next task is due, or -1 if none waits.
  SteadyMillis next_due() const;
  void clear();

 private:
  const Clock& clock_;
  mutable std::mutex mutex_;
  std::multimap<SteadyMillis, Task> queue_;
};

}  // namespace yitang
