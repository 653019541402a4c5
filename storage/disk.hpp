#pragma once

#include <sys/types.h>

#include <cstdint>
#include <filesystem>
#include <memory>
#include <span>
#include <string>
#include <tl/expected.hpp>
#include <vector>

#include "storage/bytes.hpp"

// The boundary below which bytes become durable. Everything that the store writes goes through a Disk: sealed
// files, key file, backups, and the database (over our own adapter when the disk is not the system's). A test
// puts a SimulatedDisk in its place and cuts the power at every single operation.
namespace yitang::storage {

// Errors are errno values: the caller knows what it was doing and to which path.
template <class T>
using DiskResult = tl::expected<T, int>;

struct DiskEntry {
  enum class Kind { Regular, Directory, Other };
  Kind kind = Kind::Regular;
  std::uint64_t size = 0;
  bool owner_only = false;  // belongs to this user; group and others have no rights at all
};

enum class OpenAs {
  Reader,       // ENOENT when missing; never waits, also not for a FIFO
  Writer,       // reads and writes; ENOENT when missing
  NewFile,      // reads and writes; EEXIST when present
  WriterOrNew,  // reads and writes; made when missing
};

enum class IfPresent { Replace, Refuse };

// An open file. Owned by one thread; closed when destroyed. Must not outlive its Disk.
class DiskFile {
 public:
  virtual ~DiskFile() = default;
  virtual DiskResult<DiskEntry> info() = 0;
  // Fewer bytes than asked for only at the end of the file.
  virtual DiskResult<std::size_t> read(std::uint64_t offset, std::span<std::uint8_t> out) = 0;
  // All of it, or an error after perhaps a part of it.
  virtual DiskResult<void> write(std::uint64_t offset, ByteView content) = 0;
  virtual DiskResult<void> truncate(std::uint64_t size) = 0;
  // Content and size are on the medium when it returns (fdatasync). Says nothing about the file's name.
  virtual DiskResult<void> sync() = 0;
  // For a writer that wants to hear of an error which only closing tells. Nothing may be called afterwards.
  virtual DiskResult<void> close() = 0;
  // The next reading asks the medium, as far as the system lets go of what it has in memory.
  virtual void forget_cached() {}
};

// Held until destroyed; the system lets go of it when the process ends. Must not outlive its Disk.
class DiskLock {
 public:
  virtual ~DiskLock() = default;
};

// Paths are absolute or relative to the working directory. Methods may be called from any thread unless a
// disk says otherwise; each DiskFile belongs to one.
class Disk {
 public:
  virtual ~Disk() = default;
  // `mode` holds for a file that is made, whatever the umask is.
  virtual DiskResult<std::unique_ptr<DiskFile>> open(const std::filesystem::path& path, OpenAs how,
                                                     mode_t mode = 0600) = 0;
  virtual DiskResult<DiskEntry> info(const std::filesystem::path& path) = 0;
  // Names without path, in no particular order.
  virtual DiskResult<std::vector<std::string>> list(const std::filesystem::path& directory) = 0;
  // Atomic, also from one directory to another; on the medium with the sync of the directory of `to`. Refuse:
  // EEXIST when `to` is there. A directory takes the place of an empty one only (ENOTEMPTY).
  virtual DiskResult<void> rename(const std::filesystem::path& from, const std::filesystem::path& to,
                                  IfPresent present) = 0;
  virtual DiskResult<void> remove(const std::filesystem::path& file) = 0;  // EISDIR for a directory
  virtual DiskResult<void> remove_directory(const std::filesystem::path& directory) = 0;  // ENOTEMPTY
  virtual DiskResult<void> make_directory(const std::filesystem::path& path, mode_t mode) = 0;
  // The names in this directory are on the medium when it returns.
  virtual DiskResult<void> sync_directory(const std::filesystem::path& directory) = 0;
  // Bytes that this user may still write on the file system of `path`.
  virtual DiskResult<std::uint64_t> free_space(const std::filesystem::path& path) = 0;
  // One holder at a time, in this process and all others; makes the file. EWOULDBLOCK when it is held.
  virtual DiskResult<std::unique_ptr<DiskLock>> lock(const std::filesystem::path& path) = 0;
};

// The machine's own.
Disk& system_disk();

}  // namespace yitang::storage
