#pragma once

#include <memory>
#include <string>

#include "storage/disk.hpp"

struct sqlite3_vfs;

// For use inside storage/ only: lets SQLite work on a Disk that is not the system's.
namespace yitang::storage::detail {

// Registered with SQLite under name() while it lives: from before the first connection on it is opened until
// after the last one is closed. Does for one connection in exclusive locking mode what SQLite's own unix VFS
// does, in the same order of operations: the directory is synced with a new log's first sync, a deletion with
// its directory, an empty log counts as absent. There are no SQLite locks (the store has a DiskLock) and no
// temporary files: asking for one is an error, because the store keeps everything temporary in memory.
class DiskVfs {
 public:
  static std::unique_ptr<DiskVfs> register_over(Disk& disk);  // null: SQLite took no new VFS
  DiskVfs(const DiskVfs&) = delete;
  DiskVfs& operator=(const DiskVfs&) = delete;
  ~DiskVfs();

  const char* name() const { return name_.c_str(); }
  Disk& disk() const { return disk_; }

  // errno of the last operation that failed, for sqlite3_system_errno.
  int last_error = 0;

 private:
  explicit DiskVfs(Disk& disk);

  Disk& disk_;
  std::string name_;
  std::unique_ptr<sqlite3_vfs> vfs_;
};

}  // namespace yitang::storage::detail
