// What is handed in later, from the terminal's draft to the office's case, whichever side loses its power
// when: the draft is there until it is handed in, and the case has its pages once.
#include <gtest/gtest.h>

#include "crash_bench.hpp"
#include "kiosk/base/executor.hpp"
#include "kiosk/outbox/delivery.hpp"
#include "kiosk/terminal/local_link.hpp"
#include "tests/unit/kiosk/cases/cases_support.hpp"

namespace yitang::faults {
namespace {

using cases::test::kFriday;

constexpr const char* kWanted = "bank_card";
const std::string kSupplement(32, 'e');

std::size_t pages_of(const std::vector<cases::EnvelopeMaterial>& materials) {
  for (const auto& material : materials) {
    if (material.code == kWanted) return material.pages.size();
  }
  return 0;
}

class HandingInLater final : public Scenario {
 public:
  void prepare(Disks& disks, Ledger& ledger) override {
    Findings none;
    auto random = seeded_random(7);
    auto office = open_office(disks, clock_, none);
    auto store = open_terminal(disks, clock_, *random, none);
    if (!office || !store) return;
    const auto& draft = draft_of(0);
    auto envelope = cases::make_envelope(cases::test::item(draft.item_id), draft,
                                         cases::test::sample().calendar(), kFriday, true);
    before_ = pages_of(envelope.materials);
    auto done = store->submit(envelope);
    if (!done) return;
    ledger.cases[draft.uid].receipt_no = done->receipt_no;
    deliver(disks, *store, *office, clock_, *random, false);
    auto asked = office->supplement(draft.uid, {{kWanted}, "not sharp"}, "desk");
    if (!asked) return;
    notice_ = asked->notice_no;
    deliver(disks, *store, *office, clock_, *random, false);
  }

  void session(Disks& disks, Ledger& ledger, Findings& findings) override {
    ManualClock clock(kFriday);
    auto random = seeded_random(++ledger.starts);
    auto office = open_office(disks, clock, findings);
    if (!office) return;
    auto store = open_terminal(disks, clock, *random, findings);
    if (!store) return;
    audit_while_powered(disks, findings, [&](Findings& found) { audit(*store, *office, ledger, found); });
    if (!ledger.done.contains("handed in") && !hand_in(*store, ledger)) return;
    deliver(disks, *store, *office, clock, *random, true);
    const auto row = store->find_by_uid(kSupplement);
    if (row && *row && (*row)->delivered) ledger.done.insert("delivered");
    const auto state = store->find_by_uid(uid_of(0));
    if (state && *state && (*state)->state == cases::CaseState::Accepted) ledger.done.insert("told");
  }

  void at_the_end(const Ledger& ledger, Findings& findings) override {
    for (const char* done : {"draft", "handed in", "delivered", "told"}) {
      if (!ledger.done.contains(done)) findings.corrupt.push_back(std::string("never after all: ") + done);
    }
  }

 private:
  /// As a person does it: photograph, keep, hand in. What was acknowledged is noted.
  bool hand_in(cases::CaseStore& store, Ledger& ledger) const {
    const auto& item = cases::test::item(draft_of(0).item_id);
    auto known = store.draft(kSupplement);
    if (!known) return false;
    cases::Draft draft;
    if (*known) {
      draft = **known;
    } else {
      draft.uid = kSupplement;
      draft.item_id = item.id;
      draft.item_version = item.version;
      draft.page = "supplement";
      draft.applicant = draft_of(0).applicant;
      draft.created = kFriday;
      draft.supplement = cases::SupplementOf{uid_of(0), notice_};
      auto page = store.seal_page(cases::page_of(cases::test::picture(99), "image/jpeg", 40));
      if (!page) return false;
      draft.materials = {{kWanted, {*page}}};
      const auto saved = store.save_draft(draft);
      // Handed in before a crash that swallowed the acknowledgement: it goes on below, under the same key.
      if (!saved && saved.error().kind != ErrorKind::Refused) return false;
      if (saved) ledger.done.insert("draft");
    }
    const auto done = store.submit(cases::make_supplement(item, draft, true));
    if (!done) return false;
    ledger.done.insert("draft");
    ledger.done.insert("handed in");
    return true;
  }

  void audit(cases::CaseStore& store, office::Office& office, const Ledger& ledger, Findings& found) const {
    audit_terminal(store, ledger, originals(1), found);
    audit_office(office, ledger, found);
    const auto supplements = store.supplements_of(uid_of(0));
    const auto draft = store.draft(kSupplement);
    const auto content = office.content(uid_of(0));
    if (!supplements || !draft || !content) return found.corrupt.push_back("something cannot be read");
    if (supplements->size() > 1) found.doubled.push_back("it was handed in twice");
    if (ledger.done.contains("handed in") && supplements->empty())
      found.lost.push_back("what was handed in is gone");
    if (ledger.done.contains("draft") && supplements->empty() && !*draft)
      found.lost.push_back("the draft is gone");
    const std::size_t pages = pages_of(content->materials);
    if (pages > before_ + 1) found.doubled.push_back("the office has the page twice");
    if (ledger.done.contains("delivered") && pages != before_ + 1)
      found.lost.push_back("the office lost what it acknowledged");
  }

  static void deliver(Disks& disks, cases::CaseStore& store, office::Office& office, ManualClock& clock,
                      Random& random, bool patient) {
    terminal::LocalLink link(office);
    ManualExecutor queue(clock);
    outbox::DeliverySettings settings;
    settings.fetch_every = std::chrono::milliseconds(0);
    outbox::Delivery delivery({store, link, queue, queue, clock, random}, settings, [] {});
    delivery.start();
    for (int step = 0; step < (patient ? 60 : 30) && disks.terminal().has_power(); ++step) {
      if (queue.run_one()) continue;
      if (queue.next_due() < 0) break;
      clock.advance(std::max<std::int64_t>(1, queue.next_due() - clock.steady()));
    }
  }

  ManualClock clock_{kFriday};
  std::string notice_;
  std::size_t before_ = 0;
};

TEST(SupplementCrash, OneDiskLosesItsPower) {
  HandingInLater scenario;
  expect_nothing_wrong(crash_everywhere("hand in later, one disk", scenario));
}

TEST(SupplementCrash, TheOfficeLosesItsPower) {
  HandingInLater scenario;
  CrashSettings settings;
  settings.two_disks = true;
  settings.side = Side::Office;
  expect_nothing_wrong(crash_everywhere("hand in later, the office's power goes", scenario, settings));
}

TEST(SupplementCrash, ADiskThatIgnoresSyncIsFoundOut) {
  HandingInLater scenario;
  expect_found_out("hand in later, syncs are ignored", scenario, every_path);
}

}  // namespace
}  // namespace yitang::faults
