// Whether the wall clock may be believed. Pure: readings in, judgement out.
//
// A terminal with a dead battery starts in 1970 or on the day its system was built; a person or a wrong time
// source may set it at any moment. While the clock is not trusted, slips say so, promised dates are left to
// the office, and nothing is erased because of its age.
#pragma once

#include <optional>

#include "kiosk/base/clock.hpp"

namespace yitang {

/// No clock that is right shows less: nothing of this program is older.
inline constexpr Date kReleaseDay{2026, 11, 1};
/// Wall time may differ from steady time by this much before somebody must have set it.
inline constexpr std::int64_t kClockTolerance = std::int64_t{2} * 60 * 1000;
/// A start later than this after the newest known time is as likely a wrong clock as a long rest.
inline constexpr std::int64_t kLongestRest = std::int64_t{15} * 86'400'000;

struct ClockReading {
  UnixMillis wall = 0;
  SteadyMillis steady = 0;
  bool synchronised = false;  ///< the system says that a time source holds it
};

class ClockJudge {
 public:
  /// `floor`: no time before this is believed.
  explicit ClockJudge(UnixMillis floor) : floor_(floor) {}

  /// What is known from before, in any order before the first reading that counts. Also begins anew after
  /// that: the next reading is judged like the first one of a start.
  void remember(UnixMillis newest);
  void raise_floor(UnixMillis floor);

  /// Once untrusted it stays so until the system says that it is synchronised, or a new start finds it
  /// plausible.
  ClockJudgement observe(const ClockReading& reading);

 private:
  ClockJudgement first(UnixMillis wall) const;
  bool jumped(const ClockReading& reading) const;

  UnixMillis floor_ = 0;
  std::optional<UnixMillis> newest_;    ///< newest time that was trusted
  std::optional<ClockReading> anchor_;  ///< where wall and steady time were last known to belong together
  std::optional<ClockJudgement> judgement_;
};

}  // namespace yitang
