// What a key means on a United States keyboard: the layout that scanners type in unless set otherwise. Pure.
#pragma once

#include <cstdint>
#include <optional>

namespace yitang::devices {

// Character (ASCII, CR for both Enter keys, TAB) of a key code of linux/input-event-codes.h. Caps lock
// changes letters only. The keypad gives digits and signs. Nothing: the key has no character.
[[nodiscard]] std::optional<char> us_character(std::uint16_t key, bool shift, bool caps_lock);

struct UsKey {
  std::uint16_t key = 0;
  bool shift = false;
};
// The other way round, for simulators: with caps lock off, never by the keypad.
[[nodiscard]] std::optional<UsKey> us_key(char character);

}  // namespace yitang::devices
