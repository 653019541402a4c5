// The terminal's store: every operation of its disk is a moment at which the power may go.
#include <gtest/gtest.h>

#include "terminal_scenario.hpp"

namespace yitang::faults {
namespace {

using cases::test::kFriday;

class FirstStart final : public TerminalScenario {
  void prepare(Disks&, Ledger&) override {}
  void work(cases::CaseStore& store, Ledger& ledger) override { hand_in(store, ledger, 0); }
};

TEST(TerminalCrash, TheFirstStart) {
  FirstStart scenario;
  expect_nothing_wrong(crash_everywhere("first start and first case", scenario));
}

TEST(TerminalCrash, SubmittingWithMaterials) {
  Submitting scenario;
  expect_nothing_wrong(crash_everywhere("submit with materials", scenario));
}

/// The test can fail: a disk that says "synced" and does nothing loses cases, and that is found.
TEST(TerminalCrash, ADiskThatIgnoresSyncIsFoundToLoseCases) {
  Submitting scenario;
  expect_found_out("submit, disk ignores sync", scenario, every_path);
}

class Folding final : public TerminalScenario {
  void before(cases::CaseStore& store, Ledger& ledger) override { hand_in(store, ledger, 0); }
  void work(cases::CaseStore& store, Ledger& ledger) override {
    if (!store.checkpoint()) return;
    hand_in(store, ledger, 1);
    (void)store.checkpoint();
  }
};

TEST(TerminalCrash, Checkpointing) {
  Folding scenario;
  expect_nothing_wrong(crash_everywhere("checkpoint", scenario));
}

class Erasing final : public TerminalScenario {
  void before(cases::CaseStore& store, Ledger& ledger) override {
    for (int number = 0; number < kPeople; ++number) hand_in(store, ledger, number);
    deliver(store, ledger);
  }
  void work(cases::CaseStore& store, Ledger& ledger) override {
    auto& facts = ledger.cases[uid_of(0)];
    if (facts.erased) return;
    facts.erasing = true;
    if (store.erase_case(uid_of(0))) facts.erased = true;
  }
};

TEST(TerminalCrash, ErasingOneOfTwoCases) {
  Erasing scenario;
  expect_nothing_wrong(crash_everywhere("erase", scenario));
}

class Acknowledging final : public TerminalScenario {
  void before(cases::CaseStore& store, Ledger& ledger) override {
    for (int number = 0; number < kPeople; ++number) hand_in(store, ledger, number);
  }
  void work(cases::CaseStore& store, Ledger& ledger) override {
    deliver(store, ledger);
    cases::StatusUpdate update;
    update.uid = uid_of(0);
    update.revision = 1;
    update.state = cases::CaseState::Supplement;
    update.at = kFriday;
    update.message = "one more page";
    (void)store.apply_status(update);
  }
};

TEST(TerminalCrash, TakingInTheOfficesAnswers) {
  Acknowledging scenario;
  expect_nothing_wrong(crash_everywhere("mark delivered, take in an answer", scenario));
}

}  // namespace
}  // namespace yitang::faults
