// The office on a disk in trouble: full, read-only or failing at every operation of taking in and deciding.
// What was acknowledged stays, lists go on, and the same open office works again once the disk does.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include "crash_bench.hpp"
#include "deterministic_random.hpp"
#include "fault_bench.hpp"
#include "tests/unit/kiosk/cases/cases_support.hpp"

namespace yitang::faults {
namespace {

/// Case 0 is in the office; case 1 comes in, case 0 is decided, the log is folded.
class OfficeRun {
 public:
  OfficeRun(const Disks& base, const Ledger& known) : disks_(base.copy()), ledger_(known) {
    reseed_sodium(5);
    office_ = open_office(disks_, clock_, opening_);
  }

  bool ready() const { return office_.has_value(); }
  storage::SimulatedDisk& disk() { return disks_.office(); }

  Result<void> work() {
    auto receipt = office_->intake(envelope_of(1));
    if (!receipt) return tl::unexpected(receipt.error());
    auto& facts = ledger_.cases[uid_of(1)];
    if (!facts.office_receipt.empty() && facts.office_receipt != *receipt) {
      return fail(ErrorKind::Internal, "another receipt for the same key");
    }
    facts.office_receipt = *receipt;
    if (auto decided = decide(); !decided) return decided;
    auto kept_up = office_->upkeep();
    if (!kept_up) return tl::unexpected(kept_up.error());
    return {};
  }

  std::string serves() {
    if (!office_->find(uid_of(0))) return "a case cannot be looked up";
    if (!office_->content(uid_of(0))) return "a case cannot be read";
    if (!office_->list({}, 10)) return "no list";
    if (!office_->answers("YT01", 0, 10)) return "no answers for the terminal";
    return {};
  }

  Findings after_a_cut(std::uint64_t seed) {
    office_.reset();
    disk().cut_power();
    disk().restore_power(seed);
    Findings findings;
    auto office = open_office(disks_, clock_, findings);
    if (office) audit_office(*office, ledger_, findings);
    return findings;
  }

 private:
  Result<void> decide() {
    const std::string uid = uid_of(0);
    auto now = office_->find(uid);
    if (!now) return tl::unexpected(now.error());
    const auto step = [&](Result<office::OfficeCase> done) -> Result<void> {
      if (!done) return tl::unexpected(done.error());
      ledger_.office_states[uid] = done->state;
      now = std::move(done);
      return {};
    };
    if (now->state == cases::CaseState::Submitted) {
      if (auto done = step(office_->accept(uid, "desk")); !done) return done;
    }
    if (now->state == cases::CaseState::Accepted) {
      return step(office_->decide(uid, cases::Outcome::Approved, "granted", "desk"));
    }
    return {};
  }

  Disks disks_;
  Ledger ledger_;
  Findings opening_;
  ManualClock clock_{cases::test::kFriday};
  std::optional<office::Office> office_;
};

void run_with(const Disks& base, const Ledger& known, const Trouble& trouble, std::uint64_t at, bool stays,
              FaultFigures& figures) {
  OfficeRun run(base, known);
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

TEST(OfficeFault, EveryOperationOfIntakeDecisionAndUpkeep) {
  Disks base;
  Ledger known;
  base.first = std::make_unique<storage::SimulatedDisk>();
  {
    const ManualClock clock(cases::test::kFriday);
    Findings none;
    auto office = open_office(base, clock, none);
    ASSERT_TRUE(office);
    auto receipt = office->intake(envelope_of(0));
    ASSERT_TRUE(receipt);
    known.cases[uid_of(0)].office_receipt = *receipt;
    known.cases[uid_of(1)];
  }
  OfficeRun undisturbed(base, known);
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
    print_faults(std::string("office, ") + trouble.name, figures);
    EXPECT_GT(figures.refused, figures.runs / 4);
  }
}

}  // namespace
}  // namespace yitang::faults
