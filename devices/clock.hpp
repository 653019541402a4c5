// Time as drivers see it: monotonic, and injected so that tests never wait.
#pragma once

#include <atomic>
#include <chrono>

namespace yitang::devices {

using std::chrono::milliseconds;
using TimePoint = std::chrono::steady_clock::time_point;

// Implementations may be called from any thread.
class Clock {
 public:
  virtual ~Clock() = default;
  Clock() = default;
  Clock(const Clock&) = delete;
  Clock& operator=(const Clock&) = delete;

  [[nodiscard]] virtual TimePoint now() const = 0;
  // Returns after `duration` of this clock's time; not at all before.
  virtual void sleep_for(milliseconds duration) = 0;
};

class SystemClock final : public Clock {
 public:
  [[nodiscard]] TimePoint now() const override;
  void sleep_for(milliseconds duration) override;
};

// Stands still until told. Sleeping moves it, so a driver's time-outs and pauses cost nothing; the simulators
// move it by the time-out whenever they have no answer.
class ManualClock final : public Clock {
 public:
  [[nodiscard]] TimePoint now() const override;
  void sleep_for(milliseconds duration) override { advance(duration); }
  void advance(milliseconds duration);
  // Time passed since construction.
  [[nodiscard]] milliseconds elapsed() const { return milliseconds{elapsed_ms_.load()}; }

 private:
  std::atomic<milliseconds::rep> elapsed_ms_{0};
};

}  // namespace yitang::devices
