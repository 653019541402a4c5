// The last step of a restore: stores that lie whole aside take their place. Private to this folder.
//
// Aside is <data>/.restoring; as long as it is there no store of the data folder opens. It holds the note
// `ready` once everything in it is on the medium and may take its place.
#pragma once

#include <filesystem>
#include <optional>
#include <set>
#include <string>

#include "kiosk/base/error.hpp"
#include "kiosk/rescue/places.hpp"

namespace yitang::rescue {

struct ReadyNote {
  std::string container;  ///< digest of the backup's file, hexadecimal; empty: the note is not whole
  std::set<storage::BackupStore> stores;
};

std::filesystem::path staging_of(const std::filesystem::path& data);

Result<std::optional<ReadyNote>> read_ready(const std::filesystem::path& data);
/// Durable when it returns.
Result<void> write_ready(const std::filesystem::path& data, const ReadyNote& note);

/// Whether every store of the note is aside or placed already, so that only placing is left to do. False when
/// some are gone and none is placed: it can be begun anew. StoreFailed when one is placed and another gone.
Result<bool> is_complete(const std::filesystem::path& data, const ReadyNote& note);

/// Called again after an interruption it goes on where it stopped. Refused rather than overwriting.
Result<void> take_place(const std::filesystem::path& data, const ReadyNote& note);

}  // namespace yitang::rescue
