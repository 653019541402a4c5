#include "storage/store_database.hpp"

#include <utility>

#include "storage/database_file.hpp"
#include "storage/migration_copy.hpp"

namespace yitang::storage {
namespace {

Result<Database> open_with(const KeyFile& keys, ByteView key, const std::filesystem::path& path,
                           OpenMode mode, Disk& disk, int newest_schema) {
  return Database::open({path, {key, keys.keys().database_salt.view()}, mode, &disk, newest_schema});
}

// One key only, and nothing left under the other.
Result<void> settle(KeyFile& keys, Database& database, bool with_current, RandomSource& random) {
  if (auto folded = database.checkpoint(CheckpointMode::Truncate); !folded) return folded;
  if (!with_current) {  // the change got through; copies still have the old key
    if (auto gone = discard_migration_copies(database); !gone) return gone;
  }
  return keys.settle_database_key(with_current ? KeyFile::DatabaseKey::Current : KeyFile::DatabaseKey::Next,
                                  random);
}

}  // namespace

Result<Database> open_database(KeyFile& keys, const std::filesystem::path& path, OpenMode mode,
                               RandomSource& random, Disk& disk, int newest_schema) {
  auto current = open_with(keys, keys.keys().database_key.view(), path, mode, disk, newest_schema);
  if (keys.next_database_key().empty()) return current;
  const bool with_current = current.has_value();
  if (!with_current && !detail::may_be_other_key(current.error().code)) return current;
  auto opened = with_current ? std::move(current)
                             : open_with(keys, keys.next_database_key(), path, OpenMode::MustExist, disk,
                                         newest_schema);
  if (!opened) return current;  // neither: the first answer says more
  auto settled = settle(keys, *opened, with_current, random);
  // Without room for it the store opens all the same, for reading at least. Both keys stay in the file, and
  // the next start finds out again.
  if (!settled && settled.error().code != ErrorCode::DiskFull)
    return tl::unexpected(std::move(settled.error()));
  return opened;
}

Result<void> change_database_key(KeyFile& keys, const std::filesystem::path& path, RandomSource& random,
                                 Disk& disk) {
  auto database = open_database(keys, path, OpenMode::MustExist, random, disk);
  if (!database) return tl::unexpected(std::move(database.error()));
  if (!keys.next_database_key().empty()) {
    return tl::unexpected(
        Error{ErrorCode::DiskFull, "there is no room to end the last change of the key", path.string(), 0});
  }
  auto changed =
      keys.prepare_database_key(random)
          .and_then([&] {
            return database->change_key({keys.next_database_key(), keys.keys().database_salt.view()});
          })
          .and_then([&] { return database->checkpoint(CheckpointMode::Truncate); })
          // They have the old key, which is changed because it may be known.
          .and_then([&] { return discard_migration_copies(*database); });
  if (!changed) return changed;  // the next opening finds out which key holds
  return keys.settle_database_key(KeyFile::DatabaseKey::Next, random);
}

}  // namespace yitang::storage
