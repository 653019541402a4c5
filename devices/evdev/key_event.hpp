// Events of an evdev node, as the kernel writes them (struct input_event). Pure.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "devices/transport.hpp"

namespace yitang::devices {

struct KeyEvent {
  std::uint16_t type = 0;  // EV_KEY, EV_SYN, EV_LED ... of linux/input-event-codes.h
  std::uint16_t code = 0;
  std::int32_t value = 0;  // of a key: 1 pressed, 0 released, 2 repeated
};

// The kernel gives whole events only. Nothing: `bytes` are not whole events.
[[nodiscard]] std::optional<std::vector<KeyEvent>> parse_key_events(ByteView bytes);
// The same the other way round, without times: for simulators.
[[nodiscard]] Bytes encode_key_events(std::span<const KeyEvent> events);

}  // namespace yitang::devices
