// The folder of one terminal on a medium: its containers and the pictures that they share.
#pragma once

#include <filesystem>
#include <set>
#include <string>
#include <vector>

#include "kiosk/base/clock.hpp"
#include "kiosk/base/error.hpp"
#include "kiosk/rescue/backup_file.hpp"
#include "storage/backup_container.hpp"

namespace yitang::rescue {

class BackupShelf {
 public:
  /// Makes yitang-CODE and its folders in `folder` if missing, and clears what an interrupted writer left.
  static Result<BackupShelf> open(const std::filesystem::path& folder, const std::string& terminal,
                                  storage::Disk& disk);
  /// The shelf that this container lies on; nothing is made.
  static BackupShelf of(const std::filesystem::path& container, storage::Disk& disk);

  std::filesystem::path container_for(UnixMillis created) const;
  std::filesystem::path path_of(const storage::BackupAttachment& picture) const;
  /// The file is there with this size and digest.
  bool holds(const storage::BackupAttachment& picture) const;
  struct Kept {
    std::size_t removed = 0;          ///< files
    std::vector<std::string> faulty;  ///< containers that are not whole: they stay and are not counted
  };
  /// Keeps `made` and the newest containers until `count` whole ones stay (signature and pictures, all read
  /// back), removes the older ones and pictures that no other names. Nothing is removed as long as a
  /// container lies here that cannot be read. StoreFailed when `made` itself is not whole.
  Result<Kept> keep_newest(int count, const std::filesystem::path& made) const;

 private:
  bool is_whole(BackupFile& container) const;
  /// The containers in `going`, and pictures that are not named.
  Result<std::size_t> remove_files(std::vector<std::filesystem::path> going,
                                   const std::set<std::filesystem::path>& named) const;
  BackupShelf(std::filesystem::path directory, storage::Disk& disk)
      : directory_(std::move(directory)), disk_(&disk) {}

  std::filesystem::path directory_;
  storage::Disk* disk_;
};

}  // namespace yitang::rescue
