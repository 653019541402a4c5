#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "storage/disk.hpp"

// A disk in memory with a volatile cache, for tests: what was not synced may be lost, kept, kept in part or
// torn when the power goes, and names have a durability of their own. Whatever it decides follows from the
// seed. For one thread.
namespace yitang::storage {

struct SimulatedNode;

// What goes wrong, counted in operations() from the moment it is set.
struct DiskFault {
  std::uint64_t at = 0;  // the operation that fails first
  int error = 0;         // ENOSPC: only what needs room fails. Others: everything that changes something
  bool stays = false;    // until clear_fault(), else this one operation only
  std::string within{};  // only where a path goes through this folder ("/media/"); empty: everywhere
};

class SimulatedDisk final : public Disk {
 public:
  SimulatedDisk();
  SimulatedDisk(const SimulatedDisk&) = delete;
  SimulatedDisk& operator=(const SimulatedDisk&) = delete;
  ~SimulatedDisk() override;

  // The same content and cache, nothing open, no fault, nobody listening, operations counted from 0. Which
  // syncs are ignored is kept.
  std::unique_ptr<SimulatedDisk> copy() const;

  // Operations so far that change something: write, truncate, sync, new file, rename, remove, new directory,
  // sync of a directory. Reading is none: a cut there is a cut at the next change.
  std::uint64_t operations() const { return operations_; }

  // The power goes during operation `at` (0: the next one): that one may still arrive in part, it and all
  // that follow answer EIO.
  void cut_power_at(std::uint64_t at);
  // The power goes now.
  void cut_power();
  bool has_power() const { return powered_; }
  // What the cut interrupted or the fault struck last, for a message: "write /data/cases.db-wal 4096 at 32".
  const std::string& interrupted() const { return interrupted_; }

  // After a cut: the medium as it may be found, by `seed`. Of each file's unsynced writes none, all, the
  // first few, or any are there; the write at the edge torn by sectors of 512 or 4096 bytes, each of which is
  // new, old or garbage. The same for changes of names of each directory; what was moved from one directory
  // to another is in one of them. What was open or locked is dead.
  void restore_power(std::uint64_t seed);
  // After a cut that was only the program's end: the system's cache is as it was, with half of the write that
  // was under way, and may still be lost.
  void restart_program();

  void set_fault(DiskFault fault);
  void clear_fault();
  bool fault_struck() const { return fault_struck_; }
  // The control: a disk that says "synced" and does nothing, for everything or for what `ignored` picks.
  using PathTest = std::function<bool(const std::string& path)>;
  void ignore_sync(bool ignore);
  void ignore_sync_of(PathTest ignored) { ignored_ = std::move(ignored); }
  // Hears of every operation as it begins, worded as interrupted() does.
  void watch(std::function<void(const std::string& what)> listener) { listener_ = std::move(listener); }
  // Room for all files' content. What does not fit is written in part and answered with ENOSPC.
  void set_capacity(std::uint64_t bytes) { capacity_ = bytes; }
  std::uint64_t used() const;

  // For tests that compare: every file's path and content as the running system sees them.
  std::map<std::string, Bytes> files() const;

  DiskResult<std::unique_ptr<DiskFile>> open(const std::filesystem::path& path, OpenAs how,
                                             mode_t mode = 0600) override;
  DiskResult<DiskEntry> info(const std::filesystem::path& path) override;
  DiskResult<std::vector<std::string>> list(const std::filesystem::path& directory) override;
  DiskResult<void> rename(const std::filesystem::path& from, const std::filesystem::path& to,
                          IfPresent present) override;
  DiskResult<void> remove(const std::filesystem::path& file) override;
  DiskResult<void> remove_directory(const std::filesystem::path& directory) override;
  DiskResult<void> make_directory(const std::filesystem::path& path, mode_t mode) override;
  DiskResult<void> sync_directory(const std::filesystem::path& directory) override;
  DiskResult<std::uint64_t> free_space(const std::filesystem::path& path) override;
  DiskResult<std::unique_ptr<DiskLock>> lock(const std::filesystem::path& path) override;

  struct NameChange;  // internal

 private:
  friend class SimulatedFile;
  friend class SimulatedLock;
  using NodePtr = std::shared_ptr<SimulatedNode>;
  enum class Needs { Room, Nothing };

  // Counts one operation; errno of the cut or of the fault that it meets.
  DiskResult<void> tick(Needs needs, const std::string& what);
  bool ignores(const std::string& path) const { return ignored_ && ignored_(path); }
  bool cut_here() const { return powered_ && operations_ == cut_at_; }
  NodePtr find(const std::filesystem::path& path) const;
  DiskResult<NodePtr> directory_of(const std::filesystem::path& path) const;
  DiskResult<void> change_names(const NodePtr& directory, NameChange change, Needs needs,
                                const std::string& what);
  DiskResult<void> remove_name(const std::filesystem::path& path, const std::string& what);
  DiskResult<NodePtr> make(const std::filesystem::path& path, bool directory, mode_t mode);
  void begin_life();

  NodePtr root_;
  std::set<std::string> locks_;
  std::uint64_t operations_ = 0;
  std::uint64_t cut_at_;
  std::uint64_t life_ = 0;  // files and locks of an earlier one are dead
  bool powered_ = true;
  std::string interrupted_;
  DiskFault fault_;
  bool fault_set_ = false;
  bool fault_struck_ = false;
  PathTest ignored_;  // null: none
  std::function<void(const std::string&)> listener_;
  std::uint64_t capacity_;
};

}  // namespace yitang::storage
