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

Result<std::vector<fs::path>> files_in(const fs::path& directory) {
  std::vector<fs::path> files;
  std::error_code code;
  for (fs::directory_iterator entry(directory, code), end; !code && entry != end; entry.increment(code)) {
    files.push_back(entry->path());
  }
  if (code) return fail(ErrorKind::StoreFailed, "cannot be listed: " + code.message(), directory.string());
  return files;
}

fs::path pictures_in(const fs::path& directory, const StorePlace& place) {
  return directory / "pictures" / place.name;
}

Result<void> clear_temporary(const fs::path& directory) {
  auto files = files_in(directory);
  if (!files) return tl::unexpected(files.error());
  for (const fs::path& file : *files) {
    if (!file.filename().string().starts_with(storage::kTemporaryPrefix)) continue;
    if (auto gone = storage::remove_file_durably(file); !gone) return cases::store_failure(gone.error());
  }
  return {};
}

bool is_picture_name(const std::string& name) {
  return name.size() == 32 && name.find_first_not_of("0123456789abcdef") == std::string::npos;
}

}  // namespace

Result<BackupShelf> BackupShelf::open(const fs::path& folder, const std::string& terminal) {
  const fs::path directory = folder / ("yitang-" + terminal);
  std::vector<fs::path> folders{directory};
  for (const StorePlace& place : kStorePlaces) folders.push_back(pictures_in(directory, place));
  for (const fs::path& one : folders) {
    if (auto made = storage::make_private_directory(one); !made) return cases::store_failure(made.error());
    if (auto cleared = clear_temporary(one); !cleared) return tl::unexpected(cleared.error());
  }
  return BackupShelf(directory);
}

BackupShelf BackupShelf::of(const fs::path& container) { return BackupShelf(container.parent_path()); }

fs::path BackupShelf::container_for(UnixMillis created) const {
  const std::int64_t second = (created - start_of(Date::of(created))) / 1000;
  return directory_ / fmt::format("{}-{:02}{:02}{:02}{}", Date::of(created).compact(), second / 3600,
                                  second / 60 % 60, second % 60, kContainerEnding);
}

fs::path BackupShelf::path_of(const storage::BackupAttachment& picture) const {
  return pictures_in(directory_, place_of(picture.store)) / picture.name;
}

bool BackupShelf::holds(const storage::BackupAttachment& picture) const {
  std::error_code absent;
  if (fs::file_size(path_of(picture), absent) != picture.size || absent) return false;
  const auto facts = facts_of(path_of(picture));
  return facts && facts->size == picture.size && facts->digest == picture.digest;
}

Result<BackupShelf::Kept> BackupShelf::keep_newest(int count, const fs::path& made) const {
  auto files = files_in(directory_);
  if (!files) return tl::unexpected(files.error());
  Kept kept;
  std::size_t found = 0;
  std::vector<BackupFile> containers;
  for (const fs::path& file : *files) {
    if (file.extension() != kContainerEnding) continue;
    ++found;
    auto opened = BackupFile::open(file);
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
    auto pictures = files_in(pictures_in(directory_, place));
    if (!pictures) return tl::unexpected(pictures.error());
    for (const fs::path& picture : *pictures) {
      if (is_picture_name(picture.filename().string()) && !named.contains(picture)) going.push_back(picture);
    }
  }
  for (const fs::path& file : going) {
    if (auto gone = storage::remove_file_durably(file); !gone) return cases::store_failure(gone.error());
  }
  return going.size();
}

}  // namespace yitang::rescue
