#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "storage/audit_chain.hpp"
#include "storage/bytes.hpp"
#include "storage/error.hpp"
#include "storage/passphrase.hpp"
#include "storage/recovery_key.hpp"
#include "storage/signing.hpp"

// The file that a backup leaves on a medium: what anybody may read in front (who made it, when, which sealed
// files belong to it), then the databases and their keys, encrypted, then a signature over all of it. Layout:
// storage/README.md. Everything here works on bytes; nothing touches a disk.
namespace yitang::storage {

inline constexpr std::size_t kBackupChunkSize = 64 * 1024;
inline constexpr std::size_t kBackupMaxHeader = std::size_t{128} << 20;
inline constexpr std::size_t kBackupTrailerSize = 32 + 64;
inline constexpr std::size_t kLeastBackupPassphrase = 8;  // bytes; what is shorter is refused

// Which store something belongs to. Numbers are part of the format.
enum class BackupStore : std::uint8_t { Terminal = 1, Office = 2 };

// A sealed file that lies beside the container, as it is.
struct BackupAttachment {
  BackupStore store = BackupStore::Terminal;
  std::string name;                       // 32 lower-case hexadecimal digits
  std::uint64_t size = 0;                 // bytes of the file
  std::array<std::uint8_t, 32> digest{};  // BLAKE2b-256 of the file
  bool operator==(const BackupAttachment&) const = default;
};

// The readable part.
struct BackupHeader {
  std::string terminal;  // code, at most 64 bytes
  std::int64_t created_ms = 0;
  PublicKey device_key{};            // signs the container
  RecoveryPublicKey recovery_key{};  // the county's, to which it is sealed
  AuditHead head;                    // of the terminal's store when it was copied
  std::array<std::uint8_t, kPassphraseSaltSize> passphrase_salt{};
  PassphraseCost cost;
  Bytes sealed_half;  // half of the content key, sealed to recovery_key; at most 512 bytes
  std::vector<BackupAttachment> attachments;  // strictly ascending by store, then name
};

// Corrupt for anything but a whole, well-formed header at the beginning of `bytes`. `size` gets its length.
Result<BackupHeader> parse_backup_header(ByteView bytes, std::size_t* size = nullptr);
// How many bytes the header has, from the first kBackupPrefixSize bytes; Corrupt when it is not a backup.
inline constexpr std::size_t kBackupPrefixSize = 20;
Result<std::size_t> backup_header_size(ByteView prefix);
// Misuse when the attachments are not in order or something is beyond its limit.
Result<Bytes> encode_backup_header(const BackupHeader& header);

// Both halves together open the content: the county's, and the technician's passphrase.
inline constexpr std::size_t kBackupHalfSize = 32;
// Misuse for a half of another size or a passphrase that is too short.
Result<SecretBytes> backup_content_key(ByteView county_half, const SecretBytes& passphrase,
                                       const BackupHeader& header);

// One thing inside the encrypted part. Numbers are part of the format.
enum class BackupPartKind : std::uint8_t { Keys = 1, Database = 2 };
struct BackupPart {
  BackupPartKind kind = BackupPartKind::Keys;
  BackupStore store = BackupStore::Terminal;
  std::uint64_t size = 0;
  bool operator==(const BackupPart&) const = default;
};
inline constexpr std::size_t kBackupPartHeaderSize = 10;
Bytes encode_backup_part(const BackupPart& part);

// Takes the decrypted content piece by piece, in any cut, and tells what it is. Corrupt for an unknown kind
// or store, a part that comes twice, keys of an impossible size, or an end inside a part.
class BackupContentReader {
 public:
  using OnPart = std::function<Result<void>(const BackupPart&)>;
  using OnBytes = std::function<Result<void>(const BackupPart&, ByteView)>;
  BackupContentReader(OnPart on_part, OnBytes on_bytes);
  Result<void> push(ByteView bytes);
  Result<void> finish() const;

 private:
  Result<void> begin_part();

  OnPart on_part_;
  OnBytes on_bytes_;
  Bytes head_;
  BackupPart part_;
  std::uint64_t left_ = 0;
  std::vector<std::pair<BackupPartKind, BackupStore>> seen_;
};

// Encrypts the content chunk by chunk: libsodium secretstream, each chunk bound to the header.
class BackupEncryptor {
 public:
  BackupEncryptor(const SecretBytes& content_key, ByteView header);
  BackupEncryptor(const BackupEncryptor&) = delete;
  BackupEncryptor& operator=(const BackupEncryptor&) = delete;
  ~BackupEncryptor();
  const Bytes& stream_header() const { return stream_header_; }
  // All chunks but the last have kBackupChunkSize bytes.
  Bytes chunk(ByteView content, bool last);

 private:
  struct State;
  std::unique_ptr<State> state_;
  Bytes stream_header_;
  std::array<std::uint8_t, 32> bound_{};
};

class BackupDecryptor {
 public:
  // WrongKey is only known with the first chunk.
  static Result<BackupDecryptor> open(const SecretBytes& content_key, ByteView header,
                                      ByteView stream_header);
  BackupDecryptor(BackupDecryptor&&) noexcept;
  BackupDecryptor& operator=(BackupDecryptor&&) noexcept;
  ~BackupDecryptor();
  // WrongKey for the first chunk, Corrupt for a later one that does not authenticate.
  Result<SecretBytes> chunk(ByteView sealed);
  bool ended() const;

 private:
  struct State;
  explicit BackupDecryptor(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

inline constexpr std::size_t kBackupStreamHeaderSize = 24;
inline constexpr std::size_t kBackupChunkOverhead = 17;

// Size of the whole container for a header of `header` bytes and `content` bytes inside.
std::uint64_t backup_container_size(std::uint64_t header, std::uint64_t content);

// BLAKE2b-256 of everything before the trailer, fed in order.
class BackupDigest {
 public:
  BackupDigest();
  BackupDigest(const BackupDigest&) = delete;
  BackupDigest& operator=(const BackupDigest&) = delete;
  ~BackupDigest();
  void add(ByteView bytes);
  std::array<std::uint8_t, 32> value();  // once

 private:
  struct State;
  std::unique_ptr<State> state_;
};

Bytes backup_trailer(const std::array<std::uint8_t, 32>& digest, ByteView signing_seed);
// Corrupt when the digest differs, or the signature is not of `device_key`.
Result<void> check_backup_trailer(ByteView trailer, const std::array<std::uint8_t, 32>& digest,
                                  const PublicKey& device_key);

}  // namespace yitang::storage
