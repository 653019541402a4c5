// The clock of a real terminal: the system's, with a judgement whether it may be believed.
#pragma once

#include <functional>
#include <mutex>

#include "kiosk/base/clock.hpp"
#include "kiosk/base/clock_judge.hpp"

namespace yitang {

/// Whether the kernel says that a time source holds its clock (adjtimex).
bool kernel_clock_synchronised();

/// Thread-safe. Looks at the clock each time it is asked, so that a jump is noticed by whoever asks first.
class JudgedClock final : public Clock {
 public:
  /// `clock` is borrowed. `synchronised` may be called from any thread.
  explicit JudgedClock(const Clock& clock, std::function<bool()> synchronised = kernel_clock_synchronised);

  UnixMillis now() const override { return clock_.now(); }
  SteadyMillis steady() const override { return clock_.steady(); }
  ClockJudgement judgement() const override;

  /// What the store remembers of the time before this start.
  void remember(UnixMillis newest);
  void raise_floor(UnixMillis floor);

 private:
  const Clock& clock_;
  std::function<bool()> synchronised_;
  mutable std::mutex mutex_;
  mutable ClockJudge judge_;
};

}  // namespace yitang
