// A terminal at work on the simulated disk: opened, looked at, then whatever a test has it do.
#pragma once

#include <memory>

#include "crash_bench.hpp"
#include "kiosk/cases/office_receipt.hpp"
#include "kiosk/cases/submission.hpp"
#include "tests/unit/kiosk/cases/cases_support.hpp"

namespace yitang::faults {

inline constexpr int kPeople = 2;

/// What the sessions of the terminal's scenarios share: open, audit, work.
class TerminalScenario : public Scenario {
 public:
  void prepare(Disks& disks, Ledger& ledger) override {
    Findings none;
    auto store = open_terminal(disks, clock_, *random_, none);
    if (store) before(*store, ledger);
  }

  void session(Disks& disks, Ledger& ledger, Findings& findings) override {
    random_ = seeded_random(++ledger.starts);
    auto store = open_terminal(disks, clock_, *random_, findings);
    if (!store) return;
    audit_while_powered(disks, findings,
                        [&](Findings& found) { audit_terminal(*store, ledger, originals(kPeople), found); });
    work(*store, ledger);  // what it did is audited at the next start
  }

  void at_the_end(const Ledger& ledger, Findings& findings) override {
    for (const auto& [uid, facts] : ledger.cases) {
      if (facts.receipt_no.empty()) findings.corrupt.push_back("a case could not be handed in after all");
    }
  }

 protected:
  virtual void before(cases::CaseStore&, Ledger&) {}
  virtual void work(cases::CaseStore& store, Ledger& ledger) = 0;

  /// As at the screen: pictures are sealed while they are scanned, the draft is saved, then handed in.
  void hand_in(cases::CaseStore& store, Ledger& ledger, int number) {
    auto draft = draft_of(number);
    auto& facts = ledger.cases[draft.uid];
    if (!facts.receipt_no.empty()) return;
    const bool saved_before = ledger.drafts.contains(draft.uid);
    if (!saved_before && !save(store, ledger, draft)) return;
    auto kept = store.draft(draft.uid);
    if (!kept) return;
    if (*kept) draft = **kept;  // else it became a case, only the answer was lost
    auto done =
        store.submit(cases::make_envelope(cases::test::item(draft.item_id), draft,
                                          cases::test::sample().calendar(), cases::test::kFriday, true));
    if (done) facts.receipt_no = done->receipt_no;
  }

  /// Delivered by an answer that the office would give.
  void deliver(cases::CaseStore& store, Ledger& ledger) {
    while (true) {
      auto entry = store.outbox().claim_next(clock_.now());
      if (!entry || !*entry) return;
      const auto receipt =
          cases::signed_receipt({(*entry)->uid, "1", "1", cases::test::kFriday}, storage::Bytes(32, 7));
      if (!store.outbox().mark_delivered((*entry)->id, receipt)) return;
      ledger.cases[(*entry)->uid].delivered = true;
    }
  }

  ManualClock clock_{cases::test::kFriday};
  std::unique_ptr<Random> random_ = seeded_random(7);

 private:
  static bool save(cases::CaseStore& store, Ledger& ledger, cases::Draft& draft) {
    for (auto& page : draft.materials.front().pages) {
      auto sealed = store.seal_page(page);
      if (!sealed) return false;
      page = *sealed;
    }
    const auto saved = store.save_draft(draft);
    if (saved) ledger.drafts.insert(draft.uid);
    // Refused: it is a case already, only the answer was lost.
    return saved || saved.error().kind == ErrorKind::Refused;
  }
};

class Submitting : public TerminalScenario {
  void work(cases::CaseStore& store, Ledger& ledger) override {
    for (int number = 0; number < kPeople; ++number) hand_in(store, ledger, number);
  }
};

}  // namespace yitang::faults
