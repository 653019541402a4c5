#pragma once

#include <filesystem>
#include <functional>

#include "storage/bytes.hpp"
#include "storage/disk.hpp"
#include "storage/error.hpp"
#include "storage/random.hpp"

// The keys of one store, wrapped in a small file beside it. Layout: storage/README.md. Both that file and the
// host key are read and written on `disk`.
namespace yitang::storage {

inline constexpr std::size_t kDatabaseKeySize = 32;
inline constexpr std::size_t kDatabaseSaltSize = 16;
inline constexpr std::size_t kBlindIndexKeySize = 32;
inline constexpr std::size_t kSigningSeedSize = 32;

struct StoreKeys {
  SecretBytes database_key;     // 32 bytes, raw SQLCipher key
  SecretBytes database_salt;    // 16 bytes; here and not only in page 1, which a crash may ruin
  SecretBytes blind_index_key;  // 32 bytes, for blind_index()
  SecretBytes signing_seed;     // 32 bytes, Ed25519 seed of this device
};

// What ties the key file to this machine. It does not protect against someone who takes the whole disk, only
// against a copied data folder: a TPM or passphrase slot is needed for more.
struct HostBinding {
  // 32 random bytes, mode 0600, outside the data folder, for example /etc/yitang/host.key. Made by create()
  // if missing.
  std::filesystem::path host_key_path;
  // Bytes that name this machine and stay the same over reinstallation, see system_hardware_id().
  std::function<Result<Bytes>()> hardware_id;
};

// The board's UUID, or the installation's machine id where the firmware has none. Never empty.
Result<Bytes> system_hardware_id();

class KeyFile {
 public:
  // Draws new keys and writes the file durably with mode 0600. AlreadyExists when there is one.
  static Result<KeyFile> create(const std::filesystem::path& path, const HostBinding& host,
                                RandomSource& random, Disk& disk = system_disk());

  // NotFound; BadKeyFile when others can read it, when it is malformed, or when no slot opens on this
  // machine.
  static Result<KeyFile> open(const std::filesystem::path& path, const HostBinding& host,
                              Disk& disk = system_disk());

  // For program start: opens, or creates on the first start only. When `database` exists without its key file
  // the answer is NotFound: new keys would not open it, and would hide that the old ones are lost.
  static Result<KeyFile> open_or_create(const std::filesystem::path& path,
                                        const std::filesystem::path& database, const HostBinding& host,
                                        RandomSource& random, Disk& disk = system_disk());

  const StoreKeys& keys() const { return keys_; }

 private:
  explicit KeyFile(StoreKeys keys) : keys_(std::move(keys)) {}

  StoreKeys keys_;
};

}  // namespace yitang::storage
