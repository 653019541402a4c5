// Bytes out of what a scanner types as a keyboard. Pure state machine.
//
// Only ASCII comes through faithfully: scanners type everything else as Alt and a number, control characters
// with Ctrl, in whatever the host is thought to understand. So anything typed with Alt, Ctrl or the logo key
// held, and every key without a character, spoils the code it belongs to.
#pragma once

#include <optional>
#include <span>
#include <vector>

#include "devices/evdev/key_event.hpp"

namespace yitang::devices {

class WedgeDecoder {
 public:
  // One for each key: its character, or nothing where something cannot be taken. Enter is CR.
  using Typed = std::optional<std::uint8_t>;

  [[nodiscard]] std::vector<Typed> push(std::span<const KeyEvent> events);
  // Events were lost (the chunk was broken): modifiers are taken for released.
  void lose_track();

 private:
  [[nodiscard]] std::optional<Typed> take(const KeyEvent& event);
  bool track_modifier(const KeyEvent& event);

  unsigned shifts_ = 0;     // keys that are held, a bit for each
  unsigned forbidden_ = 0;  // Alt, Ctrl, logo
  bool caps_lock_ = false;
  bool lost_ = false;  // until the next report
};

}  // namespace yitang::devices
