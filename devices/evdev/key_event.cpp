#include "devices/evdev/key_event.hpp"

#include <linux/input.h>

#include <cstring>

namespace yitang::devices {

std::optional<std::vector<KeyEvent>> parse_key_events(ByteView bytes) {
  if (bytes.size() % sizeof(input_event) != 0) return std::nullopt;
  std::vector<KeyEvent> events;
  events.reserve(bytes.size() / sizeof(input_event));
  for (std::size_t at = 0; at < bytes.size(); at += sizeof(input_event)) {
    input_event raw{};
    std::memcpy(&raw, bytes.data() + at, sizeof raw);
    events.push_back({raw.type, raw.code, raw.value});
  }
  return events;
}

Bytes encode_key_events(std::span<const KeyEvent> events) {
  Bytes bytes(events.size() * sizeof(input_event));
  for (std::size_t i = 0; i < events.size(); ++i) {
    input_event raw{};
    raw.type = events[i].type;
    raw.code = events[i].code;
    raw.value = events[i].value;
    std::memcpy(bytes.data() + i * sizeof raw, &raw, sizeof raw);
  }
  return bytes;
}

}  // namespace yitang::devices
