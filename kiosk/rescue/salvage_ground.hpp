// What a salvage needs before it begins: the stores for itself, and room. Private to this folder.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "kiosk/rescue/restore_place.hpp"
#include "kiosk/rescue/salvage.hpp"
#include "storage/disk.hpp"

namespace yitang::rescue {

using StoreLocks = std::vector<std::unique_ptr<storage::DiskLock>>;

/// `out` is missing, or holds nothing but what an interrupted salvage put together aside. When that was ready
/// it takes its place. Refused when there is something to keep.
Result<void> check_target(const Aside& out);

/// The locks of all stores in the folder, to be kept until the salvage is over: a terminal that starts
/// meanwhile would fold the log under the copy. Unavailable when one is held, or cannot be had.
Result<StoreLocks> hold_stores(const std::filesystem::path& data, storage::Disk& disk);

/// StoreFull unless both databases fit twice and all pictures once.
Result<void> check_salvage_room(const std::filesystem::path& data, const std::filesystem::path& out,
                                storage::Disk& disk);

/// Ways to open the old key file that a new one can have too: the recovery slots. Returns what a person must
/// do about the others, English.
Result<std::vector<std::string>> carry_slots(const std::filesystem::path& old_file,
                                             const storage::HostBinding& from, storage::KeyFile& to,
                                             const char* store, storage::RandomSource& random,
                                             storage::Disk& disk);

}  // namespace yitang::rescue
