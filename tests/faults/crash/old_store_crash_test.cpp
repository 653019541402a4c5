// Stores of every earlier schema are brought up to date by the program, and the power goes meanwhile.
#include <gtest/gtest.h>

#include "crash_bench.hpp"
#include "old_stores.hpp"
#include "tests/unit/kiosk/cases/cases_support.hpp"

namespace yitang::faults {
namespace {

using cases::test::kFriday;

std::string name_of(const char* store, int version, int newest) {
  return std::string("migrate the ") + store + "'s store from schema " + std::to_string(version) + " to " +
         std::to_string(newest);
}

class OldTerminal final : public Scenario {
 public:
  explicit OldTerminal(int version) : version_(version) {}

  void prepare(Disks& disks, Ledger& ledger) override {
    make_old_terminal(disks.terminal(), version_, ledger);
  }
  void session(Disks& disks, Ledger& ledger, Findings& findings) override {
    const ManualClock clock(kFriday);
    const auto random = seeded_random(++ledger.starts);
    auto store = open_terminal(disks, clock, *random, findings);
    if (!store) return;
    audit_while_powered(disks, findings, [&](Findings& found) {
      audit_terminal(*store, ledger, originals(2), found);
      const auto rating = store->rating_of(uid_of(0));
      if (!rating || !*rating || (*rating)->level != 2) found.lost.push_back("the rating");
    });
  }
  void at_the_end(const Ledger&, Findings&) override {}

 private:
  int version_;
};

TEST(OldStoreCrash, TerminalsOfEverySchema) {
  for (int version = 1; version <= newest_terminal_schema(); ++version) {
    OldTerminal scenario(version);
    expect_nothing_wrong(crash_everywhere(name_of("terminal", version, newest_terminal_schema()), scenario));
  }
}

class OldOffice final : public Scenario {
 public:
  explicit OldOffice(int version) : version_(version) {}

  void prepare(Disks& disks, Ledger& ledger) override { make_old_office(disks.office(), version_, ledger); }
  void session(Disks& disks, Ledger& ledger, Findings& findings) override {
    const ManualClock clock(kFriday);
    auto office = open_office(disks, clock, findings);
    if (!office) return;
    audit_while_powered(disks, findings, [&](Findings& found) {
      audit_office(*office, ledger, found);
      auto receipt = office->intake(envelope_of(0));
      if (receipt && *receipt != ledger.cases.at(uid_of(0)).office_receipt) {
        found.doubled.push_back("another receipt");
      }
    });
  }
  void at_the_end(const Ledger&, Findings&) override {}

 private:
  int version_;
};

TEST(OldStoreCrash, OfficesOfEverySchema) {
  for (int version = 1; version <= newest_office_schema(); ++version) {
    OldOffice scenario(version);
    CrashSettings settings;
    settings.side = Side::Office;
    expect_nothing_wrong(
        crash_everywhere(name_of("office", version, newest_office_schema()), scenario, settings));
  }
}

}  // namespace
}  // namespace yitang::faults
