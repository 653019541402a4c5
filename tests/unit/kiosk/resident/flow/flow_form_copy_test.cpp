// The application on A4: offered to whom, and what is said of it.
#include <gtest/gtest.h>

#include "flow_support.hpp"

namespace yitang::resident::test {
namespace {

FlowSettings with_printer() {
  FlowSettings settings;
  settings.form_printer = true;
  return settings;
}

TEST(FlowFormCopy, NotOfferedWithoutAPrinter) {
  FlowBench b;
  b.to_receipt();
  EXPECT_EQ(form_copy_case(b.state()), "");
  b.tap(IntentKind::PrintForm);
  EXPECT_TRUE(b.ports.forms.empty());
}

TEST(FlowFormCopy, PrintedOnceOnTheReceiptPage) {
  FlowBench b(5, with_printer());
  b.to_review();
  b.tap(IntentKind::PrintForm);
  EXPECT_TRUE(b.ports.forms.empty()) << "nothing is handed in yet";
  b.tap(IntentKind::Submit);
  b.flow.on(Event{PrinterAnswered{PrinterReadiness::Ready}});
  b.flow.on(Event{b.receipt()});
  ASSERT_EQ(b.page(), Page::Receipt);
  b.tap(IntentKind::PrintForm);
  b.tap(IntentKind::PrintForm);
  ASSERT_EQ(b.ports.forms.size(), 1U);
  EXPECT_EQ(b.ports.forms[0].case_uid, b.state().submit.result->uid);
  EXPECT_EQ(b.state().form_copy.fate, FormFate::Asking);
  const int ticket = b.ports.forms[0].ticket;
  b.flow.on(Event{FormPrinterAnswered{FormPrinterReadiness::Busy, ticket}});
  EXPECT_EQ(b.state().form_copy.fate, FormFate::Printing);
  b.flow.on(Event{FormPrintProgressed{FormFate::Waiting, FormPrinterReadiness::NoPaper, ticket}});
  EXPECT_EQ(b.state().form_copy.printer, FormPrinterReadiness::NoPaper);
  b.flow.on(Event{FormPrintProgressed{FormFate::Printed, FormPrinterReadiness::Ready, ticket + 1}});
  EXPECT_EQ(b.state().form_copy.fate, FormFate::Waiting) << "that was another one";
  b.flow.on(Event{FormPrintProgressed{FormFate::Printed, FormPrinterReadiness::Ready, ticket}});
  EXPECT_EQ(b.state().form_copy.fate, FormFate::Printed);
  b.tap(IntentKind::PrintForm);
  EXPECT_EQ(b.ports.forms.size(), 2U) << "one more copy, because it was asked for";
}

TEST(FlowFormCopy, APrinterThatIsNotWellIsNamed) {
  FlowBench b(5, with_printer());
  b.to_receipt();
  b.tap(IntentKind::PrintForm);
  b.flow.on(Event{FormPrinterAnswered{FormPrinterReadiness::Jammed, b.ports.forms.at(0).ticket}});
  EXPECT_EQ(b.state().form_copy.fate, FormFate::NotPrinted);
  EXPECT_EQ(b.state().form_copy.printer, FormPrinterReadiness::Jammed);
}

CaseDetail detail_of(const cases::CaseRow& row) { return CaseDetail{row, {}}; }

// By the own card, not by a number or a code that somebody may have found; not of a case in which one acted
// for another.
TEST(FlowFormCopy, OfAnEarlierCaseOnlyToTheApplicantsOwnCard) {
  for (const bool as_agent : {false, true}) {
    FlowBench b(5, with_printer());
    b.to_query();
    b.flow.on(Event{CardRead{elder()}});
    cases::CaseRow row = b.row("11111111111111111111111111111111");
    row.as_agent = as_agent;
    PersonFound found;
    found.cases = {row};
    b.answer_person(found);
    if (b.page() == Page::Card || b.page() == Page::Query) b.tap(IntentKind::UseCard);
    if (b.page() == Page::QueryList) b.tap(IntentKind::OpenCase, row.uid);
    row.as_agent = false;  // the store does not know who asks
    b.flow.on(Event{detail_of(row)});
    ASSERT_EQ(b.page(), Page::QueryCase);
    EXPECT_EQ(form_copy_case(b.state()), as_agent ? "" : row.uid);
  }
  FlowBench b(5, with_printer());
  b.to_query();
  b.flow.on(Event{ReceiptScanned{"YT1.AbCdEfGhIjKlMnOpQrStUvWx"}});
  const cases::CaseRow row = b.row("11111111111111111111111111111111");
  b.flow.on(Event{CasesFound{{row}}});
  b.flow.on(Event{detail_of(row)});
  ASSERT_EQ(b.page(), Page::QueryCase);
  EXPECT_EQ(form_copy_case(b.state()), "");
  b.tap(IntentKind::PrintForm);
  EXPECT_TRUE(b.ports.forms.empty());
}

TEST(FlowFormCopy, TheNextPersonSeesNothingOfIt) {
  FlowBench b(5, with_printer());
  b.to_receipt();
  b.tap(IntentKind::PrintForm);
  const int ticket = b.ports.forms.at(0).ticket;
  b.tap(IntentKind::FinishReceipt);
  b.tap(IntentKind::SkipRating);
  b.seconds(20);
  ASSERT_EQ(b.page(), Page::Idle);
  EXPECT_TRUE(b.state().form_printer) << "the printer is the machine's";
  b.flow.on(Event{FormPrintProgressed{FormFate::Printed, FormPrinterReadiness::Ready, ticket}});
  EXPECT_EQ(b.state().form_copy.ticket, 0);
  EXPECT_EQ(b.state().form_copy.case_uid, "");
}

}  // namespace
}  // namespace yitang::resident::test
