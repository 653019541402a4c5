#include "devices/node/node_file.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <poll.h>
#include <sys/file.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <system_error>
#include <utility>

#include "devices/node/permission.hpp"

namespace yitang::devices {
namespace {

constexpr milliseconds kAccessPatience{2000};
constexpr milliseconds kAccessRetry{100};

ErrorCode code_of_opening(int error) {
  switch (error) {
    case ENOENT:
    case ENOTDIR:
    case ENODEV:
    case ENXIO:
    case EIO: return ErrorCode::NotFound;  // EIO, ENXIO: the node is there and nothing is behind it
    case EACCES:
    case EPERM: return ErrorCode::Access;
    case EBUSY: return ErrorCode::Busy;
    case ENOMEM: return ErrorCode::OutOfMemory;
    default: return ErrorCode::Io;
  }
}

std::string words_of(int error) { return std::error_code(error, std::generic_category()).message(); }

}  // namespace

ErrorCode code_from_errno(int error) {
  switch (error) {
    case EAGAIN:
    case ETIMEDOUT: return ErrorCode::Timeout;
    case EIO:
    case ENODEV:
    case ENXIO:
    case ESHUTDOWN: return ErrorCode::Disconnected;
    case EPIPE: return ErrorCode::Stall;
    case EOVERFLOW: return ErrorCode::Overflow;
    case EACCES:
    case EPERM: return ErrorCode::Access;
    case EBUSY: return ErrorCode::Busy;
    case EINVAL: return ErrorCode::BadArgument;
    case ENOTTY:
    case ENOSYS:
    case EOPNOTSUPP: return ErrorCode::NotSupported;
    case ENOMEM: return ErrorCode::OutOfMemory;
    default: return ErrorCode::Io;
  }
}

tl::unexpected<Error> node_error(int error, std::string_view doing) {
  return fail(code_from_errno(error), fmt::format("{}: {}", doing, words_of(error)));
}

Result<NodeFile> NodeFile::open(const std::string& path, int flags, Clock& clock) {
  const TimePoint give_up = clock.now() + kAccessPatience;
  while (true) {
    const int fd = ::open(path.c_str(), flags | O_NONBLOCK | O_CLOEXEC | O_NOCTTY);
    if (fd >= 0) return NodeFile(fd);
    const int error = errno;
    if (error == EINTR) continue;
    const ErrorCode code = code_of_opening(error);
    if (code != ErrorCode::Access || clock.now() >= give_up) {
      const char* hint = code == ErrorCode::Access ? kPermissionHint : "";
      return fail(code, fmt::format("opening {}: {}{}", path, words_of(error), hint));
    }
    clock.sleep_for(kAccessRetry);
  }
}

NodeFile::NodeFile(NodeFile&& other) noexcept : fd_(std::exchange(other.fd_, -1)) {}

NodeFile& NodeFile::operator=(NodeFile&& other) noexcept {
  std::swap(fd_, other.fd_);
  return *this;
}

NodeFile::~NodeFile() {
  if (fd_ >= 0) ::close(fd_);
}

Result<void> NodeFile::lock() {
  if (::flock(fd_, LOCK_EX | LOCK_NB) == 0) return {};
  if (errno == EWOULDBLOCK) return fail(ErrorCode::Busy, "another program has locked the device");
  return node_error(errno, "locking the device");
}

Result<void> NodeFile::wait(short events, milliseconds timeout) const {
  const auto end = std::chrono::steady_clock::now() + std::max(timeout, milliseconds{0});
  while (true) {
    const auto left = std::chrono::ceil<milliseconds>(end - std::chrono::steady_clock::now());
    pollfd what{fd_, events, 0};
    const int ready =
        ::poll(&what, 1, static_cast<int>(std::clamp<milliseconds::rep>(left.count(), 0, 3'600'000)));
    if (ready < 0) {
      if (errno == EINTR) continue;
      return node_error(errno, "waiting for the device");
    }
    if (ready == 0) return fail(ErrorCode::Timeout, "nothing happened in time");
    if ((what.revents & events) != 0) return {};
    return fail(ErrorCode::Disconnected, "the device is unplugged");
  }
}

Result<Bytes> NodeFile::read_some(std::size_t max) const {
  Bytes bytes(max);
  ssize_t count = 0;
  do {
    count = ::read(fd_, bytes.data(), bytes.size());
  } while (count < 0 && errno == EINTR);
  if (count < 0) return node_error(errno, "reading");
  if (count == 0) return fail(ErrorCode::Disconnected, "the device has hung up");
  bytes.resize(static_cast<std::size_t>(count));
  return bytes;
}

}  // namespace yitang::devices
