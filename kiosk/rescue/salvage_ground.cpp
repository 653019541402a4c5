#include "kiosk/rescue/salvage_ground.hpp"

#include <fmt/format.h>

#include <cerrno>
#include <system_error>

#include "kiosk/cases/storage_error.hpp"
#include "kiosk/rescue/places.hpp"
#include "storage/file_system.hpp"

namespace yitang::rescue {
namespace {

namespace fs = std::filesystem;

std::uint64_t size_of(const fs::path& file, storage::Disk& disk) {
  const auto info = disk.info(file);
  return info ? info->size : 0;
}

std::uint64_t size_of_files(const fs::path& directory, storage::Disk& disk) {
  std::uint64_t bytes = 0;
  const auto files = files_in(directory, disk);
  if (!files) return 0;
  for (const fs::path& file : *files) bytes += size_of(file, disk);
  return bytes;
}

}  // namespace

Result<void> check_target(const Aside& out) {
  if (!is_there(out.data, *out.disk)) return {};
  auto ready = read_ready(out);
  if (!ready) return tl::unexpected(ready.error());
  if (*ready) {
    auto complete = is_complete(out, **ready);
    if (!complete) return tl::unexpected(complete.error());
    if (*complete) {
      if (auto placed = take_place(out, **ready); !placed) return placed;
      return fail(ErrorKind::Refused,
                  "an interrupted salvage was brought to its end here: read salvage-report.txt",
                  out.data.string());
    }
  }
  auto files = clear_placed(out.data, *out.disk).and_then([&] { return files_in(out.data, *out.disk); });
  if (!files) return tl::unexpected(files.error());
  for (const fs::path& file : *files) {
    if (file != out.path())
      return fail(ErrorKind::Refused, "is not empty: nothing is overwritten", out.data.string());
  }
  return {};
}

Result<StoreLocks> hold_stores(const fs::path& data, storage::Disk& disk) {
  StoreLocks locks;
  for (const StorePlace& place : kStorePlaces) {
    const fs::path database = data / place.name / place.database;
    if (!is_there(data / place.name, disk)) continue;
    auto lock = disk.lock(database.string() + ".lock");
    if (lock) {
      locks.push_back(std::move(*lock));
      continue;
    }
    if (lock.error() == EROFS) continue;  // a medium that nobody can write
    return fail(ErrorKind::Unavailable,
                lock.error() == EWOULDBLOCK
                    ? "the store is in use: end the terminal first"
                    : "the store cannot be held: " + std::generic_category().message(lock.error()),
                database.string());
  }
  return locks;
}

Result<void> check_salvage_room(const fs::path& data, const fs::path& out, storage::Disk& disk) {
  constexpr std::uint64_t kMargin = std::uint64_t{16} << 20;
  std::uint64_t bytes = kMargin;
  for (const StorePlace& place : kStorePlaces) {
    const fs::path database = data / place.name / place.database;
    bytes += 2 * (size_of(database, disk) + size_of(database.string() + "-wal", disk));
    bytes += size_of_files(data / place.name / "sealed", disk);
  }
  auto room = storage::free_space(out, disk);
  if (!room) return cases::store_failure(room.error());
  if (*room >= bytes) return {};
  return fail(ErrorKind::StoreFull,
              fmt::format("{} MB are free, {} MB are needed", *room >> 20, (bytes >> 20) + 1), out.string());
}

Result<std::vector<std::string>> carry_slots(const fs::path& old_file, const storage::HostBinding& from,
                                             storage::KeyFile& to, const char* store,
                                             storage::RandomSource& random, storage::Disk& disk) {
  std::vector<std::string> left;
  auto slots = storage::KeyFile::inspect(old_file, from, disk);
  if (!slots) return cases::store_failure(slots.error());
  bool had_host = false;
  for (const storage::SlotReport& slot : *slots) {
    if (slot.kind == storage::SlotKind::Host) {
      had_host = true;
    } else if (slot.kind == storage::SlotKind::Recovery && slot.recovery_key) {
      auto added = to.add_recovery_slot(*slot.recovery_key, random, slot.created);
      if (!added) return cases::store_failure(added.error());
    } else {
      const bool tpm = slot.kind == storage::SlotKind::Tpm;
      left.push_back(
          fmt::format("{}: the {} slot of the keys is not here: add it again (yitang keys add-slot)", store,
                      tpm                                          ? "TPM"
                      : slot.kind == storage::SlotKind::Passphrase ? "passphrase"
                                                                   : "unknown"));
    }
  }
  if (!had_host) {
    left.push_back(fmt::format(
        "{}: the old keys had no host slot, the new ones have: weaker until it is removed (yitang keys "
        "remove-slot)",
        store));
  }
  return left;
}

}  // namespace yitang::rescue
