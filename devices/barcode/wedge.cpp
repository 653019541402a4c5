#include "devices/barcode/wedge.hpp"

#include <linux/input-event-codes.h>

#include <algorithm>
#include <iterator>

#include "devices/evdev/us_keyboard.hpp"

namespace yitang::devices {
namespace {

constexpr std::uint16_t kShiftKeys[] = {KEY_LEFTSHIFT, KEY_RIGHTSHIFT};
constexpr std::uint16_t kForbiddenKeys[] = {KEY_LEFTALT,   KEY_RIGHTALT, KEY_LEFTCTRL,
                                            KEY_RIGHTCTRL, KEY_LEFTMETA, KEY_RIGHTMETA};
constexpr std::uint16_t kSilentKeys[] = {KEY_NUMLOCK, KEY_SCROLLLOCK};

template <std::size_t Size>
std::optional<unsigned> bit_of(const std::uint16_t (&keys)[Size], std::uint16_t key) {
  const auto* found = std::find(std::begin(keys), std::end(keys), key);
  if (found == std::end(keys)) return std::nullopt;
  return 1U << static_cast<unsigned>(found - std::begin(keys));
}

void hold(unsigned& held, unsigned bit, bool down) { held = down ? held | bit : held & ~bit; }

}  // namespace

void WedgeDecoder::lose_track() { shifts_ = forbidden_ = 0; }

bool WedgeDecoder::track_modifier(const KeyEvent& event) {
  const bool down = event.value != 0;
  if (const auto bit = bit_of(kShiftKeys, event.code)) {
    hold(shifts_, *bit, down);
    return true;
  }
  if (const auto bit = bit_of(kForbiddenKeys, event.code)) {
    hold(forbidden_, *bit, down);
    return true;
  }
  if (event.code == KEY_CAPSLOCK) {
    if (event.value == 1) caps_lock_ = !caps_lock_;
    return true;
  }
  return bit_of(kSilentKeys, event.code).has_value();
}

// Nothing: the event types nothing. Else what it types, which may be the inner nothing: it cannot be taken.
std::optional<WedgeDecoder::Typed> WedgeDecoder::take(const KeyEvent& event) {
  if (event.type == EV_SYN && event.code == SYN_DROPPED) {
    lose_track();
    lost_ = true;
    return Typed{};
  }
  if (lost_) {
    // What follows up to the report's end is a part of what was lost.
    lost_ = !(event.type == EV_SYN && event.code == SYN_REPORT);
    return std::nullopt;
  }
  if (event.type == EV_LED && event.code == LED_CAPSL) caps_lock_ = event.value != 0;
  if (event.type != EV_KEY || track_modifier(event)) return std::nullopt;
  if (event.value != 1) return std::nullopt;
  if (forbidden_ != 0) return Typed{};
  const auto character = us_character(event.code, shifts_ != 0, caps_lock_);
  return character ? Typed{static_cast<std::uint8_t>(*character)} : Typed{};
}

std::vector<WedgeDecoder::Typed> WedgeDecoder::push(std::span<const KeyEvent> events) {
  std::vector<Typed> typed;
  for (const KeyEvent& event : events) {
    if (auto one = take(event)) typed.push_back(*one);
  }
  return typed;
}

}  // namespace yitang::devices
