// Places of appointments in the store: never one too many, one for each person, reporting once, what is
// forgotten.
#include <gtest/gtest.h>

#include "cases_support.hpp"
#include "kiosk/cases/retention.hpp"
#include "storage/database.hpp"

namespace yitang::cases {
namespace {

constexpr UnixMillis kOneDay = UnixMillis{24} * 3600 * 1000;
const Date kMondayAfter{2026, 11, 23};
const Slot kMorning{kMondayAfter, 9 * 60, 10 * 60};

std::string somebody(int sequence) {
  return test::citizen_number("19600101", std::to_string(200 + sequence));
}

struct SlotBench : test::StoreBench {
  Envelope envelope(int who) {
    Envelope made = test::pension_envelope(*random, clock.now());
    made.item_id = "gov.mediation-request";
    made.applicant.number = somebody(who);
    return made;
  }
  Result<SubmittedCase> book(CaseStore& store, int who, const Slot& slot = kMorning, int capacity = 2) {
    return store.submit(envelope(who), SlotWish{"mediation", slot, capacity, 14});
  }
  void go_to(const Slot& slot) { clock.set_wall(begin_of(slot)); }
  std::optional<storage::Database> file() {
    const auto folder = options().directory;
    const auto keys = storage::KeyFile::open(folder / "keys.bin", options().host);
    auto database =
        storage::Database::open({folder / "cases.db",
                                 {keys->keys().database_key.view(), keys->keys().database_salt.view()},
                                 storage::OpenMode::MustExist});
    if (!database) return std::nullopt;
    return std::move(*database);
  }
  std::int64_t in_file(std::string_view sql) {
    auto database = file();
    return database ? (**database->query_one<std::int64_t>(sql)) : -1;
  }
};

void deliver(CaseStore& store, UnixMillis now) {
  for (auto entry = store.outbox().claim_next(now); entry && *entry; entry = store.outbox().claim_next(now))
    ASSERT_TRUE(store.outbox().mark_delivered((*entry)->id, "receipt"));
}

TEST(StoreSlots, TheLastPlaceGoesOnceAndTheOtherCaseIsNotThere) {
  SlotBench bench;
  auto store = bench.open();
  const auto first = bench.book(store, 1);
  ASSERT_TRUE(first) << describe(first.error());
  ASSERT_TRUE(bench.book(store, 2));
  const auto third = bench.book(store, 3);
  ASSERT_FALSE(third);
  EXPECT_EQ(third.error().kind, ErrorKind::Taken);
  EXPECT_EQ(store.counts()->cases, 2) << "nothing of the third is committed";
  EXPECT_EQ(store.counts()->waiting, 2);
  EXPECT_TRUE(store.find_by_person(somebody(3))->empty());
  const auto taken = *store.places_taken("mediation");
  ASSERT_EQ(taken.size(), 1U);
  EXPECT_EQ(taken[0].day, kMondayAfter);
  EXPECT_EQ(taken[0].from, 540);
  EXPECT_EQ(taken[0].count, 2);
  const auto appointment = *store.appointment_of_case(first->uid);
  ASSERT_TRUE(appointment);
  EXPECT_EQ(appointment->slot, kMorning);
  EXPECT_TRUE(bench.book(store, 3, {kMondayAfter, 10 * 60, 11 * 60})) << "the next slot";
  EXPECT_TRUE(store.check()->ok());
}

TEST(StoreSlots, ACatalogueThatDividesTheDayAnewGivesNoPlaceTwice) {
  SlotBench bench;
  auto store = bench.open();
  ASSERT_TRUE(bench.book(store, 1));
  ASSERT_TRUE(bench.book(store, 2));
  catalog::SlotPlan halves;
  halves.id = "mediation";
  halves.times = {{9 * 60, 11 * 60}};
  halves.minutes = 30;
  halves.capacity = 2;
  const auto days =
      slots_on_offer(halves, test::sample().calendar(), *store.places_taken("mediation"), bench.clock.now());
  ASSERT_FALSE(days.empty());
  ASSERT_EQ(days[0].day, kMondayAfter);
  ASSERT_EQ(days[0].times.size(), 4U);
  EXPECT_EQ(days[0].times[0].left, 0);
  EXPECT_EQ(days[0].times[1].left, 0) << "they are there until ten";
  EXPECT_EQ(days[0].times[2].left, 2);
  EXPECT_EQ(bench.book(store, 3, days[0].times[1].slot).error().kind, ErrorKind::Taken);
  EXPECT_TRUE(bench.book(store, 3, days[0].times[2].slot));
}

TEST(StoreSlots, TheSameSubmissionAgainHasItsPlaceAlready) {
  SlotBench bench;
  auto store = bench.open();
  const Envelope envelope = bench.envelope(1);
  const SlotWish wish{"mediation", kMorning, 1, 14};
  const auto first = store.submit(envelope, wish);
  ASSERT_TRUE(first);
  const auto again = store.submit(envelope, wish);
  ASSERT_TRUE(again);
  EXPECT_TRUE(again->repeated);
  EXPECT_EQ(again->receipt_no, first->receipt_no);
  EXPECT_EQ((*store.places_taken("mediation")).front().count, 1);
}

TEST(StoreSlots, OneLiveAppointmentForEachPersonAndPlan) {
  SlotBench bench;
  auto store = bench.open();
  const auto first = bench.book(store, 1);
  ASSERT_TRUE(first);
  const Slot later{kMondayAfter.plus_days(1), 540, 600};
  EXPECT_EQ(bench.book(store, 1, later).error().kind, ErrorKind::Refused);
  EXPECT_EQ(store.counts()->cases, 1);
  EXPECT_EQ((*store.live_appointment("mediation", somebody(1)))->case_uid, first->uid);
  EXPECT_FALSE(*store.live_appointment("mediation", somebody(2)));
  EXPECT_TRUE(store.submit(bench.envelope(1), SlotWish{"reception", later, 1, 14})) << "another plan";
  ASSERT_TRUE(store.cancel_appointment(first->uid));
  EXPECT_EQ(store.cancel_appointment(first->uid).error().kind, ErrorKind::Refused);
  EXPECT_EQ(store.cancel_appointment("nobody").error().kind, ErrorKind::NotFound);
  EXPECT_FALSE(*store.live_appointment("mediation", somebody(1)));
  EXPECT_TRUE((*store.places_taken("mediation")).empty()) << "the place is free";
  EXPECT_TRUE(bench.book(store, 1, later));
  EXPECT_EQ((*store.appointments_of(somebody(1))).size(), 3U);
}

TEST(StoreSlots, AnAppointmentOfADayThatIsOverStandsInNobodysWay) {
  SlotBench bench;
  auto store = bench.open();
  const auto missed = bench.book(store, 1);
  bench.clock.set_wall(start_of(kMondayAfter.plus_days(1)) + 1000);  // before any upkeep
  ASSERT_TRUE(bench.book(store, 1, {kMondayAfter.plus_days(3), 540, 600}));
  EXPECT_EQ((*store.appointment_of_case(missed->uid))->state, AppointmentState::Missed);
}

TEST(StoreSlots, WhoReportsGetsANumberThatGoesFirstAndOnlyOne) {
  SlotBench bench;
  auto store = bench.open();
  const auto booked = bench.book(store, 1);
  EXPECT_EQ(store.check_in({booked->uid, "reception"}).error().kind, ErrorKind::Refused) << "not today";
  bench.go_to(kMorning);
  ASSERT_TRUE(store.draw_ticket({"reception", somebody(7), ""}));
  const auto drawn = store.check_in({booked->uid, "reception"});
  ASSERT_TRUE(drawn) << describe(drawn.error());
  EXPECT_TRUE(drawn->ticket.priority);
  EXPECT_EQ(drawn->ticket.number, 2);
  EXPECT_EQ(drawn->ahead, 0);
  EXPECT_FALSE(drawn->again);
  const auto again = store.check_in({booked->uid, "reception"});
  ASSERT_TRUE(again);
  EXPECT_TRUE(again->again);
  EXPECT_EQ(again->ticket.uid, drawn->ticket.uid);
  EXPECT_EQ((*store.appointment_of_ticket(drawn->ticket.uid))->case_uid, booked->uid);
  EXPECT_TRUE(store.draw_ticket({"reception", somebody(1), ""})->again) << "it is the number of that person";
  EXPECT_EQ((*store.call_next("reception"))->number, 2) << "before the one that was drawn earlier";
  ASSERT_TRUE(store.end_ticket("reception", 2, TicketState::Served));
  EXPECT_EQ(store.check_in({booked->uid, "reception"})->ticket.state, TicketState::Served)
      << "no second number";
  EXPECT_EQ((*store.tickets("reception")).size(), 2U);
  EXPECT_EQ(store.check_in({"nobody", "reception"}).error().kind, ErrorKind::NotFound);
  EXPECT_TRUE(store.check()->ok());
}

TEST(StoreSlots, TheNumberOfBeforeIsRaisedAndAClosedQueueKeepsItsPromise) {
  SlotBench bench;
  auto store = bench.open();
  const auto first = bench.book(store, 1);
  const auto second = bench.book(store, 2);
  bench.go_to(kMorning);
  ASSERT_TRUE(store.draw_ticket({"reception", somebody(1), ""}));
  const auto raised = store.check_in({first->uid, "reception"});
  ASSERT_TRUE(raised);
  EXPECT_EQ(raised->ticket.number, 1);
  EXPECT_TRUE(raised->ticket.priority);
  ASSERT_TRUE(store.stop_queue("reception", true));
  EXPECT_EQ(store.check_in({second->uid, "reception", false}).error().kind, ErrorKind::Refused) << "late";
  EXPECT_EQ((*store.appointment_of_case(second->uid))->state, AppointmentState::Booked);
  EXPECT_TRUE(store.check_in({second->uid, "reception"})) << "it was promised";
}

TEST(StoreSlots, WhoComesLateHasAnOrdinaryNumberAndIsNotMissing) {
  SlotBench bench;
  auto store = bench.open();
  const auto booked = bench.book(store, 1);
  bench.go_to(kMorning);
  const auto late = store.check_in({booked->uid, "reception", false});
  ASSERT_TRUE(late);
  EXPECT_FALSE(late->ticket.priority);
  bench.clock.advance(kOneDay);
  ASSERT_TRUE(store.close_appointments());
  EXPECT_EQ((*store.appointment_of_case(booked->uid))->state, AppointmentState::CheckedIn);
}

TEST(StoreSlots, TheDayEndsByATrustedClockAndForgetsWhoseItWas) {
  SlotBench bench;
  std::string uid;
  {
    auto store = bench.open();
    uid = bench.book(store, 1)->uid;
  }
  bench.clock.set_wall(start_of(kMondayAfter.plus_days(1)));
  bench.clock.set_judgement(ClockJudgement::Jumped);
  ASSERT_TRUE(bench.open().close_appointments());
  EXPECT_EQ(bench.in_file("SELECT count(holder) FROM appointment WHERE state = 0"), 1);
  bench.clock.set_judgement(ClockJudgement::Plausible);
  ASSERT_TRUE(bench.open().close_appointments());
  EXPECT_EQ(bench.in_file("SELECT count(*) FROM appointment WHERE state = 3"), 1);
  EXPECT_EQ(bench.in_file("SELECT count(holder) FROM appointment"), 0);
  EXPECT_TRUE(bench.open().check()->ok());
  bench.clock.advance(40 * kOneDay);
  ASSERT_TRUE(bench.open().close_appointments());
  EXPECT_EQ(bench.in_file("SELECT count(*) FROM appointment"), 0);
}

TEST(StoreSlots, ErasingTakesThePersonAndFreesThePlace) {
  SlotBench bench;
  {
    auto store = bench.open();
    const auto booked = bench.book(store, 1);
    deliver(store, bench.clock.now());
    ASSERT_TRUE(store.erase_case(booked->uid, EraseReason::OnDemand));
    EXPECT_TRUE((*store.places_taken("mediation")).empty());
    EXPECT_EQ((*store.appointment_of_case(booked->uid))->state, AppointmentState::Cancelled);
    EXPECT_TRUE((*store.appointments_of(somebody(1))).empty());
    EXPECT_TRUE(store.check()->ok());
  }
  EXPECT_EQ(bench.in_file("SELECT count(holder) FROM appointment"), 0);
}

TEST(StoreSlots, RetentionWaitsForTheAppointment) {
  SlotBench bench;
  auto store = bench.open();
  const Slot far{Date::of(bench.clock.now()).plus_days(70), 540, 600};
  const auto booked = bench.book(store, 1, far);
  deliver(store, bench.clock.now());
  bench.clock.advance(65 * kOneDay);  // the item is kept for 60
  EXPECT_EQ(erase_due(store, test::sample(), bench.clock)->erased, 0);
  bench.clock.advance(6 * kOneDay);
  ASSERT_TRUE(store.close_appointments());
  EXPECT_EQ(erase_due(store, test::sample(), bench.clock)->erased, 1);
  EXPECT_EQ(store.case_content(booked->uid).error().kind, ErrorKind::NotFound);
}

TEST(StoreSlots, ARefusalOfTheOfficeFreesThePlace) {
  SlotBench bench;
  auto store = bench.open();
  const auto booked = bench.book(store, 1);
  StatusUpdate update;
  update.uid = booked->uid;
  update.revision = 1;
  update.state = CaseState::Concluded;
  update.outcome = Outcome::Approved;
  update.at = bench.clock.now();
  ASSERT_TRUE(store.apply_status(update));
  EXPECT_EQ((*store.appointment_of_case(booked->uid))->state, AppointmentState::Booked);
  const auto other = bench.book(store, 2);
  update.uid = other->uid;
  update.outcome = Outcome::Refused;
  ASSERT_TRUE(store.apply_status(update));
  EXPECT_EQ((*store.appointment_of_case(other->uid))->state, AppointmentState::Cancelled);
  EXPECT_EQ((*store.places_taken("mediation")).front().count, 1);
}

TEST(StoreSlots, ACopyGivesNoPlacesOfDaysThatItCannotKnow) {
  SlotBench bench;
  auto store = bench.open();
  EXPECT_FALSE(*store.places_unknown_until(14));
  ASSERT_TRUE(store.mark_restored(bench.clock.now() - kOneDay, RestoredHow::Backup));
  const Date until = Date::of(bench.clock.now()).plus_days(14);
  EXPECT_EQ(**store.places_unknown_until(14), until);
  EXPECT_EQ(bench.book(store, 1, {until, 540, 600}).error().kind, ErrorKind::Taken);
  EXPECT_TRUE(bench.book(store, 1, {until.plus_days(1), 540, 600}));
}

TEST(StoreSlots, ACopyPutBackByAWrongClockIsNoOlderThanWhatItHolds) {
  SlotBench bench;
  auto store = bench.open();
  const UnixMillis made = bench.clock.now() + 300 * kOneDay;  // the machine woke up in the past
  ASSERT_TRUE(store.mark_restored(made, RestoredHow::Backup));
  EXPECT_EQ(**store.places_unknown_until(14), Date::of(made).plus_days(14));
}

TEST(StoreSlots, WhoActedForSomebodyFindsItToo) {
  SlotBench bench;
  auto store = bench.open();
  Envelope envelope = bench.envelope(1);
  envelope.agent = Agent{person_from_number(somebody(9), "李四"), catalog::AgentKind::Relative};
  const auto booked = store.submit(envelope, SlotWish{"mediation", kMorning, 1, 14});
  ASSERT_TRUE(booked);
  EXPECT_EQ((*store.appointments_of(somebody(9))).front().case_uid, booked->uid);
  EXPECT_FALSE(*store.live_appointment("mediation", somebody(9))) << "it is not theirs";
  Envelope nobody = bench.envelope(1);
  nobody.applicant.number.clear();
  EXPECT_EQ(store.submit(nobody, SlotWish{"mediation", kMorning, 9, 14}).error().kind, ErrorKind::BadInput);
}

TEST(StoreSlots, TheStaffsListIsInOrderAndCheckFindsPlacesOfNobody) {
  SlotBench bench;
  {
    auto store = bench.open();
    ASSERT_TRUE(bench.book(store, 1, {kMondayAfter.plus_days(1), 540, 600}));
    ASSERT_TRUE(bench.book(store, 2));
    const auto all = *store.list_appointments(std::nullopt);
    ASSERT_EQ(all.size(), 2U);
    EXPECT_EQ(all[0].appointment.slot.day, kMondayAfter);
    EXPECT_EQ(all[0].item_id, "gov.mediation-request");
    EXPECT_EQ((*store.list_appointments(kMondayAfter)).size(), 1U);
    EXPECT_TRUE((*store.list_appointments(kMondayAfter.plus_days(9))).empty());
  }
  ASSERT_TRUE(bench.file()->run("UPDATE appointment SET case_uid = 'gone' WHERE id = 1"));
  EXPECT_FALSE(bench.open().check()->ok());
}

}  // namespace
}  // namespace yitang::cases
