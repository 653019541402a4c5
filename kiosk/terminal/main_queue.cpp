#include "kiosk/terminal/main_queue.hpp"

#include <algorithm>
#include <utility>

namespace yitang::terminal {

void MainQueue::set_wake(std::function<void()> wake) {
  const std::lock_guard lock(mutex_);
  wake_ = std::move(wake);
}

void MainQueue::post(Task task) { post_after(std::chrono::milliseconds(0), std::move(task)); }

void MainQueue::post_after(std::chrono::milliseconds delay, Task task) {
  std::function<void()> wake;
  {
    const std::lock_guard lock(mutex_);
    queue_.emplace(std::chrono::steady_clock::now() + delay, std::move(task));
    wake = wake_;
  }
  if (wake) wake();
}

bool MainQueue::run_due() {
  bool ran = false;
  while (true) {
    Task task;
    {
      const std::lock_guard lock(mutex_);
      if (queue_.empty() || queue_.begin()->first > std::chrono::steady_clock::now()) return ran;
      task = std::move(queue_.extract(queue_.begin()).mapped());
    }
    task();
    ran = true;
  }
}

double MainQueue::seconds_to_next() const {
  const std::lock_guard lock(mutex_);
  if (queue_.empty()) return -1;
  const std::chrono::duration<double> left = queue_.begin()->first - std::chrono::steady_clock::now();
  return std::max(0.0, left.count());
}

}  // namespace yitang::terminal
