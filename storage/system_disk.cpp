// The machine's own disk: plain POSIX.
#include <fcntl.h>
#include <stdio.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <utility>

#include "storage/disk.hpp"

namespace yitang::storage {
namespace {

tl::unexpected<int> last_error() { return tl::unexpected(errno); }

DiskResult<void> done_if_zero(int result) {
  if (result != 0) return last_error();
  return {};
}

DiskEntry entry_of(const struct stat& info) {
  DiskEntry entry;
  entry.kind = S_ISREG(info.st_mode)   ? DiskEntry::Kind::Regular
               : S_ISDIR(info.st_mode) ? DiskEntry::Kind::Directory
                                       : DiskEntry::Kind::Other;
  entry.size = static_cast<std::uint64_t>(info.st_size);
  entry.owner_only = (info.st_mode & 077) == 0 && info.st_uid == ::geteuid();
  return entry;
}

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

class SystemFile final : public DiskFile {
 public:
  explicit SystemFile(int fd) : file_(fd) {}

  DiskResult<DiskEntry> info() override {
    struct stat info {};
    if (::fstat(file_.get(), &info) != 0) return last_error();
    return entry_of(info);
  }

  DiskResult<std::size_t> read(std::uint64_t offset, std::span<std::uint8_t> out) override {
    std::size_t filled = 0;
    while (filled < out.size()) {
      const ssize_t got =
          ::pread(file_.get(), out.data() + filled, out.size() - filled, static_cast<off_t>(offset + filled));
      if (got < 0 && errno == EINTR) continue;
      if (got < 0) return last_error();
      if (got == 0) break;
      filled += static_cast<std::size_t>(got);
    }
    return filled;
  }

  DiskResult<void> write(std::uint64_t offset, ByteView content) override {
    while (!content.empty()) {
      const std::size_t part = std::min(content.size(), std::size_t{1} << 30);
      const ssize_t written = ::pwrite(file_.get(), content.data(), part, static_cast<off_t>(offset));
      if (written < 0 && errno == EINTR) continue;
      if (written < 0) return last_error();
      content = content.subspan(static_cast<std::size_t>(written));
      offset += static_cast<std::uint64_t>(written);
    }
    return {};
  }

  DiskResult<void> truncate(std::uint64_t size) override {
    return done_if_zero(::ftruncate(file_.get(), static_cast<off_t>(size)));
  }
  DiskResult<void> sync() override { return done_if_zero(::fdatasync(file_.get())); }
  DiskResult<void> close() override { return done_if_zero(file_.close()); }
  void forget_cached() override { ::posix_fadvise(file_.get(), 0, 0, POSIX_FADV_DONTNEED); }

 private:
  Descriptor file_;
};

class SystemLock final : public DiskLock {
 public:
  explicit SystemLock(int fd) : file_(fd) {}
  int take() { return ::flock(file_.get(), LOCK_EX | LOCK_NB); }

 private:
  Descriptor file_;
};

int flags_of(OpenAs how) {
  switch (how) {
    case OpenAs::Reader: return O_RDONLY | O_NONBLOCK;
    case OpenAs::Writer: return O_RDWR;
    case OpenAs::NewFile: return O_RDWR | O_CREAT | O_EXCL;
    case OpenAs::WriterOrNew: return O_RDWR | O_CREAT;
  }
  return O_RDONLY;
}

// Rename that fails with EEXIST instead of replacing, also on file systems that do not know RENAME_NOREPLACE.
int rename_without_replacing(const char* from, const char* to) {
  if (::renameat2(AT_FDCWD, from, AT_FDCWD, to, RENAME_NOREPLACE) == 0) return 0;
  if (errno != EINVAL && errno != ENOSYS) return -1;
  if (::link(from, to) != 0) return -1;
  return ::unlink(from);
}

class SystemDisk final : public Disk {
 public:
  DiskResult<std::unique_ptr<DiskFile>> open(const std::filesystem::path& path, OpenAs how,
                                             mode_t mode) override {
    const int fd = ::open(path.c_str(), flags_of(how) | O_CLOEXEC, mode);
    if (fd < 0) return last_error();
    auto file = std::make_unique<SystemFile>(fd);
    if (how == OpenAs::NewFile && ::fchmod(fd, mode) != 0) return last_error();
    return file;
  }

  DiskResult<DiskEntry> info(const std::filesystem::path& path) override {
    struct stat info {};
    if (::stat(path.c_str(), &info) != 0) return last_error();
    return entry_of(info);
  }

  DiskResult<std::vector<std::string>> list(const std::filesystem::path& directory) override {
    std::vector<std::string> names;
    std::error_code failure;
    std::filesystem::directory_iterator entry(directory, failure);
    for (; !failure && entry != std::filesystem::directory_iterator(); entry.increment(failure)) {
      names.push_back(entry->path().filename().string());
    }
    if (failure) return tl::unexpected(failure.value());
    return names;
  }

  DiskResult<void> rename(const std::filesystem::path& from, const std::filesystem::path& to,
                          IfPresent present) override {
    return done_if_zero(present == IfPresent::Replace ? ::rename(from.c_str(), to.c_str())
                                                      : rename_without_replacing(from.c_str(), to.c_str()));
  }

  DiskResult<void> remove(const std::filesystem::path& file) override {
    return done_if_zero(::unlink(file.c_str()));
  }

  DiskResult<void> remove_directory(const std::filesystem::path& directory) override {
    return done_if_zero(::rmdir(directory.c_str()));
  }

  DiskResult<void> make_directory(const std::filesystem::path& path, mode_t mode) override {
    return done_if_zero(::mkdir(path.c_str(), mode));
  }

  DiskResult<void> sync_directory(const std::filesystem::path& directory) override {
    const Descriptor file(::open(directory.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (!file.valid()) return last_error();
    return done_if_zero(::fsync(file.get()));
  }

  DiskResult<std::uint64_t> free_space(const std::filesystem::path& path) override {
    struct statvfs info {};
    if (::statvfs(path.c_str(), &info) != 0) return last_error();
    return std::uint64_t{info.f_bavail} * info.f_frsize;
  }

  DiskResult<std::unique_ptr<DiskLock>> lock(const std::filesystem::path& path) override {
    const int fd = ::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    if (fd < 0) return last_error();
    auto held = std::make_unique<SystemLock>(fd);
    if (held->take() != 0) return last_error();
    return held;
  }
};

}  // namespace

Disk& system_disk() {
  static SystemDisk disk;
  return disk;
}

}  // namespace yitang::storage
