// Time is passed in, never read from the system by a rule or a flow.
#pragma once

#include <atomic>
#include <chrono>
#include <cstdint>
#include <string_view>

#include "kiosk/base/date.hpp"

namespace yitang {

/// Milliseconds of a clock that never goes back; its zero is arbitrary.
using SteadyMillis = std::int64_t;

/// Whether wall time may be believed, and why (clock_judge.hpp).
enum class ClockJudgement {
  Synchronised,   ///< a time source holds it
  Plausible,      ///< goes on from what is known
  BeforeRelease,  ///< earlier than this program or its catalogue
  WentBack,       ///< earlier than a time that was trusted
  Jumped,         ///< somebody set it while the program ran
  LongPause,      ///< so much later than the newest known time that it may as well be wrong
};
bool is_trusted(ClockJudgement judgement);
/// "synchronised", "went_back", ...: a word for the log.
std::string_view name_of(ClockJudgement judgement);

/// Thread-safe.
class Clock {
 public:
  virtual ~Clock() = default;
  virtual UnixMillis now() const = 0;       ///< wall time: may jump when someone sets the clock
  virtual SteadyMillis steady() const = 0;  ///< for time-outs and durations
  virtual ClockJudgement judgement() const { return ClockJudgement::Plausible; }
  bool trusted() const { return is_trusted(judgement()); }
  Date today() const { return Date::of(now()); }
};

class SystemClock final : public Clock {
 public:
  UnixMillis now() const override {
    using namespace std::chrono;
    return duration_cast<milliseconds>(system_clock::now().time_since_epoch()).count();
  }
  SteadyMillis steady() const override {
    using namespace std::chrono;
    return duration_cast<milliseconds>(steady_clock::now().time_since_epoch()).count();
  }
};

/// Moves only when told to. Used by tests and by scripted visits.
class ManualClock final : public Clock {
 public:
  explicit ManualClock(UnixMillis start) : now_(start) {}
  UnixMillis now() const override { return now_; }
  SteadyMillis steady() const override { return steady_; }
  void advance(std::int64_t millis) {
    now_ += millis;
    steady_ += millis;
  }
  /// Sets the wall time alone, as a technician or a dead battery would.
  void set_wall(UnixMillis when) { now_ = when; }
  ClockJudgement judgement() const override { return judgement_; }
  void set_judgement(ClockJudgement judgement) { judgement_ = judgement; }

 private:
  std::atomic<UnixMillis> now_;
  std::atomic<SteadyMillis> steady_{0};
  std::atomic<ClockJudgement> judgement_{ClockJudgement::Plausible};
};

}  // namespace yitang
