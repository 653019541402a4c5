// The rules of numbers for the windows.
#include "kiosk/cases/queue.hpp"

#include <gtest/gtest.h>

#include "cases_support.hpp"

namespace yitang::cases {
namespace {

const catalog::Queue& general() { return *test::sample().queue("general"); }

UnixMillis at(Date day, int hour, int minute) {
  return start_of(day) + (hour * 60 + minute) * UnixMillis{60'000};
}

QueueHours hours(Date day, int hour, int minute) {
  return hours_at(general(), test::sample().calendar(), at(day, hour, minute));
}

// 2026-11-20 is a Friday, an ordinary working day.
constexpr Date kWorkday{2026, 11, 20};

TEST(QueueRules, LabelsHaveThreeDigitsAndMoreWhenNeeded) {
  EXPECT_EQ(ticket_label("A", 7), "A007");
  EXPECT_EQ(ticket_label("B", 1234), "B1234");
  EXPECT_EQ(ticket_number("A007", "A"), 7);
  EXPECT_EQ(ticket_number("7", "A"), 7);
  for (const char* wrong : {"", "A", "B007", "A0", "A-1", "A7x", "A999999999999", "007A"})
    EXPECT_FALSE(ticket_number(wrong, "A")) << wrong;
}

TEST(QueueRules, WhoIsAheadGoesByPriorityThenByNumber) {
  const auto waiting = [](const char* uid, int number, bool priority) {
    return Ticket{uid, "general", kWorkday, number, priority, TicketState::Waiting, 0};
  };
  std::vector<Ticket> all{waiting("a", 1, false), waiting("b", 2, false), waiting("c", 3, true)};
  EXPECT_EQ(people_ahead(all, all[0]), 1) << "the appointment";
  EXPECT_EQ(people_ahead(all, all[1]), 2);
  EXPECT_EQ(people_ahead(all, all[2]), 0);
  all[0].state = TicketState::Called;
  EXPECT_EQ(people_ahead(all, all[1]), 1) << "who was called waits no more";
  EXPECT_EQ(people_ahead(all, all[0]), 0);
  all[2].day = kWorkday.plus_days(-1);
  EXPECT_EQ(people_ahead(all, all[1]), 0) << "yesterday's number is nobody's";
  EXPECT_FALSE(is_live(all[2], kWorkday));
  EXPECT_TRUE(is_live(all[0], kWorkday));
  all[0].state = TicketState::Absent;
  EXPECT_FALSE(is_live(all[0], kWorkday));
}

TEST(QueueRules, TheDayHasAMorningAPauseAndAnAfternoon) {
  EXPECT_FALSE(hours(kWorkday, 8, 29).open);
  EXPECT_EQ(hours(kWorkday, 8, 29).next, at(kWorkday, 8, 30));
  const QueueHours morning = hours(kWorkday, 8, 30);
  EXPECT_TRUE(morning.open);
  EXPECT_EQ(morning.until, at(kWorkday, 12, 0));
  EXPECT_EQ(morning.next, at(kWorkday, 14, 0));
  EXPECT_EQ(morning.minutes_left, 420);
  EXPECT_FALSE(hours(kWorkday, 12, 0).open);
  EXPECT_EQ(hours(kWorkday, 12, 0).next, at(kWorkday, 14, 0));
  const QueueHours afternoon = hours(kWorkday, 17, 29);
  EXPECT_TRUE(afternoon.open);
  EXPECT_FALSE(afternoon.next) << "no later stretch of today";
  EXPECT_EQ(afternoon.minutes_left, 1);
}

TEST(QueueRules, TheNextOpeningGoesByTheHolidayCalendar) {
  EXPECT_EQ(hours(kWorkday, 17, 30).next, at({2026, 11, 23}, 8, 30)) << "after the weekend";
  // National day 2026 is from 1 to 7 October; Saturday the 10th makes up for it.
  EXPECT_EQ(hours({2026, 9, 30}, 18, 0).next, at({2026, 10, 8}, 8, 30));
  EXPECT_TRUE(hours({2026, 10, 10}, 9, 0).open) << "a working Saturday";
  EXPECT_FALSE(hours({2026, 10, 11}, 9, 0).open);
}

TEST(QueueRules, AWarningComesBeforeThePauseAndBeforeTheEnd) {
  const auto warning = [](int hour, int minute, int ahead) {
    const UnixMillis now = at(kWorkday, hour, minute);
    return warning_for(general(), hours(kWorkday, hour, minute), ahead, now);
  };
  EXPECT_EQ(warning(9, 0, 3), QueueWarning::None);
  EXPECT_EQ(warning(11, 39, 0), QueueWarning::None);
  EXPECT_EQ(warning(11, 41, 0), QueueWarning::AfterPause) << "20 minutes before";
  EXPECT_EQ(warning(11, 0, 8), QueueWarning::AfterPause) << "eight people at eight minutes each";
  EXPECT_EQ(warning(16, 0, 5), QueueWarning::None);
  EXPECT_EQ(warning(17, 11, 0), QueueWarning::TooLate);
  EXPECT_EQ(warning(16, 0, 12), QueueWarning::TooLate);
  EXPECT_EQ(warning(8, 30, 60), QueueWarning::TooLate) << "more than the whole day";
  EXPECT_EQ(warning(12, 30, 9), QueueWarning::None) << "closed: something else is said";
}

}  // namespace
}  // namespace yitang::cases
