// Numbers for the windows in the store: one live one for each person, days, calls, what is forgotten.
#include <gtest/gtest.h>

#include <set>

#include "cases_support.hpp"
#include "storage/database.hpp"

namespace yitang::cases {
namespace {

constexpr UnixMillis kDay = UnixMillis{24} * 3600 * 1000;

std::string visit(char digit) { return std::string(32, digit); }
std::string person(int sequence) { return test::citizen_number("19600101", std::to_string(100 + sequence)); }

int number_of(Result<DrawnTicket> drawn) { return drawn ? drawn->ticket.number : -1; }

TEST(StoreQueue, ThePersonGetsTheLiveNumberAgainAndNobodyElseDoes) {
  test::StoreBench bench;
  auto store = bench.open();
  const auto first = *store.draw_ticket({"general", person(1), visit('1')});
  EXPECT_EQ(first.ticket.number, 1);
  EXPECT_EQ(first.ahead, 0);
  EXPECT_FALSE(first.again);
  const auto other = *store.draw_ticket({"general", person(2), visit('2')});
  EXPECT_EQ(other.ticket.number, 2);
  EXPECT_EQ(other.ahead, 1);
  const auto again = *store.draw_ticket({"general", person(1), visit('3')});
  EXPECT_TRUE(again.again);
  EXPECT_EQ(again.ticket.uid, first.ticket.uid);
  EXPECT_EQ(number_of(store.draw_ticket({"household", person(1), visit('1')})), 1) << "another queue";
  EXPECT_EQ(store.ticket(first.ticket.uid)->value().ticket.number, 1);
  EXPECT_FALSE(*store.ticket("nobody's"));
}

TEST(StoreQueue, WithoutACardTheVisitGetsItsNumberAgainAndAnotherVisitANewOne) {
  test::StoreBench bench;
  auto store = bench.open();
  EXPECT_EQ(number_of(store.draw_ticket({"general", "", visit('1')})), 1);
  EXPECT_EQ(number_of(store.draw_ticket({"general", "", visit('1')})), 1);
  EXPECT_EQ(number_of(store.draw_ticket({"general", "", visit('2')})), 2);
  EXPECT_EQ(number_of(store.draw_ticket({"general", person(1), visit('2')})), 3) << "a card is somebody";
  EXPECT_EQ(number_of(store.draw_ticket({"general", "", visit('3')})), 4);
}

TEST(StoreQueue, NumbersBeginAnewAtMidnightAndYesterdaysAreNotLive) {
  test::StoreBench bench;
  auto store = bench.open();
  EXPECT_EQ(number_of(store.draw_ticket({"general", person(1), visit('1')})), 1);
  EXPECT_EQ(number_of(store.draw_ticket({"general", person(2), visit('2')})), 2);
  bench.clock.advance(kDay);
  const auto today = *store.draw_ticket({"general", person(1), visit('3')});
  EXPECT_EQ(today.ticket.number, 1);
  EXPECT_FALSE(today.again);
  EXPECT_EQ(today.ahead, 0) << "nobody of yesterday waits";
  EXPECT_EQ((*store.queue_counts()).front().waiting, 1);
}

TEST(StoreQueue, CallingGoesByPriorityThenNumberAndLessensThoseAhead) {
  test::StoreBench bench;
  auto store = bench.open();
  for (int i = 1; i <= 3; ++i) ASSERT_EQ(number_of(store.draw_ticket({"general", person(i), ""})), i);
  const auto booked = *store.draw_ticket({"general", person(4), "", true});
  EXPECT_EQ(booked.ahead, 0);
  const auto last = *store.draw_ticket({"general", person(3), ""});
  EXPECT_EQ(last.ahead, 3);
  EXPECT_EQ((*store.call_next("general"))->number, 4);
  EXPECT_EQ((*store.call_next("general"))->number, 1);
  EXPECT_EQ((*store.ticket(last.ticket.uid))->ahead, 1);
  EXPECT_EQ(store.end_ticket("general", 1, TicketState::Served)->state, TicketState::Served);
  EXPECT_EQ(store.end_ticket("general", 1, TicketState::Served).error().kind, ErrorKind::Refused);
  EXPECT_EQ(store.end_ticket("general", 2, TicketState::Served).error().kind, ErrorKind::Refused)
      << "not called yet";
  EXPECT_EQ(store.end_ticket("general", 77, TicketState::Served).error().kind, ErrorKind::NotFound);
  EXPECT_EQ(store.end_ticket("general", 4, TicketState::Absent)->state, TicketState::Absent);
  const auto fresh = *store.draw_ticket({"general", person(4), ""});
  EXPECT_FALSE(fresh.again) << "whose number is over may draw another";
  EXPECT_EQ(fresh.ticket.number, 5);
  const auto list = *store.tickets("general");
  ASSERT_EQ(list.size(), 5U);
  EXPECT_EQ(list[0].number, 2);
  EXPECT_FALSE(*store.call_next("household"));
  EXPECT_TRUE(store.check()->ok());
}

TEST(StoreQueue, AnAppointmentRaisesTheNumberThatThePersonDrewBefore) {
  test::StoreBench bench;
  auto store = bench.open();
  ASSERT_TRUE(store.draw_ticket({"general", person(1), ""}));
  ASSERT_TRUE(store.draw_ticket({"general", person(2), ""}));
  const auto raised = *store.draw_ticket({"general", person(2), "", true});
  EXPECT_TRUE(raised.again);
  EXPECT_EQ(raised.ticket.number, 2);
  EXPECT_EQ(raised.ahead, 0);
}

TEST(StoreQueue, AClosedQueueGivesNoMoreNumbersButCallsThoseWhoWaitAndOpensTomorrow) {
  test::StoreBench bench;
  auto store = bench.open();
  ASSERT_TRUE(store.draw_ticket({"general", person(1), ""}));
  ASSERT_TRUE(store.stop_queue("general", true));
  EXPECT_EQ(store.draw_ticket({"general", person(2), ""}).error().kind, ErrorKind::Refused);
  EXPECT_TRUE(store.draw_ticket({"general", person(1), ""})->again) << "the live one is still shown";
  EXPECT_TRUE((*store.queue_counts()).front().stopped);
  EXPECT_EQ((*store.call_next("general"))->number, 1);
  ASSERT_TRUE(store.stop_queue("general", false));
  EXPECT_EQ(number_of(store.draw_ticket({"general", person(2), ""})), 2);
  ASSERT_TRUE(store.stop_queue("general", true));
  bench.clock.advance(kDay);
  EXPECT_EQ(number_of(store.draw_ticket({"general", person(2), ""})), 1);
}

TEST(StoreQueue, NeverTwoLiveNumbersOfOnePersonWhateverTheOrderOfThings) {
  test::StoreBench bench;
  auto store = bench.open();
  const auto dice = seeded_random(11);
  std::set<int> given;
  int last = 0;
  for (int step = 0; step < 300; ++step) {
    const auto roll = dice->number() % 10;
    if (roll < 7) {
      const auto drawn = store.draw_ticket({"general", person(static_cast<int>(dice->number() % 5)), ""});
      ASSERT_TRUE(drawn);
      if (!drawn->again) {
        EXPECT_TRUE(given.insert(drawn->ticket.number).second);
        EXPECT_EQ(drawn->ticket.number, ++last);
      }
    } else if (const auto called = store.call_next("general"); called && *called && roll < 9) {
      ASSERT_TRUE(store.end_ticket("general", (*called)->number, TicketState::Served));
    }
    int live = 0;
    const auto tickets = store.tickets("general");
    for (const Ticket& ticket : *tickets) live += is_live(ticket, bench.clock.today()) ? 1 : 0;
    ASSERT_LE(live, 5);
  }
}

TEST(StoreQueue, NumbersSurviveARestartAndAnOldCopyBeginsElsewhere) {
  test::StoreBench bench;
  {
    auto store = bench.open();
    ASSERT_EQ(number_of(store.draw_ticket({"general", person(1), ""})), 1);
  }
  auto store = bench.open();
  EXPECT_TRUE(store.draw_ticket({"general", person(1), ""})->again);
  EXPECT_EQ(number_of(store.draw_ticket({"general", person(2), ""})), 2);
  ASSERT_TRUE(store.mark_restored(bench.clock.now(), RestoredHow::Backup));
  const int after = number_of(store.draw_ticket({"general", person(3), ""}));
  EXPECT_GT(after, 100) << "numbers of after the copy may be on paper";
  EXPECT_EQ(number_of(store.draw_ticket({"general", person(4), ""})), after + 1);
  bench.clock.advance(kDay);
  EXPECT_EQ(number_of(store.draw_ticket({"general", person(3), ""})), 1);
}

// What is in the file, not what the store says of it.
struct Kept {
  int rows = 0;
  int holders = 0;
  int visits = 0;
};
Kept kept(const test::StoreBench& bench) {
  const auto folder = bench.options().directory;
  const auto keys = storage::KeyFile::open(folder / "keys.bin", bench.options().host);
  auto database =
      storage::Database::open({folder / "cases.db",
                               {keys->keys().database_key.view(), keys->keys().database_salt.view()},
                               storage::OpenMode::MustExist});
  const auto row = database->query_one<int, int, int>(
      "SELECT count(*), count(holder), coalesce(sum(visit <> ''), 0) FROM ticket");
  const auto& [rows, holders, visits] = **row;
  return {rows, holders, visits};
}

TEST(StoreQueue, WhoseANumberWasIsForgottenWhenItsDayIsOver) {
  test::StoreBench bench;
  {
    auto store = bench.open();
    ASSERT_TRUE(store.draw_ticket({"general", person(1), visit('1')}));
    ASSERT_TRUE(store.draw_ticket({"general", "", visit('2')}));
    ASSERT_TRUE(store.forget_tickets());
  }
  EXPECT_EQ(kept(bench).holders, 1) << "today still";
  EXPECT_EQ(kept(bench).visits, 1) << "beside a card no visit is kept";
  bench.clock.advance(kDay);
  bench.clock.set_judgement(ClockJudgement::Jumped);
  ASSERT_TRUE(bench.open().forget_tickets());
  EXPECT_EQ(kept(bench).holders, 1) << "a clock that nobody believes erases nothing";
  bench.clock.set_judgement(ClockJudgement::Plausible);
  ASSERT_TRUE(bench.open().forget_tickets());
  EXPECT_EQ(kept(bench).rows, 2);
  EXPECT_EQ(kept(bench).holders, 0);
  EXPECT_EQ(kept(bench).visits, 0);
  bench.clock.advance(40 * kDay);
  ASSERT_TRUE(bench.open().forget_tickets());
  EXPECT_EQ(kept(bench).rows, 0);
}

}  // namespace
}  // namespace yitang::cases
