// Card readers on a serial line: which of the speeds the module was set to is found out by asking.
#pragma once

#include <functional>
#include <memory>
#include <vector>

#include "devices/transport.hpp"

namespace yitang::devices {

// Opens the line at this speed. Errors as Transport's makers.
using OpenAtSpeed = std::function<Result<std::unique_ptr<Transport>>(unsigned baud)>;

// Speeds that a module can be set to (commands 60 00 to 60 04), the one it has from the factory first.
inline constexpr unsigned kSamSpeeds[] = {115200, 57600, 38400, 19200, 9600};

// Asks the module for its status at one speed after the other until a whole, right answer comes. Used by one
// thread.
class SamSpeedFinder {
 public:
  SamSpeedFinder(OpenAtSpeed open, Clock& clock);

  // As OpenTransport of the driver. Begins with the speed that was right before. Timeout: nobody answered at
  // any speed (takes about 2 s). Other errors as the line's.
  Result<std::unique_ptr<Transport>> open();
  // 0: not found yet.
  [[nodiscard]] unsigned speed() const { return speed_; }

 private:
  Result<bool> answers(Transport& line);

  OpenAtSpeed open_;
  Clock& clock_;
  unsigned speed_ = 0;
};

}  // namespace yitang::devices
