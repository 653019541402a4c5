// What lies where in a data folder, for code that works on stores from outside.
#pragma once

#include <array>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "kiosk/base/error.hpp"
#include "storage/backup_container.hpp"
#include "storage/database.hpp"
#include "storage/disk.hpp"
#include "storage/key_file.hpp"

namespace yitang::rescue {

struct StorePlace {
  storage::BackupStore store;
  const char* name;            ///< of the folder, and for people
  const char* database;        ///< file inside the folder
  const char* pictures_query;  ///< names of the sealed files that rows know
};

inline constexpr std::array<StorePlace, 2> kStorePlaces{
    StorePlace{storage::BackupStore::Terminal, "terminal", "cases.db", "SELECT name FROM page ORDER BY name"},
    StorePlace{storage::BackupStore::Office, "office", "office.db",
               "SELECT name FROM office_page ORDER BY name"}};

const StorePlace& place_of(storage::BackupStore store);

/// Keys and database of one store, opened as they are: nothing is migrated or swept.
struct OpenedStore {
  const StorePlace* place = nullptr;
  std::filesystem::path directory;
  storage::KeyFile keys;
  storage::Database database;
};
Result<OpenedStore> open_store(const StorePlace& place, const std::filesystem::path& data,
                               const storage::HostBinding& host, storage::Disk& disk);

/// What cannot be examined is taken as present: nothing is ever overwritten.
bool is_there(const std::filesystem::path& path, storage::Disk& disk);
bool is_folder(const std::filesystem::path& path, storage::Disk& disk);
/// Private folder, durable under its name, also when a program that was killed had made it and not more.
Result<void> make_folder(const std::filesystem::path& path, storage::Disk& disk);
Result<std::vector<std::filesystem::path>> files_in(const std::filesystem::path& folder, storage::Disk& disk);
/// BLAKE2b-256 and size of a file, read once from beginning to end.
struct FileFacts {
  std::uint64_t size = 0;
  std::array<std::uint8_t, 32> digest{};
};
Result<FileFacts> facts_of(const std::filesystem::path& file, storage::Disk& disk);

/// What an operation of the disk answered, as the store would say it; `doing` completes "cannot ...".
tl::unexpected<Error> disk_failure(int error_number, const std::string& doing,
                                   const std::filesystem::path& path);
/// The same for what storage/ did.
Result<void> told(storage::Result<void> done);

}  // namespace yitang::rescue
