// The last step of a restore and of a salvage: stores that lie whole aside take their place. Private to this
// folder.
//
// Aside is a folder in the data folder; as long as it is there no store of the data folder opens. It holds
// the note `ready` once everything in it is on the medium and may take its place.
#pragma once

#include <filesystem>
#include <optional>
#include <set>
#include <string>

#include "kiosk/base/error.hpp"
#include "kiosk/cases/unfinished_restore.hpp"
#include "kiosk/rescue/places.hpp"

namespace yitang::rescue {

struct Aside {
  std::filesystem::path data;
  const char* name = cases::kRestoring;  ///< or kSalvaging
  storage::Disk* disk = &storage::system_disk();

  std::filesystem::path path() const { return data / name; }
};

struct ReadyNote {
  /// Digest of the backup's file, hexadecimal; of a salvage: `salvage`. Empty: the note is not whole.
  std::string container;
  std::set<storage::BackupStore> stores;
};

Result<std::optional<ReadyNote>> read_ready(const Aside& aside);
/// Durable when it returns.
Result<void> write_ready(const Aside& aside, const ReadyNote& note);

/// An empty folder aside. It stays where it was: no store can be begun in between. The note goes first: what
/// is half cleared must not be taken for ready.
Result<void> begin_aside(const Aside& aside);
/// What could not be put together goes.
Result<void> drop_aside(const Aside& aside);
/// Every byte aside is on the medium when it returns. Returns which stores are there.
Result<std::set<storage::BackupStore>> make_durable(const Aside& aside);

/// Whether every store of the note is aside or placed already, so that only placing is left to do. False when
/// some are gone and none is placed: it can be begun anew. StoreFailed when one is placed and another gone.
Result<bool> is_complete(const Aside& aside, const ReadyNote& note);

/// The stores, and the files that lie beside them. Called again after an interruption it goes on where it
/// stopped. Refused rather than overwriting.
Result<void> take_place(const Aside& aside, const ReadyNote& note);
/// What a call that was interrupted at its very end left.
Result<void> clear_placed(const std::filesystem::path& data, storage::Disk& disk);

}  // namespace yitang::rescue
