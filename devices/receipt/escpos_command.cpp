#include "devices/receipt/escpos_command.hpp"

#include <algorithm>
#include <array>

namespace yitang::devices {
namespace {

struct FixedCommand {
  std::uint8_t lead;
  std::uint8_t code;
  std::uint8_t length;  // lead and code included
};

constexpr std::array fixed_commands{
    // DLE: real-time commands
    FixedCommand{0x10, 0x04, 3}, FixedCommand{0x10, 0x05, 3},
    // ESC
    FixedCommand{0x1B, 0x20, 3}, FixedCommand{0x1B, 0x21, 3}, FixedCommand{0x1B, 0x24, 4},
    FixedCommand{0x1B, 0x2D, 3}, FixedCommand{0x1B, 0x32, 2}, FixedCommand{0x1B, 0x33, 3},
    FixedCommand{0x1B, 0x34, 3}, FixedCommand{0x1B, 0x40, 2}, FixedCommand{0x1B, 0x45, 3},
    FixedCommand{0x1B, 0x47, 3}, FixedCommand{0x1B, 0x4A, 3}, FixedCommand{0x1B, 0x4D, 3},
    FixedCommand{0x1B, 0x52, 3}, FixedCommand{0x1B, 0x5C, 4}, FixedCommand{0x1B, 0x61, 3},
    FixedCommand{0x1B, 0x64, 3}, FixedCommand{0x1B, 0x69, 2}, FixedCommand{0x1B, 0x6D, 2},
    FixedCommand{0x1B, 0x70, 5}, FixedCommand{0x1B, 0x74, 3}, FixedCommand{0x1B, 0x7B, 3},
    // FS
    FixedCommand{0x1C, 0x21, 3}, FixedCommand{0x1C, 0x26, 2}, FixedCommand{0x1C, 0x2D, 3},
    FixedCommand{0x1C, 0x2E, 2}, FixedCommand{0x1C, 0x43, 3}, FixedCommand{0x1C, 0x53, 4},
    FixedCommand{0x1C, 0x57, 3},
    // GS
    FixedCommand{0x1D, 0x21, 3}, FixedCommand{0x1D, 0x42, 3}, FixedCommand{0x1D, 0x48, 3},
    FixedCommand{0x1D, 0x49, 3}, FixedCommand{0x1D, 0x4C, 4}, FixedCommand{0x1D, 0x50, 4},
    FixedCommand{0x1D, 0x57, 4}, FixedCommand{0x1D, 0x61, 3}, FixedCommand{0x1D, 0x66, 3},
    FixedCommand{0x1D, 0x68, 3}, FixedCommand{0x1D, 0x72, 3}, FixedCommand{0x1D, 0x77, 3}};

CommandSlice slice(CommandShape shape, std::size_t offset, std::size_t length) {
  return {shape, offset, length};
}

class CommandSlicer {
 public:
  CommandSlicer(ByteView stream, std::size_t offset)
      : stream_(stream), offset_(offset), left_(stream.size() - offset) {}

  [[nodiscard]] CommandSlice command() const {
    if (left_ < 2) return truncated();
    const std::uint8_t lead = at(0);
    const std::uint8_t code = at(1);
    const auto* fixed = std::find_if(
        fixed_commands.begin(), fixed_commands.end(),
        [&](const FixedCommand& command) { return command.lead == lead && command.code == code; });
    if (fixed != fixed_commands.end()) return of(fixed->length);
    if (lead == 0x10 && code == 0x14) return pulse_or_clear();
    if (lead == 0x1B && code == 0x2A) return bit_image();
    // FS ( X pL pH, GS ( X pL pH
    if (lead != 0x10 && lead != 0x1B && code == 0x28) return left_ < 5 ? truncated() : of(5 + u16(3));
    if (lead == 0x1D) return group(code);
    return unknown();
  }

 private:
  [[nodiscard]] std::uint8_t at(std::size_t index) const { return stream_[offset_ + index]; }
  [[nodiscard]] std::size_t u16(std::size_t index) const {
    return static_cast<std::size_t>(at(index)) | static_cast<std::size_t>(at(index + 1)) << 8U;
  }
  [[nodiscard]] CommandSlice truncated() const { return slice(CommandShape::Truncated, offset_, left_); }
  [[nodiscard]] CommandSlice unknown() const { return slice(CommandShape::Unknown, offset_, 1); }
  [[nodiscard]] CommandSlice of(std::size_t length) const {
    return left_ < length ? truncated() : slice(CommandShape::Command, offset_, length);
  }

  // DLE DC4: 1 drawer pulse, 2 power off, 8 clear buffers.
  [[nodiscard]] CommandSlice pulse_or_clear() const {
    if (left_ < 3) return truncated();
    switch (at(2)) {
      case 1:
      case 2: return of(5);
      case 8: return of(10);
      default: return unknown();
    }
  }

  [[nodiscard]] CommandSlice group(std::uint8_t code) const {
    switch (code) {
      case 0x38:  // GS 8 L p1 p2 p3 p4
        if (left_ < 7) return truncated();
        return at(2) == 0x4C ? of(7 + u16(3) + (u16(5) << 16U)) : unknown();
      case 0x56:  // GS V m [n]
        if (left_ < 3) return truncated();
        return cut(at(2));
      case 0x6B: return left_ < 4 ? truncated() : bar_code(at(2));
      case 0x76:  // GS v 0 m xL xH yL yH
        if (left_ < 3) return truncated();
        if (at(2) != 0x30) return unknown();
        return left_ < 8 ? truncated() : of(8 + u16(4) * u16(6));
      default: return unknown();
    }
  }

  // ESC * m nL nH: columns of one byte (m 0, 1) or three (m 32, 33).
  [[nodiscard]] CommandSlice bit_image() const {
    if (left_ < 3) return truncated();
    const std::uint8_t mode = at(2);
    if (mode != 0 && mode != 1 && mode != 32 && mode != 33) return unknown();
    return left_ < 5 ? truncated() : of(5 + u16(3) * (mode >= 32 ? 3 : 1));
  }

  [[nodiscard]] CommandSlice cut(std::uint8_t mode) const {
    if (mode <= 1 || mode == 0x30 || mode == 0x31) return of(3);
    return mode == 0x41 || mode == 0x42 ? of(4) : unknown();
  }

  [[nodiscard]] CommandSlice bar_code(std::uint8_t kind) const {
    if (kind >= 0x41 && kind <= 0x4F) return of(4U + at(3));
    if (kind > 6) return unknown();
    // The older form ends with NUL; 255 characters are more than any bar code holds.
    const std::size_t most = std::min<std::size_t>(left_, 3 + 256);
    for (std::size_t i = 3; i < most; ++i) {
      if (at(i) == 0) return of(i + 1);
    }
    return most == left_ ? truncated() : unknown();
  }

  ByteView stream_;
  std::size_t offset_;
  std::size_t left_;
};

CommandSlice text_run(ByteView stream, std::size_t offset, bool chinese) {
  std::size_t end = offset;
  while (end < stream.size()) {
    const std::uint8_t byte = stream[end];
    if (byte < 0x20 || byte == 0x7F) break;
    if (byte < 0x80 || !chinese) {
      ++end;
      continue;
    }
    if (byte == 0x80 || byte == 0xFF) break;
    if (end + 1 >= stream.size()) {
      if (end == offset) return slice(CommandShape::Truncated, offset, 1);
      break;
    }
    const std::uint8_t trail = stream[end + 1];
    if (trail < 0x40 || trail == 0x7F || trail == 0xFF) break;
    end += 2;
  }
  return end == offset ? slice(CommandShape::Unknown, offset, 1)
                       : slice(CommandShape::Text, offset, end - offset);
}

}  // namespace

CommandSlice next_command(ByteView stream, std::size_t offset, bool chinese) {
  if (offset >= stream.size()) return slice(CommandShape::Truncated, offset, 0);
  switch (stream[offset]) {
    case 0x09:
    case 0x0A:
    case 0x0C:
    case 0x0D: return slice(CommandShape::Control, offset, 1);
    case 0x10:
    case 0x1B:
    case 0x1C:
    case 0x1D: return CommandSlicer(stream, offset).command();
    default: return text_run(stream, offset, chinese);
  }
}

}  // namespace yitang::devices
