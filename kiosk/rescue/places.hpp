// What lies where in a data folder, for code that works on stores from outside.
#pragma once

#include <array>
#include <filesystem>
#include <optional>
#include <string>

#include "kiosk/base/error.hpp"
#include "storage/backup_container.hpp"
#include "storage/database.hpp"
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
                               const storage::HostBinding& host);

bool is_there(const std::filesystem::path& path);
/// BLAKE2b-256 and size of a file, read once from beginning to end.
struct FileFacts {
  std::uint64_t size = 0;
  std::array<std::uint8_t, 32> digest{};
};
Result<FileFacts> facts_of(const std::filesystem::path& file);
/// The next reading asks the medium as far as the system lets go of what it has in memory.
void forget_cached(const std::filesystem::path& file);
/// Content that was written without storage/file_system.hpp is on the medium when it returns.
Result<void> sync_file(const std::filesystem::path& file);
Result<void> remove_tree(const std::filesystem::path& path);

}  // namespace yitang::rescue
