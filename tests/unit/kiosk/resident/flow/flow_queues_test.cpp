// Numbers for the windows, from the home page and from a guide. The clock stands at Friday 09:00.
#include <gtest/gtest.h>

#include "flow_support.hpp"

namespace yitang::resident {
namespace {

using test::FlowBench;

constexpr const char* kTownHall = "sample-town-01";

FlowSettings in_the_hall() {
  FlowSettings settings;
  settings.point = kTownHall;
  return settings;
}

struct QueueBench : FlowBench {
  QueueBench() : FlowBench(5, in_the_hall()) { tap(IntentKind::Wake); }

  void at(int hour, int minute) {
    clock.set_wall(start_of(clock.today()) + (hour * 60 + minute) * UnixMillis{60'000});
  }
  void to_card_page(const char* queue = "general") {
    tap(IntentKind::OpenQueues);
    tap(IntentKind::ChooseQueue, queue);
  }
  void give(int number, int ahead, bool again = false) {
    cases::DrawnTicket drawn{{std::string(32, 'a'), ports.wishes.back().queue, clock.today(), number, false,
                              cases::TicketState::Waiting, clock.now()},
                             ahead,
                             again};
    flow.on(Event{TicketDrawn{ports.last_wish, drawn}});
  }
  void put_card(const cases::Person& person) { flow.on(Event{CardRead{person, 0}}); }
};

TEST(FlowQueues, TheHallOffersItsQueuesAndAnotherPlaceNone) {
  QueueBench b;
  EXPECT_TRUE(b.state().queues_here);
  b.tap(IntentKind::OpenQueues);
  ASSERT_EQ(b.page(), Page::Queues);
  EXPECT_EQ(b.state().tickets.offers.size(), 4U);
  EXPECT_EQ(b.ports.queues_asked, 1);
  b.flow.on(Event{QueuesCounted{{{"general", 7, false}, {"household", 0, true}}}});
  EXPECT_EQ(b.state().tickets.offers[0].waiting, 7);
  EXPECT_FALSE(b.state().tickets.offers[1].gives_numbers());
  b.tap(IntentKind::ChooseQueue, "household");
  EXPECT_EQ(b.page(), Page::Queues) << "stopped";
  b.tap(IntentKind::ChooseQueue, "nothing");
  EXPECT_EQ(b.page(), Page::Queues);

  FlowBench village;
  village.tap(IntentKind::Wake);
  EXPECT_FALSE(village.state().queues_here);
  village.to_guide("hk.residence-permit");
  village.tap(IntentKind::OpenQueues);
  EXPECT_EQ(village.page(), Page::Guide);
}

TEST(FlowQueues, WithTheCardTheNumberIsShownAndPrintedUnderAMaskedName) {
  QueueBench b;
  b.to_card_page();
  ASSERT_EQ(b.page(), Page::TicketCard);
  EXPECT_TRUE(b.ports.card_wanted);
  b.put_card(test::elder());
  EXPECT_FALSE(b.ports.card_wanted);
  ASSERT_EQ(b.ports.wishes.size(), 1U);
  EXPECT_EQ(b.ports.wishes[0].queue, "general");
  EXPECT_EQ(b.ports.wishes[0].id_number, test::elder().number);
  b.give(12, 3);
  ASSERT_EQ(b.page(), Page::Ticket);
  EXPECT_EQ(b.state().tickets.drawn->ahead, 3);
  ASSERT_EQ(b.ports.prints.size(), 1U);
  EXPECT_EQ(b.ports.prints[0].kind, PrintKind::Ticket);
  EXPECT_EQ(b.ports.prints[0].case_uid, std::string(32, 'a'));
  EXPECT_EQ(b.ports.prints[0].name, cases::masked_name(test::elder().name));
  EXPECT_EQ(test::everything_in(b.state()).find(test::elder().number), std::string::npos);
  b.tap(IntentKind::FinishTicket);
  EXPECT_EQ(b.page(), Page::Goodbye);
  b.tap(IntentKind::LeaveNow);
  EXPECT_EQ(b.page(), Page::Idle);
  EXPECT_EQ(test::everything_in(b.state()), test::everything_in(ResidentState{}));
  EXPECT_TRUE(b.state().queues_here);
}

TEST(FlowQueues, WhoHasANumberSeesItAgainAndPrintsItOnlyWhenAsked) {
  QueueBench b;
  b.to_card_page();
  b.put_card(test::elder());
  b.give(12, 3, true);
  ASSERT_EQ(b.page(), Page::Ticket);
  EXPECT_TRUE(b.ports.prints.empty());
  b.tap(IntentKind::PrintTicket);
  ASSERT_EQ(b.ports.prints.size(), 1U);
  b.tap(IntentKind::PrintTicket);
  EXPECT_EQ(b.ports.prints.size(), 1U) << "one is on its way";
}

TEST(FlowQueues, WithoutACardTheVisitIsNamedByAWordThatSaysNothing) {
  QueueBench b;
  b.to_card_page();
  b.tap(IntentKind::TakeWithoutCard);
  ASSERT_EQ(b.ports.wishes.size(), 1U);
  EXPECT_EQ(b.ports.wishes[0].id_number, "");
  const std::string visit = b.ports.wishes[0].visit;
  EXPECT_EQ(visit.size(), 32U);
  b.give(1, 0);
  EXPECT_EQ(b.state().tickets.name, "");
  b.tap(IntentKind::GoBack);
  EXPECT_EQ(b.page(), Page::Queues);
  b.tap(IntentKind::GoHome);
  b.to_card_page("household");
  b.tap(IntentKind::TakeWithoutCard);
  EXPECT_EQ(b.ports.wishes[1].visit, visit) << "the same visit";
  b.give(1, 0);
  b.tap(IntentKind::FinishTicket);
  b.tap(IntentKind::LeaveNow);
  b.tap(IntentKind::Wake);
  b.to_card_page();
  b.tap(IntentKind::TakeWithoutCard);
  EXPECT_NE(b.ports.wishes[2].visit, visit);
}

TEST(FlowQueues, AnExpiredCardTellsWhoItIsAndAWrongOneIsSaid) {
  QueueBench b;
  b.to_card_page();
  b.flow.on(Event{CardFailed{CardProblem::NotAnIdCard}});
  EXPECT_EQ(b.state().card.view, CardView::Problem);
  EXPECT_EQ(b.page(), Page::TicketCard);
  b.flow.on(Event{CardGone{}});
  EXPECT_EQ(b.state().card.view, CardView::Waiting);
  cases::Person expired = test::elder();
  expired.valid_to = Date{2020, 1, 1};
  expired.long_term = false;
  b.put_card(expired);
  EXPECT_EQ(b.ports.wishes.size(), 1U);
}

TEST(FlowQueues, OutOfHoursThePageSaysWhenNumbersComeAgain) {
  QueueBench b;
  b.at(12, 30);
  b.tap(IntentKind::OpenQueues);
  EXPECT_FALSE(b.state().tickets.offers[0].gives_numbers());
  EXPECT_EQ(clock_text(*b.state().tickets.offers[0].hours->next), "14:00");
  b.tap(IntentKind::ChooseQueue, "general");
  EXPECT_EQ(b.page(), Page::Queues);
  b.at(14, 0);
  b.tap(IntentKind::ChooseQueue, "general");
  EXPECT_EQ(b.page(), Page::TicketCard) << "it has opened while the page was there";
  b.at(17, 31);
  b.put_card(test::elder());
  EXPECT_EQ(b.page(), Page::Queues) << "it has closed while the page waited for a card";
  EXPECT_TRUE(b.ports.wishes.empty());
  EXPECT_EQ(b.state().tickets.name, "");
}

TEST(FlowQueues, NearClosingComesWithAWarningBeforeAndAfter) {
  QueueBench b;
  b.at(17, 15);
  b.to_card_page();
  EXPECT_EQ(b.state().tickets.chosen.warning, cases::QueueWarning::TooLate);
  b.put_card(test::elder());
  b.give(40, 5);
  EXPECT_EQ(b.state().tickets.chosen.warning, cases::QueueWarning::TooLate);
}

TEST(FlowQueues, AClockThatNobodyBelievesSaysNothingOfHours) {
  QueueBench b;
  b.clock.set_judgement(ClockJudgement::BeforeRelease);
  b.at(3, 0);
  b.to_card_page();
  EXPECT_EQ(b.page(), Page::TicketCard);
  EXPECT_FALSE(b.state().tickets.chosen.hours);
}

TEST(FlowQueues, FromAGuideTheWayLeadsToTheWindowOfTheItemAndBack) {
  QueueBench b;
  b.tap(IntentKind::OpenItem, "hk.residence-permit");
  b.tap(IntentKind::OpenQueues);
  ASSERT_EQ(b.page(), Page::TicketCard);
  EXPECT_EQ(b.state().tickets.chosen.queue->id, "household");
  b.tap(IntentKind::GoBack);
  EXPECT_EQ(b.page(), Page::Guide);
  EXPECT_FALSE(b.ports.card_wanted);
  b.at(18, 0);
  b.tap(IntentKind::OpenQueues);
  ASSERT_EQ(b.page(), Page::Queues);
  EXPECT_EQ(b.state().tickets.offers.size(), 1U) << "the others are of no use to this person";
  b.tap(IntentKind::GoBack);
  EXPECT_EQ(b.page(), Page::Guide);
  b.tap(IntentKind::OpenItem, "ss.pension-claim");
  b.tap(IntentKind::OpenQueues);
  EXPECT_EQ(b.page(), Page::Guide) << "needs no window";
}

TEST(FlowQueues, NobodyLeavesWhileANumberIsDrawnAndALateAnswerIsNobodysElse) {
  QueueBench b;
  b.to_card_page();
  b.put_card(test::elder());
  b.tap(IntentKind::GoBack);
  b.tap(IntentKind::GoHome);
  b.tap(IntentKind::TakeWithoutCard);
  EXPECT_EQ(b.page(), Page::TicketCard);
  EXPECT_EQ(b.ports.wishes.size(), 1U);
  const int request = b.ports.last_wish;
  b.flow.on(Event{TicketFailed{request, ErrorKind::StoreFailed}});
  EXPECT_EQ(b.state().tickets.view, TicketView::Failed);
  EXPECT_EQ(b.state().tickets.name, "");
  b.tap(IntentKind::ChooseQueue, "general");
  EXPECT_EQ(b.state().tickets.view, TicketView::Card);
  b.tap(IntentKind::TakeWithoutCard);
  b.flow.on(Event{TicketDrawn{request, {}}});
  EXPECT_EQ(b.page(), Page::TicketCard) << "the answer to an earlier request";
  b.flow.on(Event{TicketFailed{b.ports.last_wish, ErrorKind::Refused}});
  EXPECT_EQ(b.state().tickets.view, TicketView::Stopped);
  b.tap(IntentKind::GoBack);
  EXPECT_EQ(b.page(), Page::Queues);
  b.tap(IntentKind::GoBack);
  EXPECT_EQ(b.page(), Page::Home);
}

TEST(FlowQueues, WhoWalksAwayFromTheNumberLeavesNothing) {
  QueueBench b;
  b.to_card_page();
  b.put_card(test::elder());
  b.give(3, 2);
  b.seconds(95);
  EXPECT_EQ(b.page(), Page::Idle);
  EXPECT_FALSE(b.state().tickets.drawn);
  EXPECT_EQ(b.state().tickets.name, "");
}

}  // namespace
}  // namespace yitang::resident
