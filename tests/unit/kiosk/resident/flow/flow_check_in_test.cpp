// Reporting for an appointment. The clock stands at Friday 2026-11-20, 09:00.
#include <gtest/gtest.h>

#include "flow_support.hpp"

namespace yitang::resident {
namespace {

using test::FlowBench;

FlowSettings in_town() {
  FlowSettings settings;
  settings.point = "sample-town-01";
  return settings;
}

struct ReportBench : FlowBench {
  ReportBench() : FlowBench(5, in_town()) { tap(IntentKind::Wake); }

  cases::Appointment appointment(int from = 9 * 60 + 15) const {
    return {std::string(32, 'c'),
            "mediation",
            {clock.today(), from, from + 60},
            cases::AppointmentState::Booked,
            ""};
  }
  void to_check_in() {
    tap(IntentKind::OpenQueues);
    tap(IntentKind::OpenCheckIn);
    ASSERT_EQ(page(), Page::CheckIn);
  }
  void put_card() { flow.on(Event{CardRead{test::elder(), 0}}); }
  void say(CheckInVerdict verdict) {
    flow.on(Event{CheckedIn{ports.last_check_in, verdict, appointment(), std::nullopt}});
  }
  void give_number(bool again, bool priority = true) {
    const cases::DrawnTicket drawn{{std::string(32, 'a'), "reception", clock.today(), 4, priority,
                                    cases::TicketState::Waiting, clock.now()},
                                   0,
                                   again};
    flow.on(Event{CheckedIn{ports.last_check_in, CheckInVerdict::Drawn, appointment(), drawn}});
  }
};

TEST(FlowCheckIn, TheCardGivesTheNumberThatGoesFirst) {
  ReportBench b;
  EXPECT_TRUE(b.state().appointments_here);
  b.to_check_in();
  EXPECT_TRUE(b.ports.card_wanted);
  EXPECT_TRUE(b.ports.scan_wanted);
  b.put_card();
  ASSERT_EQ(b.ports.check_ins.size(), 1U);
  EXPECT_EQ(b.ports.check_ins[0].id_number, test::elder().number);
  EXPECT_EQ(b.ports.check_ins[0].point, "sample-town-01");
  EXPECT_FALSE(b.ports.card_wanted);
  EXPECT_FALSE(b.ports.scan_wanted);
  b.tap(IntentKind::GoBack);
  EXPECT_EQ(b.page(), Page::CheckIn) << "the store is asked";
  b.give_number(false);
  ASSERT_EQ(b.page(), Page::Ticket);
  EXPECT_EQ(b.state().tickets.chosen.queue->id, "reception");
  EXPECT_EQ(b.state().tickets.appointment, b.appointment());
  ASSERT_EQ(b.ports.prints.size(), 1U);
  EXPECT_EQ(b.ports.prints[0].name, cases::masked_name(test::elder().name));
  EXPECT_EQ(test::everything_in(b.state()).find(test::elder().number), std::string::npos);
  b.tap(IntentKind::FinishTicket);
  b.tap(IntentKind::LeaveNow);
  EXPECT_EQ(test::everything_in(b.state()), test::everything_in(ResidentState{}));
  EXPECT_TRUE(b.state().appointments_here);
}

TEST(FlowCheckIn, OnceMoreShowsTheSameNumberAndPrintsNothing) {
  ReportBench b;
  b.to_check_in();
  b.put_card();
  b.give_number(true);
  ASSERT_EQ(b.page(), Page::Ticket);
  EXPECT_TRUE(b.ports.prints.empty());
}

TEST(FlowCheckIn, TheCodeOfTheReceiptDoesTheSame) {
  ReportBench b;
  b.to_check_in();
  b.flow.on(Event{ReceiptScanned{"YT1.TOKEN"}});
  ASSERT_EQ(b.ports.check_ins.size(), 1U);
  EXPECT_EQ(b.ports.check_ins[0].token, "YT1.TOKEN");
  b.flow.on(Event{ReceiptScanned{"YT1.SECOND"}});
  EXPECT_EQ(b.ports.check_ins.size(), 1U) << "one at a time";
  b.give_number(false);
  EXPECT_EQ(b.page(), Page::Ticket);
  EXPECT_EQ(b.state().tickets.name, "") << "a paper does not tell whose it is";
}

TEST(FlowCheckIn, AfterACodeOfNoUseTheCardOrTheReceiptDoAtOnce) {
  ReportBench b;
  b.to_check_in();
  b.flow.on(Event{UnknownCodeScanned{}});
  ASSERT_EQ(b.state().check_in.view, CheckInView::Nothing);
  EXPECT_TRUE(b.ports.card_wanted);
  b.put_card();
  EXPECT_EQ(b.ports.check_ins.size(), 1U);
  ReportBench with_receipt;
  with_receipt.to_check_in();
  with_receipt.flow.on(
      Event{IdentityCodeScanned{catalog::IdentityMethod::MedicalCode, WipedBytes{'4', '2'}}});
  ASSERT_EQ(with_receipt.state().check_in.view, CheckInView::Nothing);
  with_receipt.flow.on(Event{ReceiptScanned{"YT1.TOKEN"}});
  EXPECT_EQ(with_receipt.ports.check_ins.size(), 1U);
}

TEST(FlowCheckIn, WhoIsExpectedIsNotWarnedOfTheClosingHour) {
  ReportBench b;
  const auto drawn = [&](const std::optional<cases::Appointment>& one) {
    b.tap(IntentKind::OpenQueues);
    b.tap(IntentKind::ChooseQueue, "reception");
    b.put_card();
    const cases::DrawnTicket ticket{{std::string(32, 'a'), "reception", b.clock.today(), 4, one.has_value(),
                                     cases::TicketState::Waiting, b.clock.now()},
                                    200,
                                    false};
    b.flow.on(Event{TicketDrawn{b.ports.last_wish, ticket, one}});
    const cases::QueueWarning warning = b.state().tickets.chosen.warning;
    b.tap(IntentKind::LeaveNow);
    return warning;
  };
  EXPECT_NE(drawn(std::nullopt), cases::QueueWarning::None);
  EXPECT_EQ(drawn(b.appointment()), cases::QueueWarning::None);
}

TEST(FlowCheckIn, WhyItIsNotNowIsSaidAndBackLeadsToTheWindows) {
  const std::pair<CheckInVerdict, CheckInView> all[] = {{CheckInVerdict::TooEarly, CheckInView::TooEarly},
                                                        {CheckInVerdict::OtherDay, CheckInView::OtherDay},
                                                        {CheckInVerdict::OtherPlace, CheckInView::OtherPlace},
                                                        {CheckInVerdict::Over, CheckInView::Over},
                                                        {CheckInVerdict::Nothing, CheckInView::Nothing},
                                                        {CheckInVerdict::Closed, CheckInView::Closed},
                                                        {CheckInVerdict::Unsure, CheckInView::Unsure},
                                                        {CheckInVerdict::Failed, CheckInView::Failed}};
  for (const auto& [verdict, view] : all) {
    ReportBench b;
    b.to_check_in();
    b.put_card();
    b.say(verdict);
    EXPECT_EQ(b.state().check_in.view, view);
    b.tap(IntentKind::GoBack);
    EXPECT_EQ(b.page(), Page::Queues);
    EXPECT_FALSE(b.state().check_in.appointment);
  }
}

TEST(FlowCheckIn, TooLateTakesAnOrdinaryNumberOfThatWindow) {
  ReportBench b;
  b.to_check_in();
  b.put_card();
  b.say(CheckInVerdict::TooLate);
  ASSERT_EQ(b.state().check_in.view, CheckInView::TooLate);
  b.tap(IntentKind::TakeLateNumber);
  ASSERT_EQ(b.ports.check_ins.size(), 2U);
  EXPECT_TRUE(b.ports.check_ins[1].late);
  EXPECT_EQ(b.ports.check_ins[1].case_uid, b.appointment().case_uid);
  b.give_number(false, false);
  EXPECT_EQ(b.page(), Page::Ticket);
  EXPECT_FALSE(b.state().tickets.drawn->ticket.priority);
}

TEST(FlowCheckIn, TooLateAfterWorkThereAreNoNumbers) {
  ReportBench b;
  b.to_check_in();
  b.put_card();
  b.say(CheckInVerdict::TooLate);
  b.clock.set_wall(start_of(b.clock.today()) + UnixMillis{20} * 3600 * 1000);
  b.tap(IntentKind::TakeLateNumber);
  EXPECT_EQ(b.ports.check_ins.size(), 1U);
  EXPECT_EQ(b.state().check_in.view, CheckInView::Closed);
}

TEST(FlowCheckIn, AnAnswerToAnEarlierQuestionIsNotTheirs) {
  ReportBench b;
  b.to_check_in();
  b.put_card();
  const int first = b.ports.last_check_in;
  b.say(CheckInVerdict::Failed);
  b.tap(IntentKind::OpenCheckIn);
  ASSERT_EQ(b.state().check_in.view, CheckInView::Card) << "try again";
  b.put_card();
  b.flow.on(Event{CheckedIn{first, CheckInVerdict::OtherDay, b.appointment(), std::nullopt}});
  EXPECT_EQ(b.state().check_in.view, CheckInView::Looking);
}

TEST(FlowCheckIn, ThePageOfTheCaseOffersItInTime) {
  ReportBench b;
  b.tap(IntentKind::OpenQuery);
  b.flow.on(Event{CardRead{test::elder(), 0}});
  cases::CaseRow row = b.row(std::string(32, 'c'), "gov.mediation-request");
  b.answer_person({{}, {row}, {}});
  b.tap(IntentKind::OpenCase, row.uid);
  CaseDetail detail{row, {}};
  detail.appointment = b.appointment(11 * 60);
  b.flow.on(Event{detail});
  ASSERT_EQ(b.page(), Page::QueryCase);
  b.tap(IntentKind::OpenCheckIn);
  EXPECT_TRUE(b.ports.check_ins.empty()) << "two hours too early";
  b.clock.advance(100 * 60 * 1000);
  b.tap(IntentKind::OpenCheckIn);
  ASSERT_EQ(b.ports.check_ins.size(), 1U);
  EXPECT_EQ(b.ports.check_ins[0].case_uid, row.uid);
  b.say(CheckInVerdict::Failed);
  b.tap(IntentKind::GoBack);
  EXPECT_EQ(b.page(), Page::QueryCase);
}

TEST(FlowCheckIn, AnotherPlaceHasNoSuchPage) {
  FlowSettings village;
  village.point = "sample-village-01";
  FlowBench b(5, village);
  b.tap(IntentKind::Wake);
  EXPECT_FALSE(b.state().appointments_here);
}

}  // namespace
}  // namespace yitang::resident
