// Which USB devices are card readers with a SAM behind the plain "SDT" frames, and their numbers.
// Source: the SAM makers' published protocol notes and open host programs that agree with them.
#pragma once

#include <cstdint>

#include "devices/usb/usb_device.hpp"

namespace yitang::devices {

// The module's own USB interface, vendor class, bulk pipes.
inline constexpr std::uint16_t kSamVendor = 0x0400;
inline constexpr std::uint16_t kSamProduct = 0xC35A;

// A reader with reports of 64 bytes and plain frames in them.
inline constexpr std::uint16_t kHidReaderVendor = 0x2B8B;
inline constexpr std::uint16_t kHidReaderProduct = 0x2721;

// For UsbContext: what counts as a card reader.
[[nodiscard]] inline UsbMatch card_reader_match() { return UsbMatch::ids(kSamVendor, kSamProduct); }

}  // namespace yitang::devices
