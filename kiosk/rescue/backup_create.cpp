#include <fmt/format.h>
#include <sys/stat.h>

#include <algorithm>
#include <set>

#include "kiosk/base/audit_events.hpp"
#include "kiosk/cases/audit_log.hpp"
#include "kiosk/cases/storage_error.hpp"
#include "kiosk/rescue/backup.hpp"
#include "kiosk/rescue/backup_file.hpp"
#include "kiosk/rescue/backup_shelf.hpp"
#include "kiosk/rescue/places.hpp"
#include "storage/audit_chain.hpp"
#include "storage/file_system.hpp"
#include "storage/sealed_files.hpp"

namespace yitang::rescue {
namespace {

using storage::BackupAttachment;
using storage::BackupPart;
using storage::BackupPartKind;

Result<std::vector<OpenedStore>> open_stores(const BackupOptions& options) {
  std::vector<OpenedStore> stores;
  for (const StorePlace& place : kStorePlaces) {
    if (!is_there(options.data / place.name, *options.disk)) {
      if (place.store == storage::BackupStore::Terminal)
        return fail(ErrorKind::BadInput, "there is no terminal's store", options.data.string());
      continue;  // a terminal whose office is elsewhere
    }
    auto store = open_store(place, options.data, options.host, *options.disk);
    if (!store) return tl::unexpected(store.error());
    auto report = store->database.integrity_check();
    if (!report) return cases::store_failure(report.error());
    if (!report->ok()) {
      return fail(ErrorKind::StoreFailed,
                  "is damaged, a backup of it would be too: " + report->problems.front(),
                  store->database.path().string());
    }
    stores.push_back(std::move(*store));
  }
  return stores;
}

/// What the rows know, with size and digest of each file.
Result<std::vector<BackupAttachment>> pictures_of(OpenedStore& store, storage::Disk& disk) {
  auto names = store.database.collect(store.place->pictures_query,
                                      [](const storage::Row& row) { return row.text(0); });
  if (!names) return cases::store_failure(names.error());
  std::vector<BackupAttachment> pictures;
  for (const std::string& name : *names) {
    auto facts = facts_of(store.directory / "sealed" / name, disk);
    if (!facts && facts.error().kind != ErrorKind::NotFound) return tl::unexpected(facts.error());
    if (!facts)
      return fail(ErrorKind::StoreFailed, "a picture is gone: run `yitang store check`", facts.error().where);
    pictures.push_back({store.place->store, name, facts->size, facts->digest});
  }
  return pictures;
}

struct Plan {
  std::vector<BackupAttachment> pictures;
  std::vector<BackupAttachment> missing;  ///< on the medium
  std::vector<BackupInput> inputs;
  std::vector<storage::SecretBytes> keys;  ///< what the inputs read
  std::uint64_t bytes = 0;                 ///< to be written
};

Result<void> plan_content(std::vector<OpenedStore>& stores, Plan& plan) {
  plan.keys.reserve(stores.size());
  for (OpenedStore& store : stores) {
    plan.keys.push_back(storage::pack_keys(store.keys.keys()));
    const storage::ByteView packed = plan.keys.back().view();
    plan.inputs.push_back(
        {BackupPart{BackupPartKind::Keys, store.place->store, packed.size()},
         [packed](std::uint64_t offset, std::span<std::uint8_t> out) -> storage::Result<void> {
           const auto piece = packed.subspan(static_cast<std::size_t>(offset), out.size());
           std::copy(piece.begin(), piece.end(), out.begin());
           return {};
         }});
    auto size = store.database.begin_copy();
    if (!size) return cases::store_failure(size.error());
    plan.inputs.push_back({BackupPart{BackupPartKind::Database, store.place->store, *size},
                           [&database = store.database](std::uint64_t offset, std::span<std::uint8_t> out) {
                             return database.read_copy(offset, out);
                           }});
    plan.bytes += *size;
  }
  return {};
}

Result<void> plan_pictures(std::vector<OpenedStore>& stores, const BackupShelf& shelf, Plan& plan,
                           storage::Disk& disk) {
  for (OpenedStore& store : stores) {
    auto pictures = pictures_of(store, disk);
    if (!pictures) return tl::unexpected(pictures.error());
    for (BackupAttachment& picture : *pictures) {
      if (!shelf.holds(picture)) {
        plan.missing.push_back(picture);
        plan.bytes += picture.size;
      }
      plan.pictures.push_back(std::move(picture));
    }
  }
  return {};
}

Result<void> copy_pictures(const BackupOptions& options, const BackupShelf& shelf, const Plan& plan) {
  for (const BackupAttachment& picture : plan.missing) {
    const auto from = options.data / place_of(picture.store).name / "sealed" / picture.name;
    auto content = storage::read_file(from, static_cast<std::size_t>(picture.size), *options.disk);
    if (!content) return cases::store_failure(content.error());
    if (storage::digest_of(*content) != picture.digest)
      return fail(ErrorKind::StoreFailed, "changed while it was copied", from.string());
    auto written = storage::write_file_durably(shelf.path_of(picture), *content, 0600,
                                               storage::Overwrite::Allow, *options.disk);
    if (!written) return cases::store_failure(written.error());
  }
  return {};
}

Result<storage::BackupHeader> header_for(const BackupOptions& options, OpenedStore& terminal,
                                         const Plan& plan, const storage::SecretBytes& county_half,
                                         UnixMillis now, storage::RandomSource& random) {
  storage::BackupHeader header;
  header.terminal = options.terminal_code;
  header.created_ms = now;
  header.device_key = storage::public_key_of(terminal.keys.keys().signing_seed.view());
  header.recovery_key = options.county;
  auto head = storage::audit_head(terminal.database);
  if (!head) return cases::store_failure(head.error());
  header.head = *head;
  random.fill(header.passphrase_salt);
  header.cost = options.cost;
  auto sealed = storage::seal_to_recovery_key(county_half.view(), options.county);
  if (!sealed) return cases::store_failure(sealed.error());
  header.sealed_half = std::move(*sealed);
  header.attachments = plan.pictures;
  return header;
}

/// The backup's own row is in the backup: a copy that was put back knows when it was made.
Result<void> note_backup(OpenedStore& terminal, std::size_t pictures, UnixMillis now) {
  auto transaction = terminal.database.begin();
  if (!transaction) return cases::store_failure(transaction.error());
  auto noted = cases::append_event(
      terminal.database, audit::record_of(audit::StoreBackup{static_cast<std::int64_t>(pictures)}), now);
  if (!noted) return cases::store_failure(noted.error());
  auto done = transaction->commit();
  if (!done) return cases::store_failure(done.error());
  return {};
}

Result<void> write_container(const BackupOptions& options, OpenedStore& terminal, Plan& plan, UnixMillis now,
                             storage::RandomSource& random, BackupMade& made) {
  const storage::SecretBytes county_half = random.secret(storage::kBackupHalfSize);
  auto header = header_for(options, terminal, plan, county_half, now, random);
  if (!header) return tl::unexpected(header.error());
  auto bytes = storage::encode_backup_header(*header);
  if (!bytes) return cases::store_failure(bytes.error());
  auto key = storage::backup_content_key(county_half.view(), *options.passphrase, *header);
  if (!key) return cases::store_failure(key.error());
  BackupSource source(std::move(*bytes), *key, std::move(plan.inputs), terminal.keys.keys().signing_seed);
  made.container_bytes = source.size();
  auto written = storage::write_file_durably_from(
      made.container, source.size(),
      [&source](std::uint64_t, std::span<std::uint8_t> out) { return source.read(out); }, 0600,
      storage::Overwrite::Refuse, *options.disk);
  if (!written) return cases::store_failure(written.error());
  return {};
}

/// A stick that is not mounted leaves an empty folder on the terminal's own disk. Which file system is
/// mounted where is the machine's matter, and not one of what becomes durable: so this asks it, not the Disk.
Result<void> refuse_same_disk(const BackupOptions& options) {
  struct stat data {};
  struct stat folder {};
  if (options.same_disk || ::stat(options.data.c_str(), &data) != 0) return {};
  if (::stat(options.folder.c_str(), &folder) != 0)
    return fail(ErrorKind::BadInput, "cannot be examined: is the medium there?", options.folder.string());
  if (data.st_dev != folder.st_dev) return {};
  return fail(ErrorKind::Refused,
              "is on the same disk as the data and would be lost with it: is the medium mounted? "
              "(--same-disk if it is meant)",
              options.folder.string());
}

Result<void> check_room(const std::filesystem::path& folder, std::uint64_t bytes, storage::Disk& disk) {
  constexpr std::uint64_t kMargin = std::uint64_t{1} << 20;
  auto room = storage::free_space(folder, disk);
  if (!room) return cases::store_failure(room.error());
  if (*room >= bytes + kMargin) return {};
  return fail(
      ErrorKind::StoreFull,
      fmt::format("the medium has {} MB left, the backup needs {} MB", *room >> 20, (bytes >> 20) + 2),
      folder.string());
}

}  // namespace

Result<BackupMade> create_backup(const BackupOptions& options, const Clock& clock,
                                 storage::RandomSource& random) {
  if (options.passphrase == nullptr || options.passphrase->size() < storage::kLeastBackupPassphrase)
    return fail(ErrorKind::BadInput, "the passphrase needs at least 8 characters");
  if (!is_folder(options.folder, *options.disk))
    return fail(ErrorKind::BadInput, "is no folder: is the medium there?", options.folder.string());
  if (auto elsewhere = refuse_same_disk(options); !elsewhere) return tl::unexpected(elsewhere.error());
  auto stores = open_stores(options);
  if (!stores) return tl::unexpected(stores.error());
  auto shelf = BackupShelf::open(options.folder, options.terminal_code, *options.disk);
  if (!shelf) return tl::unexpected(shelf.error());
  Plan plan;
  if (auto done = plan_pictures(*stores, *shelf, plan, *options.disk); !done)
    return tl::unexpected(done.error());
  const UnixMillis now = clock.now();
  if (auto done = note_backup(stores->front(), plan.pictures.size(), now); !done)
    return tl::unexpected(done.error());
  if (auto done = plan_content(*stores, plan); !done) return tl::unexpected(done.error());
  if (auto done = check_room(options.folder, plan.bytes, *options.disk); !done)
    return tl::unexpected(done.error());
  if (auto done = copy_pictures(options, *shelf, plan); !done) return tl::unexpected(done.error());
  BackupMade made;
  made.container = shelf->container_for(now);
  made.pictures = plan.pictures.size();
  made.copied = plan.missing.size();
  if (auto done = write_container(options, stores->front(), plan, now, random, made); !done)
    return tl::unexpected(done.error());
  auto kept = shelf->keep_newest(std::max(1, options.keep), made.container);
  if (!kept) return tl::unexpected(kept.error());
  made.removed = kept->removed;
  made.faulty = std::move(kept->faulty);
  return made;
}

}  // namespace yitang::rescue
