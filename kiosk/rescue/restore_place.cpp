#include "kiosk/rescue/restore_place.hpp"

#include <sstream>

#include "kiosk/cases/storage_error.hpp"
#include "storage/file_system.hpp"

namespace yitang::rescue {
namespace {

namespace fs = std::filesystem;

constexpr const char* kReady = "ready";
constexpr const char* kPlaced = ".restored";  // what is left of the folder aside, on its way out
constexpr const char* kHeading = "yitang restore 1";
constexpr std::size_t kLongestNote = 1024;

ReadyNote note_of(const std::string& text) {
  std::istringstream lines(text);
  std::string heading;
  ReadyNote note;
  if (!std::getline(lines, heading) || heading != kHeading || !std::getline(lines, note.container)) return {};
  for (std::string name; std::getline(lines, name);) {
    for (const StorePlace& place : kStorePlaces) {
      if (name == place.name) note.stores.insert(place.store);
    }
  }
  return note.stores.empty() ? ReadyNote{} : note;
}

Result<void> refuse_present(const fs::path& path, storage::Disk& disk) {
  if (!is_there(path, disk)) return {};
  return fail(ErrorKind::Refused, "there is a store already: nothing is overwritten", path.string());
}

Result<void> move_stores(const Aside& aside, const ReadyNote& note) {
  for (const storage::BackupStore store : note.stores) {
    const char* name = place_of(store).name;
    if (!is_there(aside.path() / name, *aside.disk)) continue;  // placed by an earlier call
    auto moved = refuse_present(aside.data / name, *aside.disk).and_then([&] {
      return told(storage::move_to(aside.path() / name, aside.data / name, *aside.disk));
    });
    if (!moved) return moved;
  }
  return {};
}

Result<void> move_files(const Aside& aside) {
  auto files = files_in(aside.path(), *aside.disk);
  if (!files) return tl::unexpected(files.error());
  for (const fs::path& file : *files) {
    const std::string name = file.filename().string();
    if (name == kReady || name.starts_with(storage::kTemporaryPrefix) || is_folder(file, *aside.disk))
      continue;
    if (auto moved = told(storage::move_to(file, aside.data / name, *aside.disk)); !moved) return moved;
  }
  return {};
}

/// Durably, before anything that it vouches for.
Result<void> withdraw_ready(const Aside& aside) {
  auto gone = storage::remove_file_durably(aside.path() / kReady, *aside.disk);
  if (!gone) return cases::store_failure(gone.error());
  return {};
}

}  // namespace

Result<std::optional<ReadyNote>> read_ready(const Aside& aside) {
  const fs::path file = aside.path() / kReady;
  if (!is_there(file, *aside.disk)) return std::nullopt;
  auto bytes = storage::read_file(file, kLongestNote, *aside.disk);
  if (!bytes) return cases::store_failure(bytes.error());
  return note_of(std::string(bytes->begin(), bytes->end()));
}

Result<void> write_ready(const Aside& aside, const ReadyNote& note) {
  std::string text = std::string(kHeading) + "\n" + note.container + "\n";
  for (const storage::BackupStore store : note.stores) text += std::string(place_of(store).name) + "\n";
  return told(storage::write_file_durably(aside.path() / kReady, storage::bytes_of(text), 0600,
                                          storage::Overwrite::Allow, *aside.disk));
}

Result<void> begin_aside(const Aside& aside) {
  if (!is_there(aside.path(), *aside.disk)) return make_folder(aside.path(), *aside.disk);
  if (auto gone = withdraw_ready(aside); !gone) return gone;
  auto files = files_in(aside.path(), *aside.disk);
  if (!files) return tl::unexpected(files.error());
  for (const fs::path& file : *files) {
    if (auto gone = told(storage::remove_tree(file, *aside.disk)); !gone) return gone;
  }
  return make_folder(aside.path(), *aside.disk);
}

Result<void> drop_aside(const Aside& aside) {
  if (!is_there(aside.path(), *aside.disk)) return {};
  return withdraw_ready(aside).and_then(
      [&] { return told(storage::remove_tree(aside.path(), *aside.disk)); });
}

Result<std::set<storage::BackupStore>> make_durable(const Aside& aside) {
  std::set<storage::BackupStore> stores;
  for (const StorePlace& place : kStorePlaces) {
    const auto directory = aside.path() / place.name;
    if (!is_there(directory, *aside.disk)) continue;
    stores.insert(place.store);
    for (const char* name : {place.database, "keys.bin"}) {
      if (auto synced = storage::sync_file(directory / name, *aside.disk); !synced)
        return cases::store_failure(synced.error());
    }
    if (auto synced = storage::sync_directory(directory, *aside.disk); !synced)
      return cases::store_failure(synced.error());
  }
  auto synced = storage::sync_directory(aside.path(), *aside.disk);
  if (!synced) return cases::store_failure(synced.error());
  return stores;
}

Result<bool> is_complete(const Aside& aside, const ReadyNote& note) {
  const StorePlace* gone = nullptr;
  bool placed = false;
  for (const storage::BackupStore store : note.stores) {
    const StorePlace& place = place_of(store);
    const bool here = is_there(aside.data / place.name, *aside.disk);
    if (!here && !is_there(aside.path() / place.name, *aside.disk)) gone = &place;
    placed = placed || here;
  }
  if (gone == nullptr) return true;
  if (!placed) return false;
  return fail(ErrorKind::StoreFailed,
              "an interrupted restore had put it here and it is gone: bring it back, or move the other store "
              "away too",
              (aside.data / gone->name).string());
}

Result<void> take_place(const Aside& aside, const ReadyNote& note) {
  const auto sync = [&aside] { return told(storage::sync_directory(aside.data, *aside.disk)); };
  const auto clear = [&aside] { return clear_placed(aside.data, *aside.disk); };
  return move_stores(aside, note)
      .and_then([&] { return move_files(aside); })
      .and_then(sync)
      .and_then(clear)
      // In one step: a folder aside that is half removed would keep the stores shut.
      .and_then([&] { return told(storage::move_to(aside.path(), aside.data / kPlaced, *aside.disk)); })
      .and_then(sync)
      .and_then(clear);
}

Result<void> clear_placed(const fs::path& data, storage::Disk& disk) {
  if (!is_there(data / kPlaced, disk)) return {};
  return told(storage::remove_tree(data / kPlaced, disk));
}

}  // namespace yitang::rescue
