#include "kiosk/rescue/places.hpp"

#include <cerrno>

#include "kiosk/cases/storage_error.hpp"
#include "kiosk/cases/unfinished_restore.hpp"
#include "storage/file_system.hpp"
#include "storage/system_error.hpp"

namespace yitang::rescue {

const StorePlace& place_of(storage::BackupStore store) {
  return store == storage::BackupStore::Terminal ? kStorePlaces[0] : kStorePlaces[1];
}

bool is_there(const std::filesystem::path& path, storage::Disk& disk) {
  const auto there = storage::is_present(path, disk);
  return !there || *there;
}

bool is_folder(const std::filesystem::path& path, storage::Disk& disk) {
  const auto info = disk.info(path);
  return info && info->kind == storage::DiskEntry::Kind::Directory;
}

Result<void> make_folder(const std::filesystem::path& path, storage::Disk& disk) {
  // Nothing is put into a folder whose name is not durable, so only an empty one can be in doubt.
  const auto names = disk.list(path);
  if (names && names->empty()) return told(storage::sync_directory(path.parent_path(), disk));
  return told(storage::make_private_directory(path, disk));
}

Result<std::vector<std::filesystem::path>> files_in(const std::filesystem::path& folder,
                                                    storage::Disk& disk) {
  auto names = disk.list(folder);
  if (!names) return disk_failure(names.error(), "list the folder", folder);
  std::vector<std::filesystem::path> files;
  for (const std::string& name : *names) files.push_back(folder / name);
  return files;
}

Result<OpenedStore> open_store(const StorePlace& place, const std::filesystem::path& data,
                               const storage::HostBinding& host, storage::Disk& disk) {
  const auto directory = data / place.name;
  if (auto whole = cases::refuse_unfinished_restore(directory, disk); !whole)
    return tl::unexpected(whole.error());
  auto keys = storage::KeyFile::open(directory / "keys.bin", host, disk);
  if (!keys) return cases::store_failure(keys.error());
  auto database =
      storage::Database::open({directory / place.database,
                               {keys->keys().database_key.view(), keys->keys().database_salt.view()},
                               storage::OpenMode::MustExist,
                               &disk});
  if (!database) return cases::store_failure(database.error());
  return OpenedStore{&place, directory, std::move(*keys), std::move(*database)};
}

Result<FileFacts> facts_of(const std::filesystem::path& file, storage::Disk& disk) {
  auto input = disk.open(file, storage::OpenAs::Reader);
  if (!input) return fail(ErrorKind::NotFound, "cannot be read", file.string());
  FileFacts facts;
  storage::BackupDigest digest;
  storage::Bytes piece(1 << 20);
  for (std::size_t got = piece.size(); got == piece.size(); facts.size += got) {
    auto read = (*input)->read(facts.size, piece);
    if (!read) return disk_failure(read.error(), "read to its end", file);
    got = *read;
    digest.add(storage::ByteView(piece).first(got));
  }
  facts.digest = digest.value();
  return facts;
}

tl::unexpected<Error> disk_failure(int error_number, const std::string& doing,
                                   const std::filesystem::path& path) {
  return cases::store_failure(storage::system_error(error_number, doing, path));
}

Result<void> told(storage::Result<void> done) {
  if (!done) return cases::store_failure(done.error());
  return {};
}

}  // namespace yitang::rescue
