#include <fmt/format.h>

#include <memory>
#include <optional>
#include <set>

#include "kiosk/cases/case_store.hpp"
#include "kiosk/cases/storage_error.hpp"
#include "kiosk/office/office.hpp"
#include "kiosk/rescue/backup.hpp"
#include "kiosk/rescue/backup_file.hpp"
#include "kiosk/rescue/backup_open.hpp"
#include "kiosk/rescue/backup_shelf.hpp"
#include "kiosk/rescue/places.hpp"
#include "kiosk/rescue/restore_place.hpp"
#include "kiosk/rescue/source_random.hpp"
#include "storage/file_system.hpp"

namespace yitang::rescue {
namespace {

namespace fs = std::filesystem;

/// Writes one database while it is decrypted. Durable with close().
class DatabaseWriter {
 public:
  explicit DatabaseWriter(storage::Disk& disk) : disk_(disk) {}

  Result<void> begin(const fs::path& path) {
    path_ = path;
    size_ = 0;
    auto file = disk_.open(path, storage::OpenAs::NewFile, 0600);
    if (!file) return disk_failure(file.error(), "create a file", path);
    file_ = std::move(*file);
    return {};
  }
  Result<void> write(storage::ByteView bytes) {
    if (auto written = file_->write(size_, bytes); !written)
      return disk_failure(written.error(), "write", path_);
    size_ += bytes.size();
    return {};
  }
  Result<void> close() {
    if (auto synced = file_->sync(); !synced) return disk_failure(synced.error(), "sync", path_);
    if (auto closed = file_->close(); !closed) return disk_failure(closed.error(), "close", path_);
    return {};
  }

 private:
  storage::Disk& disk_;
  fs::path path_;
  std::uint64_t size_ = 0;
  std::unique_ptr<storage::DiskFile> file_;
};

/// Decrypts the container into the staging folder: databases as they are, keys wrapped for this machine.
class Unpacker {
 public:
  Unpacker(const RestoreOptions& options, const fs::path& staging, storage::RandomSource& random)
      : options_(options), staging_(staging), random_(random), database_(*options.disk) {}

  Result<void> run(BackupFile& file, const storage::SecretBytes& key) {
    storage::BackupContentReader reader(
        [this](const storage::BackupPart& part) { return down(begin(part)); },
        [this](const storage::BackupPart& part, storage::ByteView bytes) { return down(take(part, bytes)); });
    auto read = file.read_content(key, reader);
    if (failure_) return tl::unexpected(*failure_);  // ours says more than what it was wrapped into
    if (!read) return read;
    if (auto closed = finish_part(); !closed) return closed;
    if (databases_ != keys_ || databases_.empty())
      return fail(ErrorKind::BadInput, "has no keys for a database, or none for the keys",
                  file.path().string());
    return {};
  }

 private:
  storage::Result<void> down(Result<void> result) {
    if (result) return {};
    failure_ = result.error();
    return tl::unexpected(
        storage::Error{storage::ErrorCode::Io, result.error().reason, result.error().where, 0});
  }

  Result<void> begin(const storage::BackupPart& part) {
    if (auto done = finish_part(); !done) return done;
    current_ = part;
    const StorePlace& place = place_of(part.store);
    if (auto made = make_folder(staging_ / place.name / "sealed", *options_.disk); !made) return made;
    if (part.kind == storage::BackupPartKind::Keys) {
      packed_ = storage::SecretBytes(static_cast<std::size_t>(part.size));
      filled_ = 0;
      return {};
    }
    return database_.begin(staging_ / place.name / place.database);
  }

  Result<void> take(const storage::BackupPart& part, storage::ByteView bytes) {
    if (part.kind == storage::BackupPartKind::Database) return database_.write(bytes);
    std::copy(bytes.begin(), bytes.end(), packed_.span().begin() + static_cast<std::ptrdiff_t>(filled_));
    filled_ += bytes.size();
    return {};
  }

  Result<void> finish_part() {
    if (!current_) return {};
    const StorePlace& place = place_of(current_->store);
    if (current_->kind == storage::BackupPartKind::Database) {
      databases_.insert(current_->store);
      return database_.close();
    }
    keys_.insert(current_->store);
    auto keys = storage::unpack_keys(packed_.view());
    if (!keys)
      return fail(ErrorKind::BadInput, "the keys in it have an impossible size", options_.container.string());
    auto made = storage::KeyFile::create_with(staging_ / place.name / "keys.bin", options_.host,
                                              std::move(*keys), random_, *options_.disk);
    if (!made) return cases::store_failure(made.error());
    return {};
  }

  const RestoreOptions& options_;
  fs::path staging_;
  storage::RandomSource& random_;
  std::optional<storage::BackupPart> current_;
  storage::SecretBytes packed_;
  std::size_t filled_ = 0;
  DatabaseWriter database_;
  std::set<storage::BackupStore> databases_;
  std::set<storage::BackupStore> keys_;
  std::optional<Error> failure_;
};

Result<void> refuse_existing(const Aside& aside) {
  for (const StorePlace& place : kStorePlaces) {
    if (!is_there(aside.data / place.name, *aside.disk)) continue;
    return fail(ErrorKind::Refused,
                is_there(aside.path(), *aside.disk)
                    ? "the restore of another backup was interrupted here: repeat that one first"
                    : "there is a store already: nothing is overwritten",
                (aside.data / place.name).string());
  }
  const fs::path salvaging = aside.data / cases::kSalvaging;
  if (is_there(salvaging, *aside.disk))
    return fail(ErrorKind::Refused, "a salvage is not finished here", salvaging.string());
  return {};
}

Result<void> check_room(const BackupFile& file, const Aside& aside) {
  constexpr std::uint64_t kMargin = std::uint64_t{16} << 20;
  std::uint64_t bytes = file.size();
  for (const auto& picture : file.header().attachments) bytes += picture.size;
  auto room = storage::free_space(aside.data, *aside.disk);
  if (!room) return cases::store_failure(room.error());
  if (*room >= bytes + kMargin) return {};
  return fail(ErrorKind::StoreFull,
              fmt::format("{} MB are free, {} MB are needed", *room >> 20, ((bytes + kMargin) >> 20) + 1),
              aside.data.string());
}

Result<void> copy_pictures(const BackupFile& file, const Aside& aside) {
  storage::Disk& disk = *aside.disk;
  const BackupShelf shelf = BackupShelf::of(file.path(), disk);
  for (const storage::BackupAttachment& picture : file.header().attachments) {
    if (!shelf.holds(picture))
      return fail(ErrorKind::BadInput, "is missing or changed", shelf.path_of(picture).string());
    auto content = storage::read_file(shelf.path_of(picture), static_cast<std::size_t>(picture.size), disk);
    if (!content) return cases::store_failure(content.error());
    const auto file_aside = aside.path() / place_of(picture.store).name / "sealed" / picture.name;
    auto written = storage::write_file_durably(file_aside, *content, 0600, storage::Overwrite::Allow, disk);
    if (!written) return cases::store_failure(written.error());
  }
  return {};
}

/// Opens the stores below `folder` as the terminal will and checks all of it. `copied`: when the backup was
/// made, to be noted in the store; nothing for one that has it noted.
Result<void> check_stores(const RestoreOptions& options, const fs::path& folder,
                          std::optional<UnixMillis> copied, const Clock& clock, storage::RandomSource& source,
                          RestoreDone& done) {
  SourceRandom random(source);
  cases::StoreOptions terminal{folder / "terminal", options.host, options.terminal_code};
  terminal.disk = options.disk;
  auto store = cases::CaseStore::open(terminal, clock, random);
  if (!store) return tl::unexpected(store.error());
  if (copied) {
    if (auto marked = store->mark_restored(*copied, cases::RestoredHow::Backup); !marked) return marked;
  }
  auto report = store->check();
  if (!report) return tl::unexpected(report.error());
  done.problems = report->problems;
  done.cases = report->cases;
  auto counts = store->counts();
  if (!counts) return tl::unexpected(counts.error());
  done.waiting = counts->waiting;
  if (auto folded = store->checkpoint(); !folded) return folded;
  if (!is_there(folder / "office", *options.disk)) return {};
  office::OfficeOptions receiving{folder / "office", options.host};
  receiving.disk = options.disk;
  auto office = office::Office::open(receiving, options.catalog, clock);
  if (!office) return tl::unexpected(office.error());
  auto office_report = office->check();
  if (!office_report) return tl::unexpected(office_report.error());
  done.problems.insert(done.problems.end(), office_report->problems.begin(), office_report->problems.end());
  return {};
}

/// Puts the stores together aside and says so in the note. What an earlier attempt left is of no use: it was
/// not complete, or of another backup. With problems nothing is noted unless the caller accepts them.
Result<ReadyNote> put_together(const RestoreOptions& options, const Aside& aside, BackupFile& file,
                               const storage::SecretBytes& key, const Clock& clock,
                               storage::RandomSource& random, RestoreDone& done) {
  auto begun = refuse_existing(aside).and_then([&] { return begin_aside(aside); });
  if (!begun) return tl::unexpected(begun.error());
  ReadyNote note{storage::to_hex(file.digest()), {}};
  auto put = check_room(file, aside)
                 .and_then([&] { return Unpacker(options, aside.path(), random).run(file, key); })
                 .and_then([&] { return copy_pictures(file, aside); })
                 .and_then([&] {
                   return check_stores(options, aside.path(), file.header().created_ms, clock, random, done);
                 })
                 .and_then([&] { return make_durable(aside); })
                 .and_then([&](std::set<storage::BackupStore> stores) -> Result<void> {
                   note.stores = std::move(stores);
                   const bool held_back = !done.problems.empty() && !options.accept_problems;
                   return held_back ? Result<void>() : write_ready(aside, note);
                 });
  if (put) return note;
  // What does not go now is cleared by the next call, and keeps the place shut until then.
  static_cast<void>(drop_aside(aside));
  return tl::unexpected(put.error());
}

/// The note of an earlier call for the same backup that was interrupted when everything was ready: then only
/// the last step is missing.
Result<std::optional<ReadyNote>> interrupted(const Aside& aside, const BackupFile& file) {
  auto ready = read_ready(aside);
  if (!ready || !*ready || (*ready)->container != storage::to_hex(file.digest())) {
    if (!ready) return ready;
    return std::nullopt;
  }
  auto complete = is_complete(aside, **ready);
  if (!complete) return tl::unexpected(complete.error());
  if (!*complete) return std::nullopt;
  return ready;
}

}  // namespace

Result<RestoreDone> restore_backup(const RestoreOptions& options, const Clock& clock,
                                   storage::RandomSource& random) {
  auto file = BackupFile::open(options.container, *options.disk);
  if (!file) return tl::unexpected(file.error());
  if (auto whole = file->check_signature(); !whole) return tl::unexpected(whole.error());
  const storage::BackupHeader& header = file->header();
  if (header.terminal != options.terminal_code) {
    return fail(ErrorKind::Refused,
                fmt::format("this is a backup of terminal {}, the configuration says {}", header.terminal,
                            options.terminal_code),
                options.container.string());
  }
  auto key = content_key_of(header, options.keys, options.container.string());
  if (!key) return tl::unexpected(key.error());
  const Aside aside{options.data, cases::kRestoring, options.disk};
  auto begun = make_folder(options.data, *options.disk).and_then([&] {
    return clear_placed(options.data, *options.disk);
  });
  if (!begun) return tl::unexpected(begun.error());
  RestoreDone done;
  done.as_of = header.created_ms;
  done.pictures = header.attachments.size();
  auto ready = interrupted(aside, *file);
  if (!ready) return tl::unexpected(ready.error());
  if (!*ready) {
    auto put = put_together(options, aside, *file, *key, clock, random, done);
    if (!put) return tl::unexpected(put.error());
    if (!done.problems.empty() && !options.accept_problems) return done;
    if (auto placed = take_place(aside, *put); !placed) return tl::unexpected(placed.error());
    done.placed = true;
    return done;
  }
  if (auto placed = take_place(aside, **ready); !placed) return tl::unexpected(placed.error());
  done.placed = true;
  auto checked = check_stores(options, options.data, std::nullopt, clock, random, done);
  if (!checked) return tl::unexpected(checked.error());
  return done;
}

}  // namespace yitang::rescue
