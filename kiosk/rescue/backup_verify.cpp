#include "kiosk/rescue/backup.hpp"
#include "kiosk/rescue/backup_file.hpp"
#include "kiosk/rescue/backup_open.hpp"
#include "kiosk/rescue/backup_shelf.hpp"
#include "kiosk/rescue/places.hpp"

namespace yitang::rescue {

Result<storage::SecretBytes> content_key_of(const storage::BackupHeader& header, const BackupKeys& keys,
                                            const std::string& where) {
  if (keys.county == nullptr || keys.passphrase == nullptr)
    return fail(ErrorKind::BadInput, "the county's key and the passphrase are both needed");
  if (keys.county->public_key != header.recovery_key) {
    return fail(ErrorKind::WrongKey,
                "it is sealed to the recovery key " + storage::fingerprint_of(header.recovery_key) +
                    ", not to " + storage::fingerprint_of(keys.county->public_key),
                where);
  }
  auto half = storage::open_with_recovery_key(header.sealed_half, *keys.county);
  if (!half) return fail(ErrorKind::WrongKey, half.error().message, where);
  auto key = storage::backup_content_key(half->view(), *keys.passphrase, header);
  if (!key) return fail(ErrorKind::WrongKey, key.error().message, where);
  return std::move(*key);
}

namespace {

Result<void> read_parts(BackupFile& file, const BackupKeys& keys, std::vector<std::string>& stores) {
  auto key = content_key_of(file.header(), keys, file.path().string());
  if (!key) return tl::unexpected(key.error());
  storage::BackupContentReader reader(
      [&stores](const storage::BackupPart& part) -> storage::Result<void> {
        if (part.kind == storage::BackupPartKind::Database) stores.emplace_back(place_of(part.store).name);
        return {};
      },
      [](const storage::BackupPart&, storage::ByteView) -> storage::Result<void> { return {}; });
  return file.read_content(*key, reader);
}

}  // namespace

Result<BackupFindings> verify_backup(const std::filesystem::path& container,
                                     const std::optional<BackupKeys>& keys, storage::Disk& disk) {
  auto file = BackupFile::open(container, disk);
  if (!file) return tl::unexpected(file.error());
  if (auto whole = file->check_signature(); !whole) return tl::unexpected(whole.error());
  const storage::BackupHeader& header = file->header();
  BackupFindings found;
  found.terminal = header.terminal;
  found.created = header.created_ms;
  found.county_fingerprint = storage::fingerprint_of(header.recovery_key);
  found.device_key = storage::to_hex(header.device_key);
  found.pictures = header.attachments.size();
  found.bytes = file->size();
  const BackupShelf shelf = BackupShelf::of(container, disk);
  for (const storage::BackupAttachment& picture : header.attachments) {
    found.bytes += picture.size;
    if (!shelf.holds(picture))
      found.problems.push_back(shelf.path_of(picture).string() + ": is missing or changed");
  }
  if (keys) {
    if (auto read = read_parts(*file, *keys, found.stores); !read) return tl::unexpected(read.error());
    found.opened = true;
  }
  return found;
}

}  // namespace yitang::rescue
