#include "kiosk/cases/case_store.hpp"

#include <fmt/format.h>

#include "kiosk/cases/receipt_number.hpp"
#include "kiosk/cases/store_parts.hpp"
#include "kiosk/cases/store_schema.hpp"
#include "kiosk/cases/unfinished_restore.hpp"
#include "storage/file_system.hpp"
#include "storage/migration_copy.hpp"
#include "storage/release_memory.hpp"
#include "storage/store_database.hpp"

namespace yitang::cases {
namespace {

constexpr std::uint64_t kPageSize = 4096;

Result<void> limit_size(storage::Database& database, std::uint64_t bytes) {
  if (bytes == 0) return {};
  // Writes nothing, so it is no reason to wait for room.
  auto limited = database.query_one<std::int64_t>(
      fmt::format("PRAGMA max_page_count = {}", std::max<std::uint64_t>(1, bytes / kPageSize)));
  if (!limited) return failure(limited);
  return {};
}

Result<std::int64_t> counter(StoreParts& parts, std::string_view name) {
  auto value = parts.database.query_one<std::int64_t>("SELECT value FROM counter WHERE name = ?", name);
  if (!value) return failure(value);
  return value->value_or(0);
}

}  // namespace

CaseStore::CaseStore(std::unique_ptr<StoreParts> parts) : parts_(std::move(parts)) {}
CaseStore::CaseStore(CaseStore&&) noexcept = default;
CaseStore& CaseStore::operator=(CaseStore&&) noexcept = default;
CaseStore::~CaseStore() = default;

Result<CaseStore> CaseStore::open(const StoreOptions& options, const Clock& clock, Random& random) {
  if (!is_terminal_code(options.terminal_code)) {
    return fail(ErrorKind::BadInput, "the terminal code must be four of " + std::string(kReceiptAlphabet));
  }
  storage::Disk& disk = *options.disk;
  if (auto whole = refuse_unfinished_restore(options.directory, disk); !whole) return failure(whole);
  auto directory = storage::make_private_directory(options.directory, disk);
  if (!directory) return failure(directory);
  const auto database_path = options.directory / "cases.db";
  storage::SystemRandom secrets;
  auto keys = storage::KeyFile::open_or_create(options.directory / "keys.bin", database_path, options.host,
                                               secrets, disk, clock.now());
  if (!keys) return failure(keys);
  auto database = storage::open_database(*keys, database_path, storage::OpenMode::CreateIfMissing, secrets,
                                         disk, store_migrations().back().version);
  if (!database) return failure(database);
  // Only now: the database's lock says that the folder is ours.
  auto swept_folder = storage::sweep_temporaries(options.directory, disk);
  if (!swept_folder) return failure(swept_folder);
  auto migrated = storage::migrate_with_copy(*database, store_migrations());
  if (!migrated) return failure(migrated);
  if (auto limited = limit_size(*database, options.database_limit); !limited) return failure(limited);
  auto files = storage::SealedFiles::open(options.directory / "sealed", disk);
  if (!files) return failure(files);
  auto parts = std::make_unique<StoreParts>(StoreParts{
      std::move(*keys), std::move(*database), std::move(*files), clock, random, options.terminal_code});
  parts->outbox = make_outbox(*parts);
  if (*migrated == 0) {  // everything opens under the new schema: the copy of the old one has done its duty
    if (auto gone = storage::discard_migration_copies(parts->database); !gone) return failure(gone);
  }
  CaseStore store(std::move(parts));
  if (options.orphans == storage::SweepOrphans::AtOpen) {
    if (auto swept = store.sweep(); !swept) return failure(swept);
  }
  // Last, because all before only gives room. On a full disk the store serves for reading, says so to whoever
  // writes, and needs no new start when there is room: claim_next() releases the claims then.
  auto released = release_claims(*store.parts_);
  if (!released && released.error().kind != ErrorKind::StoreFull) return failure(released);
  return store;
}

OutboxQueue& CaseStore::outbox() { return *parts_->outbox; }

Result<StoreCounts> CaseStore::counts() {
  const auto drafts = counter(*parts_, "drafts");
  const auto cases = counter(*parts_, "cases");
  const auto waiting = counter(*parts_, "outbox.0");
  const auto claimed = counter(*parts_, "outbox.1");
  for (const auto* part : {&drafts, &cases, &waiting, &claimed}) {
    if (!*part) return failure(*part);
  }
  return StoreCounts{*drafts, *cases, *waiting + *claimed};
}

Result<std::size_t> CaseStore::sweep() {
  PageNames known = parts_->sealed_since_open;
  auto listed = parts_->database.query("SELECT name FROM page",
                                       [&](const storage::Row& row) { known.insert(row.text(0)); });
  if (!listed) return failure(listed);
  return up(parts_->files.sweep(known));
}

Result<Space> CaseStore::space(const SpaceThresholds& thresholds) {
  auto& database = parts_->database;
  auto bytes = storage::free_space(database.path().parent_path(), database.disk());
  if (!bytes) return failure(bytes);
  return judge_space(*bytes, thresholds);
}

Result<void> CaseStore::discard_copies() { return up(storage::discard_migration_copies(parts_->database)); }

Result<void> CaseStore::checkpoint() {
  return up(parts_->database.checkpoint(storage::CheckpointMode::Truncate));
}

Result<void> CaseStore::release_memory() { return up(storage::release_memory(parts_->database)); }

Result<void> CaseStore::note(const Result<audit::Record>& record) {
  auto transaction = parts_->database.begin();
  if (!transaction) return failure(transaction);
  if (auto appended = append_record(*parts_, record); !appended) return appended;
  return up(transaction->commit());
}

storage::ByteView CaseStore::signing_seed() const { return parts_->keys.keys().signing_seed.view(); }
const std::string& CaseStore::terminal_code() const { return parts_->terminal; }
void CaseStore::move_to_this_thread() { parts_->database.move_to_this_thread(); }

Result<PageImage> CaseStore::seal_page(const PageImage& page) {
  if (page.content.empty() || page.content.size() > kMaxPageBytes) {
    return fail(ErrorKind::BadInput, "a page is empty or too large");
  }
  auto sealed = parts_->files.put(page.content, parts_->secrets);
  if (!sealed) return failure(sealed);
  parts_->sealed_since_open.insert(sealed->name);
  auto kept = page_of({}, page.media_type, page.sharpness);
  kept.bytes = page.content.size();
  kept.digest = storage::to_hex(sealed->digest);
  kept.sealed = std::move(*sealed);
  return kept;
}

Result<storage::Bytes> CaseStore::page_content(const PageImage& page) {
  if (!page.content.empty()) return page.content;
  if (!page.sealed) return fail(ErrorKind::NotFound, "the page is not in the store");
  return up(parts_->files.get(*page.sealed));
}

Result<void> CaseStore::discard_page(const PageImage& page) {
  if (!page.sealed) return {};
  auto owner =
      parts_->database.query_one<std::string>("SELECT uid FROM page WHERE name = ?", page.sealed->name);
  if (!owner) return failure(owner);
  if (*owner) return fail(ErrorKind::Refused, "the page belongs to a saved draft or case");
  auto removed = parts_->files.remove(page.sealed->name);
  if (!removed) return failure(removed);
  return {};
}

}  // namespace yitang::cases
