// A recorded talk with a card reader, as JSON lines: schema yitang.recording/1, one line for the device, one
// for each call, in order. Built with -DYITANG_RECORDING=ON only (tests), and never linked into the product.
// README.md has the format.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "devices/recording/sam_shape.hpp"
#include "devices/transport.hpp"

namespace yitang::devices {

struct RecordedCall {
  enum class Operation : std::uint8_t { Write, Read, ClearHalt, Reset };
  Operation operation = Operation::Read;
  Channel channel = Channel::First;
  Direction direction = Direction::In;  // of ClearHalt
  Shape shape;                          // what was written, or read
  std::optional<ErrorCode> error;       // instead of success
  std::size_t transferred = 0;          // of a failed write
  friend bool operator==(const RecordedCall&, const RecordedCall&) = default;
};

struct Recording {
  DeviceDescription device;  // without serial number and place
  std::vector<RecordedCall> calls;
};

inline constexpr std::size_t kMaxRecordingBytes = 16 * 1024 * 1024;

[[nodiscard]] std::string to_lines(const Recording& recording);
// Pure. Malformed, with the number of the line in the message.
[[nodiscard]] Result<Recording> parse_recording(std::string_view lines);

}  // namespace yitang::devices
