// A restore or a salvage that was interrupted before its stores had all taken their place.
#pragma once

#include <filesystem>

#include "kiosk/base/error.hpp"
#include "storage/disk.hpp"

namespace yitang::cases {

/// In the data folder, as long as the stores that are put back there, or saved there from a damaged one, have
/// not all taken their place.
inline constexpr const char* kRestoring = ".restoring";
inline constexpr const char* kSalvaging = ".salvaging";

/// Refused while one of these folders beside this store says so: a store that is opened then would be made
/// anew, empty, and take the place of the one that is still to come.
Result<void> refuse_unfinished_restore(const std::filesystem::path& store_directory, storage::Disk& disk);

}  // namespace yitang::cases
