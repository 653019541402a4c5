// How far is it?
#include <gtest/gtest.h>

#include "flow_support.hpp"
#include "kiosk/cases/receipt_number.hpp"

namespace yitang::resident::test {
namespace {

const std::string kToken = "YT1.AAAAAAAAAAAAAAAAAAAAAAAA";

TEST(FlowQuery, AReceiptOpensItsCaseAtOnce) {
  FlowBench b;
  b.to_query();
  EXPECT_TRUE(b.ports.card_wanted);
  EXPECT_TRUE(b.ports.scan_wanted);
  b.flow.on(Event{ReceiptScanned{kToken}});
  EXPECT_EQ(b.state().query.view, QueryView::Looking);
  b.flow.on(Event{CasesFound{{b.row("one")}}});
  EXPECT_EQ(b.ports.opened, std::vector<std::string>{"one"});
  b.flow.on(Event{CaseDetail{b.row("one"), {}}});
  EXPECT_EQ(b.page(), Page::QueryCase);
  EXPECT_FALSE(b.ports.scan_wanted);
  b.tap(IntentKind::GoBack);
  EXPECT_EQ(b.page(), Page::Query);
  EXPECT_FALSE(b.state().query.detail);
  b.tap(IntentKind::GoBack);
  EXPECT_EQ(b.page(), Page::Home);
}

TEST(FlowQuery, UnknownCodesAndReceiptsAreSaidApart) {
  FlowBench b;
  b.to_query();
  b.flow.on(Event{UnknownCodeScanned{}});
  EXPECT_EQ(b.state().query.view, QueryView::UnknownCode);
  b.flow.on(Event{ReceiptScanned{kToken}});
  b.flow.on(Event{CasesFound{}});
  EXPECT_EQ(b.state().query.view, QueryView::NothingFound);
  EXPECT_EQ(b.page(), Page::Query);
  EXPECT_TRUE(b.ports.scan_wanted);
}

TEST(FlowQuery, AScannerIsOfferedWhileItIsThere) {
  FlowBench b;
  b.to_query();
  EXPECT_TRUE(b.state().query.scanner);
  b.flow.on(Event{ScannerGone{}});
  EXPECT_FALSE(b.state().query.scanner);
  b.tap(IntentKind::GoBack);
  b.to_query();
  EXPECT_FALSE(b.state().query.scanner) << "remembered";
  b.flow.on(Event{ScannerBack{}});
  EXPECT_TRUE(b.state().query.scanner);
  EXPECT_EQ(b.page(), Page::Query);
}

TEST(FlowQuery, WhatTheCameraSeesIsKeptOnlyWhileItsPageIsOpen) {
  FlowBench b;
  const Event sees{ScannerSees{{2, 1, {10, 20}}}};
  b.flow.on(sees);
  EXPECT_EQ(b.state().query.seen.width, 0) << "nobody asked for a code";
  b.to_query();
  b.flow.on(sees);
  EXPECT_EQ(b.state().query.seen.width, 2);
  const int number = b.state().query.seen_number;
  b.flow.on(Event{ScannerGone{}});
  EXPECT_EQ(b.state().query.seen.width, 0);
  b.flow.on(Event{ScannerBack{}});
  b.flow.on(sees);
  b.tap(IntentKind::GoBack);
  EXPECT_TRUE(b.state().query.seen.grey.empty());
  b.flow.on(sees);  // was on its way
  EXPECT_TRUE(b.state().query.seen.grey.empty());
  b.to_query();
  b.flow.on(sees);
  EXPECT_GT(b.state().query.seen_number, number) << "else an old picture would be drawn";
}

TEST(FlowQuery, TheOwnCardListsCasesAndNews) {
  FlowBench b;
  b.to_query();
  b.flow.on(Event{CardRead{elder()}});
  EXPECT_EQ(b.ports.people, std::vector<std::string>{elder().number});
  cases::Notice notice;
  notice.message = "请补交一张照片";
  b.answer_person({{}, {b.row("one"), b.row("two")}, {notice}});
  ASSERT_EQ(b.page(), Page::QueryList);
  EXPECT_EQ(b.state().query.notices.size(), 1U);
  b.tap(IntentKind::OpenCase, "two");
  b.flow.on(Event{CaseDetail{b.row("two"), {notice}}});
  ASSERT_EQ(b.page(), Page::QueryCase);
  b.tap(IntentKind::GoBack);
  EXPECT_EQ(b.page(), Page::QueryList);
}

TEST(FlowQuery, ANumberOpensItsCaseOnlyWithTheEndOfTheIdNumber) {
  FlowBench b;
  b.to_query();
  b.tap(IntentKind::OpenQueryNumber);
  ASSERT_EQ(b.page(), Page::QueryNumber);
  EXPECT_FALSE(b.ports.card_wanted);
  const std::string number = cases::format_receipt_number({"YT01", Date{2026, 11, 20}, 7});
  b.tap(IntentKind::FindByNumber, number.substr(0, number.size() - 1) + "!", "1234");
  EXPECT_EQ(b.state().query.number, NumberView::BadNumber);
  for (const char* ending : {"", "123", "12345", "X123", "12a4"}) {
    b.tap(IntentKind::FindByNumber, number, ending);
    EXPECT_EQ(b.state().query.number, NumberView::BadEnding) << ending;
  }
  EXPECT_TRUE(b.ports.tokens.empty());
  b.tap(IntentKind::FindByNumber, number, "123x");
  EXPECT_EQ(b.state().query.number, NumberView::Looking);
  EXPECT_EQ(b.ports.tokens, std::vector<std::string>{number + " 123X"});
  b.flow.on(Event{CasesFound{{b.row("one")}}});
  b.flow.on(Event{CaseDetail{b.row("one"), {}}});
  EXPECT_EQ(b.page(), Page::QueryCase);
  b.tap(IntentKind::GoBack);
  EXPECT_EQ(b.page(), Page::Query);
  EXPECT_TRUE(b.ports.scan_wanted);
}

TEST(FlowQuery, FourCharactersAreNotFoundByTrying) {
  FlowBench b;
  const std::string number = cases::format_receipt_number({"YT01", Date{2026, 11, 20}, 7});
  const auto wrong = [&] {
    b.tap(IntentKind::FindByNumber, number, "0000");
    b.flow.on(Event{CasesFound{}});
  };
  b.to_query();
  b.tap(IntentKind::OpenQueryNumber);
  for (int i = 0; i < 4; ++i) wrong();
  EXPECT_EQ(b.state().query.number, NumberView::NothingFound);
  b.tap(IntentKind::GoHome);
  b.tap(IntentKind::OpenQuery);
  b.tap(IntentKind::OpenQueryNumber);
  wrong();
  EXPECT_EQ(b.state().query.number, NumberView::Blocked) << "a new visit does not begin to count anew";
  b.tap(IntentKind::FindByNumber, number, "1234");
  EXPECT_EQ(b.ports.tokens.size(), 5U);
  b.seconds(600);
  b.tap(IntentKind::Wake);
  b.tap(IntentKind::OpenQuery);
  b.tap(IntentKind::OpenQueryNumber);
  EXPECT_EQ(b.state().query.number, NumberView::Waiting);
}

TEST(FlowQuery, OnlyTheNewestQuestionIsAnswered) {
  FlowBench b;
  b.to_query();
  b.flow.on(Event{CardRead{elder()}});
  b.tap(IntentKind::GoBack);
  b.tap(IntentKind::OpenQuery);
  b.answer_person({{}, {b.row("one"), b.row("two")}, {}});
  EXPECT_EQ(b.page(), Page::Query) << "asked on a page that was left";
  b.flow.on(Event{ReceiptScanned{kToken}});
  b.flow.on(Event{CasesFound{{b.row("three")}}});
  EXPECT_EQ(b.ports.opened, std::vector<std::string>{"three"});
}

TEST(FlowQuery, AnAnswerNeverPullsSomebodyBack) {
  FlowBench b;
  b.to_query();
  b.flow.on(Event{CardRead{elder()}});
  b.tap(IntentKind::GoHome);
  b.flow.on(Event{PersonLookupFailed{ErrorKind::StoreFailed}});
  EXPECT_EQ(b.page(), Page::Home);
}

TEST(FlowQuery, AStoreThatFailsIsSaidAndTheCardMayBePutDownAgain) {
  FlowBench b;
  b.to_query();
  b.flow.on(Event{CardRead{elder()}});
  EXPECT_FALSE(b.ports.card_wanted);
  b.flow.on(Event{PersonLookupFailed{ErrorKind::StoreFailed}});
  EXPECT_EQ(b.state().query.view, QueryView::Failed);
  EXPECT_TRUE(b.ports.card_wanted);
}

TEST(FlowQuery, ComplaintsAboutACardAreOverWhenItIsLifted) {
  FlowBench b;
  b.to_query();
  b.flow.on(Event{CardFailed{CardProblem::Expired}});
  EXPECT_EQ(b.state().card.view, CardView::Problem);
  b.flow.on(Event{CardGone{}});
  EXPECT_EQ(b.state().card.view, CardView::Waiting);
  b.flow.on(Event{CardFailed{CardProblem::NoReader}});
  b.flow.on(Event{CardGone{}});
  EXPECT_EQ(b.state().card.view, CardView::Problem);
  b.flow.on(Event{ReaderBack{}});
  EXPECT_EQ(b.state().card.view, CardView::Waiting);
}

TEST(FlowQuery, NewsRefreshTheOpenCase) {
  FlowBench b;
  b.to_query();
  b.flow.on(Event{StatusChanged{}});
  EXPECT_TRUE(b.ports.opened.empty());
  b.flow.on(Event{ReceiptScanned{kToken}});
  b.flow.on(Event{CasesFound{{b.row("one")}}});
  b.flow.on(Event{CaseDetail{b.row("one"), {}}});
  b.flow.on(Event{StatusChanged{}});
  EXPECT_EQ(b.ports.opened.size(), 2U);
  cases::CaseRow decided = b.row("one");
  decided.state = cases::CaseState::Concluded;
  b.flow.on(Event{CaseDetail{decided, {}}});
  EXPECT_EQ(b.state().query.detail->row.state, cases::CaseState::Concluded);
}

cases::Notice news(std::int64_t id) {
  cases::Notice notice;
  notice.id = id;
  notice.message = "请补交一张照片";
  return notice;
}

TEST(FlowQuery, MessagesAreNewsUntilThePageShowedThem) {
  FlowBench b;
  b.to_query();
  b.flow.on(Event{ReceiptScanned{kToken}});
  b.flow.on(Event{CasesFound{{b.row("one")}}});
  b.tap(IntentKind::GoHome);  // left before the answer came
  b.flow.on(Event{CaseDetail{b.row("one"), {news(7)}}});
  EXPECT_TRUE(b.ports.shown.empty());
  b.tap(IntentKind::OpenQuery);
  b.flow.on(Event{ReceiptScanned{kToken}});
  b.flow.on(Event{CasesFound{{b.row("one")}}});
  b.flow.on(Event{CaseDetail{b.row("one"), {news(7)}}});
  EXPECT_EQ(b.ports.shown, std::vector<std::int64_t>{7});
  b.tap(IntentKind::SetLanguage, "en");
  EXPECT_EQ(b.ports.shown.size(), 1U) << "once is enough";
}

TEST(FlowQuery, AMessageThatCameUnderTheWarningIsNewsUntilSomebodyIsThere) {
  FlowBench b;
  b.to_query();
  b.flow.on(Event{ReceiptScanned{kToken}});
  b.flow.on(Event{CasesFound{{b.row("one")}}});
  b.flow.on(Event{CaseDetail{b.row("one"), {}}});
  b.seconds(60);
  ASSERT_EQ(b.state().overlay, Overlay::Timeout);
  b.flow.on(Event{StatusChanged{}});
  b.flow.on(Event{CaseDetail{b.row("one"), {news(8)}}});
  EXPECT_TRUE(b.ports.shown.empty());
  b.tap(IntentKind::StayHere);
  EXPECT_EQ(b.ports.shown, std::vector<std::int64_t>{8});
}

TEST(FlowQuery, AnUnfinishedApplicationIsOfferedToWhoeverActsInIt) {
  FlowBench earlier(99);
  earlier.to_form();
  const cases::Draft left = earlier.ports.saved.back();
  FlowBench b;
  b.to_query();
  b.flow.on(Event{CardRead{elder()}});
  b.answer_person({{left}, {b.row("one")}, {}});
  ASSERT_EQ(b.page(), Page::Resume);
  b.tap(IntentKind::StartAfresh);  // not now
  EXPECT_EQ(b.page(), Page::QueryList);
  EXPECT_TRUE(b.ports.deleted.empty());

  cases::Draft by_agent = left;
  by_agent.agent = cases::Agent{younger(), catalog::AgentKind::Relative};
  FlowBench c;
  c.to_query();
  c.flow.on(Event{CardRead{elder()}});
  c.answer_person({{by_agent}, {c.row("one")}, {}});
  EXPECT_EQ(c.page(), Page::QueryList);
  FlowBench d;
  d.to_query();
  d.flow.on(Event{CardRead{younger()}});
  d.answer_person({{by_agent}, {}, {}});
  ASSERT_EQ(d.page(), Page::Resume);
  d.tap(IntentKind::ResumeDraft);
  EXPECT_EQ(d.page(), Page::Form);
}

TEST(FlowQuery, ProgressIsPrintedForTheCaseThatIsOpen) {
  FlowBench b;
  b.to_query();
  b.tap(IntentKind::PrintProgress);
  EXPECT_TRUE(b.ports.prints.empty());
  b.flow.on(Event{ReceiptScanned{kToken}});
  b.flow.on(Event{CasesFound{{b.row("one")}}});
  b.flow.on(Event{CaseDetail{b.row("one"), {}}});
  b.tap(IntentKind::PrintProgress);
  ASSERT_EQ(b.ports.prints.size(), 1U);
  EXPECT_EQ(b.ports.prints[0].kind, PrintKind::ProgressSlip);
  EXPECT_EQ(b.ports.prints[0].case_uid, "one");
}

TEST(FlowQuery, AConfirmedReceiptIsNotPrintedAgain) {
  FlowBench b;
  b.to_query();
  b.flow.on(Event{ReceiptScanned{kToken}});
  b.flow.on(Event{CasesFound{{b.row("one")}}});
  b.flow.on(Event{CaseDetail{b.row("one"), {}}});
  b.tap(IntentKind::PrintReceiptAgain);
  EXPECT_TRUE(b.ports.prints.empty());
}

TEST(FlowQuery, AReceiptThatWasNeverConfirmedIsPrintedWhenItsOwnerComesBack) {
  FlowBench b;
  b.to_query();
  b.flow.on(Event{ReceiptScanned{kToken}});
  b.flow.on(Event{CasesFound{{b.row("one")}}});
  CaseDetail without{b.row("one"), {}};
  without.receipt_printed = false;
  b.flow.on(Event{without});
  b.tap(IntentKind::PrintReceiptAgain);
  ASSERT_EQ(b.ports.prints.size(), 1U);
  EXPECT_EQ(b.ports.prints[0].kind, PrintKind::Receipt);
  EXPECT_EQ(b.ports.prints[0].case_uid, "one");
  const int ticket = b.ports.prints[0].ticket;
  b.flow.on(Event{PrintProgressed{PrintKind::Receipt, PrintFate::Unknown, ticket}});
  EXPECT_FALSE(b.flow.state().query.detail->receipt_printed);
  b.flow.on(Event{PrintProgressed{PrintKind::Receipt, PrintFate::Printed, ticket}});
  EXPECT_TRUE(b.flow.state().query.detail->receipt_printed);
}

}  // namespace
}  // namespace yitang::resident::test
