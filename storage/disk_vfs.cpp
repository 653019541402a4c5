#include "storage/disk_vfs.hpp"

#include <fmt/format.h>
#include <sqlite3.h>

#include <atomic>
#include <cerrno>
#include <cstring>
#include <new>

namespace yitang::storage::detail {
namespace {

constexpr int kSectorSize = 4096;  // as the unix VFS assumes

// What SQLite allocates for us: `base` must come first.
struct OpenFile {
  sqlite3_file base;
  DiskVfs* vfs;
  DiskFile* file;
  std::filesystem::path* directory_to_sync;  // with the first sync of a log that may be new; else null
  int power_safe;
};

OpenFile& file_of(sqlite3_file* file) { return *reinterpret_cast<OpenFile*>(file); }
DiskVfs& vfs_of(sqlite3_vfs* vfs) { return *static_cast<DiskVfs*>(vfs->pAppData); }

int remember(DiskVfs& vfs, int error_number, int result) {
  vfs.last_error = error_number;
  return result;
}

int close_file(sqlite3_file* file) {
  OpenFile& open = file_of(file);
  delete open.file;
  delete open.directory_to_sync;
  open.file = nullptr;
  open.directory_to_sync = nullptr;
  return SQLITE_OK;
}

int read_file(sqlite3_file* file, void* out, int count, sqlite3_int64 offset) {
  OpenFile& open = file_of(file);
  const std::span<std::uint8_t> span(static_cast<std::uint8_t*>(out), static_cast<std::size_t>(count));
  const auto got = open.file->read(static_cast<std::uint64_t>(offset), span);
  if (!got) return remember(*open.vfs, got.error(), SQLITE_IOERR_READ);
  if (*got == span.size()) return SQLITE_OK;
  std::memset(span.data() + *got, 0, span.size() - *got);
  return SQLITE_IOERR_SHORT_READ;
}

int write_file(sqlite3_file* file, const void* content, int count, sqlite3_int64 offset) {
  OpenFile& open = file_of(file);
  const ByteView view(static_cast<const std::uint8_t*>(content), static_cast<std::size_t>(count));
  const auto written = open.file->write(static_cast<std::uint64_t>(offset), view);
  if (written) return SQLITE_OK;
  return remember(*open.vfs, written.error(), written.error() == ENOSPC ? SQLITE_FULL : SQLITE_IOERR_WRITE);
}

int truncate_file(sqlite3_file* file, sqlite3_int64 size) {
  OpenFile& open = file_of(file);
  const auto done = open.file->truncate(static_cast<std::uint64_t>(size));
  return done ? SQLITE_OK : remember(*open.vfs, done.error(), SQLITE_IOERR_TRUNCATE);
}

int sync_file(sqlite3_file* file, int) {
  OpenFile& open = file_of(file);
  if (const auto done = open.file->sync(); !done) {
    return remember(*open.vfs, done.error(), SQLITE_IOERR_FSYNC);
  }
  if (open.directory_to_sync != nullptr) {
    const auto done = open.vfs->disk().sync_directory(*open.directory_to_sync);
    if (!done) return remember(*open.vfs, done.error(), SQLITE_IOERR_DIR_FSYNC);
    delete open.directory_to_sync;
    open.directory_to_sync = nullptr;
  }
  return SQLITE_OK;
}

int size_of_file(sqlite3_file* file, sqlite3_int64* size) {
  OpenFile& open = file_of(file);
  const auto info = open.file->info();
  if (!info) return remember(*open.vfs, info.error(), SQLITE_IOERR_FSTAT);
  *size = static_cast<sqlite3_int64>(info->size);
  return SQLITE_OK;
}

int lock_nothing(sqlite3_file*, int) { return SQLITE_OK; }

int nobody_else_locks(sqlite3_file*, int* reserved) {
  *reserved = 0;
  return SQLITE_OK;
}

int control_file(sqlite3_file* file, int operation, void* argument) {
  if (operation != SQLITE_FCNTL_POWERSAFE_OVERWRITE) return SQLITE_NOTFOUND;
  int& wanted = *static_cast<int*>(argument);
  if (wanted < 0) {
    wanted = file_of(file).power_safe;
  } else {
    file_of(file).power_safe = wanted != 0 ? 1 : 0;
  }
  return SQLITE_OK;
}

int sector_size(sqlite3_file*) { return kSectorSize; }

int device_characteristics(sqlite3_file* file) {
  return file_of(file).power_safe != 0 ? SQLITE_IOCAP_POWERSAFE_OVERWRITE : 0;
}

// Version 1: no shared memory, which exclusive locking mode does without.
constexpr sqlite3_io_methods kMethods = {1,
                                         close_file,
                                         read_file,
                                         write_file,
                                         truncate_file,
                                         sync_file,
                                         size_of_file,
                                         lock_nothing,
                                         lock_nothing,
                                         nobody_else_locks,
                                         control_file,
                                         sector_size,
                                         device_characteristics,
                                         nullptr,
                                         nullptr,
                                         nullptr,
                                         nullptr,
                                         nullptr,
                                         nullptr};

OpenAs kind_of(int flags) {
  if ((flags & SQLITE_OPEN_READWRITE) == 0) return OpenAs::Reader;
  return (flags & SQLITE_OPEN_CREATE) != 0 ? OpenAs::WriterOrNew : OpenAs::Writer;
}

int open_file(sqlite3_vfs* vfs, const char* name, sqlite3_file* file, int flags, int* flags_out) {
  constexpr int kJournals = SQLITE_OPEN_SUPER_JOURNAL | SQLITE_OPEN_MAIN_JOURNAL | SQLITE_OPEN_WAL;
  DiskVfs& over = vfs_of(vfs);
  file->pMethods = nullptr;
  if (name == nullptr) return remember(over, EPERM, SQLITE_CANTOPEN);  // a temporary file
  auto opened = over.disk().open(name, kind_of(flags));
  if (!opened && (flags & SQLITE_OPEN_READWRITE) != 0 && opened.error() != ENOENT) {
    const int why = opened.error();  // as the unix VFS: what cannot be written may still be read
    opened = over.disk().open(name, OpenAs::Reader);
    flags = (flags & ~(SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE)) | SQLITE_OPEN_READONLY;
    if (!opened) opened = tl::unexpected(why);
  }
  if (!opened) return remember(over, opened.error(), SQLITE_CANTOPEN);
  OpenFile& open = file_of(file);
  const bool new_journal = (flags & SQLITE_OPEN_CREATE) != 0 && (flags & kJournals) != 0;
  open.vfs = &over;
  open.file = opened->release();
  open.directory_to_sync =
      new_journal ? new std::filesystem::path(std::filesystem::path(name).parent_path()) : nullptr;
  open.power_safe = (flags & SQLITE_OPEN_URI) != 0 ? sqlite3_uri_boolean(name, "psow", 1) : 1;
  open.base.pMethods = &kMethods;
  if (flags_out != nullptr) *flags_out = flags;
  return SQLITE_OK;
}

int delete_file(sqlite3_vfs* vfs, const char* name, int sync_directory) {
  DiskVfs& over = vfs_of(vfs);
  if (const auto removed = over.disk().remove(name); !removed) {
    return remember(over, removed.error(),
                    removed.error() == ENOENT ? SQLITE_IOERR_DELETE_NOENT : SQLITE_IOERR_DELETE);
  }
  if (sync_directory == 0) return SQLITE_OK;
  const auto synced = over.disk().sync_directory(std::filesystem::path(name).parent_path());
  return synced ? SQLITE_OK : remember(over, synced.error(), SQLITE_IOERR_DIR_FSYNC);
}

int access_file(sqlite3_vfs* vfs, const char* name, int question, int* answer) {
  const auto info = vfs_of(vfs).disk().info(name);
  const bool empty = info && info->kind == DiskEntry::Kind::Regular && info->size == 0;
  *answer = info && !(question == SQLITE_ACCESS_EXISTS && empty) ? 1 : 0;
  return SQLITE_OK;
}

int full_path(sqlite3_vfs*, const char* name, int size, char* out) {
  if (std::strlen(name) >= static_cast<std::size_t>(size)) return SQLITE_CANTOPEN;
  std::memcpy(out, name, std::strlen(name) + 1);
  return SQLITE_OK;
}

int error_number_of(sqlite3_vfs* vfs, int, char*) { return vfs_of(vfs).last_error; }

}  // namespace

DiskVfs::DiskVfs(Disk& disk) : disk_(disk) {
  static std::atomic<std::uint64_t> registered{0};
  name_ = fmt::format("yitang-disk-{}", registered.fetch_add(1));
}

std::unique_ptr<DiskVfs> DiskVfs::register_over(Disk& disk) {
  const sqlite3_vfs* system = sqlite3_vfs_find(nullptr);
  if (system == nullptr) return nullptr;
  auto over = std::unique_ptr<DiskVfs>(new DiskVfs(disk));
  auto vfs = std::make_unique<sqlite3_vfs>(*system);  // its clock and its randomness serve here too
  vfs->iVersion = 2;
  vfs->szOsFile = sizeof(OpenFile);
  vfs->pNext = nullptr;
  vfs->zName = over->name();
  vfs->pAppData = over.get();
  vfs->xOpen = open_file;
  vfs->xDelete = delete_file;
  vfs->xAccess = access_file;
  vfs->xFullPathname = full_path;
  vfs->xGetLastError = error_number_of;
  if (sqlite3_vfs_register(vfs.get(), 0) != SQLITE_OK) return nullptr;
  over->vfs_ = std::move(vfs);
  return over;
}

DiskVfs::~DiskVfs() {
  if (vfs_) sqlite3_vfs_unregister(vfs_.get());
}

}  // namespace yitang::storage::detail
