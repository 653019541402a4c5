// The product's clock as drivers see it.
#pragma once

#include <chrono>

#include "devices/clock.hpp"
#include "kiosk/base/clock.hpp"

namespace yitang::terminal {

/// For scripted visits: a driver that waits moves the visit's clock, so that time-outs cost no real time.
class ManualDeviceClock final : public devices::Clock {
 public:
  explicit ManualDeviceClock(ManualClock& clock) : clock_(clock) {}
  [[nodiscard]] devices::TimePoint now() const override {
    return devices::TimePoint(std::chrono::milliseconds(clock_.steady()));
  }
  void sleep_for(devices::milliseconds duration) override { clock_.advance(duration.count()); }

 private:
  ManualClock& clock_;
};

}  // namespace yitang::terminal
