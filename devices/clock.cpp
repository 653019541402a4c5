#include "devices/clock.hpp"

#include <thread>

namespace yitang::devices {

TimePoint SystemClock::now() const { return std::chrono::steady_clock::now(); }

void SystemClock::sleep_for(milliseconds duration) { std::this_thread::sleep_for(duration); }

TimePoint ManualClock::now() const {
  // Not zero: code that subtracts a pause from "now" must not meet the clock's epoch.
  return TimePoint{std::chrono::hours{1}} + elapsed();
}

void ManualClock::advance(milliseconds duration) {
  if (duration.count() > 0) {
    elapsed_ms_ += duration.count();
  }
}

}  // namespace yitang::devices
