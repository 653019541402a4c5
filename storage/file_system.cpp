#include "storage/file_system.hpp"

#include <sodium.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <string>
#include <utility>

#include "storage/system_error.hpp"

namespace yitang::storage {
namespace {

tl::unexpected<Error> failed(int error_number, const std::string& doing, const std::filesystem::path& path) {
  return tl::unexpected(system_error(error_number, doing, path));
}

std::filesystem::path directory_of(const std::filesystem::path& path) {
  return path.has_parent_path() ? path.parent_path() : std::filesystem::path(".");
}

struct Temporary {
  std::unique_ptr<DiskFile> file;
  std::filesystem::path path;
};

Result<Temporary> open_temporary(const std::filesystem::path& target, mode_t mode, Disk& disk) {
  require_sodium();
  constexpr int kTries = 16;  // a name of 64 random bits is taken as good as never
  for (int attempt = 1;; ++attempt) {
    std::array<std::uint8_t, 8> suffix{};
    randombytes_buf(suffix.data(), suffix.size());
    std::filesystem::path path = directory_of(target) / (std::string(kTemporaryPrefix) + to_hex(suffix));
    auto file = disk.open(path, OpenAs::NewFile, mode);
    if (file) return Temporary{std::move(*file), std::move(path)};
    if (file.error() != EEXIST || attempt == kTries) return failed(file.error(), "create a file", target);
  }
}

using Filler = std::function<Result<void>(DiskFile& file)>;

Result<void> fill_and_rename(Temporary& temporary, const std::filesystem::path& path, const Filler& fill,
                             Overwrite overwrite, Disk& disk) {
  auto filled = fill(*temporary.file);
  if (!filled) return filled;
  if (auto synced = temporary.file->sync(); !synced) return failed(synced.error(), "sync", path);
  if (auto closed = temporary.file->close(); !closed) return failed(closed.error(), "close", path);
  const auto present = overwrite == Overwrite::Allow ? IfPresent::Replace : IfPresent::Refuse;
  auto renamed = disk.rename(temporary.path, path, present);
  if (!renamed) return failed(renamed.error(), "put a new file in place", path);
  return {};
}

Result<void> create_durably(const std::filesystem::path& path, const Filler& fill, mode_t mode,
                            Overwrite overwrite, Disk& disk) {
  auto temporary = open_temporary(path, mode, disk);
  if (!temporary) return tl::unexpected(std::move(temporary.error()));
  auto written = fill_and_rename(*temporary, path, fill, overwrite, disk);
  if (!written) {
    // What cannot be removed now is swept at the next start; the first error is the one to tell.
    static_cast<void>(disk.remove(temporary->path));
    return written;
  }
  return sync_directory(directory_of(path), disk);
}

Result<Bytes> read_open_file(DiskFile& file, const std::filesystem::path& path, std::size_t max_size,
                             std::uint64_t size) {
  if (size > max_size) {
    return tl::unexpected(Error{ErrorCode::TooLarge, "file is larger than expected", path.string(), 0});
  }
  Bytes content(static_cast<std::size_t>(size));
  auto got = file.read(0, content);
  if (!got) return failed(got.error(), "read", path);
  content.resize(*got);  // it became shorter meanwhile: the reader of the content will notice
  return content;
}

enum class Privacy { Any, OwnerOnly };

Result<Bytes> read_regular(const std::filesystem::path& path, std::size_t max_size, Privacy privacy,
                           Disk& disk) {
  auto file = disk.open(path, OpenAs::Reader);
  if (!file) return failed(file.error(), "open", path);
  auto info = (*file)->info();
  if (!info) return failed(info.error(), "examine", path);
  if (info->kind != DiskEntry::Kind::Regular) {
    return tl::unexpected(Error{ErrorCode::Io, "not a regular file", path.string(), 0});
  }
  if (privacy == Privacy::OwnerOnly && !info->owner_only) {
    return tl::unexpected(
        Error{ErrorCode::BadKeyFile, "must belong to this user with mode 0600", path.string(), 0});
  }
  return read_open_file(**file, path, max_size, info->size);
}

// False when it was not there.
Result<bool> remove_below(const std::filesystem::path& path, Disk& disk) {
  auto removed = disk.remove(path);
  if (removed) return true;
  if (removed.error() == ENOENT) return false;
  const bool may_be_directory = removed.error() == EISDIR || removed.error() == EPERM;
  auto names = may_be_directory ? disk.list(path) : tl::unexpected(ENOTDIR);
  if (!names) return failed(removed.error(), "remove", path);
  for (const std::string& name : *names) {
    if (auto below = remove_below(path / name, disk); !below) return below;
  }
  if (auto gone = disk.remove_directory(path); !gone) return failed(gone.error(), "remove", path);
  return true;
}

bool is_directory(const std::filesystem::path& path, Disk& disk) {
  const auto info = disk.info(path);
  return info && info->kind == DiskEntry::Kind::Directory;
}

}  // namespace

Result<void> write_file_durably(const std::filesystem::path& path, ByteView content, mode_t mode,
                                Overwrite overwrite, Disk& disk) {
  const auto fill = [&](DiskFile& file) -> Result<void> {
    if (auto written = file.write(0, content); !written) return failed(written.error(), "write", path);
    return {};
  };
  return create_durably(path, fill, mode, overwrite, disk);
}

Result<void> write_file_durably_from(const std::filesystem::path& path, std::uint64_t size,
                                     const ChunkReader& read, mode_t mode, Overwrite overwrite, Disk& disk) {
  constexpr std::uint64_t kChunk = std::uint64_t{1} << 20;
  const auto fill = [&](DiskFile& file) -> Result<void> {
    Bytes chunk;
    for (std::uint64_t offset = 0; offset < size; offset += chunk.size()) {
      chunk.resize(static_cast<std::size_t>(std::min(kChunk, size - offset)));
      auto got = read(offset, chunk);
      if (!got) return got;
      if (auto written = file.write(offset, chunk); !written) return failed(written.error(), "write", path);
    }
    return {};
  };
  return create_durably(path, fill, mode, overwrite, disk);
}

Result<Bytes> read_file(const std::filesystem::path& path, std::size_t max_size, Disk& disk) {
  return read_regular(path, max_size, Privacy::Any, disk);
}

Result<Bytes> read_private_file(const std::filesystem::path& path, std::size_t max_size, Disk& disk) {
  return read_regular(path, max_size, Privacy::OwnerOnly, disk);
}

Result<bool> remove_file_durably(const std::filesystem::path& path, Disk& disk) {
  if (auto removed = disk.remove(path); !removed) {
    if (removed.error() == ENOENT) return false;
    return failed(removed.error(), "remove", path);
  }
  auto synced = sync_directory(directory_of(path), disk);
  if (!synced) return tl::unexpected(std::move(synced.error()));
  return true;
}

Result<std::size_t> sweep_temporaries(const std::filesystem::path& directory, Disk& disk) {
  auto names = disk.list(directory);
  if (!names) return failed(names.error(), "list the directory", directory);
  std::size_t swept = 0;
  for (const std::string& name : *names) {
    if (!name.starts_with(kTemporaryPrefix)) continue;
    auto removed = remove_file_durably(directory / name, disk);
    if (!removed) return tl::unexpected(std::move(removed.error()));
    if (*removed) ++swept;
  }
  return swept;
}

Result<void> remove_tree(const std::filesystem::path& path, Disk& disk) {
  auto removed = remove_below(path, disk);
  if (!removed) return tl::unexpected(std::move(removed.error()));
  if (!*removed) return {};  // perhaps its parent is not there either
  return sync_directory(directory_of(path), disk);
}

Result<void> move_to(const std::filesystem::path& from, const std::filesystem::path& to, Disk& disk) {
  auto moved = disk.rename(from, to, IfPresent::Replace);
  if (!moved) return failed(moved.error(), "move to its place", to);
  return {};
}

Result<void> sync_file(const std::filesystem::path& file, Disk& disk) {
  auto opened = disk.open(file, OpenAs::Writer);
  if (!opened) return failed(opened.error(), "open", file);
  if (auto synced = (*opened)->sync(); !synced) return failed(synced.error(), "sync", file);
  if (auto closed = (*opened)->close(); !closed) return failed(closed.error(), "close", file);
  return {};
}

Result<void> make_private_directory(const std::filesystem::path& path, Disk& disk) {
  // What cannot be examined is made below, or fails there with its reason.
  if (path.empty() || is_directory(path, disk)) return {};
  const std::filesystem::path parent = directory_of(path);
  if (parent != path && parent != ".") {
    auto made = make_private_directory(parent, disk);
    if (!made) return made;
  }
  auto made = disk.make_directory(path, 0700);
  if (!made && made.error() != EEXIST) return failed(made.error(), "create a directory", path);
  if (!is_directory(path, disk)) {
    return tl::unexpected(Error{ErrorCode::Io, "exists and is not a directory", path.string(), ENOTDIR});
  }
  return sync_directory(parent, disk);
}

Result<void> sync_directory(const std::filesystem::path& directory, Disk& disk) {
  if (auto synced = disk.sync_directory(directory); !synced) {
    return failed(synced.error(), "sync the directory", directory);
  }
  return {};
}

Result<std::uint64_t> free_space(const std::filesystem::path& path, Disk& disk) {
  auto space = disk.free_space(path);
  if (!space) return failed(space.error(), "ask for free space", path);
  return *space;
}

Result<bool> is_present(const std::filesystem::path& path, Disk& disk) {
  auto info = disk.info(path);
  if (info) return true;
  if (info.error() == ENOENT || info.error() == ENOTDIR) return false;
  return failed(info.error(), "examine", path);
}

}  // namespace yitang::storage
