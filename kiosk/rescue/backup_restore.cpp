#include <fmt/format.h>

#include <fstream>
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
#include "kiosk/rescue/store_keys.hpp"
#include "storage/file_system.hpp"

namespace yitang::rescue {
namespace {

namespace fs = std::filesystem;

/// Writes one database while it is decrypted. Durable with close().
class DatabaseWriter {
 public:
  Result<void> begin(const fs::path& path) {
    path_ = path;
    output_.open(path, std::ios::binary | std::ios::trunc);
    std::error_code code;
    fs::permissions(path, fs::perms::owner_read | fs::perms::owner_write, code);
    return code ? fail(ErrorKind::StoreFailed, "cannot be protected: " + code.message(), path.string())
                : good();
  }
  Result<void> write(storage::ByteView bytes) {
    output_.write(reinterpret_cast<const char*>(bytes.data()), static_cast<std::streamsize>(bytes.size()));
    return good();
  }
  Result<void> close() {
    output_.close();
    return good();
  }

 private:
  Result<void> good() const {
    if (output_) return {};
    return fail(ErrorKind::StoreFailed, "cannot be written", path_.string());
  }
  fs::path path_;
  std::ofstream output_;
};

Result<void> make_directory(const fs::path& path) {
  auto made = storage::make_private_directory(path);
  if (!made) return cases::store_failure(made.error());
  return {};
}

/// Decrypts the container into the staging folder: databases as they are, keys wrapped for this machine.
class Unpacker {
 public:
  Unpacker(const fs::path& staging, const storage::HostBinding& host, storage::RandomSource& random)
      : staging_(staging), host_(host), random_(random) {}

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
    if (auto made = make_directory(staging_ / place.name / "sealed"); !made) return made;
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
    auto keys = unpack_keys(packed_.view());
    if (!keys) return tl::unexpected(keys.error());
    auto made =
        storage::KeyFile::create_with(staging_ / place.name / "keys.bin", host_, std::move(*keys), random_);
    if (!made) return cases::store_failure(made.error());
    return {};
  }

  fs::path staging_;
  const storage::HostBinding& host_;
  storage::RandomSource& random_;
  std::optional<storage::BackupPart> current_;
  storage::SecretBytes packed_;
  std::size_t filled_ = 0;
  DatabaseWriter database_;
  std::set<storage::BackupStore> databases_;
  std::set<storage::BackupStore> keys_;
  std::optional<Error> failure_;
};

Result<void> refuse_existing(const fs::path& data) {
  for (const StorePlace& place : kStorePlaces) {
    if (!is_there(data / place.name)) continue;
    return fail(ErrorKind::Refused,
                is_there(staging_of(data))
                    ? "the restore of another backup was interrupted here: repeat that one first"
                    : "there is a store already: nothing is overwritten",
                (data / place.name).string());
  }
  return {};
}

Result<void> check_room(const BackupFile& file, const fs::path& data) {
  constexpr std::uint64_t kMargin = std::uint64_t{16} << 20;
  std::uint64_t bytes = file.size();
  for (const auto& picture : file.header().attachments) bytes += picture.size;
  auto room = storage::free_space(data);
  if (!room) return cases::store_failure(room.error());
  if (*room >= bytes + kMargin) return {};
  return fail(ErrorKind::StoreFull,
              fmt::format("{} MB are free, {} MB are needed", *room >> 20, ((bytes + kMargin) >> 20) + 1),
              data.string());
}

Result<void> copy_pictures(const BackupFile& file, const fs::path& staging) {
  const BackupShelf shelf = BackupShelf::of(file.path());
  for (const storage::BackupAttachment& picture : file.header().attachments) {
    if (!shelf.holds(picture))
      return fail(ErrorKind::BadInput, "is missing or changed", shelf.path_of(picture).string());
    auto content = storage::read_file(shelf.path_of(picture), static_cast<std::size_t>(picture.size));
    if (!content) return cases::store_failure(content.error());
    const auto directory = staging / place_of(picture.store).name / "sealed";
    if (auto made = make_directory(directory); !made) return made;
    auto written = storage::write_file_durably(directory / picture.name, *content);
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
  auto store =
      cases::CaseStore::open({folder / "terminal", options.host, options.terminal_code}, clock, random);
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
  if (!is_there(folder / "office")) return {};
  auto office = office::Office::open({folder / "office", options.host}, options.catalog, clock);
  if (!office) return tl::unexpected(office.error());
  auto office_report = office->check();
  if (!office_report) return tl::unexpected(office_report.error());
  done.problems.insert(done.problems.end(), office_report->problems.begin(), office_report->problems.end());
  return {};
}

/// Every byte of the staging folder is on the medium. Returns which stores are there.
Result<std::set<storage::BackupStore>> make_durable(const fs::path& staging) {
  std::set<storage::BackupStore> stores;
  for (const StorePlace& place : kStorePlaces) {
    const auto directory = staging / place.name;
    if (!is_there(directory)) continue;
    stores.insert(place.store);
    for (const char* name : {place.database, "keys.bin"}) {
      if (auto synced = sync_file(directory / name); !synced) return tl::unexpected(synced.error());
    }
    if (auto synced = storage::sync_directory(directory); !synced)
      return cases::store_failure(synced.error());
  }
  if (auto synced = storage::sync_directory(staging); !synced) return cases::store_failure(synced.error());
  return stores;
}

/// Puts the stores together aside and says so in the note. What an earlier attempt left is of no use: it was
/// not complete, or of another backup. With problems nothing is noted unless the caller accepts them.
Result<ReadyNote> put_together(const RestoreOptions& options, BackupFile& file,
                               const storage::SecretBytes& key, const Clock& clock,
                               storage::RandomSource& random, RestoreDone& done) {
  const fs::path staging = staging_of(options.data);
  auto begun = refuse_existing(options.data)
                   .and_then([&] { return remove_tree(staging); })
                   .and_then([&] { return check_room(file, options.data); })
                   .and_then([&] { return make_directory(staging); });
  if (!begun) return tl::unexpected(begun.error());
  ReadyNote note{storage::to_hex(file.digest()), {}};
  auto put = Unpacker(staging, options.host, random)
                 .run(file, key)
                 .and_then([&] { return copy_pictures(file, staging); })
                 .and_then([&] {
                   return check_stores(options, staging, file.header().created_ms, clock, random, done);
                 })
                 .and_then([&] { return make_durable(staging); })
                 .and_then([&](std::set<storage::BackupStore> stores) -> Result<void> {
                   note.stores = std::move(stores);
                   const bool held_back = !done.problems.empty() && !options.accept_problems;
                   return held_back ? Result<void>() : write_ready(options.data, note);
                 });
  if (put) return note;
  if (auto gone = remove_tree(staging); !gone) return tl::unexpected(gone.error());
  return tl::unexpected(put.error());
}

/// The note of an earlier call for the same backup that was interrupted when everything was ready: then only
/// the last step is missing.
Result<std::optional<ReadyNote>> interrupted(const RestoreOptions& options, const BackupFile& file) {
  auto ready = read_ready(options.data);
  if (!ready || !*ready || (*ready)->container != storage::to_hex(file.digest())) {
    if (!ready) return ready;
    return std::nullopt;
  }
  auto complete = is_complete(options.data, **ready);
  if (!complete) return tl::unexpected(complete.error());
  if (!*complete) return std::nullopt;
  return ready;
}

}  // namespace

Result<RestoreDone> restore_backup(const RestoreOptions& options, const Clock& clock,
                                   storage::RandomSource& random) {
  auto file = BackupFile::open(options.container);
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
  if (auto made = make_directory(options.data); !made) return tl::unexpected(made.error());
  RestoreDone done;
  done.as_of = header.created_ms;
  done.pictures = header.attachments.size();
  auto ready = interrupted(options, *file);
  if (!ready) return tl::unexpected(ready.error());
  if (!*ready) {
    auto put = put_together(options, *file, *key, clock, random, done);
    if (!put) return tl::unexpected(put.error());
    if (!done.problems.empty() && !options.accept_problems) return done;
    if (auto placed = take_place(options.data, *put); !placed) return tl::unexpected(placed.error());
    done.placed = true;
    return done;
  }
  if (auto placed = take_place(options.data, **ready); !placed) return tl::unexpected(placed.error());
  done.placed = true;
  auto checked = check_stores(options, options.data, std::nullopt, clock, random, done);
  if (!checked) return tl::unexpected(checked.error());
  return done;
}

}  // namespace yitang::rescue
