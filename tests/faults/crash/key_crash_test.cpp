// `keys rotate --database`: a new key for every page of the database, then new slot keys and a new host key,
// in the order of the command. Whenever the power goes, the store opens with what the key file has.
#include <gtest/gtest.h>

#include "deterministic_random.hpp"
#include "fault_bench.hpp"
#include "storage/host_key.hpp"
#include "storage/store_database.hpp"
#include "terminal_scenario.hpp"

namespace yitang::faults {
namespace {

const std::string kHostKey = "/etc/yitang/host.key";
const std::string kKeyFile = std::string(kTerminalFolder) + "/keys.bin";
const std::string kDatabase = std::string(kTerminalFolder) + "/cases.db";

constexpr const char* kDatabaseDone = "the database has another key";
constexpr const char* kSlotsDone = "slots and host key are new";

/// As the command does it; notes in the ledger what it would print.
storage::Result<void> rotate(storage::SimulatedDisk& disk, Ledger& ledger) {
  const auto host = terminal_options(disk).host;
  storage::SystemRandom random;
  if (!ledger.done.contains(kDatabaseDone)) {
    auto keys = storage::KeyFile::open(kKeyFile, host, disk);
    if (!keys) return tl::unexpected(keys.error());
    auto changed = storage::change_database_key(*keys, kDatabase, random, disk);
    if (!changed) return changed;
    ledger.done.insert(kDatabaseDone);
  }
  if (ledger.done.contains(kSlotsDone)) return {};
  auto done = storage::begin_host_key_change(kHostKey, random, disk)
                  .and_then([&] { return storage::KeyFile::open(kKeyFile, host, disk); })
                  .and_then([&](storage::KeyFile keys) { return keys.rotate(host, random); })
                  .and_then([&] { return storage::finish_host_key_change(kHostKey, disk); });
  if (done) ledger.done.insert(kSlotsDone);
  return done;
}

struct FirstKeys {
  storage::Bytes database_key;
  storage::Bytes host_key;
};

FirstKeys keys_now(storage::SimulatedDisk& disk) {
  const auto keys = storage::KeyFile::open(kKeyFile, terminal_options(disk).host, disk);
  const auto view = keys->keys().database_key.view();
  return {{view.begin(), view.end()}, disk.files().at(kHostKey)};
}

/// What was said to be done is done: one key only, and no longer the first one.
void audit_keys(storage::SimulatedDisk& disk, const Ledger& ledger, const FirstKeys& first,
                Findings& findings) {
  const auto keys = storage::KeyFile::open(kKeyFile, terminal_options(disk).host, disk);
  if (!keys) return findings.corrupt.push_back("key file: " + storage::describe(keys.error()));
  // The store was opened a moment ago, and opening settles which key holds.
  if (!keys->next_database_key().empty()) findings.corrupt.push_back("two database keys are left");
  const auto key = keys->keys().database_key.view();
  const bool is_first = storage::Bytes(key.begin(), key.end()) == first.database_key;
  if (ledger.done.contains(kDatabaseDone) && is_first) findings.lost.push_back("the new database key");
  if (!ledger.done.contains(kSlotsDone)) return;
  const auto host_key = disk.files().at(kHostKey);
  if (host_key.size() != 32 || host_key == first.host_key) findings.lost.push_back("the new host key");
  for (const auto& [path, content] : disk.files()) {
    if (path.starts_with("/etc/yitang/.tmp-")) findings.orphans.push_back(path);
  }
}

class Rotating final : public TerminalScenario {
 public:
  void prepare(Disks& disks, Ledger& ledger) override {
    TerminalScenario::prepare(disks, ledger);
    first_ = keys_now(disks.terminal());
  }

  void session(Disks& disks, Ledger& ledger, Findings& findings) override {
    TerminalScenario::session(disks, ledger, findings);
    if (!disks.have_power()) return;
    audit_while_powered(disks, findings,
                        [&](Findings& found) { audit_keys(disks.terminal(), ledger, first_, found); });
    (void)rotate(disks.terminal(), ledger);
  }

  void at_the_end(const Ledger& ledger, Findings& findings) override {
    if (ledger.done.size() != 2) findings.corrupt.push_back("the keys could not be changed after all");
  }

 private:
  void before(cases::CaseStore& store, Ledger& ledger) override {
    for (int number = 0; number < kPeople; ++number) hand_in(store, ledger, number);
    deliver(store, ledger);
  }
  void work(cases::CaseStore&, Ledger&) override {}

  FirstKeys first_;
};

TEST(KeyCrash, RotatingEveryKey) {
  Rotating scenario;
  expect_nothing_wrong(crash_everywhere("rotate database key, slots and host key", scenario));
}

TEST(KeyCrash, ADiskThatIgnoresTheKeyFilesSyncIsFoundOut) {
  Rotating scenario;
  expect_found_out("rotate, the syncs of the key file's folder and its temporary files are ignored", scenario,
                   [](const std::string& path) {
                     return path == kTerminalFolder ||
                            path.starts_with(std::string(kTerminalFolder) + "/.tmp-");
                   });
}

/// Every operation fails once: a typed error, and the same command run again ends well.
TEST(KeyCrash, ADiskInTroubleWhileRotating) {
  Disks base;
  Ledger known;
  base.first = std::make_unique<storage::SimulatedDisk>();
  Rotating scenario;
  scenario.prepare(base, known);
  const FirstKeys first = keys_now(base.terminal());
  for (const Trouble& trouble : kTroubles) {
    FaultFigures figures;
    for (std::uint64_t at = 0;; at += crash_stride()) {
      Disks disks = base.copy();
      Ledger ledger = known;
      disks.terminal().set_fault({at, trouble.error, false});
      const auto done = rotate(disks.terminal(), ledger);
      if (!disks.terminal().fault_struck()) break;
      ++figures.runs;
      figures.points = at + 1;
      if (!done) ++figures.refused;
      const std::string where = std::string(trouble.name) + " at " + std::to_string(at) + " (" +
                                disks.terminal().interrupted() + ")";
      if (const auto again = rotate(disks.terminal(), ledger); !again) {
        note(figures, where, "does not recover: " + storage::describe(again.error()));
      }
      disks.terminal().cut_power();
      disks.terminal().restore_power(at);
      Findings findings;
      static_cast<Scenario&>(scenario).session(disks, ledger, findings);
      audit_keys(disks.terminal(), ledger, first, findings);
      note_findings(findings, where, figures);
    }
    print_faults(std::string("rotate keys, ") + trouble.name, figures);
    EXPECT_GT(figures.refused, 0U);
  }
}

/// Cut anywhere in a change of the key, on a disk that is full since: the store serves what needs no writing,
/// and the next start with room ends the change one way or the other.
TEST(KeyCrash, AStartAfterAnInterruptedChangeOnAFullDiskServes) {
  Disks base;
  Ledger known;
  base.first = std::make_unique<storage::SimulatedDisk>();
  reseed_sodium(1);
  Rotating scenario;
  scenario.prepare(base, known);
  const FirstKeys first = keys_now(base.terminal());
  const ManualClock clock(cases::test::kFriday);
  FaultFigures figures;
  for (std::uint64_t at = 0;; at += crash_stride()) {
    Disks disks = base.copy();
    Ledger ledger = known;
    disks.terminal().cut_power_at(at);
    (void)rotate(disks.terminal(), ledger);
    if (disks.terminal().has_power()) break;
    disks.terminal().restore_power(at);
    const auto keys =
        storage::KeyFile::open(kKeyFile, terminal_options(disks.terminal()).host, disks.terminal());
    if (!keys || keys->next_database_key().empty()) continue;
    ++figures.runs;
    figures.points = at + 1;
    const std::string where = "cut at " + std::to_string(at) + " (" + disks.terminal().interrupted() + ")";
    disks.terminal().set_capacity(disks.terminal().used());
    {
      const auto random = seeded_random(4);
      auto store = cases::CaseStore::open(terminal_options(disks.terminal()), clock, *random);
      if (!store) {
        note(figures, where, "does not open: " + describe(store.error()));
        continue;
      }
      if (!store->case_content(uid_of(0)) || !store->counts()) note(figures, where, "does not serve");
      const auto saved = store->save_draft(draft_of(1));
      if (!saved) ++figures.refused;
      if (!saved && saved.error().kind != ErrorKind::StoreFull && saved.error().kind != ErrorKind::Refused)
        note(figures, where, "told as " + describe(saved.error()));
    }
    disks.terminal().set_capacity(disks.terminal().used() + 10'000'000);
    Findings findings;
    static_cast<Scenario&>(scenario).session(disks, ledger, findings);
    audit_keys(disks.terminal(), ledger, first, findings);
    note_findings(findings, where, figures);
  }
  print_faults("start on a full disk after an interrupted change of the key", figures);
  EXPECT_GT(figures.runs, 8U);
}

}  // namespace
}  // namespace yitang::faults
