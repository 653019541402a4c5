#include "storage/file_system.hpp"

#include <fcntl.h>
#include <stdio.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <string>
#include <utility>

#include "storage/system_error.hpp"

namespace yitang::storage {
namespace {

class Descriptor {
 public:
  explicit Descriptor(int fd) : fd_(fd) {}
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  ~Descriptor() {
    if (fd_ >= 0) ::close(fd_);
  }
  int get() const { return fd_; }
  bool valid() const { return fd_ >= 0; }
  int close() { return ::close(std::exchange(fd_, -1)); }

 private:
  int fd_;
};

tl::unexpected<Error> failed(const std::string& doing, const std::filesystem::path& path) {
  return tl::unexpected(system_error(errno, doing, path));
}

std::filesystem::path directory_of(const std::filesystem::path& path) {
  return path.has_parent_path() ? path.parent_path() : std::filesystem::path(".");
}

bool write_all(int fd, ByteView content) {
  while (!content.empty()) {
    const ssize_t written = ::write(fd, content.data(), std::min(content.size(), std::size_t{1} << 30));
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) return false;
    content = content.subspan(static_cast<std::size_t>(written));
  }
  return true;
}

// Rename that fails with EEXIST instead of replacing, also on file systems that do not know RENAME_NOREPLACE.
int rename_without_replacing(const char* from, const char* to) {
  if (::renameat2(AT_FDCWD, from, AT_FDCWD, to, RENAME_NOREPLACE) == 0) return 0;
  if (errno != EINVAL && errno != ENOSYS) return -1;
  if (::link(from, to) != 0) return -1;
  return ::unlink(from);
}

using Filler = std::function<Result<void>(int fd)>;

Result<void> fill_and_rename(int temporary_fd, const std::string& temporary,
                             const std::filesystem::path& path, const Filler& fill, mode_t mode,
                             Overwrite overwrite) {
  Descriptor file(temporary_fd);
  if (::fchmod(file.get(), mode) != 0) return failed("set the mode of a new file", path);
  auto filled = fill(file.get());
  if (!filled) return filled;
  if (::fdatasync(file.get()) != 0) return failed("sync", path);
  if (file.close() != 0) return failed("close", path);
  const int renamed = overwrite == Overwrite::Allow
                          ? ::rename(temporary.c_str(), path.c_str())
                          : rename_without_replacing(temporary.c_str(), path.c_str());
  if (renamed != 0) return failed("put a new file in place", path);
  return {};
}

Result<void> create_durably(const std::filesystem::path& path, const Filler& fill, mode_t mode,
                            Overwrite overwrite) {
  std::string temporary = (directory_of(path) / kTemporaryPrefix).string() + "XXXXXX";
  const int fd = ::mkostemp(temporary.data(), O_CLOEXEC);
  if (fd < 0) return failed("create a file", path);
  auto written = fill_and_rename(fd, temporary, path, fill, mode, overwrite);
  if (!written) {
    ::unlink(temporary.c_str());
    return written;
  }
  return sync_directory(directory_of(path));
}

Result<Bytes> read_open_file(int fd, const std::filesystem::path& path, std::size_t max_size,
                             std::size_t size) {
  if (size > max_size) {
    return tl::unexpected(Error{ErrorCode::TooLarge, "file is larger than expected", path.string(), 0});
  }
  Bytes content(size);
  std::size_t filled = 0;
  while (filled < content.size()) {
    const ssize_t got = ::read(fd, content.data() + filled, content.size() - filled);
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return failed("read", path);
    if (got == 0) break;  // it became shorter meanwhile: the reader of the content will notice
    filled += static_cast<std::size_t>(got);
  }
  content.resize(filled);
  return content;
}

enum class Privacy { Any, OwnerOnly };

Result<Bytes> read_regular(const std::filesystem::path& path, std::size_t max_size, Privacy privacy) {
  // O_NONBLOCK: a FIFO in the place of the file must not stop the program.
  const Descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK));
  if (!file.valid()) return failed("open", path);
  struct stat info {};
  if (::fstat(file.get(), &info) != 0) return failed("examine", path);
  if (!S_ISREG(info.st_mode)) {
    return tl::unexpected(Error{ErrorCode::Io, "not a regular file", path.string(), 0});
  }
  if (privacy == Privacy::OwnerOnly && ((info.st_mode & 077) != 0 || info.st_uid != ::geteuid())) {
    return tl::unexpected(
        Error{ErrorCode::BadKeyFile, "must belong to this user with mode 0600", path.string(), 0});
  }
  return read_open_file(file.get(), path, max_size, static_cast<std::size_t>(info.st_size));
}

}  // namespace

Result<void> write_file_durably(const std::filesystem::path& path, ByteView content, mode_t mode,
                                Overwrite overwrite) {
  const auto fill = [&](int fd) -> Result<void> {
    if (!write_all(fd, content)) return failed("write", path);
    return {};
  };
  return create_durably(path, fill, mode, overwrite);
}

Result<void> write_file_durably_from(const std::filesystem::path& path, std::uint64_t size,
                                     const ChunkReader& read, mode_t mode, Overwrite overwrite) {
  constexpr std::uint64_t kChunk = std::uint64_t{1} << 20;
  const auto fill = [&](int fd) -> Result<void> {
    Bytes chunk;
    for (std::uint64_t offset = 0; offset < size; offset += chunk.size()) {
      chunk.resize(static_cast<std::size_t>(std::min(kChunk, size - offset)));
      auto got = read(offset, chunk);
      if (!got) return got;
      if (!write_all(fd, chunk)) return failed("write", path);
    }
    return {};
  };
  return create_durably(path, fill, mode, overwrite);
}

Result<Bytes> read_file(const std::filesystem::path& path, std::size_t max_size) {
  return read_regular(path, max_size, Privacy::Any);
}

Result<Bytes> read_private_file(const std::filesystem::path& path, std::size_t max_size) {
  return read_regular(path, max_size, Privacy::OwnerOnly);
}

Result<bool> remove_file_durably(const std::filesystem::path& path) {
  if (::unlink(path.c_str()) != 0) {
    if (errno == ENOENT) return false;
    return failed("remove", path);
  }
  auto synced = sync_directory(directory_of(path));
  if (!synced) return tl::unexpected(std::move(synced.error()));
  return true;
}

Result<void> make_private_directory(const std::filesystem::path& path) {
  std::error_code ignored;  // what cannot be examined is made below, or fails there with its reason
  if (path.empty() || std::filesystem::is_directory(path, ignored)) return {};
  const std::filesystem::path parent = directory_of(path);
  if (parent != path && parent != ".") {
    auto made = make_private_directory(parent);
    if (!made) return made;
  }
  if (::mkdir(path.c_str(), 0700) != 0 && errno != EEXIST) return failed("create a directory", path);
  if (!std::filesystem::is_directory(path, ignored)) {
    return tl::unexpected(Error{ErrorCode::Io, "exists and is not a directory", path.string(), ENOTDIR});
  }
  return sync_directory(parent);
}

Result<void> sync_directory(const std::filesystem::path& directory) {
  const Descriptor file(::open(directory.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (!file.valid()) return failed("open the directory", directory);
  if (::fsync(file.get()) != 0) return failed("sync the directory", directory);
  return {};
}

Result<std::uint64_t> free_space(const std::filesystem::path& path) {
  struct statvfs info {};
  if (::statvfs(path.c_str(), &info) != 0) return failed("ask for free space", path);
  return std::uint64_t{info.f_bavail} * info.f_frsize;
}

}  // namespace yitang::storage
