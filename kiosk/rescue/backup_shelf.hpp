// The folder of one terminal on a medium: its containers and the pictures that they share.
#pragma once

#include <filesystem>
#include <string>

#include "kiosk/base/clock.hpp"
#include "kiosk/base/error.hpp"
#include "storage/backup_container.hpp"

namespace yitang::rescue {

class BackupShelf {
 public:
  /// Makes yitang-CODE and its folders in `folder` if missing, and clears what an interrupted writer left.
  static Result<BackupShelf> open(const std::filesystem::path& folder, const std::string& terminal);
  /// The shelf that this container lies on; nothing is made.
  static BackupShelf of(const std::filesystem::path& container);

  std::filesystem::path container_for(UnixMillis created) const;
  std::filesystem::path path_of(const storage::BackupAttachment& picture) const;
  /// The file is there with this size and digest.
  bool holds(const storage::BackupAttachment& picture) const;
  /// Removes all but `made` and the newest containers, and pictures that none of those names. Pictures stay
  /// as long as a container lies here that cannot be read. Returns how many files went.
  Result<std::size_t> keep_newest(int count, const std::filesystem::path& made) const;

 private:
  explicit BackupShelf(std::filesystem::path directory) : directory_(std::move(directory)) {}

  std::filesystem::path directory_;
};

}  // namespace yitang::rescue
