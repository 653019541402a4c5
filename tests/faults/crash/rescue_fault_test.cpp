// Full disk, read-only disk, I/O errors and a medium that is pulled out while a backup is made or put back: a
// typed error that names the file, the terminal's own stores as they were, and the same call works
// afterwards.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <functional>
#include <span>

#include "deterministic_random.hpp"
#include "fault_bench.hpp"
#include "rescue_scenario.hpp"

namespace yitang::faults {
namespace {

class Prepared final : public RescueScenario {
 public:
  Prepared() { prepare(base, known); }
  void session(Disks&, Ledger&, Findings&) override {}
  void at_the_end(const Ledger&, Findings&) override {}

  Disks base;
  Ledger known;

 private:
  void prepare(Disks& disks, Ledger& ledger) override {
    disks.first = std::make_unique<storage::SimulatedDisk>();
    reseed_sodium(1);
    RescueScenario::prepare(disks, ledger);
    ledger.starts = 1;
  }
};

using Attempt = std::function<Result<void>(storage::SimulatedDisk& disk, const Ledger& ledger)>;
using Check = std::function<void(storage::SimulatedDisk& disk, const Ledger& ledger, Findings& findings)>;

Result<void> create(storage::SimulatedDisk& disk, const Ledger& ledger) {
  storage::SystemRandom random;
  const auto made = rescue::create_backup(backup_options(disk), clock_of(ledger), random);
  if (!made) return tl::unexpected(made.error());
  return {};
}

Result<void> restore(storage::SimulatedDisk& disk, const Ledger& ledger) {
  storage::SystemRandom random;
  const auto done =
      rescue::restore_backup(restore_options(disk, containers_on(disk).back()), clock_of(ledger), random);
  if (!done) return tl::unexpected(done.error());
  if (!done->placed) return fail(ErrorKind::Internal, done->problems.front());
  return {};
}

bool names_a_file(const Error& error) {
  for (const char* folder : {"/data", "/medium", "/other", "/etc/yitang"}) {
    if (error.where.starts_with(folder)) return true;
  }
  return false;
}

void run_once(const Prepared& prepared, const Attempt& attempt, const Check& check, const Trouble& trouble,
              const storage::DiskFault& fault, FaultFigures& figures) {
  Disks disks = prepared.base.copy();
  Ledger ledger = prepared.known;
  auto& disk = disks.terminal();
  disk.set_fault(fault);
  const auto first = attempt(disk, ledger);
  ++figures.runs;
  const std::string where = fmt::format("{} at {}{} (last: {})", trouble.name, fault.at,
                                        fault.stays ? " and on" : "", disk.interrupted());
  disk.clear_fault();
  if (!first) {
    ++figures.refused;
    if (first.error().kind != trouble.kind || !names_a_file(first.error()))
      note(figures, where, "told as " + describe(first.error()));
    ++ledger.starts;
    const auto again = attempt(disk, ledger);
    const bool placed = !again && again.error().kind == ErrorKind::Refused;  // all but the last sync was done
    if (!again && !placed) note(figures, where, "does not work afterwards: " + describe(again.error()));
  }
  disk.cut_power();
  disk.restore_power(fault.at);
  Findings findings;
  check(disk, ledger, findings);
  audit_stores(disk, kData, terminal_options(disk).host, ledger, findings);
  note_findings(findings, where, figures);
}

/// `within`: see DiskFault.
void fail_everywhere(const std::string& name, const Attempt& attempt, const Check& check,
                     std::span<const Trouble> troubles = kTroubles, const std::string& within = {}) {
  const Prepared prepared;
  Disks undisturbed = prepared.base.copy();
  const auto whole = attempt(undisturbed.terminal(), prepared.known);
  ASSERT_TRUE(whole) << describe(whole.error());
  const auto points = undisturbed.terminal().operations();
  for (const Trouble& trouble : troubles) {
    FaultFigures figures;
    figures.points = points;
    const std::uint64_t sample = crash_stride() * sampled(5).sample;
    for (std::uint64_t at = 0; at < points; at += sample) {
      for (const bool stays : {false, true})
        run_once(prepared, attempt, check, trouble, {at, trouble.error, stays, within}, figures);
    }
    print_faults(name + ", " + trouble.name, figures);
    EXPECT_GT(figures.refused, figures.runs / 2);
  }
}

/// Every backup on the medium verifies whole, and there is one.
void check_medium(storage::SimulatedDisk& disk, const Ledger&, Findings& findings) {
  const auto containers = containers_on(disk);
  if (containers.empty()) findings.lost.push_back("no backup is left");
  for (const auto& container : containers) {
    const auto found = rescue::verify_backup(container, backup_keys(), disk);
    if (!found || !found->problems.empty()) findings.corrupt.push_back(container.string());
  }
  look_for_unfinished(disk, kMedium, findings);
}

/// The first backup was made before the second case.
void check_restored(storage::SimulatedDisk& disk, const Ledger& ledger, Findings& findings) {
  Ledger first = ledger;
  first.cases.erase(uid_of(1));
  first.drafts.erase(uid_of(1));
  look_for_unfinished(disk, kOtherData, findings);
  audit_stores(disk, kOtherData, other_host(), first, findings);
}

TEST(RescueFault, EveryOperationOfABackup) { fail_everywhere("backup", create, check_medium); }

TEST(RescueFault, AMediumThatIsPulledOut) {
  const Trouble pulled{"medium pulled out", EIO, ErrorKind::StoreFailed};
  fail_everywhere("backup", create, check_medium, {&pulled, 1}, kMedium);
}

TEST(RescueFault, EveryOperationOfARestore) { fail_everywhere("restore", restore, check_restored); }

}  // namespace
}  // namespace yitang::faults
