// An open device node of the kernel (tty, hidraw, evdev): the file descriptor, waiting for it, and what errno
// means to a driver.
#pragma once

#include <string>
#include <string_view>

#include "devices/transport.hpp"

namespace yitang::devices {

// Used by one thread at a time. Never blocks longer than the time given to wait().
class NodeFile {
 public:
  // `flags` as for open(2); not-blocking, close-on-exec and "no controlling terminal" are added. Errors:
  // NotFound (no such node, or nothing behind it), Access (tried for 2 s: the node appears before its udev
  // rule is applied), Busy.
  static Result<NodeFile> open(const std::string& path, int flags, Clock& clock);

  NodeFile(NodeFile&& other) noexcept;
  NodeFile& operator=(NodeFile&& other) noexcept;
  NodeFile(const NodeFile&) = delete;
  NodeFile& operator=(const NodeFile&) = delete;
  ~NodeFile();

  [[nodiscard]] int fd() const { return fd_; }

  // For this program and whoever asks likewise: a second open of the same node by us is Busy. Gone with the
  // file.
  Result<void> lock();

  // Until one of `events` (POLLIN, POLLOUT). Data that came before the plug was pulled is readable first.
  // Timeout, Disconnected.
  Result<void> wait(short events, milliseconds timeout) const;

  // One read(2) of at most `max` bytes. Timeout: nothing there. Disconnected: also when the node is at its
  // end.
  Result<Bytes> read_some(std::size_t max) const;

 private:
  explicit NodeFile(int fd) : fd_(fd) {}
  int fd_ = -1;
};

// What `error` (errno) of a call on a node that was opened means.
[[nodiscard]] ErrorCode code_from_errno(int error);
[[nodiscard]] tl::unexpected<Error> node_error(int error, std::string_view doing);

}  // namespace yitang::devices
