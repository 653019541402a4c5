#include "kiosk/base/judged_clock.hpp"

#include <sys/timex.h>

#include <utility>

namespace yitang {

bool kernel_clock_synchronised() {
  timex state{};  // modes 0: only asks, needs no right
  const int answer = ::adjtimex(&state);
  return answer >= 0 && answer != TIME_ERROR && (state.status & STA_UNSYNC) == 0;
}

JudgedClock::JudgedClock(const Clock& clock, std::function<bool()> synchronised)
    : clock_(clock), synchronised_(std::move(synchronised)), judge_(start_of(kReleaseDay)) {}

ClockJudgement JudgedClock::judgement() const {
  const bool synchronised = synchronised_();
  const std::lock_guard lock(mutex_);
  return judge_.observe({clock_.now(), clock_.steady(), synchronised});
}

void JudgedClock::remember(UnixMillis newest) {
  const std::lock_guard lock(mutex_);
  judge_.remember(newest);
}

void JudgedClock::raise_floor(UnixMillis floor) {
  const std::lock_guard lock(mutex_);
  judge_.raise_floor(floor);
}

}  // namespace yitang
