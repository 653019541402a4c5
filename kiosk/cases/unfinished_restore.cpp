#include "kiosk/cases/unfinished_restore.hpp"

#include "kiosk/cases/storage_error.hpp"
#include "storage/file_system.hpp"

namespace yitang::cases {

Result<void> refuse_unfinished_restore(const std::filesystem::path& store_directory, storage::Disk& disk) {
  const auto restoring = store_directory.parent_path() / kRestoring;
  auto there = storage::is_present(restoring, disk);
  if (!there) return store_failure(there.error());
  if (!*there) return {};
  return fail(ErrorKind::Refused, "a restore is not finished: run `yitang backup restore` again",
              restoring.string());
}

}  // namespace yitang::cases
