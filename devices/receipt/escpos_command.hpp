// Cuts a stream of ESC/POS bytes into commands. Knows lengths only; meaning is the interpreter's. Pure.
#pragma once

#include <cstddef>
#include <cstdint>

#include "devices/transport.hpp"

namespace yitang::devices {

enum class CommandShape : std::uint8_t {
  Text,       // a run of printable bytes, Chinese pairs included
  Control,    // LF, CR, HT, FF
  Command,    // DLE, ESC, FS or GS with its parameters
  Truncated,  // the stream ends inside a command or a Chinese pair
  Unknown,    // not in the subset of README.md
};

struct CommandSlice {
  CommandShape shape = CommandShape::Unknown;
  std::size_t offset = 0;
  std::size_t length = 0;  // at least 1, also for Unknown; Truncated: up to the end of the stream
};

// `chinese`: bytes from 81 on begin a pair (FS & is in force).
[[nodiscard]] CommandSlice next_command(ByteView stream, std::size_t offset, bool chinese = true);

}  // namespace yitang::devices
