// A commit that was reported as failed, and a program that is killed before it writes anything else: what it
// left in the log must not come back without the files that were taken away because it had failed.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include "crash_bench.hpp"
#include "deterministic_random.hpp"
#include "fault_bench.hpp"
#include "tests/unit/kiosk/cases/cases_support.hpp"

namespace yitang::faults {
namespace {

const storage::Bytes kOneKey(32, 1);
const storage::Bytes kOneSalt(16, 2);

storage::Result<storage::Database> open_rows(storage::Disk& disk) {
  return storage::Database::open(
      {"/store.db", {kOneKey, kOneSalt}, storage::OpenMode::CreateIfMissing, &disk});
}

storage::Result<void> add_row(storage::Database& database) {
  auto transaction = database.begin();
  if (!transaction) return tl::unexpected(transaction.error());
  auto added = database.run("INSERT INTO t(v) VALUES ('new')");
  if (!added) return tl::unexpected(added.error());
  return transaction->commit();
}

std::int64_t rows_of(storage::Database& database) {
  return database.query_one<std::int64_t>("SELECT count(*) FROM t")->value_or(-1);
}

struct Tally {
  int failed = 0;
  int cut_off = 0;   // failed, and known not to come back
  int returned = 0;  // found done, as had been said that it might
};

/// False when no operation of the commit was left to fail.
bool fail_one_commit(const storage::SimulatedDisk& base, const storage::DiskFault& fault, Tally& tally) {
  const auto disk = base.copy();
  bool may_return = false;
  {
    auto database = open_rows(*disk);
    EXPECT_TRUE(database && database->checkpoint(storage::CheckpointMode::Truncate));
    disk->set_fault(fault);
    if (add_row(*database)) return false;
    may_return = database->failed_commit_may_return();
    disk->cut_power();  // nothing may be written while it is closed
  }
  disk->restart_program();
  disk->clear_fault();
  ++tally.failed;
  tally.cut_off += may_return ? 0 : 1;
  auto again = open_rows(*disk);
  EXPECT_TRUE(again) << disk->interrupted();
  if (!again) return true;
  if (rows_of(*again) == 1) {
    ++tally.returned;
    EXPECT_TRUE(may_return) << "comes back although the files were taken away: errno " << fault.error
                            << " at " << fault.at << ", " << disk->interrupted();
  }
  EXPECT_TRUE(add_row(*again));
  EXPECT_TRUE(again->integrity_check()->ok());
  return true;
}

TEST(FailedCommit, WhatIsReportedAsGoneStaysGone) {
  storage::SimulatedDisk base;
  {
    auto database = open_rows(base);
    ASSERT_TRUE(database && database->exec("CREATE TABLE t(v TEXT)"));
  }
  for (const Trouble& trouble : kTroubles) {
    for (const bool stays : {false, true}) {
      Tally tally;
      for (std::uint64_t at = 0; fail_one_commit(base, {at, trouble.error, stays}, tally); ++at) {
      }
      fmt::print("[ fault    ] failed commits, {}{}: {}, cut off {}, found done {}\n", trouble.name,
                 stays ? ", from then on" : "", tally.failed, tally.cut_off, tally.returned);
      EXPECT_GT(tally.failed, 3);
      if (!stays) {
        EXPECT_GT(tally.cut_off, 0) << "the log can be cut when the disk is well again";
      }
    }
  }
}

/// No room is needed for that: on a full disk it works as well, and small writes go on.
TEST(FailedCommit, IsCutOffOnADiskThatStaysFull) {
  storage::SimulatedDisk disk;
  auto database = open_rows(disk);
  ASSERT_TRUE(database && database->exec("CREATE TABLE t(v TEXT)"));
  ASSERT_TRUE(database->checkpoint(storage::CheckpointMode::Truncate));
  ASSERT_TRUE(add_row(*database));
  const auto good = database->wal_size();
  disk.set_capacity(disk.used() + 12'000);
  {
    auto transaction = database->begin();
    ASSERT_TRUE(transaction && database->run("INSERT INTO t(v) VALUES (?)", std::string(60'000, 'x')));
    const auto done = transaction->commit();
    ASSERT_FALSE(done);
    EXPECT_EQ(done.error().code, storage::ErrorCode::DiskFull);
  }
  EXPECT_FALSE(database->failed_commit_may_return());
  EXPECT_EQ(database->wal_size(), good);
  EXPECT_TRUE(add_row(*database));
  EXPECT_EQ(rows_of(*database), 2);
}

Result<void> take_one_in(const Disks& base, Ledger& ledger, const Trouble& trouble, std::uint64_t at,
                         FaultFigures& figures) {
  Disks disks = base.copy();
  const ManualClock clock(cases::test::kFriday);
  Findings opening;
  reseed_sodium(5);
  auto office = open_office(disks, clock, opening);
  if (!office) return fail(ErrorKind::Internal, "did not open");
  disks.office().set_fault({at, trouble.error, false});
  const auto receipt = office->intake(envelope_of(1));
  const bool struck = disks.office().fault_struck();
  disks.office().clear_fault();
  const std::string where = fmt::format("{} at {} ({})", trouble.name, at, disks.office().interrupted());
  disks.office().cut_power();
  office.reset();
  disks.office().restart_program();
  if (!struck) return fail(ErrorKind::NotFound, "no more operations");
  ++figures.runs;
  figures.refused += receipt ? 0 : 1;
  Findings findings;
  auto again = open_office(disks, clock, findings);
  if (again) audit_office(*again, ledger, findings);
  if (again && !again->intake(envelope_of(1))) findings.lost.push_back("the case is not taken in later");
  if (again) audit_office(*again, ledger, findings);
  note_findings(findings, where, figures);
  return {};
}

/// The office takes the pictures of a case away when its commit fails.
TEST(FailedCommit, AnIntakeThatFailedAndAKillLeaveNoCaseWithoutPictures) {
  Disks base;
  Ledger ledger;
  base.first = std::make_unique<storage::SimulatedDisk>();
  {
    const ManualClock clock(cases::test::kFriday);
    Findings none;
    auto office = open_office(base, clock, none);
    ASSERT_TRUE(office);
    const auto receipt = office->intake(envelope_of(0));
    ASSERT_TRUE(receipt);
    ledger.cases[uid_of(0)].office_receipt = *receipt;
    ledger.cases[uid_of(1)];
  }
  for (const Trouble& trouble : kTroubles) {
    FaultFigures figures;
    while (take_one_in(base, ledger, trouble, figures.points, figures)) ++figures.points;
    print_faults(std::string("intake, then a kill, ") + trouble.name, figures);
    EXPECT_GT(figures.refused, 10U);
  }
}

}  // namespace
}  // namespace yitang::faults
