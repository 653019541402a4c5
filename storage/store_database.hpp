#pragma once

#include <filesystem>

#include "storage/database.hpp"
#include "storage/key_file.hpp"

// A database together with its key file: what a change of the database key needs from both.
namespace yitang::storage {

// Database::open with the keys' current key. When a change of the key was interrupted, with whichever of the
// two keys opens it, and the key file then forgets the other one; on a full disk it keeps both, and a later
// opening does it. `newest_schema`: see OpenOptions.
Result<Database> open_database(KeyFile& keys, const std::filesystem::path& path, OpenMode mode,
                               RandomSource& random, Disk& disk = system_disk(), int newest_schema = 0);

// A new key for the whole database: every page is encrypted anew, in one transaction. The key file holds both
// keys meanwhile, so it opens whenever the power goes. Slow in proportion to its size, and the file grows by
// its own size for a while: only with nothing waiting to be delivered. Copies from before a migration, which
// have the old key, are removed. Locked while another has it open. DiskFull, with nothing changed, when an
// earlier change was interrupted and there is no room to end it.
Result<void> change_database_key(KeyFile& keys, const std::filesystem::path& path, RandomSource& random,
                                 Disk& disk = system_disk());

}  // namespace yitang::storage
