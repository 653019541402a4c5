#include "kiosk/base/executor.hpp"

#include <pthread.h>

#include <utility>

namespace yitang {

ThreadExecutor::ThreadExecutor(const std::string& name) : thread_([this] { run(); }) {
  pthread_setname_np(thread_.native_handle(), name.substr(0, 15).c_str());
}

ThreadExecutor::~ThreadExecutor() {
  {
    const std::lock_guard lock(mutex_);
    queue_.clear();
  }
  stop();
}

void ThreadExecutor::stop() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  wake_.notify_all();
  if (thread_.joinable()) thread_.join();
}

void ThreadExecutor::post(Task task) { post_after(std::chrono::milliseconds(0), std::move(task)); }

void ThreadExecutor::post_after(std::chrono::milliseconds delay, Task task) {
  {
    const std::lock_guard lock(mutex_);
    if (stopping_) return;
    queue_.emplace(std::chrono::steady_clock::now() + delay, std::move(task));
  }
  wake_.notify_one();
}

void ThreadExecutor::run() {
  std::unique_lock lock(mutex_);
  while (true) {
    const auto now = std::chrono::steady_clock::now();
    if (!queue_.empty() && queue_.begin()->first <= now) {
      const Task task = std::move(queue_.extract(queue_.begin()).mapped());
      lock.unlock();
      task();
      lock.lock();
    } else if (stopping_) {
      return;
    } else if (queue_.empty()) {
      wake_.wait(lock);
    } else {
      wake_.wait_until(lock, queue_.begin()->first);
    }
  }
}

void ManualExecutor::post(Task task) { post_after(std::chrono::milliseconds(0), std::move(task)); }

void ManualExecutor::post_after(std::chrono::milliseconds delay, Task task) {
  const std::lock_guard lock(mutex_);
  queue_.emplace(clock_.steady() + delay.count(), std::move(task));
}

int ManualExecutor::run_due() {
  int count = 0;
  while (run_one()) ++count;
  return count;
}

bool ManualExecutor::run_one() {
  Task task;
  {
    const std::lock_guard lock(mutex_);
    if (queue_.empty() || queue_.begin()->first > clock_.steady()) return false;
    task = std::move(queue_.extract(queue_.begin()).mapped());
  }
  task();
  return true;
}

SteadyMillis ManualExecutor::next_due() const {
  const std::lock_guard lock(mutex_);
  return queue_.empty() ? -1 : queue_.begin()->first;
}

void ManualExecutor::clear() {
  const std::lock_guard lock(mutex_);
  queue_.clear();
}

}  // namespace yitang
