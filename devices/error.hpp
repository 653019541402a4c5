// What a device call answers when it fails. The code is a closed set that drivers act on; the message is
// English, for the log only, and never holds data read from a card or a code.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <tl/expected.hpp>

namespace yitang::devices {

enum class ErrorCode {
  Timeout,       // nothing (or not everything) happened in the time given; transient
  Disconnected,  // the device is gone; this transport never works again
  Stall,         // the endpoint is halted: clear_halt() before the next use
  Overflow,      // the device sent more than was asked for; data is lost
  Access,        // the operating system refuses: udev rule missing or not applied yet
  Busy,          // another program holds the interface
  NotFound,      // no such device, interface or pipe; no code in the picture
  Protocol,      // the bytes do not follow the protocol: checksum, length, order
  Malformed,     // an input file or stream cannot be understood (picture, recording)
  Cancelled,     // ended by us
  Io,            // the transfer failed for another reason
  NotSupported,  // the device or this build lacks the ability
  BadArgument,   // the caller's mistake
  OutOfMemory,
};

struct Error {
  ErrorCode code = ErrorCode::Io;
  std::string message;
  // For a failed write: bytes that the device had taken before. They count: continue after them, never send
  // them twice.
  std::size_t transferred = 0;
  // For rejected input: offset of the first byte that is wrong.
  std::size_t offset = 0;
};

template <class T>
using Result = tl::expected<T, Error>;

// Stable lower-case name, for logs and test messages ("timeout", "bad argument").
[[nodiscard]] std::string_view name_of(ErrorCode code);

[[nodiscard]] inline tl::unexpected<Error> fail(ErrorCode code, std::string message) {
  return tl::unexpected<Error>(Error{code, std::move(message), 0, 0});
}

}  // namespace yitang::devices
