// A backup on a medium as a file: reading it, and the source from which it is written.
#pragma once

#include <array>
#include <filesystem>
#include <functional>
#include <memory>
#include <span>
#include <vector>

#include "kiosk/base/error.hpp"
#include "storage/backup_container.hpp"
#include "storage/disk.hpp"

namespace yitang::rescue {

/// Opened for reading. Errors name the file: BadInput for anything that is not a whole, unchanged backup,
/// WrongKey for keys that do not fit, StoreFailed when the medium fails.
class BackupFile {
 public:
  static Result<BackupFile> open(const std::filesystem::path& path,
                                 storage::Disk& disk = storage::system_disk());
  const storage::BackupHeader& header() const { return header_; }
  const std::filesystem::path& path() const { return path_; }
  std::uint64_t size() const { return size_; }
  /// Reads everything once: digest and signature. Needs no key.
  Result<void> check_signature();
  /// Of everything but the trailer, which signs it; known after check_signature().
  const std::array<std::uint8_t, 32>& digest() const { return digest_; }
  /// Decrypts everything in order. `key` as backup_content_key() gives it.
  Result<void> read_content(const storage::SecretBytes& key, storage::BackupContentReader& reader);

 private:
  BackupFile(std::filesystem::path path, std::unique_ptr<storage::DiskFile> input)
      : path_(std::move(path)), input_(std::move(input)) {}
  Result<storage::Bytes> read(std::uint64_t offset, std::size_t size);
  tl::unexpected<Error> broken(const storage::Error& error) const;

  std::filesystem::path path_;
  std::unique_ptr<storage::DiskFile> input_;
  std::uint64_t size_ = 0;
  storage::Bytes header_bytes_;
  storage::BackupHeader header_;
  std::array<std::uint8_t, 32> digest_{};
};

/// One part of the content on its way into a backup; `read` is asked for pieces in order.
struct BackupInput {
  storage::BackupPart part;
  std::function<storage::Result<void>(std::uint64_t offset, std::span<std::uint8_t> out)> read;
};

/// The bytes of a whole container, produced in order while they are asked for, so that nothing large is held
/// in memory or written twice.
class BackupSource {
 public:
  BackupSource(storage::Bytes header, const storage::SecretBytes& content_key,
               std::vector<BackupInput> inputs, const storage::SecretBytes& signing_seed);
  std::uint64_t size() const { return size_; }
  storage::Result<void> read(std::span<std::uint8_t> out);

 private:
  // All but one byte of a chunk may wait when the head of a part and a piece of it come.
  static constexpr std::size_t kPlainRoom = 2 * storage::kBackupChunkSize + storage::kBackupPartHeaderSize;
  storage::Result<void> produce();
  storage::Result<void> fill_plain();
  void emit(storage::ByteView bytes);

  storage::BackupEncryptor encryptor_;
  storage::BackupDigest digest_;
  std::vector<BackupInput> inputs_;
  storage::ByteView signing_seed_;
  std::uint64_t size_ = 0;
  std::size_t input_ = 0;
  std::uint64_t offset_ = 0;  ///< within the input
  bool head_given_ = false;
  bool ended_ = false;
  storage::SecretBytes plain_{kPlainRoom};  ///< not yet a chunk: `filled_` bytes of it
  std::size_t filled_ = 0;
  storage::Bytes ready_;  ///< container bytes not yet asked for
  std::size_t taken_ = 0;
};

}  // namespace yitang::rescue
