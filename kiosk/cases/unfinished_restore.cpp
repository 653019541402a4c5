#include "kiosk/cases/unfinished_restore.hpp"

#include <array>

#include "kiosk/cases/storage_error.hpp"
#include "storage/file_system.hpp"

namespace yitang::cases {

Result<void> refuse_unfinished_restore(const std::filesystem::path& store_directory, storage::Disk& disk) {
  struct Unfinished {
    const char* folder;
    const char* reason;
  };
  constexpr std::array<Unfinished, 2> kUnfinished{
      Unfinished{kRestoring, "a restore is not finished: run `yitang backup restore` again"},
      Unfinished{kSalvaging, "a salvage is not finished: run `yitang store salvage` again"}};
  for (const Unfinished& one : kUnfinished) {
    const auto folder = store_directory.parent_path() / one.folder;
    auto there = storage::is_present(folder, disk);
    if (!there) return store_failure(there.error());
    if (*there) return fail(ErrorKind::Refused, one.reason, folder.string());
  }
  return {};
}

}  // namespace yitang::cases
