#include "kiosk/rescue/salvage_parts.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/file.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <fstream>
#include <set>

#include "kiosk/cases/storage_error.hpp"
#include "kiosk/rescue/store_keys.hpp"
#include "storage/audit_chain.hpp"
#include "storage/file_system.hpp"

namespace yitang::rescue {
namespace {

namespace fs = std::filesystem;

constexpr const char* kWork = ".damaged-copy";

Result<void> copy_one(const fs::path& from, const fs::path& to) {
  std::error_code code;
  fs::copy_file(from, to, code);
  if (code) return fail(ErrorKind::StoreFailed, "cannot be copied: " + code.message(), from.string());
  fs::permissions(to, fs::perms::owner_read | fs::perms::owner_write, code);
  if (code) return fail(ErrorKind::StoreFailed, "cannot be protected: " + code.message(), to.string());
  return {};
}

/// The log as far as it is good, with its header set right.
Result<void> copy_good_log(const fs::path& database, const fs::path& copy) {
  auto good = storage::examine_log_of(database);
  if (!good) return cases::store_failure(good.error());
  if (good->bytes <= good->header.size()) return {};
  const fs::path log = copy.string() + "-wal";
  if (auto copied = copy_one(database.string() + "-wal", log); !copied) return copied;
  std::error_code code;
  fs::resize_file(log, good->bytes, code);
  std::fstream patch(log, std::ios::binary | std::ios::in | std::ios::out);
  patch.write(reinterpret_cast<const char*>(good->header.data()),
              static_cast<std::streamsize>(good->header.size()));
  if (code || !patch.flush()) return fail(ErrorKind::StoreFailed, "cannot be written", log.string());
  return {};
}

/// A fresh working copy, with what is good of its log if that is wanted.
Result<void> make_copy(const fs::path& original, const fs::path& copy, bool with_log) {
  std::error_code ignored;  // what is not there need not go
  fs::remove(copy, ignored);
  fs::remove(copy.string() + "-wal", ignored);
  if (auto done = copy_one(original, copy); !done) return done;
  return with_log ? copy_good_log(original, copy) : Result<void>();
}

fs::path copy_of(const SalvagedStore& store) { return store.to / kWork / store.place->database; }

/// Opens the working copy, with what is good of its log or without it. When neither opens, but pages can be
/// read under these keys, nothing is opened: then rows are looked for page by page only.
Result<void> open_copy(SalvagedStore& store) {
  const fs::path original = store.from / store.place->database;
  const fs::path copy = copy_of(store);
  if (auto made = storage::make_private_directory(copy.parent_path()); !made)
    return cases::store_failure(made.error());
  if (!is_there(original)) return fail(ErrorKind::BadInput, "there is no database", original.string());
  Error first;
  for (const bool with_log : {true, false}) {
    if (auto copied = make_copy(original, copy, with_log); !copied) return copied;
    auto opened = DamagedDatabase::open(copy, store.keys);
    if (opened) {
      store.damaged.emplace(std::move(*opened));
      return {};
    }
    if (with_log) first = opened.error();
  }
  if (auto copied = make_copy(original, copy, true); !copied) return copied;
  auto scanned = storage::scan_pages(copy, {store.keys.database_key.view(), store.keys.database_salt.view()},
                                     [](const storage::ScannedRow&) {});
  if (!scanned || scanned->unreadable == scanned->pages)
    return fail(first.kind, std::move(first.reason), original.string());
  return {};
}

/// A store that is open changes under the copy. The lock file is looked at, not made.
Result<void> refuse_if_in_use(const fs::path& database) {
  const int fd = ::open((database.string() + ".lock").c_str(), O_RDONLY | O_CLOEXEC);
  if (fd < 0) return {};  // never opened here, or not readable: the copy is checked page by page anyway
  const bool held = ::flock(fd, LOCK_EX | LOCK_NB) != 0 && errno == EWOULDBLOCK;
  ::close(fd);
  if (held)
    return fail(ErrorKind::Unavailable, "the store is in use: end the terminal first", database.string());
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

}  // namespace

Result<SalvagedStore> open_damaged(const StorePlace& place, const SalvageOptions& options,
                                   storage::RandomSource& random) {
  SalvagedStore store;
  store.place = &place;
  store.from = options.data / place.name;
  store.to = options.out / place.name;
  if (auto free = refuse_if_in_use(store.from / place.database); !free) return tl::unexpected(free.error());
  auto keys = storage::KeyFile::open(store.from / "keys.bin", options.from);
  if (!keys) return cases::store_failure(keys.error());
  auto copied = unpack_keys(pack_keys(keys->keys()).view());
  if (!copied) return tl::unexpected(copied.error());
  store.keys = std::move(*copied);
  if (auto made = storage::make_private_directory(store.to); !made) return cases::store_failure(made.error());
  auto opened = open_copy(store);
  if (!store.damaged && !keys->next_database_key().empty()) {
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
  auto again = unpack_keys(pack_keys(store.keys).view());
  if (!again) return tl::unexpected(again.error());
  auto written = storage::KeyFile::create_with(store.to / "keys.bin", options.to, std::move(*again), random);
  if (!written) return cases::store_failure(written.error());
  return store;
}

Result<void> open_new(SalvagedStore& store) {
  auto database = storage::Database::open({store.to / store.place->database,
                                           {store.keys.database_key.view(), store.keys.database_salt.view()},
                                           storage::OpenMode::MustExist});
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
  auto added = copy_loose_rows(copy_of(store), store.keys, *store.database);
  if (!added) return tl::unexpected(added.error());
  if (*added > 0)
    report.losses.push_back(
        fmt::format("{}: {} rows were found only page by page", store.place->name, *added));
  return {};
}

Result<std::map<std::string, std::string>> settle_audit(SalvagedStore& store, const fs::path& loose,
                                                        SalvageReport& report) {
  storage::Database& database = *store.database;
  auto triggers = take_triggers_off(database);
  if (!triggers) return tl::unexpected(triggers.error());
  std::map<std::string, std::string> receipts;
  storage::AuditHead head;
  std::int64_t loose_rows = 0;
  std::ofstream out;
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
    if (loose_rows++ == 0) out.open(loose, std::ios::app);
    out << fmt::format(R"({{"seq":{},"unix_ms":{},"type":"{}","disposition":"{}","fields":{},"hash":"{}"}})",
                       row.seq, row.unix_ms, row.type, row.disposition, fields_json(row.fields),
                       storage::to_hex(row.hash))
        << '\n';
  });
  if (!read) return cases::store_failure(read.error());
  if (loose_rows > 0 && !out.flush())
    return fail(ErrorKind::StoreFailed, "cannot be written", loose.string());
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

bool take_picture(const SalvagedStore& store, const storage::SealedRef& ref) {
  const fs::path to = store.to / "sealed" / ref.name;
  if (is_there(to)) return true;  // the name is random and was checked when it came over
  const fs::path from = store.from / "sealed" / ref.name;
  if (!is_there(from)) return false;
  auto sealed = storage::read_file(from, storage::kSealedMaxSize * 2);
  if (!sealed) return false;
  const auto content = storage::unseal(*sealed, ref.key, ref.name);
  if (!content || content->size() != ref.size || storage::digest_of(*content) != ref.digest) return false;
  return storage::write_file_durably(to, *sealed).has_value();
}

}  // namespace yitang::rescue
