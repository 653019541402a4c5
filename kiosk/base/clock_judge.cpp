#include "kiosk/base/clock_judge.hpp"

#include <algorithm>
#include <cstdlib>

namespace yitang {

bool is_trusted(ClockJudgement judgement) {
  switch (judgement) {
    case ClockJudgement::Synchronised:
    case ClockJudgement::Plausible: return true;
    case ClockJudgement::BeforeRelease:
    case ClockJudgement::WentBack:
    case ClockJudgement::Jumped:
    case ClockJudgement::LongPause: break;
  }
  return false;
}

std::string_view name_of(ClockJudgement judgement) {
  switch (judgement) {
    case ClockJudgement::Synchronised: return "synchronised";
    case ClockJudgement::Plausible: return "plausible";
    case ClockJudgement::BeforeRelease: return "before_release";
    case ClockJudgement::WentBack: return "went_back";
    case ClockJudgement::Jumped: return "jumped";
    case ClockJudgement::LongPause: return "long_pause";
  }
  return "plausible";
}

void ClockJudge::remember(UnixMillis newest) {
  newest_ = newest;
  anchor_.reset();
  judgement_.reset();
}

void ClockJudge::raise_floor(UnixMillis floor) { floor_ = std::max(floor_, floor); }

ClockJudgement ClockJudge::first(UnixMillis wall) const {
  if (newest_ && wall < *newest_ - kClockTolerance) return ClockJudgement::WentBack;
  if (newest_ && wall > *newest_ + kLongestRest) return ClockJudgement::LongPause;
  return ClockJudgement::Plausible;
}

// Against the anchor, not the last reading: many small steps add up.
bool ClockJudge::jumped(const ClockReading& reading) const {
  if (!anchor_) return false;
  const std::int64_t drift = (reading.wall - anchor_->wall) - (reading.steady - anchor_->steady);
  return std::abs(drift) > kClockTolerance;
}

ClockJudgement ClockJudge::observe(const ClockReading& reading) {
  if (reading.wall < floor_) {
    judgement_ = ClockJudgement::BeforeRelease;
  } else if (reading.synchronised) {
    judgement_ = ClockJudgement::Synchronised;
    anchor_ = reading;
    newest_ = reading.wall;  // also when it is less: what was believed before was wrong
  } else if (!judgement_) {
    judgement_ = first(reading.wall);
    anchor_ = reading;
  } else if (is_trusted(*judgement_) && jumped(reading)) {
    judgement_ = reading.wall < anchor_->wall ? ClockJudgement::WentBack : ClockJudgement::Jumped;
  }
  if (is_trusted(*judgement_)) newest_ = std::max(newest_.value_or(reading.wall), reading.wall);
  return *judgement_;
}

}  // namespace yitang
