#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "storage/bytes.hpp"
#include "storage/disk.hpp"
#include "storage/error.hpp"
#include "storage/passphrase.hpp"
#include "storage/random.hpp"
#include "storage/recovery_key.hpp"
#include "storage/sealer.hpp"

// The keys of one store, in a small file beside it: encrypted once under a random master, which every slot
// wraps in its own way. Any one slot that opens gives all keys. Layout, and what is protected against whom:
// storage/README.md. Both that file and the host key are read and written on the given disk, which must
// outlive the KeyFile.
namespace yitang::storage {

inline constexpr std::size_t kDatabaseKeySize = 32;
inline constexpr std::size_t kDatabaseSaltSize = 16;
inline constexpr std::size_t kBlindIndexKeySize = 32;
inline constexpr std::size_t kSigningSeedSize = 32;
inline constexpr std::size_t kMaxKeyFileSize = 64 * 1024;

struct StoreKeys {
  SecretBytes database_key;     // 32 bytes, raw SQLCipher key
  SecretBytes database_salt;    // 16 bytes; here and not only in page 1, which a crash may ruin
  SecretBytes blind_index_key;  // 32 bytes, for blind_index()
  SecretBytes signing_seed;     // 32 bytes, Ed25519 seed of this device
};
// One after the other in this order, 112 bytes: in the key file and in a backup.
SecretBytes pack_keys(const StoreKeys& keys);
// Nothing for another length.
std::optional<StoreKeys> unpack_keys(ByteView packed);

// What this machine, and perhaps a person at it, has to open slots with.
struct HostBinding {
  // 32 random bytes, mode 0600, outside the data folder, for example /etc/yitang/host.key. Made by create()
  // if missing. It does not protect against someone who takes the whole disk, only against a copied data
  // folder: a slot bound to a TPM or a passphrase is needed for more.
  std::filesystem::path host_key_path;
  // Bytes that name this machine and stay the same over reinstallation, see system_hardware_id().
  std::function<Result<Bytes>()> hardware_id;
  // The TPM; without it TPM slots stay shut. Asked only when the file has such a slot.
  std::shared_ptr<Sealer> sealer{};
  // A technician's passphrase; tried only when nothing opens without a person.
  std::shared_ptr<const SecretBytes> passphrase{};
};

// The board's UUID, or the installation's machine id where the firmware has none. Never empty.
Result<Bytes> system_hardware_id();

// Numbers are part of the format.
enum class SlotKind : std::uint16_t { Host = 1, Tpm = 2, Passphrase = 3, Recovery = 4 };

enum class SlotState {
  Opens,
  NeedsPassphrase,   // none was given
  WrongPassphrase,   // of this slot at least
  NeedsRecoveryKey,  // opens with the back office's private key only
  NoHostKey,         // the host key file is missing or cannot be used
  OtherHost,         // another host key, or another machine
  TpmAbsent,
  TpmChanged,  // the machine did not start as it did when the slot was made
  TpmForeign,  // made with another TPM, or this one was cleared
  TpmFailed,
  Failed,      // the slot could not be tried: see `detail`
  Malformed,   // its bytes make no sense, or were changed
  UnknownKind  // made by a newer program
};

// The state's own name, for example "TpmChanged".
std::string_view name_of(SlotState state);

struct SlotReport {
  std::uint32_t id = 0;
  SlotKind kind = SlotKind::Host;  // not one of its values for UnknownKind
  std::int64_t created = 0;        // Unix time in milliseconds; 0: not known
  SlotState state = SlotState::Failed;
  std::string detail;                             // English, for the log; may be empty
  std::uint32_t pcrs = 0;                         // Tpm: bit n stands for PCR n
  std::optional<RecoveryPublicKey> recovery_key;  // Recovery
};

// Every change is on the medium when its call returns, and the old file is untouched when it fails. Two
// programs cannot change one file at a time: the later one gets Locked. Owned by one thread.
class KeyFile {
 public:
  // Draws new keys and writes the file durably with mode 0600 and one host slot. AlreadyExists when there is
  // one.
  static Result<KeyFile> create(const std::filesystem::path& path, const HostBinding& host,
                                RandomSource& random, Disk& disk = system_disk(), std::int64_t created = 0);

  // The same for keys that exist already: a store that is put back from a backup on this machine.
  static Result<KeyFile> create_with(const std::filesystem::path& path, const HostBinding& host,
                                     StoreKeys keys, RandomSource& random, Disk& disk = system_disk(),
                                     std::int64_t created = 0);

  // Tries what needs no person first (TPM, then host), then the passphrase if there is one. NotFound;
  // BadKeyFile when others can read it, when it is malformed, or when somebody without its keys changed it;
  // KeysLocked when no slot opens: the message says of each why. A file of version 1 is read, and becomes
  // version 2 with the next change.
  static Result<KeyFile> open(const std::filesystem::path& path, const HostBinding& host,
                              Disk& disk = system_disk());

  // With the back office's private key, on any machine. KeysLocked when no slot is for this key.
  static Result<KeyFile> open_with_recovery_key(const std::filesystem::path& path,
                                                const RecoveryKeyPair& pair, Disk& disk = system_disk());

  // For program start: opens, or creates on the first start only. When `database` exists without its key file
  // the answer is NotFound: new keys would not open it, and would hide that the old ones are lost.
  static Result<KeyFile> open_or_create(const std::filesystem::path& path,
                                        const std::filesystem::path& database, const HostBinding& host,
                                        RandomSource& random, Disk& disk = system_disk(),
                                        std::int64_t created = 0);

  // Every slot of the file, each tried with what `host` has. Fails only when the file itself cannot be read.
  static Result<std::vector<SlotReport>> inspect(const std::filesystem::path& path, const HostBinding& host,
                                                 Disk& disk = system_disk());

  KeyFile(KeyFile&&) noexcept;
  KeyFile& operator=(KeyFile&&) noexcept;
  ~KeyFile();

  const StoreKeys& keys() const;
  // The number of the slot that opened it; 0 right after create().
  std::uint32_t opened_by() const;

  // Each gives the new slot's number. TooLarge when there are 16 already.
  Result<std::uint32_t> add_host_slot(const HostBinding& host, RandomSource& random, std::int64_t created);
  Result<std::uint32_t> add_tpm_slot(Sealer& sealer, std::uint32_t pcrs, RandomSource& random,
                                     std::int64_t created);
  Result<std::uint32_t> add_passphrase_slot(const SecretBytes& passphrase, const PassphraseCost& cost,
                                            RandomSource& random, std::int64_t created);
  Result<std::uint32_t> add_recovery_slot(const RecoveryPublicKey& key, RandomSource& random,
                                          std::int64_t created);

  // NotFound; KeysLocked unless another slot has been seen to open with `host` (a recovery slot cannot be:
  // its private key is not here).
  Result<void> remove_slot(std::uint32_t id, const HostBinding& host, RandomSource& random);

  // A new master and new slot keys; the keys themselves stay. Slot numbers and times stay. KeysLocked, and
  // nothing changes, when a slot cannot be made anew because its TPM, host key or passphrase is not at hand.
  Result<void> rotate(const HostBinding& host, RandomSource& random);

  // A change of the database key: the file holds both keys from prepare until settle. See open_database() and
  // change_database_key() in store_database.hpp.
  Result<void> prepare_database_key(RandomSource& random);
  // Empty when no change is under way.
  ByteView next_database_key() const;
  enum class DatabaseKey { Current, Next };
  // The key that the database has been seen to open with; the other one is forgotten.
  Result<void> settle_database_key(DatabaseKey which, RandomSource& random);

 private:
  struct Parts;
  explicit KeyFile(std::unique_ptr<Parts> parts);
  static Result<KeyFile> load(const std::filesystem::path& path, Disk& disk,
                              const std::function<Result<std::uint32_t>(Parts&)>& unlock);
  Result<std::uint32_t> add_slot(SlotKind kind, Bytes parameters, const SecretBytes& slot_key,
                                 RandomSource& random, std::int64_t created);

  std::unique_ptr<Parts> parts_;
};

}  // namespace yitang::storage
