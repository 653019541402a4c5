// Handing in, the receipt, the rating, the goodbye.
#include <gtest/gtest.h>

#include "flow_support.hpp"

namespace yitang::resident::test {
namespace {

TEST(FlowSubmit, ThePrinterIsAskedBeforeTheNumber) {
  FlowBench b;
  b.to_review();
  b.tap(IntentKind::Submit);
  EXPECT_EQ(b.page(), Page::Submitting);
  EXPECT_EQ(b.ports.printer_asked, 1);
  EXPECT_TRUE(b.ports.submitted.empty());
  b.flow.on(Event{PrinterAnswered{PrinterReadiness::PaperLow}});
  ASSERT_EQ(b.ports.submitted.size(), 1U);
  b.flow.on(Event{b.receipt()});
  EXPECT_EQ(b.page(), Page::Receipt);
  ASSERT_EQ(b.ports.prints.size(), 1U);
  EXPECT_EQ(b.ports.prints[0].case_uid, b.ports.submitted[0].uid);
}

TEST(FlowSubmit, WithoutPaperItIsSaidAndTheSecondTapGoesOn) {
  for (const auto answer : {PrinterReadiness::NoPaper, PrinterReadiness::CoverOpen, PrinterReadiness::Fault,
                            PrinterReadiness::Absent}) {
    FlowBench b;
    b.to_review();
    b.tap(IntentKind::Submit);
    b.flow.on(Event{PrinterAnswered{answer}});
    EXPECT_EQ(b.page(), Page::Review);
    EXPECT_EQ(b.state().submit.view, SubmitView::PrinterNotReady);
    EXPECT_EQ(b.state().submit.printer, answer);
    EXPECT_TRUE(b.ports.submitted.empty());
    b.tap(IntentKind::Submit);
    ASSERT_EQ(b.ports.submitted.size(), 1U);
    b.flow.on(Event{b.receipt()});
    EXPECT_EQ(b.page(), Page::Receipt);
    EXPECT_TRUE(b.ports.prints.empty());
    EXPECT_EQ(b.state().print.fate, PrintFate::NotPrinted);
    b.tap(IntentKind::Reprint);
    EXPECT_EQ(b.ports.prints.size(), 1U);
  }
}

TEST(FlowSubmit, ThePageFollowsThePrinterWhileItSaysWhatIsWrong) {
  FlowBench b;
  b.to_review();
  b.tap(IntentKind::Submit);
  b.flow.on(Event{PrinterAnswered{PrinterReadiness::Absent}});
  EXPECT_EQ(b.ports.printer_asked, 1);
  b.clock.advance(3000);
  b.flow.tick();
  EXPECT_EQ(b.ports.printer_asked, 2) << "asked by itself";
  b.flow.on(Event{PrinterAnswered{PrinterReadiness::NoPaper}});
  EXPECT_EQ(b.state().submit.printer, PrinterReadiness::NoPaper);
  EXPECT_EQ(b.state().submit.view, SubmitView::PrinterNotReady);
  b.clock.advance(3000);
  b.flow.tick();
  b.flow.on(Event{PrinterAnswered{PrinterReadiness::Ready}});
  EXPECT_EQ(b.page(), Page::Review);
  EXPECT_EQ(b.state().submit.view, SubmitView::Ready) << "the page says no more that something is wrong";
  EXPECT_TRUE(b.ports.submitted.empty()) << "handing in is the person's";
  const int asked = b.ports.printer_asked;
  b.clock.advance(10000);
  b.flow.tick();
  EXPECT_EQ(b.ports.printer_asked, asked) << "and looks no more";
}

TEST(FlowSubmit, PaperLoadedMeanwhileIsAskedForAgain) {
  FlowBench b;
  b.to_review();
  b.tap(IntentKind::Submit);
  b.flow.on(Event{PrinterAnswered{PrinterReadiness::NoPaper}});
  b.tap(IntentKind::TryAgain);
  EXPECT_EQ(b.ports.printer_asked, 2);
  b.flow.on(Event{PrinterAnswered{PrinterReadiness::Ready}});
  EXPECT_EQ(b.ports.submitted.size(), 1U);
}

TEST(FlowSubmit, ManyTapsHandInOnce) {
  FlowBench b;
  b.to_review();
  b.tap(IntentKind::Submit);
  b.tap(IntentKind::Submit);
  b.tap(IntentKind::TryAgain);
  EXPECT_EQ(b.ports.printer_asked, 1);
  b.flow.on(Event{PrinterAnswered{PrinterReadiness::Ready}});
  b.flow.on(Event{PrinterAnswered{PrinterReadiness::Ready}});
  b.tap(IntentKind::Submit);
  b.tap(IntentKind::TryAgain);
  EXPECT_EQ(b.ports.submitted.size(), 1U);
  EXPECT_EQ(b.ports.printer_asked, 1);
  const CaseSubmitted done = b.receipt();
  b.flow.on(Event{done});
  b.flow.on(Event{done});
  b.tap(IntentKind::Submit);
  EXPECT_EQ(b.ports.submitted.size(), 1U);
  EXPECT_EQ(b.ports.prints.size(), 1U);
}

TEST(FlowSubmit, NothingMovesThePageWhileTheCaseIsOnItsWay) {
  FlowBench b;
  b.to_review();
  b.tap(IntentKind::Submit);
  b.flow.on(Event{PrinterAnswered{PrinterReadiness::Ready}});
  for (const auto kind : {IntentKind::GoHome, IntentKind::LeaveNow, IntentKind::GoBack, IntentKind::OpenQuery,
                          IntentKind::StartApply, IntentKind::NextStep, IntentKind::StartAfresh}) {
    b.tap(kind);
    EXPECT_EQ(b.page(), Page::Submitting) << static_cast<int>(kind);
  }
  b.seconds(600);
  EXPECT_EQ(b.state().overlay, Overlay::None);
  b.flow.on(Event{b.receipt()});
  b.flow.tick();
  EXPECT_EQ(b.page(), Page::Receipt);
  EXPECT_EQ(b.state().overlay, Overlay::None) << "the person was waiting for us";
}

TEST(FlowSubmit, AFailureKeepsEverythingAndCanBeTriedAgain) {
  FlowBench b;
  b.to_review();
  const std::string uid = b.state().draft.uid;
  b.tap(IntentKind::Submit);
  b.flow.on(Event{PrinterAnswered{PrinterReadiness::Ready}});
  b.flow.on(Event{SubmitFailed{ErrorKind::StoreFull}});
  EXPECT_EQ(b.page(), Page::Submitting);
  EXPECT_EQ(b.state().submit.view, SubmitView::Failed);
  EXPECT_EQ(b.state().submit.problem, ErrorKind::StoreFull);
  EXPECT_EQ(b.state().draft.uid, uid);
  EXPECT_TRUE(b.ports.deleted.empty());
  b.tap(IntentKind::TryAgain);
  EXPECT_EQ(b.ports.printer_asked, 2);
  b.flow.on(Event{PrinterAnswered{PrinterReadiness::Ready}});
  ASSERT_EQ(b.ports.submitted.size(), 2U);
  EXPECT_EQ(b.ports.submitted[0].uid, b.ports.submitted[1].uid) << "the same key: one case";
  b.flow.on(Event{b.receipt()});
  EXPECT_EQ(b.page(), Page::Receipt);
}

TEST(FlowSubmit, BackFromAFailureShowsTheReview) {
  FlowBench b;
  b.to_review();
  b.tap(IntentKind::Submit);
  b.flow.on(Event{PrinterAnswered{PrinterReadiness::Ready}});
  b.flow.on(Event{SubmitFailed{ErrorKind::StoreFailed}});
  b.tap(IntentKind::GoBack);
  EXPECT_EQ(b.page(), Page::Review);
  EXPECT_EQ(b.state().submit.view, SubmitView::Ready);
}

TEST(FlowReceipt, EveryFateOfThePaperIsShownAndNoOther) {
  FlowBench b;
  b.to_receipt();
  const int ticket = b.ports.prints[0].ticket;
  EXPECT_EQ(b.state().print.fate, PrintFate::Printing);
  for (const auto fate : {PrintFate::WaitingForPaper, PrintFate::Printing, PrintFate::Unknown,
                          PrintFate::NotPrinted, PrintFate::Printed}) {
    b.flow.on(Event{PrintProgressed{PrintKind::Receipt, fate, ticket}});
    EXPECT_EQ(b.state().print.fate, fate);
  }
  b.flow.on(Event{PrintProgressed{PrintKind::Receipt, PrintFate::NotPrinted, ticket + 1}});
  b.flow.on(Event{PrintProgressed{PrintKind::Leaflet, PrintFate::NotPrinted, 0}});
  EXPECT_EQ(b.state().print.fate, PrintFate::Printed);
}

TEST(FlowReceipt, AnEarlierSlipDoesNotSayThatThisOneIsPrinted) {
  FlowBench b;
  b.to_receipt();
  b.flow.on(Event{PrintProgressed{PrintKind::Receipt, PrintFate::Unknown, b.ports.prints[0].ticket}});
  b.tap(IntentKind::Reprint);
  ASSERT_EQ(b.ports.prints.size(), 2U);
  b.flow.on(Event{PrintProgressed{PrintKind::Receipt, PrintFate::Printed, b.ports.prints[0].ticket}});
  EXPECT_EQ(b.state().print.fate, PrintFate::Printing);
  b.flow.on(Event{PrintProgressed{PrintKind::Receipt, PrintFate::Printed, b.ports.prints[1].ticket}});
  EXPECT_EQ(b.state().print.fate, PrintFate::Printed);
}

TEST(FlowRating, SentWithTagsOnce) {
  FlowBench b;
  b.to_receipt();
  b.tap(IntentKind::FinishReceipt);
  ASSERT_EQ(b.page(), Page::Rating);
  b.tap(IntentKind::SendRating);
  EXPECT_EQ(b.page(), Page::Rating) << "no level was chosen";
  b.tap(IntentKind::Rate, {}, {}, 2);
  b.tap(IntentKind::ToggleTag, "211");
  b.tap(IntentKind::ToggleTag, "212");
  b.tap(IntentKind::ToggleTag, "211");
  b.tap(IntentKind::SendRating);
  b.tap(IntentKind::SendRating);
  ASSERT_EQ(b.ports.ratings.size(), 1U);
  EXPECT_EQ(b.ports.ratings[0], b.state().submit.result->uid + " 2 212");
  EXPECT_EQ(b.page(), Page::Goodbye);
}

TEST(FlowRating, AnotherLevelForgetsItsTagsAndLevelsStayInRange) {
  FlowBench b;
  b.to_receipt();
  b.tap(IntentKind::FinishReceipt);
  b.tap(IntentKind::Rate, {}, {}, 1);
  b.tap(IntentKind::ToggleTag, "111");
  b.tap(IntentKind::Rate, {}, {}, 99);
  EXPECT_EQ(b.state().rating.level, 5);
  EXPECT_TRUE(b.state().rating.tags.empty());
}

TEST(FlowRating, SkippedStoresNothing) {
  FlowBench b;
  b.to_receipt();
  b.tap(IntentKind::FinishReceipt);
  b.tap(IntentKind::SkipRating);
  EXPECT_EQ(b.page(), Page::Goodbye);
  EXPECT_TRUE(b.ports.ratings.empty());
}

TEST(FlowGoodbye, CountsDownAndLeavesNothingBehind) {
  FlowBench b;
  b.to_receipt();
  b.tap(IntentKind::SetLanguage, "en");
  b.tap(IntentKind::FinishReceipt);
  b.tap(IntentKind::SkipRating);
  EXPECT_EQ(b.state().seconds_left, 15);
  b.seconds(5);
  EXPECT_EQ(b.state().seconds_left, 10);
  const std::size_t saves = b.ports.saved.size();
  b.seconds(10);
  EXPECT_EQ(b.page(), Page::Idle);
  EXPECT_EQ(b.ports.wiped, 1);
  EXPECT_EQ(b.ports.saved.size(), saves) << "the case was handed in: no draft may come back";
  EXPECT_EQ(b.state().language, Language::Chinese);
  EXPECT_EQ(everything_in(b.state()), everything_in(ResidentState{}));
  EXPECT_EQ(b.flow.next_deadline(), -1);
}

}  // namespace
}  // namespace yitang::resident::test
