// What the staff sees of appointments, and what the store's thread answers to somebody who reports.
#include "kiosk/terminal/appointment_command.hpp"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "kiosk/terminal/control_request.hpp"
#include "kiosk/terminal/slot_answers.hpp"
#include "tests/unit/kiosk/cases/cases_support.hpp"

namespace yitang::terminal {
namespace {

using nlohmann::json;
using resident::CheckInVerdict;

const cases::Slot kTuesdayMorning{Date{2026, 11, 24}, 570, 630};

struct AppointmentDesk {
  cases::test::StoreBench bench;
  cases::CaseStore store = bench.open();
  const catalog::Catalog& catalog = cases::test::sample();
  const catalog::SlotPlan& plan = *catalog.slot_plan("mediation");
  const catalog::ServiceItem& item = cases::test::item("gov.mediation-request");

  cases::Envelope envelope(const std::string& number, const cases::Slot& slot = kTuesdayMorning) {
    cases::Envelope made = cases::test::pension_envelope(*bench.random, bench.clock.now());
    made.item_id = item.id;
    made.item_version = item.version;
    made.applicant.number = number;
    made.values.clear();
    cases::put_slot(item, slot, made.values);
    return made;
  }
  Result<cases::SubmittedCase> book(const std::string& number, const cases::Slot& slot = kTuesdayMorning) {
    return submit_with_place(store, catalog, item, envelope(number, slot), plan, bench.clock.now());
  }
  void at(int hour, int minute, Date day = kTuesdayMorning.day) {
    bench.clock.set_wall(start_of(day) + (hour * 60 + minute) * UnixMillis{60'000});
  }
  resident::CheckedIn report(resident::CheckInRequest wish) {
    if (wish.point.empty()) wish.point = "sample-town-01";
    auto answer = answer_check_in(store, catalog, bench.clock, wish);
    EXPECT_TRUE(answer) << (answer ? std::string() : describe(answer.error()));
    return answer.value_or(resident::CheckedIn{});
  }
  Result<std::string> ask(AppointmentVerb verb, const std::string& word = {}) {
    return perform(store, catalog,
                   {verb, verb == AppointmentVerb::List ? word : std::string(),
                    verb == AppointmentVerb::Cancel ? word : std::string()});
  }
};

std::string person_number(int who) {
  return cases::test::citizen_number("19600101", std::to_string(400 + who));
}

TEST(AppointmentCommand, GoesThroughTheSocketUnchanged) {
  const auto list =
      appointment_command_from_json(to_json(AppointmentCommand{AppointmentVerb::List, "2026-11-24", ""}));
  ASSERT_TRUE(list);
  EXPECT_EQ(list->verb, AppointmentVerb::List);
  EXPECT_EQ(list->day, "2026-11-24");
  const auto cancel =
      appointment_command_from_json(to_json(AppointmentCommand{AppointmentVerb::Cancel, "", "YT01-1"}));
  ASSERT_TRUE(cancel);
  EXPECT_EQ(cancel->verb, AppointmentVerb::Cancel);
  EXPECT_EQ(cancel->receipt, "YT01-1");
  const std::string_view wrong[] = {"",
                                    "[]",
                                    "{}",
                                    R"({"verb":"jump"})",
                                    R"({"verb":1})",
                                    R"({"verb":"list","day":7})",
                                    R"({"verb":"cancel","receipt":[1]})"};
  for (const std::string_view text : wrong)
    EXPECT_EQ(appointment_command_from_json(text).error().kind, ErrorKind::BadInput) << text;
  ControlRequests requests;
  requests.appointment = [](const AppointmentCommand& command) { return Result<std::string>(command.day); };
  EXPECT_EQ(*output_of(requests(to_json(AppointmentCommand{AppointmentVerb::List, "2026-11-24", ""}))),
            "2026-11-24");
}

TEST(AppointmentCommand, ListsMaskedNamesAndThePublicNameOnly) {
  AppointmentDesk desk;
  const auto booked = desk.book(person_number(1));
  ASSERT_TRUE(booked) << describe(booked.error());
  const std::string text = *desk.ask(AppointmentVerb::List);
  const json all = json::parse(text);
  ASSERT_EQ(all.size(), 1U);
  EXPECT_EQ(all[0]["day"], "2026-11-24");
  EXPECT_EQ(all[0]["time"], "09:30-10:30");
  EXPECT_EQ(all[0]["receipt"], booked->receipt_no);
  EXPECT_EQ(all[0]["name"], cases::masked_name(cases::test::elder().name));
  EXPECT_EQ(all[0]["item"], "登记事项");
  EXPECT_EQ(all[0]["state"], "booked");
  EXPECT_EQ(text.find("调解"), std::string::npos);
  EXPECT_EQ(text.find(person_number(1)), std::string::npos);
  EXPECT_EQ(text.find(cases::test::elder().name), std::string::npos);
  EXPECT_EQ(json::parse(*desk.ask(AppointmentVerb::List, "2026-11-25")).size(), 0U);
  EXPECT_EQ(desk.ask(AppointmentVerb::List, "tomorrow").error().kind, ErrorKind::BadInput);
}

TEST(AppointmentCommand, CancelsByReceiptOnceAndFreesThePlace) {
  AppointmentDesk desk;
  const auto booked = desk.book(person_number(1));
  EXPECT_EQ(json::parse(*desk.ask(AppointmentVerb::Cancel, booked->receipt_no))["state"], "cancelled");
  EXPECT_TRUE((*desk.store.places_taken("mediation")).empty());
  EXPECT_EQ(desk.ask(AppointmentVerb::Cancel, booked->receipt_no).error().kind, ErrorKind::Refused);
  EXPECT_EQ(desk.ask(AppointmentVerb::Cancel, "YT01").error().kind, ErrorKind::BadInput);
  EXPECT_TRUE(desk.book(person_number(1))) << "the person may book again";
}

TEST(SlotAnswers, WhatCannotBeHadIsTaken) {
  AppointmentDesk desk;
  ASSERT_TRUE(desk.book(person_number(1)));
  ASSERT_TRUE(desk.book(person_number(2)));
  EXPECT_EQ(desk.book(person_number(3)).error().kind, ErrorKind::Taken) << "two places";
  EXPECT_EQ(desk.book(person_number(1), {kTuesdayMorning.day, 630, 690}).error().kind, ErrorKind::Taken)
      << "one for each person";
  EXPECT_EQ(desk.book(person_number(3), {Date{2026, 11, 20}, 570, 630}).error().kind, ErrorKind::Taken)
      << "today";
  EXPECT_EQ(desk.book(person_number(3), {kTuesdayMorning.day, 571, 631}).error().kind, ErrorKind::Taken);
  auto known = slots_of(desk.store, desk.plan, person_number(1));
  ASSERT_TRUE(known);
  EXPECT_EQ(known->taken.front().count, 2);
  EXPECT_TRUE(known->own);
  EXPECT_FALSE(slots_of(desk.store, desk.plan, person_number(3))->own);
}

TEST(SlotAnswers, AnAnswerThatWasLostIsAskedForAgain) {
  AppointmentDesk desk;
  const cases::Envelope envelope = desk.envelope(person_number(1));
  const auto first =
      submit_with_place(desk.store, desk.catalog, desk.item, envelope, desk.plan, desk.bench.clock.now());
  ASSERT_TRUE(first);
  const auto again =
      submit_with_place(desk.store, desk.catalog, desk.item, envelope, desk.plan, desk.bench.clock.now());
  ASSERT_TRUE(again);
  EXPECT_EQ(again->receipt_no, first->receipt_no);
  desk.at(9, 20);  // too near to be given out anew, but this one has it
  const auto late =
      submit_with_place(desk.store, desk.catalog, desk.item, envelope, desk.plan, desk.bench.clock.now());
  ASSERT_TRUE(late) << describe(late.error());
  EXPECT_EQ(late->receipt_no, first->receipt_no);
}

TEST(SlotAnswers, ReportingIsJudgedByTimePlaceAndClock) {
  AppointmentDesk desk;
  const auto booked = desk.book(person_number(1));
  const resident::CheckInRequest card{.id_number = person_number(1)};
  EXPECT_EQ(desk.report(card).verdict, CheckInVerdict::OtherDay);
  EXPECT_EQ(desk.report({.id_number = person_number(2)}).verdict, CheckInVerdict::Nothing);
  EXPECT_EQ(desk.report({.token = "YT1.NOTHING"}).verdict, CheckInVerdict::Nothing);
  EXPECT_EQ(desk.report({.id_number = person_number(1), .point = "sample-village-01"}).verdict,
            CheckInVerdict::OtherPlace);
  desk.at(8, 59);
  EXPECT_EQ(desk.report(card).verdict, CheckInVerdict::TooEarly);
  desk.at(9, 46);
  const auto late = desk.report(card);
  EXPECT_EQ(late.verdict, CheckInVerdict::TooLate);
  EXPECT_FALSE(late.drawn);
  desk.at(9, 45);
  desk.bench.clock.set_judgement(ClockJudgement::Jumped);
  EXPECT_EQ(desk.report(card).verdict, CheckInVerdict::Unsure);
  desk.bench.clock.set_judgement(ClockJudgement::Plausible);
  const auto drawn = desk.report({.token = booked->qr_token});
  ASSERT_EQ(drawn.verdict, CheckInVerdict::Drawn);
  EXPECT_TRUE(drawn.drawn->ticket.priority);
  EXPECT_EQ(drawn.drawn->ticket.queue, "reception");
  const auto again = desk.report(card);
  ASSERT_EQ(again.verdict, CheckInVerdict::Drawn);
  EXPECT_TRUE(again.drawn->again);
  ASSERT_TRUE(*desk.store.call_next("reception"));
  ASSERT_TRUE(desk.store.end_ticket("reception", drawn.drawn->ticket.number, cases::TicketState::Served));
  EXPECT_EQ(desk.report(card).verdict, CheckInVerdict::Over);
  desk.at(0, 1, kTuesdayMorning.day.plus_days(1));
  EXPECT_EQ(desk.report({.token = booked->qr_token}).verdict, CheckInVerdict::Over);
}

TEST(SlotAnswers, TooLateGetsAnOrdinaryNumberUnlessTheStaffGivesNone) {
  AppointmentDesk desk;
  const auto booked = desk.book(person_number(1));
  desk.at(10, 30);
  ASSERT_TRUE(desk.store.stop_queue("reception", true));
  const resident::CheckInRequest wish{.case_uid = booked->uid, .late = true};
  EXPECT_EQ(desk.report(wish).verdict, CheckInVerdict::Closed);
  ASSERT_TRUE(desk.store.stop_queue("reception", false));
  const auto drawn = desk.report(wish);
  ASSERT_EQ(drawn.verdict, CheckInVerdict::Drawn);
  EXPECT_FALSE(drawn.drawn->ticket.priority);
}

TEST(SlotAnswers, WhoTakesANumberWithTheCardInTimeIsCheckedIn) {
  AppointmentDesk desk;
  const auto booked = desk.book(person_number(1));
  desk.at(9, 20);
  const auto draw = [&](const char* queue, int who) {
    return *draw_ticket_of(desk.store, desk.catalog, desk.bench.clock, {queue, person_number(who), ""});
  };
  EXPECT_FALSE(draw("general", 1).appointment) << "another window";
  EXPECT_FALSE(draw("reception", 2).drawn.ticket.priority);
  const auto drawn = draw("reception", 1);
  EXPECT_TRUE(drawn.drawn.ticket.priority);
  ASSERT_TRUE(drawn.appointment);
  EXPECT_EQ(drawn.appointment->case_uid, booked->uid);
  EXPECT_EQ((*desk.store.appointment_of_case(booked->uid))->state, cases::AppointmentState::CheckedIn);
}

}  // namespace
}  // namespace yitang::terminal
