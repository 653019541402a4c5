#include "kiosk/rescue/salvage.hpp"

#include <fmt/format.h>

#include <set>

#include "kiosk/cases/case_record.hpp"
#include "kiosk/cases/case_store.hpp"
#include "kiosk/cases/storage_error.hpp"
#include "kiosk/cases/store_rebuild.hpp"
#include "kiosk/cases/unfinished_restore.hpp"
#include "kiosk/office/office.hpp"
#include "kiosk/rescue/salvage_ground.hpp"
#include "kiosk/rescue/salvage_parts.hpp"
#include "kiosk/rescue/source_random.hpp"
#include "storage/file_system.hpp"

namespace yitang::rescue {
namespace {

namespace fs = std::filesystem;

constexpr const char* kLoose = "audit-loose.jsonl";
constexpr const char* kReport = "salvage-report.txt";
constexpr const char* kSalvage = "salvage";  // in the note

using Uids = std::set<std::string>;

cases::StoreOptions terminal_in(const fs::path& folder, const SalvageOptions& options) {
  cases::StoreOptions store{folder / "terminal", options.to, options.terminal_code};
  store.disk = options.disk;
  return store;
}

office::OfficeOptions office_in(const fs::path& folder, const SalvageOptions& options) {
  office::OfficeOptions office{folder / "office", options.to};
  office.disk = options.disk;
  return office;
}

Result<Uids> uids_of(storage::Database& database, std::string_view sql) {
  Uids uids;
  auto read = database.query(sql, [&](const storage::Row& row) { uids.insert(row.text(0)); });
  if (!read) return cases::store_failure(read.error());
  return uids;
}

/// Keys are the most precious rows: each opens a case. Where a scan did not pass, they are looked up by uid.
Result<void> copy_keys_by_uid(SalvagedStore& store) {
  if (!store.damaged) return {};
  auto uids =
      uids_of(*store.database,
              "SELECT uid FROM case_row UNION SELECT uid FROM draft UNION SELECT uid FROM outbox EXCEPT "
              "SELECT uid FROM record_key");
  if (!uids) return tl::unexpected(uids.error());
  auto shapes = shapes_of(*store.database);
  if (!shapes) return tl::unexpected(shapes.error());
  for (const TableShape& shape : *shapes) {
    if (shape.name != "record_key") continue;
    auto copied = copy_rows(*store.damaged, *store.database, shape, "uid", {uids->begin(), uids->end()});
    if (!copied) return tl::unexpected(copied.error());
  }
  return {};
}

Result<void> salvage_terminal(const SalvageOptions& options, SalvagedStore& store, const Clock& clock,
                              storage::RandomSource& source, SalvageReport& report) {
  {
    SourceRandom random(source);  // makes the schema and nothing else
    auto made = cases::CaseStore::open(terminal_in(store.to.parent_path(), options), clock, random);
    if (!made) return tl::unexpected(made.error());
  }
  if (auto opened = open_new(store); !opened) return opened;
  if (auto copied = copy_all_tables(store, report); !copied) return copied;
  if (auto copied = copy_keys_by_uid(store); !copied) return copied;
  if (auto copied = copy_unreachable(store, report); !copied) return copied;
  auto receipts = settle_audit(store, store.to.parent_path() / kLoose, report);
  if (!receipts) return tl::unexpected(receipts.error());
  auto rebuilt = cases::rebuild_store(
      *store.database, store.keys, [&](const storage::SealedRef& ref) { return take_picture(store, ref); });
  if (!rebuilt) return tl::unexpected(rebuilt.error());
  report.cases = rebuilt->cases;
  report.drafts = rebuilt->drafts;
  report.pictures += rebuilt->pictures;
  report.losses.insert(report.losses.end(), rebuilt->losses.begin(), rebuilt->losses.end());
  auto kept = uids_of(*store.database, "SELECT uid FROM case_row");
  if (!kept) return tl::unexpected(kept.error());
  for (const auto& [uid, receipt] : *receipts) {
    if (!kept->contains(uid)) report.losses.push_back(fmt::format("case {}: lost entirely", receipt));
  }
  return {};
}

Result<void> take_office_pictures(SalvagedStore& store, SalvageReport& report) {
  struct Page {
    std::int64_t case_id = 0;
    storage::SealedRef ref;
  };
  auto pages = store.database->collect(
      "SELECT case_id, name, key, size, seal_digest FROM office_page", [](const storage::Row& row) {
        return Page{row.integer(0),
                    storage::SealedRef{row.text(1), row.get<storage::SealedKey>(2), row.get<std::uint64_t>(3),
                                       row.get<storage::SealedDigest>(4)}};
      });
  if (!pages) return cases::store_failure(pages.error());
  for (const Page& page : *pages) {
    auto taken = take_picture(store, page.ref);
    if (!taken) return tl::unexpected(taken.error());
    if (*taken) {
      ++report.pictures;
      continue;
    }
    auto receipt = store.database->query_one<std::string>("SELECT receipt_no FROM office_case WHERE id = ?",
                                                          page.case_id);
    if (!receipt) return cases::store_failure(receipt.error());
    report.losses.push_back(
        fmt::format("office: case {}: a picture is lost", receipt->value_or("(unknown)")));
    auto gone = store.database->run("DELETE FROM office_page WHERE name = ?", page.ref.name);
    if (!gone) return cases::store_failure(gone.error());
  }
  return {};
}

/// A case that is decided keeps what was decided though its body is lost: begun again, it would be decided
/// twice. One that is not is left out and comes again from the terminal, which still has it as a rule.
Result<void> settle_bodiless(SalvagedStore& store, UnixMillis now, SalvageReport& report) {
  storage::Database& database = *store.database;
  const std::string lost =
      "FROM office_case WHERE erased_at IS NULL AND id NOT IN (SELECT case_id FROM office_body UNION SELECT "
      "case_id FROM office_sealed) AND state ";
  const std::string decided = "IN ('concluded', 'closed')";
  auto kept = uids_of(database, "SELECT receipt_no " + lost + decided);
  if (!kept) return tl::unexpected(kept.error());
  auto numbers = uids_of(database, "SELECT receipt_no " + lost + "NOT " + decided);
  if (!numbers) return tl::unexpected(numbers.error());
  for (const std::string& number : *kept)
    report.losses.push_back("office: case " + number + ": its content is lost, its decision is kept");
  for (const std::string& number : *numbers)
    report.losses.push_back("office: case " + number + ": its content is lost");
  if (auto gone = database.run("DELETE " + lost + "NOT " + decided); !gone)
    return cases::store_failure(gone.error());
  auto marked = database.run(
      "UPDATE office_case SET erased_at = ? WHERE id IN (SELECT id " + lost + decided + ")", now);
  if (!marked) return cases::store_failure(marked.error());
  for (const std::string_view sql :
       {"DELETE FROM office_answer WHERE uid NOT IN (SELECT uid FROM office_case)",  // it will answer anew
        "DELETE FROM office_body WHERE case_id NOT IN (SELECT id FROM office_case)",
        "DELETE FROM office_sealed WHERE case_id NOT IN (SELECT id FROM office_case)",
        "DELETE FROM office_notice WHERE case_id NOT IN (SELECT id FROM office_case)",
        "DELETE FROM office_supplement WHERE case_id NOT IN (SELECT id FROM office_case)",
        "UPDATE office_supplement SET key = NULL, body = NULL WHERE case_id IN (SELECT id FROM office_case "
        "WHERE erased_at IS NOT NULL)",
        "DELETE FROM office_page WHERE case_id NOT IN (SELECT id FROM office_case WHERE erased_at IS "
        "NULL)"}) {
    if (auto cleared = database.run(sql); !cleared) return cases::store_failure(cleared.error());
  }
  return {};
}

Result<void> salvage_office(const SalvageOptions& options, SalvagedStore& store, const Clock& clock,
                            SalvageReport& report) {
  {
    auto made = office::Office::open(office_in(store.to.parent_path(), options), options.catalog, clock);
    if (!made) return tl::unexpected(made.error());
  }
  if (auto opened = open_new(store); !opened) return opened;
  if (auto copied = copy_all_tables(store, report); !copied) return copied;
  if (auto copied = copy_unreachable(store, report); !copied) return copied;
  if (auto settled = settle_audit(store, store.to.parent_path() / kLoose, report); !settled)
    return tl::unexpected(settled.error());
  if (auto settled = settle_bodiless(store, clock.now(), report); !settled) return settled;
  if (auto settled = settle_ratings(store, report); !settled) return settled;
  return take_office_pictures(store, report);
}

/// The office has lost it, the terminal has it: it goes again, under the same key, and begins again with what
/// the office will say. What was concluded has had its effect and is only named. Ratings go again, too.
Result<void> deliver_again(SalvagedStore& terminal, const OfficeKnows& known, SalvageReport& report) {
  struct Delivered {
    std::string uid;
    std::string receipt_no;
    cases::CaseState state = cases::CaseState::Submitted;
  };
  auto delivered = terminal.database->collect(
      "SELECT c.uid, c.receipt_no, coalesce((SELECT p.state FROM case_row AS p WHERE p.uid = "
      "c.supplement_of), "
      "c.state) FROM outbox AS o JOIN case_row AS c ON c.uid = o.uid JOIN "
      "case_body "
      "AS b ON b.case_id = c.id WHERE o.state = 2",
      [](const storage::Row& row) {
        return Delivered{row.text(0), row.text(1), row.get<cases::CaseState>(2)};
      });
  if (!delivered) return cases::store_failure(delivered.error());
  for (const Delivered& one : *delivered) {
    if (known.cases.contains(one.uid)) continue;
    if (!cases::is_open(one.state)) {
      report.losses.push_back("office: case " + one.receipt_no + ": lost there after it was concluded");
      continue;
    }
    for (const char* sql : {"UPDATE outbox SET state = 0, next_at = created WHERE uid = ?",
                            "UPDATE outbox SET state = 0, attempts = 0, next_at = created, refusal = NULL "
                            "WHERE behind = ?",
                            "DELETE FROM notice WHERE uid = ?",  // the office will say it again
                            "UPDATE case_row SET state = 0, outcome = 0, step = '', revision = 0, "
                            "office_case_no = '' WHERE uid = "
                            "?"}) {
      auto again = terminal.database->run(sql, one.uid);
      if (!again) return cases::store_failure(again.error());
    }
    report.losses.push_back("office: case " + one.receipt_no + ": lost there, will be delivered again");
  }
  return rate_again(terminal, known, report);
}

/// As the terminal will open them.
Result<void> check_new(const SalvageOptions& options, const fs::path& aside, bool with_office,
                       const Clock& clock, storage::RandomSource& source, SalvageReport& report) {
  SourceRandom random(source);
  auto store = cases::CaseStore::open(terminal_in(aside, options), clock, random);
  if (!store) return tl::unexpected(store.error());
  if (auto marked = store->mark_restored(clock.now(), cases::RestoredHow::Salvage); !marked) return marked;
  auto counts = store->counts();
  if (!counts) return tl::unexpected(counts.error());
  report.waiting = counts->waiting;
  auto checked = store->check();
  if (!checked) return tl::unexpected(checked.error());
  report.problems = checked->problems;
  if (auto folded = store->checkpoint(); !folded) return folded;
  if (!with_office) return {};
  auto office = office::Office::open(office_in(aside, options), options.catalog, clock);
  if (!office) return tl::unexpected(office.error());
  auto office_checked = office->check();
  if (!office_checked) return tl::unexpected(office_checked.error());
  report.office_cases = office_checked->cases;
  report.problems.insert(report.problems.end(), office_checked->problems.begin(),
                         office_checked->problems.end());
  return {};
}

Result<void> write_report(const Aside& aside, const SalvageReport& report) {
  std::string text = fmt::format(
      "{} cases ({} waiting), {} drafts, {} pictures, {} cases of the office, {} audit rows\n", report.cases,
      report.waiting, report.drafts, report.pictures, report.office_cases, report.audit_rows);
  for (const std::string& loss : report.losses) text += "lost: " + loss + "\n";
  for (const std::string& line : report.to_do) text += "to do: " + line + "\n";
  for (const std::string& problem : report.problems) text += "problem: " + problem + "\n";
  return told(storage::write_file_durably(aside.path() / kReport, storage::bytes_of(text), 0600,
                                          storage::Overwrite::Allow, *aside.disk));
}

/// The office's store into a new one, and to it what only the terminal has. An office of which nothing can be
/// read begins anew. Returns whether there is a new store of the office.
Result<bool> salvage_office_of(SalvagedStore& terminal, const SalvageOptions& options, const fs::path& aside,
                               const Clock& clock, storage::RandomSource& random, SalvageReport& report) {
  const StorePlace& place = place_of(storage::BackupStore::Office);
  if (!is_there(options.data / place.name, *options.disk)) return false;
  auto office = open_damaged(place, options, aside, random);
  if (!office) {
    const NotOpened& why = office.error();
    if (!why.damaged) return tl::unexpected(why.error);
    report.losses.push_back("office: nothing of it can be read: " + describe(why.error));
    if (auto gone = told(storage::remove_tree(aside / place.name, *options.disk)); !gone)
      return tl::unexpected(gone.error());
    if (auto again = deliver_again(terminal, {}, report); !again) return tl::unexpected(again.error());
    return false;
  }
  report.to_do.insert(report.to_do.end(), office->to_do.begin(), office->to_do.end());
  if (auto done = salvage_office(options, *office, clock, report); !done) return tl::unexpected(done.error());
  auto known =
      uids_of(*office->database, "SELECT uid FROM office_case UNION SELECT uid FROM office_supplement");
  if (!known) return tl::unexpected(known.error());
  auto rated = uids_of(*office->database, "SELECT uid FROM office_rating");
  if (!rated) return tl::unexpected(rated.error());
  const OfficeKnows knows{std::move(*known), std::move(*rated)};
  if (auto again = deliver_again(terminal, knows, report); !again) return tl::unexpected(again.error());
  return true;
}

/// Puts the new stores together aside.
Result<void> run(const SalvageOptions& options, const Aside& aside, const Clock& clock,
                 storage::RandomSource& random, SalvageReport& report) {
  bool with_office = false;
  {
    auto terminal = open_damaged(place_of(storage::BackupStore::Terminal), options, aside.path(), random);
    if (!terminal) return tl::unexpected(terminal.error().error);
    report.to_do = terminal->to_do;
    if (auto done = salvage_terminal(options, *terminal, clock, random, report); !done)
      return tl::unexpected(done.error());
    auto office = salvage_office_of(*terminal, options, aside.path(), clock, random, report);
    if (!office) return tl::unexpected(office.error());
    with_office = *office;
  }
  for (const StorePlace& place : kStorePlaces) {
    auto gone = told(storage::remove_tree(aside.path() / place.name / kDamagedCopy, *aside.disk));
    if (!gone) return tl::unexpected(gone.error());
  }
  if (auto checked = check_new(options, aside.path(), with_office, clock, random, report); !checked)
    return tl::unexpected(checked.error());
  return write_report(aside, report);
}

}  // namespace

Result<SalvageReport> salvage(const SalvageOptions& options, const Clock& clock,
                              storage::RandomSource& random) {
  storage::Disk& disk = *options.disk;
  const Aside aside{options.out, cases::kSalvaging, &disk};
  if (!is_folder(options.data / "terminal", disk))
    return fail(ErrorKind::BadInput, "there is no terminal's store", options.data.string());
  const bool was_there = is_there(options.out, disk);
  StoreLocks locks;
  auto begun = cases::refuse_unfinished_restore(options.data / "terminal", disk)
                   .and_then([&] { return check_target(aside); })
                   .and_then([&] { return hold_stores(options.data, disk); })
                   .and_then([&](StoreLocks held) {
                     locks = std::move(held);
                     return make_folder(options.out, disk);
                   })
                   .and_then([&] { return begin_aside(aside); });
  SalvageReport report;
  ReadyNote note{kSalvage, {}};
  auto put = begun.and_then([&] { return check_salvage_room(options.data, options.out, disk); })
                 .and_then([&] { return run(options, aside, clock, random, report); })
                 .and_then([&] { return make_durable(aside); })
                 .and_then([&](std::set<storage::BackupStore> stores) {
                   note.stores = std::move(stores);
                   return write_ready(aside, note);
                 });
  if (!put) {
    // What does not go now is cleared by the next call, and keeps the place shut until then.
    if (begun) static_cast<void>(drop_aside(aside));
    if (!was_there) static_cast<void>(disk.remove_directory(options.out));
    return tl::unexpected(put.error());
  }
  if (auto placed = take_place(aside, note); !placed) return tl::unexpected(placed.error());
  return report;
}

}  // namespace yitang::rescue
