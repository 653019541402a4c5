// Backup of a terminal to a medium, and back. Two persons are needed to read one: the county, which holds the
// private recovery key, and the technician, who knows the passphrase given when the backup was made.
//
// On the medium: <folder>/yitang-CODE/ with YYYYMMDD-HHMMSS.backup (databases and keys, encrypted and signed)
// and pictures/terminal/, pictures/office/ (the sealed files as they are: each is encrypted under a key of
// its own that is in the database). A sealed file never changes, so what lies there already is not copied
// again: an interrupted backup goes on where it stopped, and the next one is incremental. The container is
// put in place last and whole: until then the medium holds the backups it had.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "kiosk/base/clock.hpp"
#include "kiosk/base/error.hpp"
#include "kiosk/catalog/catalog.hpp"
#include "storage/backup_container.hpp"
#include "storage/disk.hpp"
#include "storage/key_file.hpp"
#include "storage/random.hpp"

namespace yitang::rescue {

struct BackupOptions {
  std::filesystem::path data;
  storage::HostBinding host;
  std::string terminal_code;
  std::filesystem::path folder;  ///< on the medium; must exist
  storage::RecoveryPublicKey county;
  const storage::SecretBytes* passphrase = nullptr;
  storage::PassphraseCost cost{};
  int keep = 2;            ///< whole backups of this terminal that stay on the medium, this one included
  bool same_disk = false;  ///< the folder may lie on the disk of the data, and be lost together with it
  storage::Disk* disk = &storage::system_disk();  ///< of the data and of the medium
};

struct BackupMade {
  std::filesystem::path container;
  std::uint64_t container_bytes = 0;
  std::size_t pictures = 0;         ///< that belong to this backup
  std::size_t copied = 0;           ///< pictures that were not on the medium yet
  std::size_t removed = 0;          ///< files of older backups that went
  std::vector<std::string> faulty;  ///< older backups that are not whole: neither counted nor removed
};

/// Nothing is written when a store is faulty or in use (StoreFailed, Unavailable), the folder is on the disk
/// of the data (Refused), or the medium has too little room (StoreFull). What was written is read back before
/// any older backup goes.
Result<BackupMade> create_backup(const BackupOptions& options, const Clock& clock,
                                 storage::RandomSource& random);

/// Both halves of what opens a backup.
struct BackupKeys {
  const storage::RecoveryKeyPair* county = nullptr;
  const storage::SecretBytes* passphrase = nullptr;
};

struct BackupFindings {
  std::string terminal;
  UnixMillis created = 0;
  std::string county_fingerprint;
  std::string device_key;  ///< hexadecimal, to compare with what the terminal says of itself
  std::size_t pictures = 0;
  std::uint64_t bytes = 0;            ///< container and pictures
  bool opened = false;                ///< the content was decrypted too
  std::vector<std::string> stores;    ///< in the container, when it was opened
  std::vector<std::string> problems;  ///< pictures that are missing or changed
};

/// Without keys: structure, digest, the terminal's signature, every picture's digest. With keys also that the
/// content opens and is whole. BadInput for anything that is not a whole, unchanged backup.
Result<BackupFindings> verify_backup(const std::filesystem::path& container,
                                     const std::optional<BackupKeys>& keys,
                                     storage::Disk& disk = storage::system_disk());

struct RestoreOptions {
  std::filesystem::path container;
  BackupKeys keys;
  std::filesystem::path data;  ///< may exist, but without stores
  storage::HostBinding host;   ///< of this machine
  std::string terminal_code;   ///< must be the backup's
  catalog::CatalogPtr catalog;
  bool accept_problems = false;  ///< stores in which the check finds problems take their place all the same
  storage::Disk* disk = &storage::system_disk();  ///< of the data and of the medium
};

struct RestoreDone {
  UnixMillis as_of = 0;
  std::size_t pictures = 0;
  std::int64_t cases = 0;
  std::int64_t waiting = 0;           ///< cases that were not delivered when the backup was made
  std::vector<std::string> problems;  ///< of both stores' checks
  bool placed = false;                ///< no: they have problems, and lie in .restoring of the data folder
};

/// The backup is verified whole before anything is written, the stores are put together in a folder aside and
/// checked, and only then take their place; with problems only when the caller accepts them. Refused when
/// there is a store already, or when the backup is of another terminal; StoreFull when there is too little
/// room. Interrupted, it can be called again with the same backup; until then no store of the folder opens.
Result<RestoreDone> restore_backup(const RestoreOptions& options, const Clock& clock,
                                   storage::RandomSource& random);

}  // namespace yitang::rescue
