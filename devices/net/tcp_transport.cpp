#include "devices/net/tcp_transport.hpp"

#include <fmt/format.h>
#include <netdb.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <condition_variable>
#include <memory>
#include <mutex>
#include <system_error>
#include <thread>
#include <utility>

namespace yitang::devices {
namespace {

using SteadyTime = std::chrono::steady_clock::time_point;

// Little may wait on this machine: what waits here cannot be called back, and counts as taken.
constexpr int send_buffer_bytes = 4096;

milliseconds left_until(SteadyTime end) {
  return std::chrono::ceil<milliseconds>(end - std::chrono::steady_clock::now());
}

ErrorCode code_of_socket(int error) {
  switch (error) {
    case ECONNREFUSED:
    case EHOSTUNREACH:
    case ENETUNREACH:
    case EHOSTDOWN:
    case EADDRNOTAVAIL: return ErrorCode::NotFound;
    case ETIMEDOUT: return ErrorCode::Timeout;
    case EACCES:
    case EPERM: return ErrorCode::Access;
    case ENOMEM:
    case ENOBUFS: return ErrorCode::OutOfMemory;
    default: return ErrorCode::Io;
  }
}

tl::unexpected<Error> socket_error(int error, std::string_view doing) {
  return fail(code_of_socket(error),
              fmt::format("{}: {}", doing, std::error_code(error, std::generic_category()).message()));
}

// Takes a socket along until it is handed on.
class Socket {
 public:
  explicit Socket(int fd) : fd_(fd) {}
  ~Socket() {
    if (fd_ >= 0) ::close(fd_);
  }
  Socket(const Socket&) = delete;
  Socket& operator=(const Socket&) = delete;
  [[nodiscard]] int fd() const { return fd_; }
  int release() { return std::exchange(fd_, -1); }

 private:
  int fd_;
};

struct AddressList {
  addrinfo* first = nullptr;
  int error = 0;
  bool done = false;
  std::mutex mutex;
  std::condition_variable changed;
  AddressList() = default;
  AddressList(const AddressList&) = delete;
  AddressList& operator=(const AddressList&) = delete;
  ~AddressList() {
    if (first != nullptr) freeaddrinfo(first);
  }
};

void look_up(const HostPort& address, AddressList& list) {
  addrinfo hints{};
  hints.ai_socktype = SOCK_STREAM;
  hints.ai_flags = AI_NUMERICSERV;
  addrinfo* found = nullptr;
  const int error = getaddrinfo(address.host.c_str(), std::to_string(address.port).c_str(), &hints, &found);
  const std::lock_guard lock(list.mutex);
  list.first = found;
  list.error = error;
  list.done = true;
  list.changed.notify_all();
}

// A name server that does not answer holds getaddrinfo() for half a minute and cannot be told to stop: it
// gets a thread of its own, which is left behind then. Both sides share what it finds.
Result<std::shared_ptr<AddressList>> addresses_of(const HostPort& address, SteadyTime end) {
  auto list = std::make_shared<AddressList>();
  std::thread([address, list] { look_up(address, *list); }).detach();
  std::unique_lock lock(list->mutex);
  if (!list->changed.wait_until(lock, end, [&] { return list->done; }))
    return fail(ErrorCode::Timeout, "the printer's name was not found out in time");
  if (list->error != 0)
    return fail(ErrorCode::NotFound, fmt::format("{}: {}", address.host, gai_strerror(list->error)));
  return list;
}

Result<void> wait_for_socket(int fd, short events, SteadyTime end) {
  while (true) {
    pollfd what{fd, events, 0};
    const auto left = std::clamp<milliseconds::rep>(left_until(end).count(), 0, 3'600'000);
    const int ready = ::poll(&what, 1, static_cast<int>(left));
    if (ready < 0 && errno == EINTR) continue;
    if (ready < 0) return socket_error(errno, "waiting for the connection");
    if (ready == 0) return fail(ErrorCode::Timeout, "nothing happened in time");
    return {};  // also for errors: the next call names them
  }
}

Result<int> connect_to(const addrinfo& address, SteadyTime end) {
  Socket socket(::socket(address.ai_family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, address.ai_protocol));
  if (socket.fd() < 0) return socket_error(errno, "making a socket");
  // Before connecting: it decides the window as well.
  const int buffer = send_buffer_bytes;
  (void)::setsockopt(socket.fd(), SOL_SOCKET, SO_SNDBUF, &buffer, sizeof buffer);
  if (::connect(socket.fd(), address.ai_addr, address.ai_addrlen) != 0) {
    if (errno != EINPROGRESS) return socket_error(errno, "connecting");
    if (auto ready = wait_for_socket(socket.fd(), POLLOUT, end); !ready) return tl::unexpected(ready.error());
    int error = 0;
    socklen_t size = sizeof error;
    if (::getsockopt(socket.fd(), SOL_SOCKET, SO_ERROR, &error, &size) != 0) error = errno;
    if (error != 0) return socket_error(error, "connecting");
  }
  return socket.release();
}

// A printer that was switched off says nothing: probes find it out. TCP_USER_TIMEOUT is not set, because it
// would also end connections to a printer that waits for paper and so takes nothing for minutes.
void watch_for_silence(int fd) {
  const int on = 1;
  const int idle_seconds = 10;
  const int interval_seconds = 5;
  const int probes = 3;
  (void)::setsockopt(fd, SOL_SOCKET, SO_KEEPALIVE, &on, sizeof on);
  (void)::setsockopt(fd, IPPROTO_TCP, TCP_KEEPIDLE, &idle_seconds, sizeof idle_seconds);
  (void)::setsockopt(fd, IPPROTO_TCP, TCP_KEEPINTVL, &interval_seconds, sizeof interval_seconds);
  (void)::setsockopt(fd, IPPROTO_TCP, TCP_KEEPCNT, &probes, sizeof probes);
  // Status questions are three bytes: they must not wait for more.
  (void)::setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
}

}  // namespace

TcpTransport::TcpTransport(int socket, const HostPort& address) : socket_(socket) {
  description_.port_path = "tcp:" + to_string(address);
  description_.pipes = {{0x01, Direction::Out, PipeType::Bulk, 1024},
                        {0x81, Direction::In, PipeType::Bulk, 1024}};
}

TcpTransport::~TcpTransport() {
  if (socket_ >= 0) ::close(socket_);
}

Result<std::unique_ptr<Transport>> TcpTransport::connect(const HostPort& address, milliseconds timeout) {
  const SteadyTime end = std::chrono::steady_clock::now() + timeout;
  const auto list = addresses_of(address, end);
  if (!list) return tl::unexpected(list.error());
  Error last{ErrorCode::NotFound, "the name has no address", 0, 0};
  for (const addrinfo* each = (*list)->first; each != nullptr; each = each->ai_next) {
    auto socket = connect_to(*each, end);
    if (socket) {
      watch_for_silence(*socket);
      return std::unique_ptr<Transport>(new TcpTransport(*socket, address));
    }
    last = socket.error();
  }
  return tl::unexpected<Error>(std::move(last));
}

tl::unexpected<Error> TcpTransport::gone(int error, std::size_t transferred) {
  gone_ = true;
  const std::string reason =
      error == 0 ? "the printer closed it" : std::error_code(error, std::generic_category()).message();
  return tl::unexpected<Error>(Error{ErrorCode::Disconnected, "connection: " + reason, transferred, 0});
}

Result<void> TcpTransport::wait(short events, milliseconds timeout) {
  return wait_for_socket(socket_, events, std::chrono::steady_clock::now() + timeout);
}

Result<std::size_t> TcpTransport::write(Channel out, ByteView data, milliseconds timeout) {
  if (out != Channel::First || data.empty())
    return fail(ErrorCode::BadArgument, "no such pipe, or nothing to write");
  if (gone_) return fail(ErrorCode::Disconnected, "the connection is gone");
  const SteadyTime end = std::chrono::steady_clock::now() + timeout;
  std::size_t sent = 0;
  while (sent < data.size()) {
    // MSG_NOSIGNAL: a connection that is gone must not end the program.
    const ssize_t count = ::send(socket_, data.data() + sent, data.size() - sent, MSG_NOSIGNAL);
    if (count >= 0) {
      sent += static_cast<std::size_t>(count);
      continue;
    }
    if (errno == EINTR) continue;
    if (errno != EAGAIN && errno != EWOULDBLOCK) return gone(errno, sent);
    if (auto ready = wait(POLLOUT, left_until(end)); !ready) {
      Error error = ready.error();
      error.transferred = sent;
      return tl::unexpected<Error>(std::move(error));
    }
  }
  return sent;
}

Result<Bytes> TcpTransport::read(Channel in, std::size_t max, milliseconds timeout) {
  if (in != Channel::First || max == 0)
    return fail(ErrorCode::BadArgument, "no such pipe, or nothing to read");
  if (gone_) return fail(ErrorCode::Disconnected, "the connection is gone");
  const SteadyTime end = std::chrono::steady_clock::now() + timeout;
  Bytes bytes(max);
  while (true) {
    const ssize_t count = ::recv(socket_, bytes.data(), bytes.size(), 0);
    if (count > 0) {
      bytes.resize(static_cast<std::size_t>(count));
      return bytes;
    }
    if (count == 0) return gone(0, 0);
    if (errno == EINTR) continue;
    if (errno != EAGAIN && errno != EWOULDBLOCK) return gone(errno, 0);
    if (auto ready = wait(POLLIN, left_until(end)); !ready) return tl::unexpected(ready.error());
  }
}

Result<Bytes> TcpTransport::control_in(const ControlSetup& /*setup*/, std::uint16_t /*length*/,
                                       milliseconds /*timeout*/) {
  return fail(ErrorCode::NotSupported, "a connection has no control requests");
}

Result<void> TcpTransport::control_out(const ControlSetup& /*setup*/, ByteView /*data*/,
                                       milliseconds /*timeout*/) {
  return fail(ErrorCode::NotSupported, "a connection has no control requests");
}

Result<void> TcpTransport::clear_halt(Direction /*direction*/, Channel /*channel*/) {
  if (gone_) return fail(ErrorCode::Disconnected, "the connection is gone");
  return {};
}

Result<void> TcpTransport::reset() {
  // Closing without waiting sends a reset, and what is still in the buffer goes nowhere.
  const linger at_once{1, 0};
  if (socket_ >= 0) {
    (void)::setsockopt(socket_, SOL_SOCKET, SO_LINGER, &at_once, sizeof at_once);
    ::close(std::exchange(socket_, -1));
  }
  gone_ = true;
  return fail(ErrorCode::Disconnected, "the connection was broken off");
}

}  // namespace yitang::devices
