#include "kiosk/rescue/places.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <fstream>
#include <system_error>

#include "kiosk/cases/storage_error.hpp"
#include "kiosk/cases/unfinished_restore.hpp"

namespace yitang::rescue {

const StorePlace& place_of(storage::BackupStore store) {
  return store == storage::BackupStore::Terminal ? kStorePlaces[0] : kStorePlaces[1];
}

bool is_there(const std::filesystem::path& path) {
  std::error_code unknown;  // what cannot be examined is taken as present: nothing is ever overwritten
  const auto status = std::filesystem::symlink_status(path, unknown);
  return status.type() != std::filesystem::file_type::not_found;
}

Result<OpenedStore> open_store(const StorePlace& place, const std::filesystem::path& data,
                               const storage::HostBinding& host) {
  const auto directory = data / place.name;
  if (auto whole = cases::refuse_unfinished_restore(directory, storage::system_disk()); !whole)
    return tl::unexpected(whole.error());
  auto keys = storage::KeyFile::open(directory / "keys.bin", host);
  if (!keys) return cases::store_failure(keys.error());
  auto database =
      storage::Database::open({directory / place.database,
                               {keys->keys().database_key.view(), keys->keys().database_salt.view()},
                               storage::OpenMode::MustExist});
  if (!database) return cases::store_failure(database.error());
  return OpenedStore{&place, directory, std::move(*keys), std::move(*database)};
}

Result<FileFacts> facts_of(const std::filesystem::path& file) {
  std::ifstream input(file, std::ios::binary);
  if (!input) return fail(ErrorKind::NotFound, "cannot be read", file.string());
  FileFacts facts;
  storage::BackupDigest digest;
  storage::Bytes piece(1 << 20);
  while (input) {
    input.read(reinterpret_cast<char*>(piece.data()), static_cast<std::streamsize>(piece.size()));
    const auto got = static_cast<std::size_t>(input.gcount());
    digest.add(storage::ByteView(piece).first(got));
    facts.size += got;
  }
  if (!input.eof()) return fail(ErrorKind::StoreFailed, "cannot be read to its end", file.string());
  facts.digest = digest.value();
  return facts;
}

void forget_cached(const std::filesystem::path& file) {
  const int fd = ::open(file.c_str(), O_RDONLY | O_CLOEXEC);
  if (fd < 0) return;
  ::posix_fadvise(fd, 0, 0, POSIX_FADV_DONTNEED);
  ::close(fd);
}

Result<void> sync_file(const std::filesystem::path& file) {
  const int fd = ::open(file.c_str(), O_RDWR | O_CLOEXEC);
  const int synced = fd < 0 ? -1 : ::fsync(fd);
  const std::string why = std::generic_category().message(errno);
  if (fd >= 0) ::close(fd);
  if (synced != 0) return fail(ErrorKind::StoreFailed, "cannot be made durable: " + why, file.string());
  return {};
}

Result<void> remove_tree(const std::filesystem::path& path) {
  std::error_code code;
  std::filesystem::remove_all(path, code);
  if (code) return fail(ErrorKind::StoreFailed, "cannot be removed: " + code.message(), path.string());
  return {};
}

}  // namespace yitang::rescue
