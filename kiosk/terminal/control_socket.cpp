#include "kiosk/terminal/control_socket.hpp"

#include <poll.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>
#include <optional>
#include <thread>
#include <utility>

namespace yitang::terminal {
namespace {

constexpr std::size_t kMaxLine = 1024 * 1024;
constexpr int kPatienceMillis = 10'000;

class Descriptor {
 public:
  explicit Descriptor(int fd = -1) : fd_(fd) {}
  Descriptor(Descriptor&& other) noexcept : fd_(std::exchange(other.fd_, -1)) {}
  Descriptor& operator=(Descriptor&& other) noexcept {
    std::swap(fd_, other.fd_);
    return *this;
  }
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  ~Descriptor() {
    if (fd_ >= 0) ::close(fd_);
  }
  int get() const { return fd_; }

 private:
  int fd_;
};

Error system_error(const char* what, const std::filesystem::path& path) {
  return {ErrorKind::Unavailable, std::string(what) + ": " + std::strerror(errno), path.string()};
}

std::optional<sockaddr_un> address_of(const std::filesystem::path& path) {
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  const std::string text = path.string();
  if (text.size() >= sizeof address.sun_path) return std::nullopt;
  std::memcpy(address.sun_path, text.c_str(), text.size() + 1);
  return address;
}

// True if `fd` is ready. `stop` (or -1) ends the waiting early, so that a silent caller holds up no ending.
bool wait_for(int fd, short what, int stop) {
  std::array<pollfd, 2> entries{{{fd, what, 0}, {stop, POLLIN, 0}}};
  return ::poll(entries.data(), entries.size(), kPatienceMillis) > 0 && entries[0].revents != 0;
}

// One line without its end; nullopt if the other side stops half-way, is silent for too long, or says too
// much.
std::optional<std::string> read_line(int fd, int stop) {
  std::string line;
  std::array<char, 4096> buffer{};
  while (line.size() < kMaxLine && wait_for(fd, POLLIN, stop)) {
    const ssize_t count = ::read(fd, buffer.data(), buffer.size());
    if (count <= 0) return std::nullopt;
    line.append(buffer.data(), static_cast<std::size_t>(count));
    if (const auto end = line.find('\n'); end != std::string::npos) return line.substr(0, end);
  }
  return std::nullopt;
}

bool write_line(int fd, std::string line, int stop) {
  for (char& c : line) {
    if (c == '\n') c = ' ';
  }
  line += '\n';
  std::size_t sent = 0;
  while (sent < line.size() && wait_for(fd, POLLOUT, stop)) {
    const ssize_t count = ::send(fd, line.data() + sent, line.size() - sent, MSG_NOSIGNAL);
    if (count <= 0) return false;
    sent += static_cast<std::size_t>(count);
  }
  return sent == line.size();
}

}  // namespace

std::filesystem::path control_path(const std::filesystem::path& data) { return data / "control.sock"; }

struct ControlSocket::Parts {
  std::filesystem::path path;
  Handler handler;
  Descriptor listener;
  Descriptor stop;
  std::thread thread;

  void serve() {
    while (true) {
      std::array<pollfd, 2> entries{{{listener.get(), POLLIN, 0}, {stop.get(), POLLIN, 0}}};
      if (::poll(entries.data(), entries.size(), -1) < 0 && errno != EINTR) return;
      if (entries[1].revents != 0) return;
      if (entries[0].revents == 0) continue;
      const Descriptor connection(::accept4(listener.get(), nullptr, nullptr, SOCK_CLOEXEC));
      if (connection.get() < 0) continue;
      const auto request = read_line(connection.get(), stop.get());
      if (request) write_line(connection.get(), handler(*request), stop.get());
    }
  }
};

ControlSocket::ControlSocket(std::unique_ptr<Parts> parts) : parts_(std::move(parts)) {}

ControlSocket::~ControlSocket() {
  const std::uint64_t one = 1;
  if (::write(parts_->stop.get(), &one, sizeof one) == sizeof one) parts_->thread.join();
  std::error_code ignored;  // a socket file that stays is replaced by the next start
  std::filesystem::remove(parts_->path, ignored);
}

Result<std::unique_ptr<ControlSocket>> ControlSocket::listen(const std::filesystem::path& path,
                                                             Handler handler) {
  const auto address = address_of(path);
  if (!address)
    return fail(ErrorKind::Unavailable, "the path of the data folder is too long for a socket",
                path.string());
  auto parts = std::make_unique<Parts>();
  parts->path = path;
  parts->handler = std::move(handler);
  parts->listener = Descriptor(::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0));
  parts->stop = Descriptor(::eventfd(0, EFD_CLOEXEC));
  const auto* generic = reinterpret_cast<const sockaddr*>(&*address);
  const Descriptor probe(::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0));
  if (probe.get() >= 0 && ::connect(probe.get(), generic, sizeof *address) == 0) {
    return fail(ErrorKind::Unavailable, "another terminal listens there", path.string());
  }
  std::error_code ignored;
  std::filesystem::remove(path, ignored);  // left by a program that was killed
  if (parts->listener.get() < 0 || parts->stop.get() < 0 ||
      ::bind(parts->listener.get(), generic, sizeof *address) != 0 ||
      ::listen(parts->listener.get(), 4) != 0) {
    return tl::unexpected(system_error("cannot listen", path));
  }
  std::filesystem::permissions(path, std::filesystem::perms::owner_read | std::filesystem::perms::owner_write,
                               ignored);
  Parts* raw = parts.get();
  parts->thread = std::thread([raw] { raw->serve(); });
  return std::unique_ptr<ControlSocket>(new ControlSocket(std::move(parts)));
}

Result<std::string> ask_terminal(const std::filesystem::path& path, const std::string& request) {
  const auto address = address_of(path);
  const Descriptor connection(::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0));
  if (!address || connection.get() < 0)
    return fail(ErrorKind::Unavailable, "cannot make a socket", path.string());
  const auto* generic = reinterpret_cast<const sockaddr*>(&*address);
  if (::connect(connection.get(), generic, sizeof *address) != 0) {
    return tl::unexpected(system_error("no terminal answers", path));
  }
  if (!write_line(connection.get(), request, -1))
    return tl::unexpected(system_error("cannot ask the terminal", path));
  auto answer = read_line(connection.get(), -1);
  if (!answer) return fail(ErrorKind::Unavailable, "the terminal did not answer", path.string());
  return std::move(*answer);
}

}  // namespace yitang::terminal
