#include "kiosk/rescue/salvage_parts.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cerrno>
#include <set>

#include "kiosk/cases/storage_error.hpp"
#include "kiosk/rescue/salvage_ground.hpp"
#include "storage/audit_chain.hpp"
#include "storage/file_system.hpp"
#include "storage/system_error.hpp"

namespace yitang::rescue {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kWrittenAtOnce = 64 * 1024;

tl::unexpected<NotOpened> not_opened(const storage::Error& error, bool damaged) {
  return tl::unexpected(NotOpened{cases::product_error(error), damaged});
}

/// Whether what lies in a file is at fault, and not the disk below it or the room on it.
bool is_damage(const storage::Error& error) {
  constexpr int kShortRead = 10 | (2 << 8);  // SQLite: a file that ends inside a page
  switch (error.code) {
    case storage::ErrorCode::Corrupt:
    case storage::ErrorCode::NotADatabase:
    case storage::ErrorCode::WrongKey:
    case storage::ErrorCode::NotFound:
    case storage::ErrorCode::BadKeyFile:
    case storage::ErrorCode::KeysLocked:
    case storage::ErrorCode::TamperedSealedFile: return true;
    case storage::ErrorCode::Io: return error.engine_code == 0 || error.engine_code == kShortRead;
    default: return false;
  }
}

/// The first `size` bytes, beginning with `head`.
storage::Result<void> copy_one(const fs::path& from, const fs::path& to, std::uint64_t size,
                               storage::Disk& disk, storage::ByteView head = {}) {
  auto input = disk.open(from, storage::OpenAs::Reader);
  if (!input)
    return tl::unexpected(storage::Error{storage::ErrorCode::Io, "cannot be read", from.string(), EIO});
  return storage::write_file_durably_from(
      to, size,
      [&](std::uint64_t offset, std::span<std::uint8_t> out) -> storage::Result<void> {
        const auto got = (*input)->read(offset, out);
        if (!got || *got != out.size())
          return tl::unexpected(
              storage::Error{storage::ErrorCode::Io, "cannot be read to its end", from.string(), EIO});
        for (std::size_t i = 0; i < out.size() && offset + i < head.size(); ++i) out[i] = head[offset + i];
        return {};
      },
      0600, storage::Overwrite::Allow, disk);
}

/// A fresh working copy, with what is good of its log (and the log's header set right) if that is wanted.
storage::Result<void> make_copy(const fs::path& original, const fs::path& copy, const storage::LogState& log,
                                bool with_log, storage::Disk& disk) {
  for (const fs::path& old : {copy, fs::path(copy.string() + "-wal")}) {
    if (auto gone = storage::remove_file_durably(old, disk); !gone) return tl::unexpected(gone.error());
  }
  const auto info = disk.info(original);
  if (!info) return tl::unexpected(storage::system_error(info.error(), "examine", original));
  if (auto done = copy_one(original, copy, info->size, disk); !done) return done;
  if (!with_log || log.bytes <= log.header.size()) return {};
  return copy_one(original.string() + "-wal", copy.string() + "-wal", log.bytes, disk, log.header);
}

fs::path original_of(const SalvagedStore& store) { return store.from / store.place->database; }
storage::StoreKeys copy_of(const storage::StoreKeys& keys) {
  return *storage::unpack_keys(storage::pack_keys(keys).view());
}

fs::path working_copy_of(const SalvagedStore& store) {
  return store.to / kDamagedCopy / store.place->database;
}

/// Opens the working copy, with what is good of its log or without it. When neither opens, but pages can be
/// read under these keys, nothing is opened: then rows are looked for page by page only.
tl::expected<void, NotOpened> open_copy(SalvagedStore& store) {
  const fs::path original = original_of(store);
  const fs::path copy = working_copy_of(store);
  if (auto made = storage::make_private_directory(copy.parent_path(), *store.disk); !made)
    return not_opened(made.error(), false);
  if (!is_there(original, *store.disk))
    return not_opened({storage::ErrorCode::NotFound, "there is no database", original.string(), 0}, true);
  auto log = storage::state_of_log(original, *store.disk);
  if (!log) return not_opened(log.error(), false);
  store.log = *log;
  storage::Error first;
  for (const bool with_log : {true, false}) {
    if (auto copied = make_copy(original, copy, *log, with_log, *store.disk); !copied)
      return not_opened(copied.error(), false);
    auto opened = DamagedDatabase::open(copy, store.keys, *store.disk);
    if (opened) {
      store.damaged.emplace(std::move(*opened));
      store.with_log = with_log;
      return {};
    }
    if (!is_damage(opened.error())) return not_opened(opened.error(), false);
    if (with_log) first = opened.error();
  }
  if (auto copied = make_copy(original, copy, *log, true, *store.disk); !copied)
    return not_opened(copied.error(), false);
  auto scanned = storage::scan_pages(
      copy, {store.keys.database_key.view(), store.keys.database_salt.view()},
      [](const storage::ScannedRow&) {}, *store.disk);
  if (!scanned) return not_opened(scanned.error(), false);
  first.path = original.string();
  if (scanned->unreadable == scanned->pages) return not_opened(first, true);
  return {};
}

std::string fields_json(const std::vector<storage::AuditField>& fields) {
  const auto quoted = [](const std::string& text) {
    std::string out = "\"";
    for (const char c : text) {
      if (c == '"' || c == '\\') out += '\\';
      out += static_cast<unsigned char>(c) < 0x20 ? ' ' : c;
    }
    return out + "\"";
  };
  std::string out = "{";
  for (const auto& field : fields)
    out += (out.size() > 1 ? "," : "") + quoted(field.name) + ":" + quoted(field.value);
  return out + "}";
}

/// Both stores write into one file. Takes the text away.
Result<void> append(const fs::path& path, std::string& text, storage::Disk& disk) {
  if (text.empty()) return {};
  auto file = disk.open(path, storage::OpenAs::WriterOrNew, 0600);
  if (!file) return disk_failure(file.error(), "open", path);
  const auto info = (*file)->info();
  if (!info) return disk_failure(info.error(), "examine", path);
  if (auto written = (*file)->write(info->size, storage::bytes_of(text)); !written)
    return disk_failure(written.error(), "write", path);
  if (auto synced = (*file)->sync(); !synced) return disk_failure(synced.error(), "sync", path);
  text.clear();
  return {};
}

/// The triggers that keep the log from shrinking, out of the way and back.
Result<std::vector<std::string>> take_triggers_off(storage::Database& database) {
  auto triggers = database.collect(
      "SELECT name, sql FROM sqlite_schema WHERE type = 'trigger' AND tbl_name IN ('audit_event', "
      "'audit_head')",
      [](const storage::Row& row) { return std::pair(row.text(0), row.text(1)); });
  if (!triggers) return cases::store_failure(triggers.error());
  std::vector<std::string> scripts;
  for (const auto& [name, sql] : *triggers) {
    if (auto gone = database.exec("DROP TRIGGER " + name); !gone) return cases::store_failure(gone.error());
    scripts.push_back(sql);
  }
  return scripts;
}

Result<bool> has_table(storage::Database& database, std::string_view name) {
  auto found = database.query_one<std::int64_t>("SELECT count(*) FROM sqlite_schema WHERE name = ?", name);
  if (!found) return cases::store_failure(found.error());
  return found->value_or(0) > 0;
}

/// What SQLite passed over in the log, as far as single pages of it can be read.
Result<void> copy_lost_log(SalvagedStore& store, SalvageReport& report) {
  const storage::LogState& log = store.log;
  const char* name = store.place->name;
  if (log.unreadable) {
    report.losses.push_back(
        fmt::format("{}: the log's beginning is destroyed: nothing of its {} bytes is used", name, log.size));
    return {};
  }
  const bool left_out = !store.with_log && log.bytes > log.header.size();
  if (!left_out && !log.damaged) {
    if (log.behind > 0)
      report.losses.push_back(fmt::format(
          "{}: the last transaction of the log ({} bytes) is not whole and left out", name, log.behind));
    return {};
  }
  auto found = copy_log_rows(original_of(store), store.keys, left_out ? 0 : log.bytes, *store.database);
  if (!found) return tl::unexpected(found.error());
  report.losses.push_back(fmt::format(
      "{}: the log is damaged, {} bytes of it were read only page by page: {} rows found; what was "
      "changed or erased there may be as it was before",
      name, left_out ? log.bytes + log.behind : log.behind, *found));
  return {};
}

}  // namespace

tl::expected<SalvagedStore, NotOpened> open_damaged(const StorePlace& place, const SalvageOptions& options,
                                                    const fs::path& aside, storage::RandomSource& random) {
  SalvagedStore store;
  store.place = &place;
  store.disk = options.disk;
  store.from = options.data / place.name;
  store.to = aside / place.name;
  auto keys = storage::KeyFile::open(store.from / "keys.bin", options.from, *store.disk);
  if (!keys) return not_opened(keys.error(), is_damage(keys.error()));
  store.keys = copy_of(keys->keys());
  if (auto made = storage::make_private_directory(store.to, *store.disk); !made)
    return not_opened(made.error(), false);
  auto opened = open_copy(store);
  if (!store.damaged && !keys->next_database_key().empty() && (opened || opened.error().damaged)) {
    // A change of the key was interrupted: the database may lie under the next one already.
    auto next = storage::SecretBytes::copy_of(keys->next_database_key());
    std::swap(store.keys.database_key, next);
    if (auto other = open_copy(store); other && store.damaged) {
      opened = other;
    } else {
      std::swap(store.keys.database_key, next);
    }
  }
  if (!opened) return tl::unexpected(opened.error());
  auto written = storage::KeyFile::create_with(store.to / "keys.bin", options.to, copy_of(store.keys), random,
                                               *store.disk);
  if (!written) return not_opened(written.error(), false);
  auto left = carry_slots(store.from / "keys.bin", options.from, *written, place.name, random, *store.disk);
  if (!left) return tl::unexpected(NotOpened{left.error(), false});
  store.to_do = std::move(*left);
  return store;
}

Result<void> open_new(SalvagedStore& store) {
  auto database = storage::Database::open({store.to / store.place->database,
                                           {store.keys.database_key.view(), store.keys.database_salt.view()},
                                           storage::OpenMode::MustExist,
                                           store.disk});
  if (!database) return cases::store_failure(database.error());
  if (auto off = database->exec("PRAGMA foreign_keys=OFF"); !off) return cases::store_failure(off.error());
  store.database.emplace(std::move(*database));
  return {};
}

Result<void> copy_all_tables(SalvagedStore& store, SalvageReport& report) {
  if (!store.damaged) {
    report.losses.push_back(fmt::format("{}: the database does not open any more", store.place->name));
    return {};
  }
  auto shapes = shapes_of(*store.database);
  if (!shapes) return tl::unexpected(shapes.error());
  for (const TableShape& shape : *shapes) {
    // Counters of the new store begin at 0 and are counted again: the old ones are what matters.
    if (shape.name == "counter") {
      if (auto gone = store.database->run("DELETE FROM counter"); !gone)
        return cases::store_failure(gone.error());
    }
    auto copied = copy_table(*store.damaged, *store.database, shape);
    if (!copied) return tl::unexpected(copied.error());
    if (copied->unreadable > 0) {
      report.losses.push_back(fmt::format("{}: table {}: {} rows saved, {} places unreadable",
                                          store.place->name, shape.name, copied->rows, copied->unreadable));
    } else if (copied->missing) {
      report.losses.push_back(fmt::format("{}: table {} is not there", store.place->name, shape.name));
    }
  }
  return {};
}

Result<void> copy_unreachable(SalvagedStore& store, SalvageReport& report) {
  store.damaged.reset();  // closing folds what is good of its log into it
  auto added = copy_loose_rows(working_copy_of(store), store.keys, *store.database);
  if (!added) return tl::unexpected(added.error());
  if (*added > 0)
    report.losses.push_back(
        fmt::format("{}: {} rows were found only page by page", store.place->name, *added));
  return copy_lost_log(store, report);
}

Result<std::map<std::string, std::string>> settle_audit(SalvagedStore& store, const fs::path& loose,
                                                        SalvageReport& report) {
  storage::Database& database = *store.database;
  auto triggers = take_triggers_off(database);
  if (!triggers) return tl::unexpected(triggers.error());
  std::map<std::string, std::string> receipts;
  storage::AuditHead head;
  std::int64_t loose_rows = 0;
  std::string out;
  Result<void> written;
  auto read = storage::for_each_audit_row(database, 0, [&](const storage::AuditRow& row) {
    std::string uid;
    for (const auto& field : row.fields) {
      if (field.name == "uid") uid = field.value;
      if (field.name == "receipt" && row.type == "case.submitted") receipts[uid] = field.value;
    }
    if (loose_rows == 0 && row.seq == head.seq + 1 && row.hash == storage::audit_hash(row, head.hash)) {
      head = {row.seq, row.hash};
      return;
    }
    ++loose_rows;
    out += fmt::format(R"({{"seq":{},"unix_ms":{},"type":"{}","disposition":"{}","fields":{},"hash":"{}"}})",
                       row.seq, row.unix_ms, row.type, row.disposition, fields_json(row.fields),
                       storage::to_hex(row.hash)) +
           "\n";
    if (written && out.size() >= kWrittenAtOnce) written = append(loose, out, *store.disk);
  });
  if (!read) return cases::store_failure(read.error());
  if (written) written = append(loose, out, *store.disk);
  if (!written) return tl::unexpected(written.error());
  for (const std::string table : {"audit_event", "audit_head", "countersigned_head"}) {
    auto there = has_table(database, table);
    if (!there) return tl::unexpected(there.error());
    if (!*there) continue;
    auto cut = database.run("DELETE FROM " + table + " WHERE seq > ?", head.seq);
    if (!cut) return cases::store_failure(cut.error());
  }
  for (const std::string& trigger : *triggers) {
    if (auto back = database.exec(trigger); !back) return cases::store_failure(back.error());
  }
  report.audit_rows += head.seq;
  if (loose_rows > 0) {
    report.losses.push_back(fmt::format("{}: the audit log is whole up to row {}; {} later rows are in {}",
                                        store.place->name, head.seq, loose_rows, loose.filename().string()));
  }
  return receipts;
}

Result<bool> take_picture(const SalvagedStore& store, const storage::SealedRef& ref) {
  const fs::path to = store.to / "sealed" / ref.name;
  if (is_there(to, *store.disk)) return true;  // the name is random and was checked when it came over
  const fs::path from = store.from / "sealed" / ref.name;
  if (!is_there(from, *store.disk)) return false;
  auto sealed = storage::read_file(from, storage::kSealedMaxSize * 2, *store.disk);
  if (!sealed) {
    const auto& error = sealed.error();
    const bool gone = error.code == storage::ErrorCode::NotFound ||
                      error.code == storage::ErrorCode::TooLarge ||
                      error.engine_code == EIO;  // the medium does not give it any more
    if (gone) return false;
    return cases::store_failure(error);
  }
  const auto content = storage::unseal(*sealed, ref.key, ref.name);
  if (!content || content->size() != ref.size || storage::digest_of(*content) != ref.digest) return false;
  auto written = storage::write_file_durably(to, *sealed, 0600, storage::Overwrite::Allow, *store.disk);
  if (!written) return cases::store_failure(written.error());
  return true;
}

}  // namespace yitang::rescue
