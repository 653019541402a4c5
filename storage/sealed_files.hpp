#pragma once

#include <array>
#include <cstdint>
#include <filesystem>
#include <set>
#include <string>

#include "storage/bytes.hpp"
#include "storage/disk.hpp"
#include "storage/error.hpp"
#include "storage/random.hpp"

// Large attachments outside the database, each encrypted under its own random key, which is kept in a row of
// the database: deleting the row makes the file unreadable for good, also its remnants on flash.
//
// Order for the caller: put(), then the row with the SealedRef, then commit. A crash in between leaves an
// orphan, which sweep() removes at the next start. To erase: delete the row, commit, then remove().
namespace yitang::storage {

// When files that no row owns are removed: a store with years of pictures takes a while to look through.
enum class SweepOrphans { AtOpen, Later };

inline constexpr std::size_t kSealedKeySize = 32;
inline constexpr std::size_t kSealedMaxSize = std::size_t{256} << 20;  // plaintext bytes

using SealedKey = std::array<std::uint8_t, kSealedKeySize>;
using SealedDigest = std::array<std::uint8_t, 32>;

// Everything needed to read a sealed file again. Wiped when destroyed.
struct SealedRef {
  std::string name;        // 32 hexadecimal digits, says nothing about the content
  SealedKey key{};         // keep only in the encrypted database
  std::uint64_t size = 0;  // plaintext bytes
  SealedDigest digest{};   // BLAKE2b-256 of the plaintext

  ~SealedRef();
};

class SealedFiles {
 public:
  // Creates the directory (0700) when missing. Owned by one thread; the directory belongs to this object
  // alone; the disk must outlive it.
  static Result<SealedFiles> open(const std::filesystem::path& directory, Disk& disk = system_disk());

  // Durable when it returns: temporary file, fdatasync, rename, fsync of the directory.
  Result<SealedRef> put(ByteView content, RandomSource& random);

  // NotFound, or TamperedSealedFile when anything of name, key, size, digest or content does not fit.
  Result<Bytes> get(const SealedRef& ref) const;

  // False when it was already gone.
  Result<bool> remove(const std::string& name);

  // Deletes every sealed file whose name is not in `known`, and left-over temporary files; never anything
  // else in the directory. Call at start only, when no put() waits for its commit. Returns how many were
  // deleted.
  Result<std::size_t> sweep(const std::set<std::string>& known);

  // Names of all sealed files present, for a consistency check.
  Result<std::set<std::string>> names() const;

 private:
  SealedFiles(std::filesystem::path directory, Disk& disk) : directory_(std::move(directory)), disk_(&disk) {}

  std::filesystem::path directory_;
  Disk* disk_;
};

// The envelope itself, without files: pure functions. Layout: storage/README.md. `name` is authenticated, so
// that a file put in another one's place is refused.
Result<Bytes> seal(ByteView content, const SealedKey& key, std::string_view name);
Result<Bytes> unseal(ByteView sealed, const SealedKey& key, std::string_view name);

SealedDigest digest_of(ByteView content);  // BLAKE2b-256

}  // namespace yitang::storage
