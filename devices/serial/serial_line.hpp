// How a serial port is set: speed, bits, flow control. Pure functions over the kernel's structure, so that
// every combination is tested without a port.
#pragma once

#include <termios.h>

#include <array>
#include <cstdint>

#include "devices/error.hpp"

namespace yitang::devices {

enum class Parity : std::uint8_t { None, Even, Odd };
// XonXoff takes the bytes 11 and 13 out of the data: never for the binary frames of a card reader.
enum class FlowControl : std::uint8_t { None, RtsCts, XonXoff };

struct SerialLine {
  unsigned baud = 115200;
  unsigned data_bits = 8;  // 7 or 8
  unsigned stop_bits = 1;  // 1 or 2
  Parity parity = Parity::None;
  FlowControl flow = FlowControl::None;
};

// Card readers use 9600 to 115200, scanners anything from 1200.
inline constexpr std::array<unsigned, 11> kSerialSpeeds{1200,  2400,   4800,   9600,   19200, 38400,
                                                        57600, 115200, 230400, 460800, 921600};

// `before` changed so that bytes pass unchanged at this setting. A read never waits, and never answers zero
// bytes unless the line has hung up (VMIN 1). Errors: BadArgument (a speed or number of bits that does not
// exist).
[[nodiscard]] Result<termios> with_line(termios before, const SerialLine& line);

// Whether `now` is what with_line() asked for: the kernel may take a part of a setting only, and says
// nothing.
[[nodiscard]] bool follows(const termios& now, const termios& wanted);

}  // namespace yitang::devices
