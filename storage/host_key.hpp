#pragma once

#include <filesystem>
#include <vector>

#include "storage/bytes.hpp"
#include "storage/disk.hpp"
#include "storage/error.hpp"
#include "storage/random.hpp"

// The host key file: 32 random bytes that tie stores to this installation. While it is being changed it holds
// the new key and behind it the old one, and both open. Whatever writes it first removes temporary files in
// its folder that a crash left: nobody else may keep such files there.
namespace yitang::storage {

// The newest first; one or two.
Result<std::vector<SecretBytes>> read_host_keys(const std::filesystem::path& path,
                                                Disk& disk = system_disk());

// The host key is made once a machine and may serve several stores, so an existing one is kept.
Result<void> ensure_host_key(const std::filesystem::path& path, RandomSource& random,
                             Disk& disk = system_disk());

// To change it: begin, rotate() the key file of every store that uses it, finish. A crash in between leaves
// both keys in the file and everything opens; begin again then goes on with the new key that is there.
Result<void> begin_host_key_change(const std::filesystem::path& path, RandomSource& random,
                                   Disk& disk = system_disk());
Result<void> finish_host_key_change(const std::filesystem::path& path, Disk& disk = system_disk());

}  // namespace yitang::storage
