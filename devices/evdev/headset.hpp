// Is a headset plugged in? Sound drivers of the kernel tell it as a switch of an input device:
// SW_HEADPHONE_INSERT of linux/input-event-codes.h, by evdev events of the type EV_SW and by the ioctl
// EVIOCGSW.
#pragma once

#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "devices/evdev/key_event.hpp"
#include "devices/node/node_file.hpp"

namespace yitang::devices {

// What these events say about the switch, the last one counts. Nothing: nothing. Pure.
[[nodiscard]] std::optional<bool> headset_in_events(std::span<const KeyEvent> events);

// One jack with a switch. One thread; never taken exclusively.
class JackSwitch {
 public:
  // Errors: NotFound, Access, BadArgument (it has no such switch).
  static Result<JackSwitch> open(const std::string& path, Clock& clock);

  [[nodiscard]] bool plugged() const { return plugged_; }
  // Until the switch moves, or `wake` (a descriptor, -1: none) is readable. Errors: Timeout (also when
  // woken), Disconnected: the sound device is gone.
  Result<void> wait(int wake, milliseconds timeout);

 private:
  JackSwitch(NodeFile file, bool plugged) : file_(std::move(file)), plugged_(plugged) {}
  NodeFile file_;
  bool plugged_ = false;
};

// Input nodes, in order of their numbers.
[[nodiscard]] std::vector<std::string> input_nodes(const std::string& folder = "/dev/input");

// For demonstration, scripted visits and tests. Any thread.
class SimulatedHeadset {
 public:
  void plug(bool plugged);
  // Called at once if it is plugged in, then at each change; empty: nobody listens any more.
  void on_change(std::function<void(bool)> changed);

 private:
  std::mutex mutex_;
  bool plugged_ = false;
  std::function<void(bool)> changed_;
};

}  // namespace yitang::devices
