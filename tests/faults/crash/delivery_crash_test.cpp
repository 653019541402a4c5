// From the terminal's store to the office's, whichever side loses its power when: one effect for each key.
#include <gtest/gtest.h>

#include <set>

#include "crash_bench.hpp"
#include "kiosk/base/executor.hpp"
#include "kiosk/outbox/delivery.hpp"
#include "kiosk/terminal/local_link.hpp"
#include "tests/unit/kiosk/cases/cases_support.hpp"

namespace yitang::faults {
namespace {

using cases::test::kFriday;

constexpr int kCases = 1;

/// The product's link; notes what the office acknowledged, and may lose the first answer for each case and
/// the first news.
class WatchedLink final : public outbox::Link {
 public:
  WatchedLink(office::Office& office, Ledger& ledger, Findings& findings, bool loses_answers)
      : link_(office), ledger_(ledger), findings_(findings), loses_answers_(loses_answers) {}

  Result<std::string> post(const std::string& envelope, const std::string& audit_head) override {
    auto receipt = link_.post(envelope, audit_head);
    if (!receipt) return receipt;
    const auto parsed = cases::envelope_from_json(envelope, cases::EnvelopeUse::Delivery);
    if (!parsed) return receipt;
    auto& facts = ledger_.cases[parsed->idempotency_key];
    if (!facts.office_receipt.empty() && facts.office_receipt != *receipt) {
      findings_.doubled.push_back("another receipt for " + parsed->idempotency_key);
    }
    const bool first = facts.office_receipt.empty();
    facts.office_receipt = *receipt;
    if (first && loses_answers_) return fail(ErrorKind::Unavailable, "the answer was lost");
    return receipt;
  }
  Result<std::vector<outbox::News>> fetch(const std::string& terminal, std::int64_t after,
                                          int limit) override {
    auto news = link_.fetch(terminal, after, limit);
    const bool first = news && !news->empty() && ledger_.done.insert("news").second;
    if (first && loses_answers_) return fail(ErrorKind::Unavailable, "the news were lost");
    return news;
  }
  const storage::PublicKey& office_key() const override { return link_.office_key(); }

 private:
  terminal::LocalLink link_;
  Ledger& ledger_;
  Findings& findings_;
  bool loses_answers_;
};

class Delivering final : public Scenario {
 public:
  explicit Delivering(bool loses_answers) : loses_answers_(loses_answers) {}

  void prepare(Disks& disks, Ledger& ledger) override {
    Findings none;
    auto random = seeded_random(7);
    auto office = open_office(disks, clock_, none);
    auto store = open_terminal(disks, clock_, *random, none);
    if (!office || !store) return;
    for (int number = 0; number < kCases; ++number) {
      const auto draft = draft_of(number);
      auto done = store->submit(cases::make_envelope(cases::test::item(draft.item_id), draft,
                                                     cases::test::sample().calendar(), kFriday, true));
      if (done) ledger.cases[draft.uid].receipt_no = done->receipt_no;
    }
  }

  void session(Disks& disks, Ledger& ledger, Findings& findings) override {
    ManualClock clock(kFriday);
    auto random = seeded_random(++ledger.starts);
    auto office = open_office(disks, clock, findings);
    if (!office) return;
    auto store = open_terminal(disks, clock, *random, findings);
    if (!store) return;
    audit_while_powered(disks, findings, [&](Findings& found) {
      audit_terminal(*store, ledger, originals(kCases), found);
      audit_office(*office, ledger, found);
      audit_both(*store, *office, found);
    });
    deliver(disks, *store, *office, clock, *random, ledger, findings);
    if (!disks.have_power() || !decide(*office, ledger)) return;
    deliver(disks, *store, *office, clock, *random, ledger, findings);
    note_states(*store, ledger);
  }

  void at_the_end(const Ledger& ledger, Findings& findings) override {
    for (const auto& [uid, facts] : ledger.cases) {
      if (!facts.delivered) findings.corrupt.push_back("a case was not delivered after all");
      if (!ledger.done.contains("told " + uid)) findings.corrupt.push_back("the decision never came");
    }
  }

 private:
  void deliver(Disks& disks, cases::CaseStore& store, office::Office& office, ManualClock& clock,
               Random& random, Ledger& ledger, Findings& findings) const {
    WatchedLink link(office, ledger, findings, loses_answers_);
    ManualExecutor queue(clock);
    outbox::DeliverySettings settings;
    settings.fetch_every = std::chrono::milliseconds(0);
    outbox::Delivery delivery({store, link, queue, queue, clock, random}, settings, [] {});
    delivery.start();
    // The terminal goes on for a while without its office.
    for (int step = 0; step < (disks.office().has_power() ? 200 : 30); ++step) {
      if (!disks.terminal().has_power()) break;
      if (queue.run_one()) {
        note_deliveries(store, ledger);
      } else if (queue.next_due() < 0) {
        break;
      } else {
        clock.advance(std::max<std::int64_t>(1, queue.next_due() - clock.steady()));
      }
    }
  }

  /// False when the office could not. The rule of the item may have accepted it already.
  static bool decide(office::Office& office, Ledger& ledger) {
    for (int number = 0; number < kCases; ++number) {
      const std::string uid = uid_of(number);
      auto now = office.find(uid);
      if (now && now->state == cases::CaseState::Submitted) now = office.accept(uid, "desk");
      if (now && now->state == cases::CaseState::Accepted) {
        now = office.decide(uid, cases::Outcome::Approved, "granted", "desk");
      }
      if (!now) return false;
      ledger.office_states[uid] = now->state;
    }
    return true;
  }

  static void note_states(cases::CaseStore& store, Ledger& ledger) {
    for (int number = 0; number < kCases; ++number) {
      const auto row = store.find_by_uid(uid_of(number));
      if (row && *row && (*row)->outcome == cases::Outcome::Approved) {
        ledger.done.insert("told " + uid_of(number));
      }
    }
  }

  /// The terminal knows no more than the office said, each word once, and its log passes through the head
  /// that the office countersigned.
  static void audit_both(cases::CaseStore& store, office::Office& office, Findings& findings) {
    for (int number = 0; number < kCases; ++number) {
      const std::string uid = uid_of(number);
      const auto row = store.find_by_uid(uid);
      const auto notices = store.notices_of(uid);
      if (!row || !*row || !notices) return findings.corrupt.push_back("the terminal's case cannot be read");
      std::set<cases::CaseState> told;
      for (const auto& notice : *notices) {
        if (!told.insert(notice.state).second) findings.doubled.push_back("a notice came twice");
      }
      const auto there = office.find(uid);
      if (there && (*row)->state > there->state)
        findings.lost.push_back("the office forgot what it answered");
      if (!there && !told.empty()) findings.lost.push_back("the office answered and has no case");
    }
    const auto head = office.newest_head_of("YT01");
    if (!head) return findings.corrupt.push_back("the office's heads cannot be read");
    if (!*head) return;
    const auto standing = store.standing_of((*head)->head);
    if (!standing || *standing != cases::HeadStanding::Passed) {
      findings.lost.push_back("the terminal's log does not pass the head that the office keeps");
    }
  }

  /// What the terminal says is delivered is said to the person.
  static void note_deliveries(cases::CaseStore& store, Ledger& ledger) {
    auto rows = store.list(100);
    if (!rows) return;
    for (const auto& row : *rows) {
      if (row.delivered) ledger.cases[row.uid].delivered = true;
    }
  }

  ManualClock clock_{kFriday};
  bool loses_answers_;
};

TEST(DeliveryCrash, TheEmbeddedOfficeSharesTheDisk) {
  Delivering scenario(false);
  expect_nothing_wrong(crash_everywhere("deliver and acknowledge, one disk", scenario));
}

TEST(DeliveryCrash, TheTerminalLosesItsPower) {
  Delivering scenario(true);
  CrashSettings settings;
  settings.two_disks = true;
  expect_nothing_wrong(
      crash_everywhere("deliver, answers lost, the terminal's power goes", scenario, settings));
}

TEST(DeliveryCrash, TheOfficeLosesItsPower) {
  Delivering scenario(true);
  CrashSettings settings;
  settings.two_disks = true;
  settings.side = Side::Office;
  expect_nothing_wrong(
      crash_everywhere("deliver, answers lost, the office's power goes", scenario, settings));
}

TEST(DeliveryCrash, TheBuildingLosesItsPowerAndThenTheOfficeWhileRecovering) {
  Delivering scenario(true);
  CrashSettings settings;
  settings.two_disks = true;
  settings.side = Side::Both;
  expect_nothing_wrong(crash_everywhere("deliver, answers lost, both lose their power", scenario, settings));
}

TEST(DeliveryCrash, AnOfficeWhoseDiskIgnoresSyncIsFoundToForgetWhatItAcknowledged) {
  Delivering scenario(true);
  expect_found_out(
      "deliver, the office's syncs are ignored", scenario,
      [](const std::string& path) { return path.starts_with(kOfficeFolder); }, Side::Office);
}

}  // namespace
}  // namespace yitang::faults
