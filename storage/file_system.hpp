#pragma once

#include <sys/types.h>

#include <cstdint>
#include <filesystem>
#include <functional>
#include <span>

#include "storage/bytes.hpp"
#include "storage/disk.hpp"
#include "storage/error.hpp"

// Files that survive a power cut, on any Disk. No state of its own: as thread-safe as the disk.
namespace yitang::storage {

// Temporary files of write_file_durably begin with this; a start-up sweep may delete them.
inline constexpr std::string_view kTemporaryPrefix = ".tmp-";

enum class Overwrite { Allow, Refuse };

// Writes a temporary file in the same directory, fdatasync, rename, fsync of the directory. When it returns
// without an error the new content is on the medium; when it fails the old file is untouched. Refuse:
// AlreadyExists, also when another process creates the file at the same moment.
Result<void> write_file_durably(const std::filesystem::path& path, ByteView content, mode_t mode = 0600,
                                Overwrite overwrite = Overwrite::Allow, Disk& disk = system_disk());

// The same for content that does not fit memory: `read` fills one span after the other, in order.
using ChunkReader = std::function<Result<void>(std::uint64_t offset, std::span<std::uint8_t> out)>;
Result<void> write_file_durably_from(const std::filesystem::path& path, std::uint64_t size,
                                     const ChunkReader& read, mode_t mode = 0600,
                                     Overwrite overwrite = Overwrite::Allow, Disk& disk = system_disk());

// The whole of a regular file. NotFound, TooLarge beyond max_size, Io.
Result<Bytes> read_file(const std::filesystem::path& path, std::size_t max_size, Disk& disk = system_disk());

// As read_file, but BadKeyFile when group or others may read or write it, or when it belongs to another user.
Result<Bytes> read_private_file(const std::filesystem::path& path, std::size_t max_size,
                                Disk& disk = system_disk());

// Unlink and fsync of the directory. False when it was not there.
Result<bool> remove_file_durably(const std::filesystem::path& path, Disk& disk = system_disk());

// A file, or a directory with everything in it; links are not followed. What is not there need not go. Cut
// short, any part of it may be left.
Result<void> remove_tree(const std::filesystem::path& path, Disk& disk = system_disk());

// A file or directory under another name. Not on the medium before sync_directory() of where it goes.
Result<void> move_to(const std::filesystem::path& from, const std::filesystem::path& to,
                     Disk& disk = system_disk());

// What others wrote into this file is on the medium when it returns.
Result<void> sync_file(const std::filesystem::path& file, Disk& disk = system_disk());

// Removes what a crash left of write_file_durably in this directory. Only for who has the directory for
// himself: it would take another writer's file away. Returns how many there were.
Result<std::size_t> sweep_temporaries(const std::filesystem::path& directory, Disk& disk = system_disk());

// Creates the directory and its missing parents with mode 0700; an existing one is left as it is.
Result<void> make_private_directory(const std::filesystem::path& path, Disk& disk = system_disk());

Result<void> sync_directory(const std::filesystem::path& directory, Disk& disk = system_disk());

// Bytes that this user may still write on the file system of `path` (which must exist).
Result<std::uint64_t> free_space(const std::filesystem::path& path, Disk& disk = system_disk());

// True when there is something of this name; an error when that cannot be found out.
Result<bool> is_present(const std::filesystem::path& path, Disk& disk = system_disk());

}  // namespace yitang::storage
