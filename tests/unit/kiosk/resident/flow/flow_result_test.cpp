// The result in the hand: which way is chosen for whom, and who may print the sheet.
#include <gtest/gtest.h>

#include <algorithm>

#include "flow_support.hpp"
#include "kiosk/resident/flow/result_copy.hpp"
#include "tests/unit/kiosk/cases/cases_support.hpp"
#include "tests/unit/kiosk/cases/result_support.hpp"

namespace yitang::resident::test {
namespace {

constexpr const char* kUid = "11111111111111111111111111111111";

FlowSettings with_a4() {
  FlowSettings settings;
  settings.form_printer = true;
  return settings;
}

CaseDetail concluded(cases::CaseRow row, bool on_slip = true) {
  row.state = cases::CaseState::Concluded;
  row.outcome = cases::Outcome::Approved;
  cases::Notice notice;
  notice.uid = row.uid;
  notice.state = row.state;
  notice.outcome = row.outcome;
  notice.details.result = cases::test::sample_result();
  notice.details.result->on_slip = on_slip;
  CaseDetail detail{row, {notice}};
  detail.delivery = catalog::Delivery::Print;
  return detail;
}

ResultWay way_of(const FlowBench& b) { return result_way(b.state(), cases::test::sample()); }

// On the page of a concluded case, by the card of the elder.
void open_by_card(FlowBench& b, const CaseDetail& detail, bool as_agent = false) {
  b.to_query();
  b.flow.on(Event{CardRead{elder()}});
  cases::CaseRow row = detail.row;
  row.as_agent = as_agent;
  PersonFound found;
  found.cases = {row};
  b.answer_person(found);
  if (b.page() == Page::QueryList) b.tap(IntentKind::OpenCase, row.uid);
  b.flow.on(Event{detail});
  ASSERT_EQ(b.page(), Page::QueryCase);
}

TEST(FlowResult, PrintedOnA4ByTheOwnCardAndNotTwiceAtOnce) {
  FlowBench b(5, with_a4());
  open_by_card(b, concluded(b.row(kUid)));
  ASSERT_EQ(way_of(b), ResultWay::Offered);
  b.tap(IntentKind::PrintResult);
  b.tap(IntentKind::PrintResult);
  ASSERT_EQ(b.ports.forms.size(), 1U);
  EXPECT_EQ(b.ports.forms[0].kind, FormKind::Result);
  EXPECT_EQ(b.ports.forms[0].case_uid, kUid);
  EXPECT_NE(b.ports.forms[0].name.find('*'), std::string::npos) << "on the watermark only masked";
  EXPECT_EQ(b.ports.forms[0].name.find(elder().name), std::string::npos);
  const int ticket = b.ports.forms[0].ticket;
  b.ports.opened.clear();
  b.flow.on(Event{FormPrinterAnswered{FormPrinterReadiness::Ready, ticket}});
  EXPECT_TRUE(b.ports.opened.empty());
  b.flow.on(Event{FormPrintProgressed{FormFate::Printed, FormPrinterReadiness::Ready, ticket}});
  EXPECT_EQ(b.ports.opened, std::vector<std::string>{kUid}) << "the store says how often it came out";
}

TEST(FlowResult, ACodeDoesNotPrintTheResultOfAnItemThatWantsTheCard) {
  FlowSettings settings = with_a4();
  settings.codes.methods = {catalog::IdentityMethod::MedicalCode};
  FlowBench b(5, settings);
  cases::Person by_code = elder();
  by_code.source = cases::PersonSource::Code;
  by_code.proof = cases::IdentityProof{catalog::IdentityMethod::MedicalCode, "r1"};
  const auto open = [&](const CaseDetail& detail) {
    b.to_query();
    b.flow.on(Event{IdentityCodeScanned{catalog::IdentityMethod::MedicalCode, {'4'}}});
    b.flow.on(Event{IdentityAnswered{b.ports.wishes_of_identity.back().request, by_code}});
    b.answer_person({{}, {detail.row}, {}});
    b.tap(IntentKind::OpenCase, detail.row.uid);
    b.flow.on(Event{detail});
    ASSERT_EQ(b.page(), Page::QueryCase);
  };
  open(concluded(b.row(kUid)));  // the pension
  EXPECT_EQ(way_of(b), ResultWay::NeedsCard);
  b.tap(IntentKind::PrintResult);
  EXPECT_TRUE(b.ports.forms.empty());
  b.tap(IntentKind::LeaveNow);
  open(concluded(b.row(kUid, "med.cross-region-filing")));
  EXPECT_EQ(way_of(b), ResultWay::Offered);
}

TEST(FlowResult, TheLimitHolds) {
  FlowBench b(5, with_a4());
  CaseDetail detail = concluded(b.row(kUid));
  detail.result_prints = 3;
  open_by_card(b, detail);
  EXPECT_EQ(way_of(b), ResultWay::UsedUp);
  b.tap(IntentKind::PrintResult);
  EXPECT_TRUE(b.ports.forms.empty());
}

TEST(FlowResult, WithoutA4OnASlipWhereTheDocumentAllowsIt) {
  FlowBench b;
  open_by_card(b, concluded(b.row(kUid)));
  ASSERT_EQ(way_of(b), ResultWay::Offered);
  b.tap(IntentKind::PrintResult);
  b.tap(IntentKind::PrintResult);
  EXPECT_TRUE(b.ports.forms.empty());
  ASSERT_EQ(b.ports.prints.size(), 1U);
  EXPECT_EQ(b.ports.prints[0].kind, PrintKind::ResultCopy);
  const int ticket = b.ports.prints[0].ticket;
  b.flow.on(Event{PrintProgressed{PrintKind::ResultCopy, PrintFate::NotPrinted, ticket}});
  EXPECT_EQ(b.state().result_print.fate, PrintFate::NotPrinted);
  EXPECT_FALSE(b.state().print.fate) << "nothing is said of other slips";
  b.tap(IntentKind::PrintResult);
  EXPECT_EQ(b.ports.prints.size(), 2U);
}

TEST(FlowResult, TheTruthWhereItCannotBePrinted) {
  FlowBench narrow;
  open_by_card(narrow, concluded(narrow.row(kUid), false));
  EXPECT_EQ(way_of(narrow), ResultWay::NeedsA4);
  FlowSettings none;
  none.slip_printer = false;
  FlowBench b(5, none);
  open_by_card(b, concluded(b.row(kUid)));
  EXPECT_EQ(way_of(b), ResultWay::NeedsA4);
  b.tap(IntentKind::PrintResult);
  EXPECT_TRUE(b.ports.prints.empty());
  FlowBench nothing_sent(5, with_a4());
  CaseDetail detail = concluded(nothing_sent.row(kUid));
  detail.notices[0].details.result.reset();
  open_by_card(nothing_sent, detail);
  EXPECT_EQ(way_of(nothing_sent), ResultWay::NotSent);
}

// A code that was found proves nobody; who handed it in may fetch it, but not of a restricted matter.
TEST(FlowResult, OnlyByTheRightCard) {
  FlowBench found(5, with_a4());
  found.to_query();
  found.flow.on(Event{ReceiptScanned{"YT1.AbCdEfGhIjKlMnOpQrStUvWx"}});
  found.flow.on(Event{CasesFound{{found.row(kUid)}}});
  found.flow.on(Event{concluded(found.row(kUid))});
  ASSERT_EQ(found.page(), Page::QueryCase);
  EXPECT_EQ(way_of(found), ResultWay::NeedsCard);
  found.tap(IntentKind::PrintResult);
  EXPECT_TRUE(found.ports.forms.empty());

  FlowBench agent(5, with_a4());
  open_by_card(agent, concluded(agent.row(kUid)), true);
  EXPECT_EQ(way_of(agent), ResultWay::Offered);

  FlowBench restricted(5, with_a4());
  open_by_card(restricted, concluded(restricted.row(kUid, "gov.legal-aid")), true);
  EXPECT_EQ(way_of(restricted), ResultWay::NeedsCard);
}

TEST(FlowResult, DecidedWhileTheReceiptIsShownIsPrintedFromThere) {
  FlowBench b(5, with_a4());
  b.to_receipt();
  const std::string uid = b.state().submit.result->uid;
  EXPECT_EQ(way_of(b), ResultWay::None);
  b.ports.opened.clear();
  b.flow.on(Event{StatusChanged{}});
  ASSERT_EQ(b.ports.opened, std::vector<std::string>{uid});
  b.flow.on(Event{concluded(b.row(uid))});
  ASSERT_EQ(b.page(), Page::Receipt) << "the page does not move";
  ASSERT_EQ(way_of(b), ResultWay::Offered);
  b.tap(IntentKind::PrintResult);
  ASSERT_EQ(b.ports.forms.size(), 1U);
  EXPECT_EQ(b.ports.forms[0].case_uid, uid);
  b.tap(IntentKind::FinishReceipt);
  b.tap(IntentKind::SkipRating);
  b.seconds(20);
  ASSERT_EQ(b.page(), Page::Idle);
  EXPECT_FALSE(b.state().submit.answered) << "nothing of it is left for the next person";
  EXPECT_EQ(b.state().paper, (catalog::ResultPaper{true, true})) << "the printers are the machine's";
}

TEST(FlowResult, TheAnswerOfAnotherCaseIsNotThisReceipts) {
  FlowBench b(5, with_a4());
  b.to_receipt();
  b.flow.on(Event{StatusChanged{}});
  b.flow.on(Event{concluded(b.row(kUid))});
  EXPECT_FALSE(b.state().submit.answered);
}

TEST(FlowResult, TheWayBegunWithKeepsTheTrips) {
  FlowBench b(5, with_a4());
  b.to_delivery();
  ASSERT_TRUE(b.state().draft.delivery);
  EXPECT_EQ(b.state().draft.delivery->kind, catalog::Delivery::Electronic) << "printing is one more trip";
  FlowBench slips;
  slips.to_delivery();
  const auto ways = ways_offered(slips.state());
  EXPECT_EQ(std::count(ways.begin(), ways.end(), catalog::Delivery::Print), 0) << "it cannot be kept here";
  slips.tap(IntentKind::ChooseDelivery, "print");
  EXPECT_EQ(slips.state().draft.delivery->kind, catalog::Delivery::Electronic);
}

}  // namespace
}  // namespace yitang::resident::test
