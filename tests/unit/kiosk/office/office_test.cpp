// The receiving side: intake exactly once, routing, numbers, clock, and what a department may do.
#include "kiosk/office/office.hpp"

#include <gtest/gtest.h>

#include <fstream>
#include <iterator>

#include "kiosk/cases/office_receipt.hpp"
#include "kiosk/cases/receipt_number.hpp"
#include "tests/unit/kiosk/cases/cases_support.hpp"
#include "tests/unit/kiosk/cases/result_support.hpp"

namespace yitang::office {
namespace {

using cases::CaseState;
using cases::Outcome;

class OfficeTest : public testing::Test {
 protected:
  void SetUp() override {
    auto loaded = catalog::Catalog::load(std::string(YITANG_SOURCE_DIR) + "/kiosk/catalog/sample");
    ASSERT_TRUE(loaded) << describe(loaded.error());
    catalog_ = *loaded;
    open();
  }

  void open() {
    office_.reset();
    auto office =
        Office::open({bench_.directory.path() / "office", bench_.options().host}, catalog_, bench_.clock);
    ASSERT_TRUE(office) << describe(office.error());
    office_.emplace(std::move(*office));
  }

  // As the terminal would send it.
  cases::Envelope envelope() {
    cases::Envelope result = cases::test::pension_envelope(*bench_.random);
    result.receipt_no = cases::format_receipt_number({"YT01", Date{2026, 11, 20}, ++serial_});
    result.qr_token = cases::new_qr_token(*bench_.random);
    result.terminal = "YT01";
    result.submitted_at = bench_.clock.now();
    return result;
  }
  static std::string json(const cases::Envelope& e) {
    return envelope_to_json(e, cases::EnvelopePages::WithContent);
  }

  std::string take(const cases::Envelope& e) {
    auto receipt = office_->intake(json(e));
    EXPECT_TRUE(receipt) << describe(receipt.error());
    return receipt ? *receipt : std::string();
  }

  cases::test::StoreBench bench_;
  catalog::CatalogPtr catalog_;
  std::optional<Office> office_;
  int serial_ = 0;
};

TEST_F(OfficeTest, TheSameKeyGivesTheSameReceiptAndOneCaseAlsoAfterARestart) {
  const auto e = envelope();
  const std::string first = take(e);
  EXPECT_EQ(take(e), first);
  open();
  EXPECT_EQ(take(e), first);
  EXPECT_EQ(office_->list({}, 10)->size(), 1U);
  const auto receipt = cases::verified_receipt(first, office_->public_key());
  ASSERT_TRUE(receipt) << describe(receipt.error());
  EXPECT_EQ(receipt->idempotency_key, e.idempotency_key);
}

TEST_F(OfficeTest, AnotherContentUnderAKnownKeyIsRefused) {
  auto e = envelope();
  take(e);
  e.first_asked = "somebody else";
  const auto again = office_->intake(json(e));
  ASSERT_FALSE(again);
  EXPECT_EQ(again.error().kind, ErrorKind::Refused);
}

TEST_F(OfficeTest, AFormChangedAfterSigningIsRefusedAndLeavesNothing) {
  auto e = envelope();
  e.values["applicant.phone"] = std::string("13911112222");
  const auto refused = office_->intake(json(e));
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().kind, ErrorKind::Refused);
  EXPECT_TRUE(office_->list({}, 10)->empty());
}

TEST_F(OfficeTest, WhatIsNoEnvelopeIsATypedError) {
  for (const std::string& bad :
       {std::string(), std::string("{}"), std::string("[1"), json(envelope()).substr(0, 200)}) {
    const auto refused = office_->intake(bad);
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().kind, ErrorKind::BadInput);
  }
  EXPECT_TRUE(office_->list({}, 10)->empty());
}

TEST_F(OfficeTest, NumbersCountByTaskAndDayAndTheCaseGoesToTheItemsDepartment) {
  take(envelope());
  take(envelope());
  bench_.clock.advance(86'400'000);
  take(envelope());
  const auto list = *office_->list({}, 10);
  ASSERT_EQ(list.size(), 3U);
  const auto& item = *catalog_->item("ss.pension-claim");
  EXPECT_EQ(list[2].case_no, item.task_code + "202611200001");
  EXPECT_EQ(list[1].case_no, item.task_code + "202611200002");
  EXPECT_EQ(list[0].case_no, item.task_code + "202611210001");
  EXPECT_EQ(list[0].department, item.department_code);
  EXPECT_EQ(office_->list(item.department_code, 10)->size(), 3U);
  EXPECT_TRUE(office_->list("nobody", 10)->empty());
}

TEST_F(OfficeTest, TheClockRunsInWorkingDays) {
  const auto e = envelope();
  take(e);
  const auto found = *office_->find(e.receipt_no);
  EXPECT_EQ(found.state, CaseState::Accepted);
  EXPECT_EQ(found.accepted_on, (Date{2026, 11, 20}));
  EXPECT_EQ(found.promised, (Date{2026, 12, 4}));  // ten working days after a Friday
}

TEST_F(OfficeTest, NationalDayIsNoWorkingDay) {
  bench_.clock.set_wall(start_of(Date{2026, 9, 28}) + 9 * 3'600'000);
  auto e = envelope();
  e.submitted_at = bench_.clock.now();
  take(e);
  const auto found = *office_->find(e.receipt_no);
  EXPECT_EQ(found.accepted_on, (Date{2026, 9, 28}));
  EXPECT_EQ(found.promised, (Date{2026, 10, 16}));  // 29, 30 September; 8, 9, 10 (worked), 12 to 16 October
}

// A remark is for the clerk: the case is taken in, but nothing moves by itself.
TEST_F(OfficeTest, WhatAClerkMustLookAtStaysSubmitted) {
  auto e = envelope();
  e.signature.reset();
  e.values.erase("applicant.phone");
  take(e);
  const auto found = *office_->find(e.receipt_no);
  EXPECT_EQ(found.state, CaseState::Submitted);
  EXPECT_NE(found.remark.find("applicant.phone"), std::string::npos);
  EXPECT_EQ(found.remark.find(cases::test::elder().name), std::string::npos);
  EXPECT_FALSE(found.accepted_on);
  EXPECT_TRUE(office_->accept(e.receipt_no, "clerk"));
  EXPECT_EQ(office_->find(e.receipt_no)->state, CaseState::Accepted);
}

TEST_F(OfficeTest, TheRulesOfTheDayOfHandingInCountHoweverLongTheWayTook) {
  auto e = envelope();
  bench_.clock.advance(std::int64_t{120} * 86'400'000);
  take(e);
  EXPECT_EQ(office_->find(e.receipt_no)->remark, "");
}

TEST_F(OfficeTest, ImmediateItemsAreConcludedByTheRule) {
  auto draft = cases::new_draft("ss.pension-eligibility", 1, bench_.clock.now(), *bench_.random);
  const auto& item = cases::test::item(draft.item_id);
  draft.item_version = item.version;
  draft.applicant = cases::test::elder();
  cases::prefill(item, *draft.applicant, bench_.clock.today(), draft.values);
  draft.values["applicant.phone"] = std::string("13800000000");
  draft.values["method"] = item.field("method")->validation.options.front().code;
  draft.delivery = cases::DeliveryChoice{item.result.delivery.front(), {}, {}, {}};
  draft.signature = cases::sign_draft(item, draft, cases::test::handwriting(), bench_.clock.now());
  auto e = cases::make_envelope(item, draft, catalog_->calendar(), bench_.clock.now(), true);
  e.receipt_no = cases::format_receipt_number({"YT01", Date{2026, 11, 20}, ++serial_});
  e.qr_token = cases::new_qr_token(*bench_.random);
  e.terminal = "YT01";
  e.submitted_at = bench_.clock.now();
  take(e);
  const auto found = *office_->find(e.receipt_no);
  EXPECT_EQ(found.state, CaseState::Concluded) << found.remark;
  EXPECT_EQ(found.outcome, Outcome::Approved);
  const auto answers = *office_->answers("YT01", 0, 10);
  ASSERT_EQ(answers.size(), 3U);
  EXPECT_EQ(answers[0].update.state, CaseState::Submitted);
  EXPECT_EQ(answers[1].update.state, CaseState::Accepted);
  EXPECT_EQ(answers[2].update.state, CaseState::Concluded);
  const auto& sheet = answers[2].update.details.result;
  ASSERT_TRUE(sheet) << "its result can be printed at a terminal";
  EXPECT_EQ(sheet->title, item.result.name.zh);
  EXPECT_EQ(sheet->number, found.case_no);
  EXPECT_EQ(sheet->issuer, item.department.zh);
  EXPECT_EQ(sheet->date, bench_.clock.today());
  EXPECT_TRUE(sheet->on_slip);
  const std::string words = cases::result_to_json(*sheet);
  EXPECT_NE(words.find(e.applicant.name), std::string::npos);
  EXPECT_EQ(words.find(e.applicant.number), std::string::npos) << "the number only masked";
  EXPECT_NE(words.find("没有印章"), std::string::npos) << "a rule has no seal";
}

TEST_F(OfficeTest, ADecisionTakesTheResultsSheetAlong) {
  const auto e = envelope();
  take(e);
  ASSERT_TRUE(
      office_->decide(e.receipt_no, Outcome::Approved, {}, "li", {"A-3", {}, cases::test::sample_result()}));
  auto last = office_->answers("YT01", 0, 10)->back().update;
  EXPECT_EQ(last.details.result, cases::test::sample_result());
  EXPECT_EQ(last.details.shelf, "A-3");
  open();
  EXPECT_EQ(office_->answers("YT01", 0, 10)->back().update.details.result, cases::test::sample_result());
}

TEST_F(OfficeTest, ANumberThatAnotherCaseHasIsRefusedForGood) {
  const auto first = envelope();
  take(first);
  auto second = envelope();
  second.receipt_no = first.receipt_no;
  const auto refused = office_->intake(json(second));
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().kind, ErrorKind::Refused);
  EXPECT_EQ(office_->list({}, 10)->size(), 1U);
}

TEST_F(OfficeTest, AnItemThatIsNotOfferedIsRefused) {
  auto e = envelope();
  e.item_id = "no.such";
  const auto refused = office_->intake(json(e));
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().kind, ErrorKind::Refused);
}

TEST_F(OfficeTest, WhatWasHandedInCanBeReadAgain) {
  const auto e = envelope();
  take(e);
  const auto content = office_->content(e.idempotency_key);
  ASSERT_TRUE(content) << describe(content.error());
  EXPECT_EQ(content->applicant.name, e.applicant.name);
  EXPECT_EQ(content->values, e.values);
  ASSERT_FALSE(office_->content("no such case"));
}

TEST_F(OfficeTest, StepsThatTheStateDoesNotAllowAreRefused) {
  const auto e = envelope();
  take(e);
  const std::string& uid = e.idempotency_key;
  EXPECT_FALSE(office_->close(uid, "desk"));
  EXPECT_FALSE(office_->accept(uid, "desk"));  // it is already
  EXPECT_EQ(office_->decide(uid, Outcome::Refused, {}, "desk").error().kind, ErrorKind::BadInput);
  EXPECT_EQ(office_->supplement(uid, {}, "desk").error().kind, ErrorKind::BadInput);
  ASSERT_TRUE(office_->supplement(uid, {{}, "one more page"}, "desk"));
  EXPECT_EQ(office_->decide(uid, Outcome::Approved, {}, "desk").error().kind, ErrorKind::Refused);
  ASSERT_TRUE(office_->accept(uid, "desk"));
  ASSERT_TRUE(office_->decide(uid, Outcome::Approved, {}, "desk"));
  EXPECT_FALSE(office_->decide(uid, Outcome::Refused, "no", "desk"));
  ASSERT_TRUE(office_->close(uid, "desk"));
  EXPECT_EQ(office_->find("nothing").error().kind, ErrorKind::NotFound);
}

TEST_F(OfficeTest, AnswersComeInOrderForOneTerminalOnly) {
  const auto e = envelope();
  take(e);
  ASSERT_TRUE(office_->decide(e.idempotency_key, Outcome::Approved, "granted", "desk"));
  const auto answers = *office_->answers("YT01", 0, 100);
  ASSERT_EQ(answers.size(), 4U);  // submitted, accepted, deciding, concluded
  for (std::size_t i = 1; i < answers.size(); ++i) {
    EXPECT_LT(answers[i - 1].seq, answers[i].seq);
    EXPECT_LT(answers[i - 1].update.revision, answers[i].update.revision);
  }
  EXPECT_EQ(answers.back().update.state, CaseState::Concluded);
  EXPECT_EQ(answers.back().update.message, "granted");
  EXPECT_EQ(office_->answers("YT01", answers[1].seq, 1)->front().seq, answers[2].seq);
  EXPECT_TRUE(office_->answers("YT02", 0, 100)->empty());
}

TEST_F(OfficeTest, TheStoreIsSoundAndSaysNothingToWhoeverTakesTheDisk) {
  take(envelope());
  const auto report = office_->check();
  ASSERT_TRUE(report) << describe(report.error());
  EXPECT_TRUE(report->problems.empty());
  EXPECT_EQ(report->cases, 1);
  EXPECT_GT(report->audit_rows, 0);
  const std::string name = cases::test::elder().name;
  for (const auto& entry :
       std::filesystem::recursive_directory_iterator(bench_.directory.path() / "office")) {
    if (!entry.is_regular_file()) continue;
    std::ifstream file(entry.path(), std::ios::binary);
    const std::string bytes((std::istreambuf_iterator<char>(file)), std::istreambuf_iterator<char>());
    EXPECT_EQ(bytes.find(name), std::string::npos) << entry.path();
    EXPECT_EQ(bytes.find("ss.pension-claim"), std::string::npos) << entry.path();
  }
}

TEST(OfficeReceipt, OnlyTheOfficesOwnSignatureCounts) {
  const storage::Bytes seed(32, 3);
  const storage::Bytes other(32, 4);
  const cases::OfficeReceipt receipt{"key", "case", "dept", 12345};
  const std::string text = cases::signed_receipt(receipt, seed);
  EXPECT_EQ(*cases::verified_receipt(text, storage::public_key_of(seed)), receipt);
  EXPECT_EQ(cases::verified_receipt(text, storage::public_key_of(other)).error().kind, ErrorKind::Refused);
  std::string changed = text;
  changed.replace(changed.find("12345"), 5, "12346");
  EXPECT_EQ(cases::verified_receipt(changed, storage::public_key_of(seed)).error().kind, ErrorKind::Refused);
  for (const char* bad : {"", "{}", "[]", "{\"schema\":\"yitang.office-receipt/1\"}", "\xff\xfe"}) {
    EXPECT_EQ(cases::verified_receipt(bad, storage::public_key_of(seed)).error().kind, ErrorKind::BadInput)
        << bad;
  }
}

TEST_F(OfficeTest, KeepsTheNewestAuditHeadOfATerminalAndNotesWhatIsWrong) {
  const storage::Bytes seed(32, 3);
  const auto head = [&](std::int64_t seq, std::uint8_t fill, const char* device = "YT01") {
    storage::SignedHead made{device, "boot", {seq, {}}, 1000, {}, {}};
    made.head.hash.fill(fill);
    storage::sign_head(made, seed);
    return cases::audit_head_to_json(made);
  };
  const auto countersigned = [&](const std::string& audit_head) {
    auto receipt = office_->intake(json(envelope()), audit_head);
    EXPECT_TRUE(receipt) << describe(receipt.error());
    return cases::verified_receipt(*receipt, office_->public_key())->audit_head;
  };
  EXPECT_FALSE(countersigned(""));
  EXPECT_EQ(countersigned(head(5, 1))->head.seq, 5);
  EXPECT_EQ(countersigned(head(9, 2))->head.seq, 9);
  EXPECT_EQ(countersigned("")->head.seq, 9);
  EXPECT_EQ(countersigned(head(7, 3))->head.seq, 9);           // behind: an old copy
  EXPECT_EQ(countersigned(head(9, 4))->head.hash[0], 2);       // forked
  EXPECT_EQ(countersigned(head(20, 5, "YT02"))->head.seq, 9);  // another terminal's
  EXPECT_EQ(countersigned("{}")->head.seq, 9);
  EXPECT_EQ((**office_->newest_head_of("YT01")).head.seq, 9);
  open();
  EXPECT_EQ((**office_->newest_head_of("YT01")).head.seq, 9);
  const auto report = office_->check();
  ASSERT_TRUE(report);
  EXPECT_TRUE(report->problems.empty());
}

}  // namespace
}  // namespace yitang::office
