// What the running terminal answers to `yitang office` of another process.
#pragma once

#include <chrono>
#include <functional>
#include <string>

namespace yitang::office {
class Office;
}

namespace yitang::terminal {

struct ControlAnswer {
  /// Runs work on the office's thread, sooner or later.
  std::function<void(std::function<void(office::Office&)>)> with_office;
  /// The office may have changed something: called on the office's thread after each command, however late.
  std::function<void()> performed;
  std::chrono::milliseconds patience{8000};

  /// Waits for the command at most so long. One line of JSON: {"ok":true,"output":...} or {"ok":false,
  /// "bad_input":..., "error":...}. With "running":true the command was neither done nor dropped yet: it goes
  /// on, and only a later look at the case tells how it ended. Call on a thread that may block, not on the
  /// office's.
  std::string operator()(const std::string& request) const;
};

}  // namespace yitang::terminal
