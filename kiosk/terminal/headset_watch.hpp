// Tells when a headset is plugged in or pulled out.
#pragma once

#include <functional>
#include <memory>

#include "kiosk/terminal/config.hpp"
#include "kiosk/terminal/simulated_world.hpp"

namespace yitang::terminal {

class HeadsetWatch {
 public:
  /// `changed` is called on any thread, at once if one is plugged in, then at each change. A simulated world
  /// has its own headset, whatever the configuration says; it is borrowed and may be null.
  static std::unique_ptr<HeadsetWatch> create(const Config& config, SimulatedWorld* world,
                                              std::function<void(bool)> changed);
  virtual ~HeadsetWatch() = default;
  /// Listens from now on, until destroyed.
  virtual void start() = 0;
};

}  // namespace yitang::terminal
