// Full disk, read-only disk and I/O errors at every operation: a typed error, nothing acknowledged is lost,
// what needs no writing goes on, and the same open store works again once the disk does.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include "crash_bench.hpp"
#include "deterministic_random.hpp"
#include "fault_bench.hpp"
#include "old_stores.hpp"
#include "tests/unit/kiosk/cases/cases_support.hpp"

namespace yitang::faults {
namespace {

using cases::test::kFriday;

/// Person 1 hands in a case while person 0's is in the store already.
class FaultRun {
 public:
  FaultRun(const Disks& base, const Ledger& known) : disks_(base.copy()), ledger_(known) {
    reseed_sodium(5);
    auto store = open_terminal(disks_, clock_, *random_, opening_);
    if (store) store_.emplace(std::move(*store));
  }

  bool ready() const { return store_.has_value(); }
  storage::SimulatedDisk& disk() { return disks_.terminal(); }

  /// Scan, save, hand in, fold the log, until something fails.
  Result<void> work() {
    auto draft = draft_of(1);
    if (!ledger_.drafts.contains(draft.uid)) {
      for (auto& page : draft.materials.front().pages) {
        auto sealed = store_->seal_page(page);
        if (!sealed) return tl::unexpected(sealed.error());
        page = *sealed;
      }
      if (auto saved = store_->save_draft(draft); !saved) return saved;
      ledger_.drafts.insert(draft.uid);
    }
    auto& facts = ledger_.cases[draft.uid];
    if (facts.receipt_no.empty()) {
      auto kept = store_->draft(draft.uid);
      if (!kept) return tl::unexpected(kept.error());
      if (*kept) draft = **kept;
      auto done = store_->submit(cases::make_envelope(cases::test::item(draft.item_id), draft,
                                                      cases::test::sample().calendar(), kFriday, true));
      if (!done) return tl::unexpected(done.error());
      facts.receipt_no = done->receipt_no;
    }
    return store_->checkpoint();
  }

  /// What needs no writing, while the disk is still in trouble.
  std::string serves() {
    if (!store_->find_by_uid(uid_of(0))) return "a case cannot be looked up";
    if (!store_->case_content(uid_of(0))) return "a case cannot be read";
    if (!store_->counts()) return "no counts";
    const bool saved = ledger_.drafts.contains(uid_of(1)) && ledger_.cases[uid_of(1)].receipt_no.empty();
    if (saved && !*store_->draft(uid_of(1))) return "the draft is gone";
    return {};
  }

  /// The program is killed and started again; what the system's cache has is still there.
  void restart() {
    store_.reset();
    disk().cut_power();
    disk().restart_program();
    Findings findings;
    auto store = open_terminal(disks_, clock_, *random_, findings);
    if (store) store_.emplace(std::move(*store));
  }

  /// After the power went as well: all of it is there.
  Findings after_a_cut(std::uint64_t seed) {
    store_.reset();
    disk().cut_power();
    disk().restore_power(seed);
    Findings findings;
    auto store = open_terminal(disks_, clock_, *random_, findings);
    if (store) audit_terminal(*store, ledger_, originals(2), findings);
    return findings;
  }

 private:
  Disks disks_;
  Ledger ledger_;
  Findings opening_;
  ManualClock clock_{kFriday};
  std::unique_ptr<Random> random_ = seeded_random(3);
  std::optional<cases::CaseStore> store_;
};

enum class End { Closed, Killed };

void prepare(Disks& disks, Ledger& ledger, End end = End::Closed) {
  disks.first = std::make_unique<storage::SimulatedDisk>();
  const ManualClock clock(kFriday);
  const auto random = seeded_random(2);
  Findings none;
  auto store = open_terminal(disks, clock, *random, none);
  ASSERT_TRUE(store);
  const auto& draft = draft_of(0);
  auto done = store->submit(cases::make_envelope(cases::test::item(draft.item_id), draft,
                                                 cases::test::sample().calendar(), kFriday, true));
  ASSERT_TRUE(done);
  ledger.cases[draft.uid].receipt_no = done->receipt_no;
  if (end == End::Closed) return;
  disks.terminal().cut_power();
  store.reset();
  disks.terminal().restart_program();
}

void run_with(const Disks& base, const Ledger& known, const Trouble& trouble, std::uint64_t at, bool stays,
              FaultFigures& figures) {
  FaultRun run(base, known);
  if (!run.ready()) return note(figures, trouble.name, "did not open");
  ++figures.runs;
  run.disk().set_fault({at, trouble.error, stays});
  const auto first = run.work();
  const std::string where = fmt::format("{} at {}{} (last: {})", trouble.name, at, stays ? " and on" : "",
                                        run.disk().interrupted());
  if (!first) {
    ++figures.refused;
    if (first.error().kind != trouble.kind) note(figures, where, "told as " + describe(first.error()));
  }
  if (const auto problem = run.serves(); !problem.empty()) note(figures, where, problem);
  run.disk().clear_fault();
  if (const auto again = run.work(); !again) {
    note(figures, where, "does not recover by itself: " + describe(again.error()));
  }
  note_findings(run.after_a_cut(at), where, figures);
}

TEST(DiskFault, EveryOperationOfASubmission) {
  Disks base;
  Ledger known;
  prepare(base, known);
  FaultRun undisturbed(base, known);
  ASSERT_TRUE(undisturbed.ready());
  const auto before = undisturbed.disk().operations();
  ASSERT_TRUE(undisturbed.work());
  const auto points = undisturbed.disk().operations() - before;
  for (const Trouble& trouble : kTroubles) {
    FaultFigures figures;
    figures.points = points;
    for (std::uint64_t at = 0; at < points; at += crash_stride()) {
      for (const bool stays : {false, true}) run_with(base, known, trouble, at, stays, figures);
    }
    print_faults(trouble.name, figures);
    EXPECT_GT(figures.refused, figures.runs / 2);
  }
}

/// A sync fails, and Linux forgets what was not written: a later sync would say "done" all the same. The
/// store must not build on such a log, neither now nor after a restart of the program, whatever the next cut
/// leaves.
TEST(DiskFault, ALogWhoseSyncFailedIsNotTrustedLater) {
  Disks base;
  Ledger known;
  prepare(base, known);
  FaultFigures figures;
  FaultRun undisturbed(base, known);
  const auto before = undisturbed.disk().operations();
  ASSERT_TRUE(undisturbed.work());
  const auto points = undisturbed.disk().operations() - before;
  for (std::uint64_t at = 0; at < points; ++at) {
    for (const bool killed : {false, true}) {
      for (std::uint64_t seed = 0; seed < 4; ++seed) {
        FaultRun run(base, known);
        run.disk().set_fault({at, EIO, false});
        if (run.work()) break;
        const std::string where = fmt::format("{} (at {}, {}, seed {})", run.disk().interrupted(), at,
                                              killed ? "killed" : "alive", seed);
        if (!run.disk().interrupted().starts_with("sync /data/terminal/cases.db")) break;
        ++figures.runs;
        if (killed) run.restart();
        if (!run.ready()) {
          note(figures, where, "does not open");
        } else if (const auto again = run.work(); !again) {
          note(figures, where, "does not recover by itself: " + describe(again.error()));
        }
        note_findings(run.after_a_cut(seed), where, figures);
      }
    }
  }
  figures.points = points;
  print_faults("syncs of the database that fail", figures);
  EXPECT_GT(figures.runs, 8U);
}

/// Each operation of a start fails once; the next start must find everything.
void fail_starts(const std::string& name, const Disks& base, const Ledger& known) {
  FaultFigures figures;
  for (const Trouble& trouble : kTroubles) {
    for (std::uint64_t at = 0;; at += crash_stride()) {
      Disks disks = base.copy();
      const ManualClock clock(kFriday);
      const auto random = seeded_random(4);
      const std::string where = fmt::format("start, {} at {}", trouble.name, at);
      disks.terminal().set_fault({at, trouble.error, false});
      auto refused = cases::CaseStore::open(terminal_options(disks.terminal()), clock, *random);
      if (!disks.terminal().fault_struck()) break;
      ++figures.runs;
      figures.points = std::max(figures.points, at + 1);
      if (!refused) {
        ++figures.refused;
        if (refused.error().kind != trouble.kind)
          note(figures, where, "told as " + describe(refused.error()));
      } else {
        refused = fail(ErrorKind::Internal, "closed");
      }
      Findings findings;
      auto store = open_terminal(disks, clock, *random, findings);
      if (store) audit_terminal(*store, known, originals(2), findings);
      note_findings(findings, where, figures);
    }
  }
  print_faults(name, figures);
}

TEST(DiskFault, EveryOperationOfTheStart) {
  Disks base;
  Ledger known;
  prepare(base, known);
  fail_starts("start of the program", base, known);
}

TEST(DiskFault, EveryOperationOfAStartThatFindsALog) {
  Disks base;
  Ledger known;
  prepare(base, known, End::Killed);
  fail_starts("start of the program after a kill", base, known);
}

TEST(DiskFault, EveryOperationOfAStartThatMigrates) {
  Disks base;
  Ledger known;
  base.first = std::make_unique<storage::SimulatedDisk>();
  make_old_terminal(base.terminal(), 1, known);
  fail_starts("start of the program on a store of schema 1", base, known);
}

TEST(DiskFault, EveryOperationOfTheFirstStart) {
  Disks base;
  base.first = std::make_unique<storage::SimulatedDisk>();
  fail_starts("first start of the program", base, {});
}

/// A disk that fills up little by little, then gets room again.
TEST(DiskFault, ADiskThatFillsUpIsToldBeforeAndServesAgainWhenThereIsRoom) {
  Disks base;
  Ledger known;
  prepare(base, known);
  const std::uint64_t used = base.terminal().used();
  for (std::uint64_t room = 0; room < 120'000; room += 3'000) {
    FaultRun run(base, known);
    ASSERT_TRUE(run.ready());
    run.disk().set_capacity(used + room);
    const auto done = run.work();
    if (!done) {
      EXPECT_EQ(done.error().kind, ErrorKind::StoreFull) << describe(done.error());
    }
    EXPECT_EQ(run.serves(), "");
    run.disk().set_capacity(used + 10'000'000);
    const auto again = run.work();
    EXPECT_TRUE(again) << "with room " << room << ": " << describe(again.error());
    const auto findings = run.after_a_cut(room);
    EXPECT_TRUE(findings.empty()) << "with room " << room;
  }
}

/// The copy of the log has no room, so nothing can be written; but the service comes up, serves for reading
/// and needs no new start when there is room.
TEST(DiskFault, AStartThatFindsALogOnAFullDiskServesAndRecovers) {
  Disks base;
  Ledger known;
  prepare(base, known, End::Killed);
  base.terminal().set_capacity(base.terminal().used());
  const ManualClock clock(kFriday);
  const auto random = seeded_random(4);
  {
    auto store = cases::CaseStore::open(terminal_options(base.terminal()), clock, *random);
    ASSERT_TRUE(store) << describe(store.error());
    EXPECT_TRUE(store->find_by_uid(uid_of(0)) && store->case_content(uid_of(0)) && store->counts());
    const auto refused = store->save_draft(draft_of(1));
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().kind, ErrorKind::StoreFull);
    const auto unclaimed = store->outbox().claim_next(kFriday);
    ASSERT_FALSE(unclaimed);
    EXPECT_EQ(unclaimed.error().kind, ErrorKind::StoreFull);

    base.terminal().set_capacity(base.terminal().used() + 10'000'000);
    const auto entry = store->outbox().claim_next(kFriday);
    ASSERT_TRUE(entry && *entry);
    EXPECT_EQ((*entry)->uid, uid_of(0));
    EXPECT_TRUE(store->checkpoint());
  }
  base.terminal().cut_power();
  base.terminal().restore_power(1);
  Findings findings;
  auto again = open_terminal(base, clock, *random, findings);
  ASSERT_TRUE(again);
  audit_terminal(*again, known, originals(2), findings);
  EXPECT_TRUE(findings.lost.empty() && findings.corrupt.empty());
}

TEST(DiskFault, SpaceIsJudgedByWhatTheDiskSays) {
  Disks base;
  Ledger known;
  prepare(base, known);
  const ManualClock clock(kFriday);
  const auto random = seeded_random(4);
  Findings none;
  auto store = open_terminal(base, clock, *random, none);
  ASSERT_TRUE(store);
  const cases::SpaceThresholds thresholds{20'000, 5'000};
  const auto level_with = [&](std::uint64_t room) {
    base.terminal().set_capacity(base.terminal().used() + room);
    return store->space(thresholds)->level;
  };
  EXPECT_EQ(level_with(20'000), cases::SpaceLevel::Enough);
  EXPECT_EQ(level_with(19'999), cases::SpaceLevel::Low);
  EXPECT_EQ(level_with(5'000), cases::SpaceLevel::Low);
  EXPECT_EQ(level_with(4'999), cases::SpaceLevel::Critical);
}

}  // namespace
}  // namespace yitang::faults
