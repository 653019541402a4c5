// Nobody there: warning, end, what is kept and what is wiped. And what comes too late for its person.
#include <gtest/gtest.h>

#include "flow_support.hpp"

namespace yitang::resident::test {
namespace {

using To = void (FlowBench::*)();

struct Place {
  const char* name;
  To go;
  Page page;
};

void to_home(FlowBench& b) { b.tap(IntentKind::Wake); }

const Place kPlaces[] = {
    {"who", &FlowBench::to_who_for, Page::WhoFor},
    {"card", &FlowBench::to_card, Page::Card},
    {"materials", &FlowBench::to_materials, Page::Materials},
    {"delivery", &FlowBench::to_delivery, Page::Delivery},
    {"signature", &FlowBench::to_signature, Page::Signature},
    {"review", &FlowBench::to_review, Page::Review},
    {"receipt", &FlowBench::to_receipt, Page::Receipt},
    {"query", &FlowBench::to_query, Page::Query},
};

TEST(FlowTime, EveryPageWarnsAndOneTapGoesOn) {
  for (const Place& place : kPlaces) {
    SCOPED_TRACE(place.name);
    FlowBench b;
    (b.*place.go)();
    b.seconds(59);
    EXPECT_EQ(b.state().overlay, Overlay::None);
    b.flow.take_changed();
    b.seconds(1);
    EXPECT_EQ(b.state().overlay, Overlay::Timeout);
    EXPECT_EQ(b.state().seconds_left, 30);
    EXPECT_TRUE(b.flow.take_changed());
    b.seconds(29);
    EXPECT_EQ(b.state().seconds_left, 1);
    const std::string before = everything_in(b.state());
    b.tap(IntentKind::StayHere);
    EXPECT_EQ(b.state().overlay, Overlay::None);
    EXPECT_EQ(b.page(), place.page);
    EXPECT_EQ(everything_in(b.state()), before);
    b.seconds(59);
    EXPECT_EQ(b.state().overlay, Overlay::None);
  }
}

TEST(FlowTime, EveryPageEndsAndNothingOfThePersonStays) {
  for (const Place& place : kPlaces) {
    SCOPED_TRACE(place.name);
    FlowBench b;
    (b.*place.go)();
    b.seconds(90);
    EXPECT_EQ(b.page(), Page::Idle);
    EXPECT_EQ(everything_in(b.state()), everything_in(ResidentState{}));
    EXPECT_FALSE(b.ports.card_wanted);
    EXPECT_FALSE(b.ports.scan_wanted);
    EXPECT_EQ(b.ports.wiped, 1);
    EXPECT_EQ(b.flow.next_deadline(), -1);
  }
}

TEST(FlowTime, APrinterThatNeverAnswersHoldsNobody) {
  FlowBench b;
  b.to_review();
  b.tap(IntentKind::Submit);
  ASSERT_EQ(b.state().submit.view, SubmitView::AskingPrinter);
  EXPECT_EQ(b.flow.next_deadline(), b.clock.steady() + 10'000);
  b.seconds(9);
  EXPECT_EQ(b.page(), Page::Submitting);
  b.seconds(1);
  EXPECT_EQ(b.page(), Page::Review);
  EXPECT_EQ(b.state().submit.view, SubmitView::PrinterNotReady);
  EXPECT_EQ(b.state().submit.printer, PrinterReadiness::Fault);
  b.flow.on(Event{PrinterAnswered{PrinterReadiness::Ready}});  // too late
  EXPECT_TRUE(b.ports.submitted.empty()) << "the person has not said yet to go on";
  EXPECT_EQ(b.state().submit.view, SubmitView::Ready) << "it answers again: the complaint is over";
  b.tap(IntentKind::Submit);
  b.seconds(10);  // and hangs once more
  ASSERT_EQ(b.state().submit.view, SubmitView::PrinterNotReady);
  b.tap(IntentKind::Submit);  // without paper
  ASSERT_EQ(b.ports.submitted.size(), 1U);
  b.flow.on(Event{b.receipt()});
  EXPECT_EQ(b.page(), Page::Receipt);
  EXPECT_EQ(b.state().print.fate, PrintFate::NotPrinted) << "the number is shown to be photographed";
}

TEST(FlowTime, TheSecondWarningIsDrawnToo) {
  FlowBench b;
  to_home(b);
  b.seconds(60);
  b.tap(IntentKind::StayHere);
  b.seconds(59);
  b.flow.take_changed();
  b.seconds(1);
  EXPECT_EQ(b.state().overlay, Overlay::Timeout);
  EXPECT_TRUE(b.flow.take_changed()) << "the same number of seconds as last time is news all the same";
}

TEST(FlowTime, BackOnlyPutsTheWarningAway) {
  FlowBench b;
  b.to_delivery();
  b.seconds(60);
  b.tap(IntentKind::GoBack);
  EXPECT_EQ(b.state().overlay, Overlay::None);
  EXPECT_EQ(b.page(), Page::Delivery);
}

TEST(FlowTime, LargeTypeHasMorePatience) {
  FlowBench b;
  to_home(b);
  b.tap(IntentKind::SetDensity, "elder");
  b.seconds(119);
  EXPECT_EQ(b.state().overlay, Overlay::None);
  b.seconds(1);
  EXPECT_EQ(b.state().overlay, Overlay::Timeout);
  EXPECT_EQ(b.state().seconds_left, 60);
}

TEST(FlowTime, TouchesThatMeanNothingKeepTheVisitButDoNotAnswerTheWarning) {
  FlowBench b;
  to_home(b);
  b.seconds(50);
  b.flow.touched();
  b.seconds(59);
  EXPECT_EQ(b.state().overlay, Overlay::None);
  b.seconds(1);
  b.flow.touched();
  b.seconds(29);
  EXPECT_EQ(b.state().overlay, Overlay::Timeout);
  b.seconds(1);
  EXPECT_EQ(b.page(), Page::Idle);
}

TEST(FlowTime, DeadlinesAreEnoughToDriveIt) {
  FlowBench b;
  b.to_card();
  for (int i = 0; i < 200 && b.page() != Page::Idle; ++i) {
    const SteadyMillis next = b.flow.next_deadline();
    ASSERT_GT(next, b.clock.steady());
    b.clock.advance(next - b.clock.steady());
    b.flow.tick();
  }
  EXPECT_EQ(b.page(), Page::Idle);
  EXPECT_EQ(b.clock.steady(), 90'000);
}

TEST(FlowTime, TheDraftIsSavedBeforeEverythingIsWiped) {
  FlowBench b;
  b.to_form();
  b.tap(IntentKind::NextStep);
  b.tap(IntentKind::TypeField, "applicant.phone", "139");
  b.tap(IntentKind::GoHome);
  ASSERT_EQ(b.state().overlay, Overlay::LeaveQuestion);
  b.ports.order.clear();
  b.tap(IntentKind::LeaveNow);
  ASSERT_EQ(b.ports.order.size(), 2U);
  EXPECT_NE(b.ports.order[0], "wipe");
  EXPECT_EQ(b.ports.order[1], "wipe");
  EXPECT_EQ(std::get<std::string>(b.ports.saved.back().values.at("applicant.phone")), "139");
  EXPECT_EQ(b.page(), Page::Home);
  EXPECT_EQ(everything_in(b.state()), everything_in(ResidentState{}));
  const std::size_t saves = b.ports.saved.size();
  b.seconds(10);
  EXPECT_EQ(b.ports.saved.size(), saves) << "a delayed save must not come after leaving";
}

TEST(FlowTime, LeavingWithoutKeepingDeletesTheDraft) {
  FlowBench b;
  b.to_form();
  const std::string uid = b.state().draft.uid;
  b.tap(IntentKind::GoHome);
  b.tap(IntentKind::StartAfresh);
  EXPECT_EQ(b.ports.deleted, std::vector<std::string>{uid});
  EXPECT_EQ(b.page(), Page::Home);
  const std::size_t saves = b.ports.saved.size();
  b.seconds(95);
  EXPECT_EQ(b.ports.saved.size(), saves);
}

TEST(FlowTime, ASecondTapOnLeavingWakesNobodysVisit) {
  FlowBench b;
  b.to_form();
  b.seconds(60);
  b.tap(IntentKind::LeaveNow);
  b.tap(IntentKind::LeaveNow);
  EXPECT_EQ(b.page(), Page::Idle);
}

TEST(FlowTime, APictureNobodyKeptIsErasedAtTheEnd) {
  FlowBench b;
  b.to_materials();
  b.tap(IntentKind::OpenMaterial, "bank_card");
  b.tap(IntentKind::CapturePage);
  b.flow.on(Event{b.captured(1)});
  b.seconds(90);
  EXPECT_EQ(b.page(), Page::Idle);
  EXPECT_EQ(b.ports.discarded, std::vector<std::string>{b.captured(1).page.digest});
}

TEST(FlowTime, PicturesOfAnAnonymousReportThatIsGivenUpAreErased) {
  FlowBench b;
  b.to_guide("gov.grid-event-report");
  b.tap(IntentKind::StartApply);
  b.tap(IntentKind::NoEmergency);
  b.fill_and_leave_form();
  ASSERT_EQ(b.page(), Page::Materials);
  b.tap(IntentKind::OpenMaterial, "photo_evidence");
  b.tap(IntentKind::CapturePage);
  b.flow.on(Event{b.captured(1)});
  b.tap(IntentKind::KeepPage);
  EXPECT_TRUE(b.ports.saved.empty()) << "there is no card that could find it again";
  b.seconds(90);
  EXPECT_EQ(b.ports.discarded, std::vector<std::string>{b.captured(1).page.digest});
}

// --- what comes too late -----------------------------------------------------------------------------------

TEST(FlowLate, AnotherPersonsDraftIsNeverShown) {
  FlowBench b(99);
  b.to_form();
  const cases::Draft of_first = b.ports.saved.back();
  FlowBench c;
  c.to_card();
  c.flow.on(Event{CardRead{elder()}});
  c.tap(IntentKind::UseCard);  // the store is slow ...
  c.seconds(60);
  c.tap(IntentKind::LeaveNow);  // ... and the first person leaves
  c.to_card();
  cases::Person next = elder();
  next.number.replace(6, 8, "19650101");
  c.flow.on(Event{CardRead{next}});
  c.tap(IntentKind::UseCard);
  c.flow.on(Event{PersonFound{{of_first}, {c.row("first")}, {}}});  // the answer to the first question
  EXPECT_EQ(c.page(), Page::Card);
  EXPECT_EQ(everything_in(c.state()).find(elder().number), std::string::npos);
  c.flow.on(Event{PersonFound{}});
  EXPECT_EQ(c.page(), Page::Form);
  EXPECT_EQ(c.state().draft.applicant->number, next.number);
}

TEST(FlowLate, ASubmittedCaseOpensNoReceiptForTheNextPerson) {
  FlowBench b;
  b.to_receipt();
  const CaseSubmitted late = b.receipt();
  b.seconds(90);
  b.flow.on(Event{late});
  b.flow.on(Event{SubmitFailed{ErrorKind::StoreFull}});
  b.flow.on(Event{PrinterAnswered{PrinterReadiness::Ready}});
  EXPECT_EQ(b.page(), Page::Idle);
  b.to_review();
  b.tap(IntentKind::Submit);
  b.flow.on(Event{PrinterAnswered{PrinterReadiness::Ready}});
  b.flow.on(Event{late});
  EXPECT_EQ(b.page(), Page::Submitting) << "it is not this person's case";
  EXPECT_FALSE(b.state().submit.result);
}

TEST(FlowLate, WhatTheLastPersonPrintedSaysNothingToThisOne) {
  FlowBench b;
  b.to_guide();
  b.tap(IntentKind::PrintLeaflet);
  const int first = b.ports.prints[0].ticket;
  b.seconds(90);
  b.to_guide();
  b.flow.on(Event{PrintProgressed{PrintKind::Leaflet, PrintFate::NotPrinted, first}});
  EXPECT_FALSE(b.state().print.fate);
  b.tap(IntentKind::PrintLeaflet);
  b.flow.on(Event{PrintProgressed{PrintKind::Leaflet, PrintFate::Printed, first}});
  EXPECT_EQ(b.state().print.fate, PrintFate::Printing);
}

TEST(FlowLate, APictureOfTheLastPersonIsErased) {
  FlowBench b;
  b.to_materials();
  b.tap(IntentKind::OpenMaterial, "bank_card");
  b.tap(IntentKind::CapturePage);
  b.seconds(90);
  b.to_materials();
  b.tap(IntentKind::OpenMaterial, "bank_card");
  b.tap(IntentKind::CapturePage);
  b.flow.on(Event{b.captured(1)});
  EXPECT_EQ(b.state().capture.view, CaptureView::Working);
  EXPECT_EQ(b.ports.discarded, std::vector<std::string>{b.captured(1).page.digest});
  b.flow.on(Event{b.captured(2)});
  EXPECT_EQ(b.state().capture.fresh->digest, b.captured(2).page.digest);
}

TEST(FlowLate, AFailedSaveOfTheLastPersonIsNotThisOnes) {
  FlowBench b;
  b.to_form();
  b.seconds(90);
  b.flow.on(Event{DraftNotSaved{ErrorKind::StoreFull}});
  EXPECT_FALSE(b.state().draft_problem);
}

TEST(FlowLate, ACardOrACodeAfterTheEndIsIgnored) {
  FlowBench b;
  b.to_query();
  b.flow.on(Event{ReceiptScanned{"YT1.AAAAAAAAAAAAAAAAAAAAAAAA"}});
  b.seconds(90);
  b.flow.on(Event{CardRead{elder()}});
  b.flow.on(Event{ReceiptScanned{"YT1.BBBBBBBBBBBBBBBBBBBBBBBB"}});
  EXPECT_EQ(b.ports.people.size(), 0U);
  EXPECT_EQ(b.ports.tokens.size(), 1U);
  b.to_query();
  b.flow.on(Event{CasesFound{{b.row("first")}}});
  EXPECT_TRUE(b.ports.opened.empty());
  EXPECT_EQ(b.page(), Page::Query);
  EXPECT_TRUE(b.state().query.cases.empty());
  EXPECT_EQ(everything_in(b.state()), everything_in(ResidentState{}));
}

}  // namespace
}  // namespace yitang::resident::test
