// One-time notices and what is handed in because of them.
#include <gtest/gtest.h>

#include "kiosk/cases/deadlines.hpp"
#include "kiosk/cases/office_receipt.hpp"
#include "kiosk/cases/receipt_number.hpp"
#include "kiosk/office/office.hpp"
#include "tests/unit/kiosk/cases/cases_support.hpp"

namespace yitang::office {
namespace {

using cases::CaseState;
constexpr std::int64_t kDay = 86'400'000;

class OfficeSupplement : public testing::Test {
 protected:
  void SetUp() override {
    auto loaded = catalog::Catalog::load(std::string(YITANG_SOURCE_DIR) + "/kiosk/catalog/sample");
    ASSERT_TRUE(loaded) << describe(loaded.error());
    catalog_ = *loaded;
    open();
    case_ = numbered(cases::test::pension_envelope(*bench_.random));
    take(case_);
  }
  void open() {
    office_.reset();
    auto office =
        Office::open({bench_.directory.path() / "office", bench_.options().host}, catalog_, bench_.clock);
    ASSERT_TRUE(office) << describe(office.error());
    office_.emplace(std::move(*office));
  }
  cases::Envelope numbered(cases::Envelope e) {
    e.receipt_no = cases::format_receipt_number({"YT01", Date{2026, 11, 20}, ++serial_});
    e.qr_token = cases::new_qr_token(*bench_.random);
    e.terminal = "YT01";
    e.submitted_at = bench_.clock.now();
    return e;
  }
  cases::Envelope supplement(const std::string& notice, std::uint8_t seed = 9) {
    auto draft = cases::new_draft(case_.item_id, case_.item_version, bench_.clock.now(), *bench_.random);
    draft.applicant = cases::test::elder();
    draft.supplement = cases::SupplementOf{case_.idempotency_key, notice};
    draft.materials = {{"bank_card", {cases::page_of(cases::test::picture(seed), "image/jpeg", 40)}}};
    return numbered(cases::make_supplement(*catalog_->item(case_.item_id), draft, true));
  }
  std::string take(const cases::Envelope& e) {
    auto receipt = office_->intake(envelope_to_json(e, cases::EnvelopePages::WithContent));
    EXPECT_TRUE(receipt) << describe(receipt.error());
    return receipt ? *receipt : std::string();
  }
  std::string ask(const std::string& cites = {}) {
    auto asked = office_->supplement(uid(), {{"bank_card"}, "the back is not sharp", cites}, "desk");
    EXPECT_TRUE(asked) << describe(asked.error());
    return asked ? asked->notice_no : std::string();
  }
  const std::string& uid() const { return case_.idempotency_key; }
  OfficeCase now() { return *office_->find(uid()); }
  std::size_t pages() {
    std::size_t count = 0;
    const cases::Envelope content = *office_->content(uid());
    for (const auto& material : content.materials) {
      if (material.code == "bank_card") count = material.pages.size();
    }
    return count;
  }

  cases::test::StoreBench bench_;
  catalog::CatalogPtr catalog_;
  std::optional<Office> office_;
  cases::Envelope case_;
  int serial_ = 0;
};

TEST_F(OfficeSupplement, ANoticeHasANumberALastDayAndTheWholeList) {
  const std::string number = ask();
  EXPECT_EQ(number, "BZ202611200001");
  const auto& item = *catalog_->item(case_.item_id);
  const Date due = cases::supplement_date(item, Date{2026, 11, 20}, catalog_->calendar());
  EXPECT_EQ(now().notice_no, number);
  EXPECT_EQ(now().due, due);
  const auto update = office_->answers("YT01", 0, 100)->back().update;
  EXPECT_EQ(update.state, CaseState::Supplement);
  ASSERT_TRUE(update.details.demand);
  EXPECT_EQ(*update.details.demand, (cases::Demand{number, {}, due, {"bank_card"}}));
  const auto first = office_->answers("YT01", 0, 1)->front().update;
  EXPECT_TRUE(first.details.empty());
}

TEST_F(OfficeSupplement, ALaterDemandMustCiteTheFirstAndNameNothingNew) {
  const std::string first = ask();
  ASSERT_TRUE(office_->accept(uid(), "desk"));
  const auto without = office_->supplement(uid(), {{"bank_card"}, "again"}, "desk");
  ASSERT_FALSE(without);
  EXPECT_EQ(without.error().kind, ErrorKind::Refused);
  EXPECT_EQ(office_->supplement(uid(), {{"bank_card"}, "again", "BZ209901010001"}, "desk").error().kind,
            ErrorKind::Refused);
  std::string other;
  for (const auto& material : catalog_->item(case_.item_id)->materials) {
    if (material.code != "bank_card") other = material.code;
  }
  EXPECT_EQ(office_->supplement(uid(), {{other}, "and this", first}, "desk").error().kind,
            ErrorKind::Refused);
  EXPECT_EQ(now().state, CaseState::Accepted) << "what was refused changed nothing";
  const auto second = office_->supplement(uid(), {{"bank_card"}, "again", first}, "desk");
  ASSERT_TRUE(second) << describe(second.error());
  EXPECT_EQ(second->notice_no, "BZ202611200002");
  EXPECT_EQ(office_->answers("YT01", 0, 100)->back().update.details.demand->cites, first);
}

TEST_F(OfficeSupplement, AFirstDemandCitesNothingAndKnowsItsMaterials) {
  EXPECT_EQ(office_->supplement(uid(), {{"bank_card"}, {}, "BZ202611200001"}, "desk").error().kind,
            ErrorKind::Refused);
  EXPECT_EQ(office_->supplement(uid(), {{"no_such_code"}, {}}, "desk").error().kind, ErrorKind::BadInput);
  EXPECT_EQ(office_->supplement(uid(), {{"bank_card", "bank_card"}, {}}, "desk").error().kind,
            ErrorKind::BadInput);
  EXPECT_EQ(office_->supplement(uid(), {}, "desk").error().kind, ErrorKind::BadInput);
  bench_.clock.set_judgement(ClockJudgement::Jumped);
  EXPECT_EQ(office_->supplement(uid(), {{"bank_card"}, {}}, "desk").error().kind, ErrorKind::Refused);
}

TEST_F(OfficeSupplement, WhatIsHandedInGoesToItsCaseOnceAlsoAfterARestart) {
  const auto before = pages();
  const auto e = supplement(ask());
  const std::string first = take(e);
  EXPECT_EQ(take(e), first);
  open();
  EXPECT_EQ(take(e), first);
  const auto receipt = cases::verified_receipt(first, office_->public_key());
  ASSERT_TRUE(receipt);
  EXPECT_EQ(receipt->idempotency_key, e.idempotency_key);
  EXPECT_EQ(receipt->case_no, now().case_no);
  EXPECT_EQ(office_->list({}, 10)->size(), 1U);
  EXPECT_EQ(now().state, CaseState::Accepted);
  EXPECT_EQ(now().notice_no, "");
  EXPECT_EQ(pages(), before + 1);
  const auto content = *office_->content(uid());
  EXPECT_EQ(content.signature, case_.signature) << "the form stays as it was signed";
  const auto report = office_->check();
  EXPECT_TRUE(report->problems.empty()) << report->problems.front();
}

TEST_F(OfficeSupplement, APictureThatTheCaseHasAlreadyIsNotKeptTwice) {
  const std::string notice = ask();
  take(supplement(notice, 9));
  const auto files = office_->check()->pages;
  take(supplement(notice, 9));  // another slip, the same picture
  const auto report = office_->check();
  EXPECT_TRUE(report->problems.empty()) << report->problems.front();
  EXPECT_EQ(report->pages, files);
}

TEST_F(OfficeSupplement, AnotherContentUnderItsKeyIsRefused) {
  auto e = supplement(ask());
  take(e);
  e.language = "en";
  EXPECT_EQ(office_->intake(envelope_to_json(e, cases::EnvelopePages::WithContent)).error().kind,
            ErrorKind::Refused);
}

TEST_F(OfficeSupplement, TheClockStandsWhileItWaitsAndThePromiseMoves) {
  const auto promised = now().promised;
  const std::string notice = ask();
  EXPECT_EQ(now().promised, promised);
  bench_.clock.advance(5 * kDay);  // from Friday to Wednesday: three working days
  take(supplement(notice));
  EXPECT_EQ(now().promised, catalog_->calendar().add_workdays(*promised, 3));
  EXPECT_EQ(office_->answers("YT01", 0, 100)->back().update.promised, now().promised);
}

TEST_F(OfficeSupplement, BroughtToACounterItMovesTheSameWay) {
  const auto promised = now().promised;
  ask();
  bench_.clock.advance(3 * kDay);
  ASSERT_TRUE(office_->accept(uid(), "desk"));
  EXPECT_EQ(now().promised, catalog_->calendar().add_workdays(*promised, 1));
}

TEST_F(OfficeSupplement, WhatComesTooLateToMatterIsKeptAndChangesNoState) {
  const auto before = pages();
  const std::string notice = ask();
  ASSERT_TRUE(office_->accept(uid(), "desk"));
  ASSERT_TRUE(office_->decide(uid(), cases::Outcome::Approved, {}, "desk", {"A-3", {}}));
  EXPECT_EQ(office_->answers("YT01", 0, 100)->back().update.details.shelf, "A-3");
  take(supplement(notice));
  EXPECT_EQ(now().state, CaseState::Concluded);
  EXPECT_EQ(pages(), before + 1);
  ASSERT_TRUE(office_->close(uid(), "desk", {{}, "SF1234567890"}));
  EXPECT_EQ(office_->answers("YT01", 0, 100)->back().update.details.courier_no, "SF1234567890");
}

TEST_F(OfficeSupplement, ToAnUnknownCaseOrOfAnotherTerminalIsRefused) {
  auto e = supplement(ask());
  e.supplement->case_uid = std::string(32, 'a');
  EXPECT_EQ(office_->intake(envelope_to_json(e, cases::EnvelopePages::WithContent)).error().kind,
            ErrorKind::Refused);
  auto other = supplement("BZ202611200001");
  other.terminal = "YT02";
  other.receipt_no = cases::format_receipt_number({"YT02", Date{2026, 11, 20}, 1});
  EXPECT_EQ(office_->intake(envelope_to_json(other, cases::EnvelopePages::WithContent)).error().kind,
            ErrorKind::Refused);
  EXPECT_EQ(now().state, CaseState::Supplement);
  EXPECT_TRUE(office_->check()->problems.empty()) << "nothing of what was refused is left";
}

TEST_F(OfficeSupplement, UnderAnUntrustedClockItIsTakenAndGoesOnWhenTheDayIsKnown) {
  const std::string notice = ask();
  bench_.clock.set_judgement(ClockJudgement::Jumped);
  take(supplement(notice));
  EXPECT_EQ(now().state, CaseState::Supplement);
  EXPECT_EQ(*office_->upkeep(), 0);
  bench_.clock.set_judgement(ClockJudgement::Plausible);
  EXPECT_EQ(*office_->upkeep(), 1);
  EXPECT_EQ(now().state, CaseState::Accepted);
  EXPECT_EQ(*office_->upkeep(), 0);
}

TEST_F(OfficeSupplement, IsErasedWithItsCase) {
  const auto e = supplement(ask());
  const std::string receipt = take(e);
  ASSERT_TRUE(office_->decide(uid(), cases::Outcome::Approved, "granted", "desk"));
  ASSERT_EQ(*office_->erase_due(), 0);
  bench_.clock.advance(4000 * kDay);
  ASSERT_EQ(*office_->erase_due(), 1);
  EXPECT_FALSE(office_->content(uid()));
  const auto report = office_->check();
  EXPECT_TRUE(report->problems.empty()) << report->problems.front();
  EXPECT_EQ(report->pages, 0);
  const auto answers = *office_->answers("YT01", 0, 100);
  for (const auto& answer : answers) EXPECT_TRUE(answer.update.details.empty());
  EXPECT_EQ(take(e), receipt) << "still known by its key";
}

}  // namespace
}  // namespace yitang::office
