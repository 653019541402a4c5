// Somebody who goes away without a word, and a card that is forgotten on the reader.
#include <gtest/gtest.h>

#include "flow_support.hpp"

namespace yitang::resident::test {
namespace {

void nobody(FlowBench& b) { b.flow.on(Event{PresenceChanged{Presence::Nobody}}); }
void somebody(FlowBench& b) { b.flow.on(Event{PresenceChanged{Presence::Somebody}}); }

TEST(FlowPresence, WhoGoesAwayIsAskedAfterFifteenSecondsAndGoneTwentyLater) {
  FlowBench b;
  b.to_form();
  b.seconds(20);
  nobody(b);
  b.seconds(14);
  EXPECT_EQ(b.state().overlay, Overlay::None);
  b.seconds(1);
  EXPECT_EQ(b.state().overlay, Overlay::Timeout);
  EXPECT_EQ(b.state().seconds_left, 20);
  EXPECT_EQ(b.state().seconds_total, 20);
  b.seconds(19);
  EXPECT_EQ(b.page(), Page::Form);
  b.seconds(1);
  EXPECT_EQ(b.page(), Page::Idle);
  EXPECT_EQ(b.ports.wiped, 1);
  EXPECT_EQ(b.flow.next_deadline(), -1);
}

TEST(FlowPresence, TheTerminalWakesForItByItself) {
  FlowBench b;
  b.to_who_for();
  b.seconds(5);
  nobody(b);
  EXPECT_EQ(b.flow.next_deadline(), b.clock.steady() + 15'000);
}

TEST(FlowPresence, ATouchIsSomebodyWhateverTheCameraSees) {
  FlowBench b;
  b.to_form();
  nobody(b);
  b.seconds(14);
  b.flow.touched();
  b.seconds(14);
  EXPECT_EQ(b.state().overlay, Overlay::None);
  b.seconds(1);
  EXPECT_EQ(b.state().overlay, Overlay::Timeout);
}

TEST(FlowPresence, WhoStandsStillAndIsSeenAgainHasTheUsualTime) {
  FlowBench b;
  b.to_form();
  nobody(b);
  b.seconds(10);
  somebody(b);
  b.seconds(49);
  EXPECT_EQ(b.state().overlay, Overlay::None);
  b.seconds(1);
  EXPECT_EQ(b.state().overlay, Overlay::Timeout);
  EXPECT_EQ(b.state().seconds_left, 30);
}

TEST(FlowPresence, WhoComesBackToTheWarningHasToAnswerIt) {
  FlowBench b;
  b.to_form();
  nobody(b);
  b.seconds(16);
  ASSERT_EQ(b.state().overlay, Overlay::Timeout);
  somebody(b);  // perhaps the next person
  b.seconds(1);
  EXPECT_EQ(b.state().overlay, Overlay::Timeout);
  b.tap(IntentKind::StayHere);
  EXPECT_EQ(b.state().overlay, Overlay::None);
  EXPECT_EQ(b.page(), Page::Form);
}

TEST(FlowPresence, UnknownIsAsIfNothingCouldTell) {
  FlowBench b;
  b.to_form();
  nobody(b);
  b.flow.on(Event{PresenceChanged{Presence::Unknown}});
  b.seconds(59);
  EXPECT_EQ(b.state().overlay, Overlay::None);
}

TEST(FlowPresence, NobodyIsSentAwayWhileTheCaseIsOnItsWay) {
  FlowBench b;
  b.to_review();
  b.tap(IntentKind::Submit);
  b.flow.on(Event{PrinterAnswered{PrinterReadiness::Ready}});
  ASSERT_EQ(b.state().submit.view, SubmitView::Committing);
  nobody(b);
  b.seconds(60);
  EXPECT_EQ(b.page(), Page::Submitting);
}

TEST(FlowPresence, ItIsLookedForFromTheFirstTouchToTheEnd) {
  FlowBench b;
  EXPECT_FALSE(b.ports.presence_watched);
  b.tap(IntentKind::Wake);
  EXPECT_TRUE(b.ports.presence_watched);
  b.seconds(90);
  EXPECT_EQ(b.page(), Page::Idle);
  EXPECT_FALSE(b.ports.presence_watched);
}

void to_goodbye(FlowBench& b) {
  b.to_receipt();
  b.tap(IntentKind::FinishReceipt);
  b.tap(IntentKind::SkipRating);
}

TEST(CardLeft, TheLastPageStaysUntilTheCardIsTakenAndThenEnds) {
  FlowBench b;
  b.to_receipt();
  b.flow.on(Event{CardStays{}});
  b.tap(IntentKind::FinishReceipt);
  b.tap(IntentKind::SkipRating);
  ASSERT_EQ(b.page(), Page::Goodbye);
  EXPECT_TRUE(b.state().card_left);
  b.seconds(300);
  EXPECT_EQ(b.page(), Page::Goodbye);
  b.flow.on(Event{CardGone{}});
  EXPECT_FALSE(b.state().card_left);
  EXPECT_EQ(b.state().seconds_left, 2);
  b.seconds(2);
  EXPECT_EQ(b.page(), Page::Idle);
  EXPECT_EQ(b.ports.wiped, 1);
  EXPECT_EQ(b.flow.next_deadline(), -1);
}

TEST(CardLeft, IsSaidAgainEveryEightSeconds) {
  FlowBench b;
  b.to_receipt();
  b.flow.on(Event{CardStays{}});
  b.tap(IntentKind::FinishReceipt);
  b.tap(IntentKind::SkipRating);
  ASSERT_TRUE(b.state().card_left);
  EXPECT_EQ(b.flow.next_deadline(), b.clock.steady() + 8'000);
  b.seconds(25);
  EXPECT_EQ(b.state().reminder, 3);
}

TEST(CardLeft, LiftedBeforeTheEndItChangesNothing) {
  FlowBench b;
  b.to_receipt();
  b.flow.on(Event{CardStays{}});
  b.flow.on(Event{CardGone{}});
  b.tap(IntentKind::FinishReceipt);
  b.tap(IntentKind::SkipRating);
  ASSERT_EQ(b.page(), Page::Goodbye);
  EXPECT_FALSE(b.state().card_left);
  b.seconds(15);
  EXPECT_EQ(b.page(), Page::Idle);
}

TEST(CardLeft, IsNotTheNextPersons) {
  FlowBench b;
  b.to_receipt();
  b.flow.on(Event{CardStays{}});
  b.seconds(90);
  ASSERT_EQ(b.page(), Page::Idle);
  to_goodbye(b);
  EXPECT_FALSE(b.state().card_left);
}

TEST(CardLeft, WhoSaysDoneIsNotHeld) {
  FlowBench b;
  b.to_receipt();
  b.flow.on(Event{CardStays{}});
  b.tap(IntentKind::FinishReceipt);
  b.tap(IntentKind::SkipRating);
  b.tap(IntentKind::LeaveNow);
  EXPECT_EQ(b.page(), Page::Idle);
}

}  // namespace
}  // namespace yitang::resident::test
