#include "kiosk/rescue/backup_shelf.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <vector>

#include "kiosk/base/date.hpp"
#include "kiosk/cases/storage_error.hpp"
#include "kiosk/rescue/backup_file.hpp"
#include "kiosk/rescue/places.hpp"
#include "storage/file_system.hpp"

namespace yitang::rescue {
namespace {

namespace fs = std::filesystem;

constexpr const char* kContainerEnding = ".backup";

fs::path pictures_in(const fs::path& directory, const StorePlace& place) {
  return directory / "pictures" / place.name;
}

bool is_picture_name(const std::string& name) {
  return name.size() == 32 && name.find_first_not_of("0123456789abcdef") == std::string::npos;
}

}  // namespace

Result<BackupShelf> BackupShelf::open(const fs::path& folder, const std::string& terminal,
                                      storage::Disk& disk) {
  const fs::path directory = folder / ("yitang-" + terminal);
  std::vector<fs::path> folders{directory, directory / "pictures"};
  for (const StorePlace& place : kStorePlaces) folders.push_back(pictures_in(directory, place));
  for (const fs::path& one : folders) {
    if (auto made = make_folder(one, disk); !made) return tl::unexpected(made.error());
    if (auto swept = storage::sweep_temporaries(one, disk); !swept)
      return cases::store_failure(swept.error());
  }
  return BackupShelf(directory, disk);
}

BackupShelf BackupShelf::of(const fs::path& container, storage::Disk& disk) {
  return BackupShelf(container.parent_path(), disk);
}

fs::path BackupShelf::container_for(UnixMillis created) const {
  const std::int64_t second = (created - start_of(Date::of(created))) / 1000;
  return directory_ / fmt::format("{}-{:02}{:02}{:02}{}", Date::of(created).compact(), second / 3600,
                                  second / 60 % 60, second % 60, kContainerEnding);
}

fs::path BackupShelf::path_of(const storage::BackupAttachment& picture) const {
  return pictures_in(directory_, place_of(picture.store)) / picture.name;
}

bool BackupShelf::holds(const storage::BackupAttachment& picture) const {
  const auto there = disk_->info(path_of(picture));
  if (!there || there->size != picture.size) return false;
  const auto facts = facts_of(path_of(picture), *disk_);
  return facts && facts->size == picture.size && facts->digest == picture.digest;
}

Result<BackupShelf::Kept> BackupShelf::keep_newest(int count, const fs::path& made) const {
  auto files = files_in(directory_, *disk_);
  if (!files) return tl::unexpected(files.error());
  Kept kept;
  std::size_t found = 0;
  std::vector<BackupFile> containers;
  for (const fs::path& file : *files) {
    if (file.extension() != kContainerEnding) continue;
    ++found;
    auto opened = BackupFile::open(file, *disk_);
    if (opened) {
      containers.push_back(std::move(*opened));
    } else {
      kept.faulty.push_back(file.string());
    }
  }
  // The one just made stays, also when the clock ran ahead at an earlier one.
  const auto rank = [&made](const BackupFile& one) {
    return std::pair(one.path() == made, one.header().created_ms);
  };
  std::sort(containers.begin(), containers.end(),
            [&rank](const BackupFile& left, const BackupFile& right) { return rank(left) > rank(right); });
  std::set<fs::path> named;
  std::vector<fs::path> going;
  int whole = 0;
  for (BackupFile& container : containers) {
    if (whole >= count) {
      going.push_back(container.path());
      continue;
    }
    for (const auto& picture : container.header().attachments) named.insert(path_of(picture));
    if (is_whole(container)) {
      ++whole;
    } else if (container.path() == made) {
      return fail(ErrorKind::StoreFailed, "cannot be read back: the medium is not good", made.string());
    } else {
      kept.faulty.push_back(container.path().string());
    }
  }
  // What a container names that cannot be opened is not known: then everything stays.
  if (containers.size() < found) return kept;
  auto removed = remove_files(going, named);
  if (!removed) return tl::unexpected(removed.error());
  kept.removed = *removed;
  return kept;
}

bool BackupShelf::is_whole(BackupFile& container) const {
  if (!container.check_signature()) return false;
  const auto& pictures = container.header().attachments;
  return std::all_of(pictures.begin(), pictures.end(), [this](const auto& one) { return holds(one); });
}

Result<std::size_t> BackupShelf::remove_files(std::vector<fs::path> going,
                                              const std::set<fs::path>& named) const {
  for (const StorePlace& place : kStorePlaces) {
    auto pictures = files_in(pictures_in(directory_, place), *disk_);
    if (!pictures) return tl::unexpected(pictures.error());
    for (const fs::path& picture : *pictures) {
      if (is_picture_name(picture.filename().string()) && !named.contains(picture)) going.push_back(picture);
    }
  }
  for (const fs::path& file : going) {
    if (auto gone = storage::remove_file_durably(file, *disk_); !gone)
      return cases::store_failure(gone.error());
  }
  return going.size();
}

}  // namespace yitang::rescue
