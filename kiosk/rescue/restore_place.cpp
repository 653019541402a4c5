#include "kiosk/rescue/restore_place.hpp"

#include <sstream>

#include "kiosk/cases/storage_error.hpp"
#include "kiosk/cases/unfinished_restore.hpp"
#include "storage/file_system.hpp"

namespace yitang::rescue {
namespace {

namespace fs = std::filesystem;

constexpr const char* kReady = "ready";
constexpr const char* kPlaced = ".restored";  // what is left of the staging folder, on its way out
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

Result<void> move_over(const fs::path& from, const fs::path& to) {
  std::error_code code;
  fs::rename(from, to, code);
  if (code) return fail(ErrorKind::StoreFailed, "cannot take its place: " + code.message(), to.string());
  return {};
}

Result<void> sync(const fs::path& directory) {
  auto synced = storage::sync_directory(directory);
  if (!synced) return cases::store_failure(synced.error());
  return {};
}

}  // namespace

fs::path staging_of(const fs::path& data) { return data / cases::kRestoring; }

Result<std::optional<ReadyNote>> read_ready(const fs::path& data) {
  const fs::path file = staging_of(data) / kReady;
  if (!is_there(file)) return std::nullopt;
  auto bytes = storage::read_file(file, kLongestNote);
  if (!bytes) return cases::store_failure(bytes.error());
  return note_of(std::string(bytes->begin(), bytes->end()));
}

Result<void> write_ready(const fs::path& data, const ReadyNote& note) {
  std::string text = std::string(kHeading) + "\n" + note.container + "\n";
  for (const storage::BackupStore store : note.stores) text += std::string(place_of(store).name) + "\n";
  auto written = storage::write_file_durably(staging_of(data) / kReady, storage::bytes_of(text));
  if (!written) return cases::store_failure(written.error());
  return {};
}

Result<bool> is_complete(const fs::path& data, const ReadyNote& note) {
  const StorePlace* gone = nullptr;
  bool placed = false;
  for (const storage::BackupStore store : note.stores) {
    const StorePlace& place = place_of(store);
    const bool here = is_there(data / place.name);
    if (!here && !is_there(staging_of(data) / place.name)) gone = &place;
    placed = placed || here;
  }
  if (gone == nullptr) return true;
  if (!placed) return false;
  return fail(ErrorKind::StoreFailed,
              "an interrupted restore had put it here and it is gone: bring it back, or move the other store "
              "away too",
              (data / gone->name).string());
}

Result<void> take_place(const fs::path& data, const ReadyNote& note) {
  const fs::path staging = staging_of(data);
  for (const storage::BackupStore store : note.stores) {
    const StorePlace& place = place_of(store);
    if (!is_there(staging / place.name)) continue;  // placed by an earlier call
    if (is_there(data / place.name))
      return fail(ErrorKind::Refused, "there is a store already: nothing is overwritten",
                  (data / place.name).string());
    if (auto moved = move_over(staging / place.name, data / place.name); !moved) return moved;
  }
  if (auto synced = sync(data); !synced) return synced;
  // In one step: a staging folder that is half removed would keep the stores shut.
  const fs::path placed = data / kPlaced;
  return remove_tree(placed)
      .and_then([&] { return move_over(staging, placed); })
      .and_then([&] { return sync(data); })
      .and_then([&] { return remove_tree(placed); })
      .and_then([&] { return sync(data); });
}

}  // namespace yitang::rescue
