// The office's store: intake and every step of the desk.
#include <gtest/gtest.h>

#include "crash_bench.hpp"
#include "tests/unit/kiosk/cases/cases_support.hpp"

namespace yitang::faults {
namespace {

using cases::test::kFriday;

constexpr int kEnvelopes = 2;

class OfficeScenario : public Scenario {
 public:
  void prepare(Disks& disks, Ledger& ledger) override {
    Findings none;
    auto office = open_office(disks, clock_, none);
    if (office) before(*office, ledger);
  }

  void session(Disks& disks, Ledger& ledger, Findings& findings) override {
    auto office = open_office(disks, clock_, findings);
    if (!office) return;
    audit_while_powered(disks, findings, [&](Findings& found) { audit_office(*office, ledger, found); });
    work(*office, ledger, findings);  // what it did is audited at the next start
  }

  void at_the_end(const Ledger& ledger, Findings& findings) override {
    for (const auto& [uid, facts] : ledger.cases) {
      if (facts.office_receipt.empty()) findings.corrupt.push_back("a case was not taken in after all");
    }
  }

 protected:
  virtual void before(office::Office&, Ledger&) {}
  virtual void work(office::Office& office, Ledger& ledger, Findings& findings) = 0;

  /// Also when it was acknowledged before: the receipt must be the same one.
  static void take_in(office::Office& office, Ledger& ledger, int number, Findings& findings) {
    auto& facts = ledger.cases[uid_of(number)];
    auto receipt = office.intake(envelope_of(number));
    if (!receipt) return;
    if (!facts.office_receipt.empty() && facts.office_receipt != *receipt) {
      findings.doubled.push_back("another receipt for " + uid_of(number));
    }
    facts.office_receipt = *receipt;
  }

  ManualClock clock_{kFriday};
};

class TakingIn final : public OfficeScenario {
  void work(office::Office& office, Ledger& ledger, Findings& findings) override {
    for (int number = 0; number < kEnvelopes; ++number) take_in(office, ledger, number, findings);
  }
};

TEST(OfficeCrash, Intake) {
  TakingIn scenario;
  CrashSettings settings;
  settings.side = Side::Office;
  expect_nothing_wrong(crash_everywhere("office intake", scenario, settings));
}

TEST(OfficeCrash, ADiskThatIgnoresSyncIsFoundToLoseCases) {
  TakingIn scenario;
  expect_found_out("office intake, disk ignores sync", scenario, every_path, Side::Office);
}

class Deciding final : public OfficeScenario {
  void before(office::Office& office, Ledger& ledger) override {
    Findings none;
    take_in(office, ledger, 0, none);
  }
  void work(office::Office& office, Ledger& ledger, Findings&) override {
    const std::string uid = uid_of(0);
    const auto note = [&](const Result<office::OfficeCase>& done) {
      if (done) ledger.office_states[uid] = done->state;
    };
    auto now = office.find(uid);
    if (!now) return;
    if (now->state == cases::CaseState::Submitted) note(now = office.accept(uid, "desk"));
    if (now && now->state == cases::CaseState::Accepted) {
      note(now = office.decide(uid, cases::Outcome::Approved, "granted", "desk"));
    }
    if (now && now->state == cases::CaseState::Concluded) note(office.close(uid, "desk"));
  }
};

TEST(OfficeCrash, Decision) {
  Deciding scenario;
  CrashSettings settings;
  settings.side = Side::Office;
  expect_nothing_wrong(crash_everywhere("office decision", scenario, settings));
}

}  // namespace
}  // namespace yitang::faults
