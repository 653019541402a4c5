#include "devices/serial/serial_transport.hpp"

#include <fcntl.h>
#include <poll.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <utility>

namespace yitang::devices {
namespace {

constexpr milliseconds kLinesDown{100};

Result<void> set_serial_line(int fd, const SerialLine& line) {
  termios now{};
  if (tcgetattr(fd, &now) != 0) return node_error(errno, "asking the port for its setting");
  auto wanted = with_line(now, line);
  if (!wanted) return tl::unexpected(wanted.error());
  if (tcsetattr(fd, TCSANOW, &*wanted) != 0) return node_error(errno, "setting the port");
  if (tcgetattr(fd, &now) != 0) return node_error(errno, "asking the port for its setting");
  if (!follows(now, *wanted)) return fail(ErrorCode::NotSupported, "the port does not take this setting");
  return {};
}

}  // namespace

SerialTransport::SerialTransport(NodeFile file, std::string path, Clock& clock)
    : file_(std::move(file)), clock_(clock) {
  description_.port_path = std::move(path);
  description_.pipes = {{0x01, Direction::Out, PipeType::Bulk, 64},
                        {0x81, Direction::In, PipeType::Bulk, 64}};
}

Result<std::unique_ptr<Transport>> SerialTransport::open(const std::string& path, const SerialLine& line,
                                                         Clock& clock) {
  auto file = NodeFile::open(path, O_RDWR, clock);
  if (!file) return tl::unexpected(file.error());
  if (::isatty(file->fd()) == 0) return fail(ErrorCode::BadArgument, path + " is no serial port");
  if (auto locked = file->lock(); !locked) return tl::unexpected(locked.error());
  if (::ioctl(file->fd(), TIOCEXCL) != 0) return node_error(errno, "taking the port");
  std::unique_ptr<SerialTransport> transport(new SerialTransport(std::move(*file), path, clock));
  const int fd = transport->file_.fd();
  if (auto set = set_serial_line(fd, line); !set) return tl::unexpected(set.error());
  if (tcflush(fd, TCIOFLUSH) != 0) return node_error(errno, "emptying the port");
  return transport;
}

SerialTransport::~SerialTransport() {
  // The mark belongs to the port, not to this file: somebody else may hold the port open.
  (void)::ioctl(file_.fd(), TIOCNXCL);
}

tl::unexpected<Error> SerialTransport::gone(Error error) {
  gone_ = gone_ || error.code == ErrorCode::Disconnected;
  return tl::unexpected<Error>(std::move(error));
}

Result<std::size_t> SerialTransport::write(Channel out, ByteView data, milliseconds timeout) {
  if (out != Channel::First || data.empty())
    return fail(ErrorCode::BadArgument, "no such pipe, or nothing to write");
  if (gone_) return fail(ErrorCode::Disconnected, "the port is gone");
  const auto end = std::chrono::steady_clock::now() + timeout;
  std::size_t sent = 0;
  const auto stopped = [&](Error error) {
    error.transferred = sent;
    return gone(std::move(error));
  };
  while (sent < data.size()) {
    const auto left = std::chrono::ceil<milliseconds>(end - std::chrono::steady_clock::now());
    if (auto ready = file_.wait(POLLOUT, left); !ready) return stopped(ready.error());
    const ssize_t count = ::write(file_.fd(), data.data() + sent, data.size() - sent);
    if (count < 0 && errno != EAGAIN && errno != EINTR) return stopped(node_error(errno, "writing").value());
    sent += static_cast<std::size_t>(std::max<ssize_t>(count, 0));
  }
  return sent;
}

Result<Bytes> SerialTransport::read(Channel in, std::size_t max, milliseconds timeout) {
  if (in != Channel::First || max == 0)
    return fail(ErrorCode::BadArgument, "no such pipe, or nothing to read");
  if (gone_) return fail(ErrorCode::Disconnected, "the port is gone");
  if (auto ready = file_.wait(POLLIN, timeout); !ready) return gone(ready.error());
  auto bytes = file_.read_some(max);
  if (!bytes) return gone(bytes.error());
  return bytes;
}

Result<Bytes> SerialTransport::control_in(const ControlSetup& /*setup*/, std::uint16_t /*length*/,
                                          milliseconds /*timeout*/) {
  return fail(ErrorCode::NotSupported, "a serial line has no control requests");
}

Result<void> SerialTransport::control_out(const ControlSetup& /*setup*/, ByteView /*data*/,
                                          milliseconds /*timeout*/) {
  return fail(ErrorCode::NotSupported, "a serial line has no control requests");
}

Result<void> SerialTransport::clear_halt(Direction /*direction*/, Channel /*channel*/) {
  if (gone_) return fail(ErrorCode::Disconnected, "the port is gone");
  return {};
}

Result<void> SerialTransport::reset() {
  if (gone_) return fail(ErrorCode::Disconnected, "the port is gone");
  int lines = TIOCM_DTR | TIOCM_RTS;
  // Ports without these lines refuse; their buffers are emptied all the same.
  if (::ioctl(file_.fd(), TIOCMBIC, &lines) == 0) {
    clock_.sleep_for(kLinesDown);
    if (::ioctl(file_.fd(), TIOCMBIS, &lines) != 0)
      return gone(node_error(errno, "raising the port's lines").value());
  }
  if (tcflush(file_.fd(), TCIOFLUSH) != 0) return gone(node_error(errno, "emptying the port").value());
  return {};
}

}  // namespace yitang::devices
